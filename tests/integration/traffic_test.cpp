#include "support/officers.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;
using testing::history;
using testing::site;
using testing::status_of;
using testing::submission;

namespace {

constexpr int inquiries = 1000;
constexpr int officers = 50;

/// Submits everything over one connection, up to 64 in flight, and collects the answers.
void submit_all(const site& s, history& h) {
    auto client = s.connect();
    std::map<std::uint64_t, std::string> keys;
    for (int next = 1; next <= inquiries || !keys.empty();) {
        if (next <= inquiries && keys.size() < 64) {
            const auto frame = submission(next, "key-" + std::to_string(next),
                                          "officer" + std::to_string(next % officers));
            h.asked(next++, frame);
            keys[client.send(frame).value()] = frame.submit().idempotency_key();
            continue;
        }
        const auto answer = client.receive(std::chrono::steady_clock::now() + 60s);
        BOOST_REQUIRE(answer.has_value());
        h.answered(keys.at(answer.value().request_id()), answer.value());
        keys.erase(answer.value().request_id());
    }
}

/// Listens until every inquiry is answered and `follow_ups` further messages came for each.
void listen(const site& s, history& h, std::size_t follow_ups) {
    auto client = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("all");
    BOOST_REQUIRE(client.call(subscribe).value().has_done());
    std::size_t answered = 0;
    std::size_t followed = 0;
    const auto until = std::chrono::steady_clock::now() + 120s;
    while (answered < inquiries || followed < follow_ups) {
        const auto frame = client.receive(until);
        BOOST_REQUIRE_MESSAGE(frame.has_value(), "only " << answered << " answered, " << followed
                                                         << " follow-ups; "
                                                         << status_of(s).ShortDebugString() << "\n"
                                                         << testing::contents_of(s.daemon_log()));
        if (!frame.value().has_delivery()) {
            continue;
        }
        const auto& d = frame.value().delivery();
        h.delivered(d);
        answered += d.kind() == v1::DELIVERY_KIND_ANSWERED ? 1U : 0U;
        followed += d.kind() == v1::DELIVERY_KIND_FOLLOW_UP ? 1U : 0U;
    }
}

void thousand_by_fifty(const std::string& payload, const testing::spoken& line = {}) {
    site s{
        "switch scramble 16 for 1s\n"
        "switch on iaq every=4 : ack ; receipt after 100ms ; answer after 100ms..2s split=37 "
        "twice\n"
        "switch on iaq every=3 : ack ; answer after 1ms..3s split=37 repeat-link\n"
        "switch on iaq : ack ; receipt after 50ms ; answer after 200ms..3s split=37\n",
        payload,
        1,
        {},
        line};
    s.start();
    history h;
    submit_all(s, h);
    BOOST_TEST(h.accepted() == static_cast<std::size_t>(inquiries));
    // Every fourth answer came twice as a new message: it is delivered again and marked.
    listen(s, h, inquiries / 4);
    h.check_addressees();
    h.check_references(s.switch_notes());
    for (const auto& [id, told] : h.by_inquiry) {
        BOOST_TEST(told.count(v1::DELIVERY_KIND_ANSWERED) == 1U);
        for (const auto& [event, d] : told.events) {
            if (d.kind() == v1::DELIVERY_KIND_FOLLOW_UP) {
                BOOST_TEST(d.possible_duplicate());
            }
        }
    }
    const auto status = status_of(s);
    BOOST_TEST(status.unmatched() == 0U);
    std::string replayed;
    auto replay = s.read_journal("replay");
    replay.insert(replay.end(), {"--dry-run", "--to", std::to_string(status.state_sequence())});
    const auto code = testing::run(replay, replayed);
    BOOST_TEST(code == 0);
    BOOST_TEST(replayed ==
               status.state_digest() + " " + std::to_string(status.state_sequence()) + "\n");
    BOOST_TEST(s.stop() == 0);
    std::string verified;
    BOOST_TEST(testing::run(s.read_journal("verify"), verified) == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_traffic)

BOOST_AUTO_TEST_CASE(every_officer_gets_his_own_answers_each_once_or_marked_in_ofml) {
    thousand_by_fifty("ofml");
}

BOOST_AUTO_TEST_CASE(every_officer_gets_his_own_answers_each_once_or_marked_in_native_text) {
    thousand_by_fifty("nlets_text");
}

BOOST_AUTO_TEST_CASE(every_officer_gets_his_own_answers_over_dmpp_in_native_text) {
    thousand_by_fifty("nlets_text", {.protocol = "dmpp2020"});
}

BOOST_AUTO_TEST_CASE(every_officer_gets_his_own_answers_over_encrypted_dmpp_with_a_window) {
    thousand_by_fifty(
        "ofml", {.protocol = "dmpp2020", .key = std::string(32, 'k'), .station = "window = 4\n"});
}

BOOST_AUTO_TEST_SUITE_END()
