#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using testing::gateway;
using testing::good_request;
using testing::shipped_rules;

namespace {

namespace calls = model::calls;

constexpr auto ofml = model::payload_kind::ofml;

/// Some weeks at a small agency, at random: asked, answered in many ways, cancelled, held,
/// shredded.
class weeks {
public:
    explicit weeks(std::uint64_t seed) : random_(seed), gateway_(make(seed)) {}

    void live(int steps) {
        for (int i = 0; i < steps; ++i) {
            step();
        }
    }
    [[nodiscard]] gateway& at() { return gateway_; }
    [[nodiscard]] std::size_t shredded() const { return shredded_; }

private:
    static gateway make(std::uint64_t seed) {
        auto told = switch_sim::read_scene(
            "switch on iaq every=7 : nak \"FORMAT NOT KNOWN\"\n"
            "switch on iaq every=5 : silent\n"
            "switch on iaq every=4 : ack ; receipt after 2s\n"
            "switch on iaq every=3 : ack ; receipt after 1s ; answer after 20s twice\n"
            "switch on iaq : ack ; answer after 3s\n");
        BOOST_REQUIRE_MESSAGE(told.has_value(), "the scene");
        return {shipped_rules(ofml), std::move(told).value(), ofml, seed};
    }

    std::uint64_t draw(std::uint64_t below) { return random_() % below; }

    const std::string& someone() { return asked_[draw(asked_.size())]; }

    void submit() {
        // Few keys, incidents and birth dates: they are used again and again.
        auto q = good_request("k" + std::to_string(draw(12)));
        q.incident = "26-" + std::to_string(draw(5));
        q.person.date_of_birth = "198" + std::to_string(draw(10)) + "-02-01";
        q.person.last_name = std::string("NAME") + static_cast<char>('A' + draw(26));
        const auto id = gateway_.submit(q);
        if (const auto* const a = std::get_if<model::answers::accepted>(&gateway_.answers.at(id))) {
            asked_.push_back(a->inquiry_id);
        }
    }

    void shred() {
        const auto& id = someone();
        const auto asked = gateway_.call(calls::shred{id, "order", {}}, "ann");
        if (const auto* const d = std::get_if<model::answers::done>(&gateway_.answers.at(asked))) {
            const auto done = gateway_.call(calls::shred{id, {}, d->token, false, true}, "bob");
            BOOST_REQUIRE(std::holds_alternative<model::answers::done>(gateway_.answers.at(done)));
            ++shredded_;
        }
    }

    void hand_over() {
        const std::vector ids{someone(), someone(), someone()};
        const auto asked =
            gateway_.call(calls::transfer{ids, {}, draw(2) == 0 ? "east" : "west", {}, {}}, "ann");
        const auto* const d = std::get_if<model::answers::done>(&gateway_.answers.at(asked));
        if (d != nullptr && draw(2) == 0) {
            gateway_.call(calls::transfer{{}, {}, {}, {}, d->token}, "bob");
        }
    }

    void step() {
        using enum model::records::operation;
        const auto what = asked_.empty() ? 0 : draw(100);
        if (what < 40) {
            submit();
        } else if (what < 55) {
            shred();
        } else if (what < 60) {
            gateway_.call(calls::cancel{someone(), "mistake"});
        } else if (what < 66) {
            const bool standing = draw(2) == 0;
            gateway_.call(
                calls::operate{standing ? legal_hold : legal_release, {}, "case", someone()},
                "ann");
        } else if (what < 70) {
            gateway_.call(calls::operate{draw(3) == 0 ? hold : release, "one", "maintenance", {}});
        } else if (what < 72) {
            gateway_.call(calls::act{someone(), model::acts::note{std::to_string(draw(1000))}});
        } else if (what < 73) {
            hand_over();
            gateway_.kill(std::chrono::seconds{draw(100)});
        } else if (what < 75) {
            gateway_.restart();
        } else if (what < 78) {
            gateway_.advance(std::chrono::hours{24 * 10});
        } else {
            gateway_.advance(std::chrono::seconds{draw(40)});
        }
    }

    std::mt19937_64 random_;
    gateway gateway_;
    std::vector<std::string> asked_;
    std::size_t shredded_ = 0;
};

model::record entry_of(std::uint64_t number, model::records::body body) {
    model::record r;
    r.at_sequence = model::sequence{number};
    r.at.utc = utc_time{std::chrono::seconds{number}};
    r.body = std::move(body);
    return r;
}

model::records::keys_shredded end_of(const std::string& id, std::vector<model::sequence> records) {
    model::records::keys_shredded body;
    body.inquiry_id = id;
    body.reference = "REF" + id;
    body.records = std::move(records);
    return body;
}

constexpr std::uint32_t admission = 48;

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_shred_fold)

BOOST_AUTO_TEST_CASE(g4_a_replay_over_what_was_shredded_gives_the_living_state_bit_for_bit) {
    std::size_t shredded = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            weeks some{seed};
            for (int look = 0; look < 6; ++look) {
                some.live(25);
                auto& g = some.at();
                const auto living = g.deciding().known().digest();
                BOOST_TEST(g.replayed_digest() == living);
                // A start whose crash left the sidecars of before still opens everything.
                const auto closed = std::exchange(g.journal.shredded, {});
                BOOST_TEST(g.replayed_digest() == living);
                g.journal.shredded = closed;
            }
            shredded += some.shredded();
        }
    }
    BOOST_TEST_MESSAGE(shredded << " inquiries were shredded");
    BOOST_TEST(shredded > 200U);
}

BOOST_AUTO_TEST_CASE(a_key_bound_before_is_bound_again_when_the_newer_inquiry_is_shredded) {
    auto told = switch_sim::read_scene("switch on iaq : ack ; answer after 1s\n");
    gateway g{shipped_rules(ofml), std::move(told).value(), ofml};
    g.submit(good_request("k1"));
    g.advance(std::chrono::hours{24 * 31});
    const auto again = g.submit(good_request("k1"));
    const auto id = std::get<model::answers::accepted>(g.answers.at(again)).inquiry_id;
    g.advance(10s);
    const auto asked = g.call(calls::shred{id, "order", {}}, "ann");
    const auto token = std::get<model::answers::done>(g.answers.at(asked)).token;
    g.call(calls::shred{id, {}, token}, "bob");
    BOOST_TEST(!g.journal.shredded.empty());
    BOOST_TEST((g.deciding().known().inquiries().find_key("uid:1000", "k1") !=
                model::inquiry_index::none));
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_CASE(g9_records_that_are_closed_without_a_reason_are_damage) {
    engine::state known;
    BOOST_REQUIRE(known.apply_closed(model::sequence{1}, admission, utc_time{1s}));
    BOOST_REQUIRE(known.apply_closed(model::sequence{2}, 60, utc_time{2s}));
    BOOST_REQUIRE(!known.check_closed());
    BOOST_TEST(known.check_closed().error().find("2 records, the first of them 1,") !=
               std::string::npos);
    // One of the two is explained, the other was taken away by somebody.
    BOOST_REQUIRE(known.apply(entry_of(3, end_of("a", {model::sequence{1}}))));
    BOOST_TEST(known.check_closed().error().find("the first of them 2,") != std::string::npos);
    BOOST_TEST(!known.apply_closed(model::sequence{5}, admission, utc_time{4s}));  // not the next
    for (const std::uint32_t kind : {0U, 32U, 49U, 82U, 160U, 162U, 163U}) {
        BOOST_TEST(!known.apply_closed(model::sequence{4}, kind, utc_time{4s}));
    }
    BOOST_TEST(number_of(known.last()) == 3U);
}

BOOST_AUTO_TEST_CASE(a_shredding_of_nothing_or_of_a_part_does_not_fold) {
    engine::state known;
    BOOST_TEST(!known.apply(entry_of(1, end_of("a", {}))));
    BOOST_TEST(!known.apply(entry_of(1, end_of("a", {model::sequence{1}}))));
    model::records::admitted one;
    one.inquiry_id = "a";
    one.reference = "REFa";
    one.state = model::inquiry_state::queued;
    BOOST_REQUIRE(known.apply(entry_of(1, one)));
    BOOST_REQUIRE(known.apply(entry_of(2, model::records::cancelled{"a", {}})));
    BOOST_TEST(!known.apply(entry_of(3, end_of("a", {model::sequence{1}}))));
    const auto whole = end_of("a", {model::sequence{1}, model::sequence{2}});
    BOOST_REQUIRE(known.apply(entry_of(3, whole)));
    BOOST_TEST(!known.apply(entry_of(4, whole)));  // once
    BOOST_TEST(!known.apply(entry_of(4, one)));    // neither id nor reference is used again
    BOOST_TEST(!known.apply(entry_of(4, model::records::cancelled{"a", {}})));
}

BOOST_AUTO_TEST_SUITE_END()
