#include "support/county.hpp"
#include "support/officers.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

/// Several stations in one daemon: each inquiry leaves by the station of its ORI and no other, and
/// what one switch does is nothing to the others.
using namespace iaq;
using namespace std::chrono_literals;
using testing::county;
using testing::history;

namespace {

constexpr auto answering = "switch on iaq : ack ; answer after 1ms..20ms\n";

const testing::spoken foxtalk{};
const testing::spoken plain{.protocol = "dmpp2020", .key = {}, .station = "window = 4\n"};
const testing::spoken encrypted{.protocol = "dmpp2020", .key = std::string(32, 'k'), .station = {}};

enum good : std::size_t { one, two, three, goods };
enum bad : std::size_t { silent = goods, resetting, garbage };

std::vector<testing::member> members() {
    return {{"one", answering, foxtalk, "ofml"},
            // Nobody is at the first of its hosts.
            {"two", answering, plain, "nlets_text", "127.0.0.1:1"},
            {"three", answering, encrypted, "ofml"},
            {"silent", "switch on iaq : silent\n", foxtalk, "ofml"},
            {"resetting", std::string{"switch at 300ms every 300ms : close\n"} + answering, plain,
             "ofml"},
            {"garbage", "switch on iaq n=1..20 : garbage bytes=64\n" + std::string{answering},
             foxtalk, "nlets_text"}};
}

/// Submits `count` inquiries, one member after the other, each asked by an officer of its member.
void submit_all(const county& c, history& h, int count) {
    auto client = c.connect();
    for (int number = 1; number <= count; ++number) {
        const auto of = static_cast<std::size_t>(number) % c.size();
        const auto frame = county::submission(of, number, "key-" + std::to_string(number),
                                              "officer" + std::to_string(of));
        h.asked(number, frame);
        h.answered(frame.submit().idempotency_key(), client.call(frame).value());
    }
}

std::size_t member_of(const history& h, const std::string& inquiry_id) {
    const auto found = std::ranges::find_if(
        h.by_key, [&](const auto& each) { return each.second.inquiry_id == inquiry_id; });
    return static_cast<std::size_t>(found->second.officer.back() - '0');
}

/// Listens until `wanted` inquiries of members that `counts` are answered.
template <class Counts>
void listen(const county& c, history& h, std::size_t wanted, Counts counts) {
    auto client = c.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("all");
    BOOST_REQUIRE(client.call(subscribe).value().has_done());
    std::set<std::string> answered;
    const auto until = std::chrono::steady_clock::now() + 120s;
    while (answered.size() < wanted) {
        const auto frame = client.receive(until);
        BOOST_REQUIRE_MESSAGE(frame.has_value(), "only " << answered.size() << " answered; "
                                                         << c.status().ShortDebugString() << "\n"
                                                         << testing::contents_of(c.daemon_log()));
        if (!frame.value().has_delivery()) {
            continue;
        }
        const auto& d = frame.value().delivery();
        h.delivered(d);
        if (d.kind() == v1::DELIVERY_KIND_ANSWERED && counts(member_of(h, d.inquiry_id()))) {
            answered.insert(d.inquiry_id());
        }
    }
}

std::set<std::string> references_heard(const county& c, std::size_t of) {
    std::set<std::string> heard;
    for (const auto& note : c.switch_notes(of)) {
        if (testing::json_value(note, "what") == "heard") {
            heard.insert(testing::json_value(note, "reference"));
        }
    }
    return heard;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_stations)

BOOST_AUTO_TEST_CASE(bad_switches_cost_the_others_nothing_and_no_answer_goes_astray) {
    constexpr int count = 240;
    constexpr std::size_t each = count / 6;
    county c{members()};
    c.start();
    history h;
    submit_all(c, h, count);
    // A kill on the way changes nothing of it.
    c.kill();
    c.start();
    // What the garbage made doubtful may end unanswered; what the resets cut must be answered.
    listen(c, h, (goods + 1) * each, [](std::size_t of) { return of < goods || of == resetting; });
    h.check_addressees();
    std::size_t heard = 0;
    for (std::size_t of = 0; of < c.size(); ++of) {
        for (const auto& reference : references_heard(c, of)) {
            const auto whose = std::ranges::find_if(
                h.by_key, [&](const auto& a) { return a.second.reference == reference; });
            BOOST_REQUIRE(whose != h.by_key.end());
            BOOST_TEST(whose->second.officer == "officer" + std::to_string(of));
            ++heard;
        }
    }
    BOOST_TEST(heard >= (goods + 1) * each);
    const auto status = c.status();
    BOOST_TEST(status.unmatched() == 0U);
    BOOST_TEST(status.stations_size() == 6);
    BOOST_TEST(status.stations(silent).queued() + status.stations(silent).in_flight() > 0U);
    for (std::size_t of = 0; of < goods; ++of) {
        BOOST_TEST(status.stations(static_cast<int>(of)).queued() == 0U);
        BOOST_TEST(status.stations(static_cast<int>(of)).up());
    }
    BOOST_TEST(c.stop() == 0);
    std::string verified;
    BOOST_TEST(testing::run(c.read_journal("verify"), verified) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
