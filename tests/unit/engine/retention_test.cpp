#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace iaq;
using testing::admit;
using testing::gateway;
using testing::good_request;
using testing::shipped_rules;

namespace {

namespace calls = model::calls;
using model::sequence;
using model::records::operation;

constexpr auto ofml = model::payload_kind::ofml;
constexpr auto a_day = std::chrono::hours{24};
constexpr auto answering = "switch on iaq : ack ; answer after 5s\n";

gateway keeping(nanoseconds age, std::uint64_t bytes = 0, const char* rules = answering,
                std::uint64_t seed = 1) {
    auto told = switch_sim::read_scene(rules);
    BOOST_REQUIRE_MESSAGE(told.has_value(), "the scene");
    auto in_force = shipped_rules(ofml);
    in_force.settings.retention_min = 10 * a_day;
    in_force.settings.retention_age = age;
    in_force.settings.retention_bytes = bytes;
    return {std::move(in_force), std::move(told).value(), ofml, seed};
}

template <class Body>
std::size_t recorded(const gateway& g) {
    return static_cast<std::size_t>(std::ranges::count_if(g.log, [](const auto& action) {
        const auto* const a = std::get_if<model::actions::append_record>(&action);
        return a != nullptr && std::holds_alternative<Body>(a->entry.body);
    }));
}

std::size_t dropped(const gateway& g) { return recorded<model::records::segments_dropped>(g); }

bool is_known(gateway& g, const std::string& inquiry_id) {
    const auto answer = g.answers.at(g.call(calls::get{inquiry_id, {}, {}, {}}));
    return std::holds_alternative<model::answers::inquiries_found>(answer);
}

void check_replays(const gateway& g) {
    const auto living = g.deciding().known().digest();
    BOOST_TEST(g.replayed_digest() == living);  // from the base
    BOOST_TEST(g.digest_of_all() == living);    // as a start would that finds all segments still
}

/// Admits one inquiry, lets it be answered, and closes the segment behind it.
std::string a_segment(gateway& g, const std::string& key) {
    auto id = admit(g, key);
    g.advance(1min);
    g.close_segment();
    return id;
}

bool stands(const gateway& g, const std::string& condition) {
    return g.deciding().known().standing().contains({condition, ""});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_retention)

BOOST_AUTO_TEST_CASE(what_is_old_goes_whole_segments_at_a_time_and_the_rest_stays) {
    auto g = keeping(20 * a_day);
    const auto first = a_segment(g, "k1");
    const auto second = a_segment(g, "k2");
    g.advance(15 * a_day);
    const auto third = a_segment(g, "k3");
    BOOST_TEST(dropped(g) == 0U);
    g.advance(6 * a_day);
    BOOST_TEST(dropped(g) == 1U);  // within the hour, though no segment was closed
    BOOST_TEST(!is_known(g, first));
    BOOST_TEST(!is_known(g, second));
    BOOST_TEST(is_known(g, third));
    BOOST_TEST(g.journal.segments.closed.size() == 1U);
    check_replays(g);
    g.restart();
    BOOST_TEST(!is_known(g, first));
    BOOST_TEST(is_known(g, third));
    g.advance(30 * a_day);
    BOOST_TEST(!is_known(g, third));
    BOOST_TEST(g.journal.segments.closed.empty());
    check_replays(g);
    BOOST_TEST(is_known(g, admit(g, "k1")));  // its key is free again
    check_replays(g);
}

BOOST_AUTO_TEST_CASE(without_an_age_or_a_size_nothing_is_ever_dropped) {
    auto g = keeping(nanoseconds{0});
    const auto id = a_segment(g, "k1");
    g.advance(40 * a_day);
    g.close_segment();
    BOOST_TEST(dropped(g) == 0U);
    BOOST_TEST(is_known(g, id));
}

BOOST_AUTO_TEST_CASE(size_drops_the_oldest_down_to_the_least_age_and_then_an_alert_stands) {
    auto g = keeping(nanoseconds{0}, 2500);
    const auto first = a_segment(g, "k1");
    a_segment(g, "k2");
    BOOST_TEST(!stands(g, "journal_over_size"));
    const auto third = a_segment(g, "k3");
    BOOST_TEST(stands(g, "journal_over_size"));  // too young to go
    g.advance(11 * a_day);
    BOOST_TEST(dropped(g) == 1U);
    BOOST_TEST(!stands(g, "journal_over_size"));
    BOOST_TEST(!is_known(g, first));
    BOOST_TEST(is_known(g, third));
    BOOST_TEST(g.journal.segments.closed.size() == 2U);
    check_replays(g);
}

BOOST_AUTO_TEST_CASE(open_work_and_legal_holds_are_never_dropped) {
    auto g =
        keeping(20 * a_day, 0, "switch on iaq n=2 : ack\nswitch on iaq : ack ; answer after 5s\n");
    const auto first = a_segment(g, "k1");
    const auto open = a_segment(g, "k2");  // never answered
    const auto third = a_segment(g, "k3");
    BOOST_REQUIRE(std::holds_alternative<model::answers::done>(g.answers.at(
        g.call(calls::operate{operation::legal_hold, {}, "discovery", first}, "ann"))));
    g.advance(40 * a_day);
    BOOST_TEST(dropped(g) == 0U);
    g.call(calls::operate{operation::legal_release, {}, "over", first}, "ann");
    g.advance(2h);
    BOOST_TEST(dropped(g) == 1U);
    BOOST_TEST(!is_known(g, first));
    BOOST_TEST(is_known(g, open));
    g.advance(100 * a_day);
    BOOST_TEST(dropped(g) == 1U);
    BOOST_TEST(is_known(g, third));
    check_replays(g);
}

BOOST_AUTO_TEST_CASE(an_inquiry_that_was_moved_since_holds_its_segment) {
    auto g = keeping(20 * a_day, 0, "switch on iaq : ack ; answer after 360h\n");
    const auto id = admit(g, "k1");
    g.advance(1min);
    g.close_segment();
    g.advance(15 * a_day + 3h);  // the answer, in another segment
    g.close_segment();
    g.advance(10 * a_day);
    BOOST_TEST(dropped(g) == 0U);
    g.advance(10 * a_day - 1h);  // since the answer 20 days and an hour or two
    BOOST_TEST(dropped(g) == 1U);
    BOOST_TEST(!is_known(g, id));
    g.advance(1 * a_day);  // and the segment of the answer
    BOOST_TEST(dropped(g) == 2U);
    check_replays(g);
}

BOOST_AUTO_TEST_CASE(what_is_held_or_moved_while_a_drop_is_made_ready_calls_it_off) {
    auto g = keeping(20 * a_day);
    const auto id = a_segment(g, "k1");
    g.journal.answers_drop = false;
    g.advance(21 * a_day);
    BOOST_REQUIRE(g.journal.made_ready.has_value());
    g.call(calls::operate{operation::legal_hold, {}, "discovery", id}, "ann");
    g.answer_drop();
    BOOST_TEST(!g.journal.made_ready.has_value());
    BOOST_TEST(dropped(g) == 0U);
    BOOST_TEST(is_known(g, id));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_ready_is_tried_again_within_an_hour) {
    auto g = keeping(20 * a_day);
    a_segment(g, "k1");
    g.journal.answers_drop = false;
    g.advance(21 * a_day);
    const auto kept = g.journal.made_ready->first;
    g.journal.made_ready.reset();
    g.hear(model::inputs::drop_prepared{kept, {}});
    BOOST_TEST(dropped(g) == 0U);
    g.journal.answers_drop = true;
    g.advance(61min);
    BOOST_TEST(dropped(g) == 1U);
}

BOOST_AUTO_TEST_CASE(g5_segments_go_only_under_a_head_over_the_record_and_a_start_makes_up_for_it) {
    auto g = keeping(20 * a_day);
    const auto first = a_segment(g, "k1");
    g.journal.removes = false;
    g.advance(21 * a_day);
    const auto is_commit = [](const auto& action) {
        return std::holds_alternative<model::actions::commit_drop>(action);
    };
    const auto commit = std::ranges::find_if(g.log, is_commit);
    BOOST_REQUIRE(commit != g.log.end());
    const auto head = std::find_if(std::reverse_iterator{commit}, g.log.rend(), [](auto& action) {
        const auto* const a = std::get_if<model::actions::append_record>(&action);
        return a != nullptr &&
               std::holds_alternative<model::records::checkpoint_due>(a->entry.body);
    });
    const auto record = std::ranges::find_if(g.log, [](const auto& action) {
        const auto* const a = std::get_if<model::actions::append_record>(&action);
        return a != nullptr &&
               std::holds_alternative<model::records::segments_dropped>(a->entry.body);
    });
    BOOST_TEST((record < head.base() - 1));
    BOOST_TEST(!is_known(g, first));
    BOOST_TEST(!g.journal.segments.closed.empty());
    g.journal.removes = true;
    g.kill();
    g.advance(1min);
    BOOST_TEST(g.journal.segments.closed.empty());
    BOOST_TEST(dropped(g) == 1U);
    check_replays(g);
}

BOOST_AUTO_TEST_CASE(nobody_loses_a_place_in_the_stream) {
    auto g = keeping(20 * a_day);
    a_segment(g, "k1");
    const auto old_cursor = g.deliveries.back().cursor_text;
    g.advance(19 * a_day);
    const auto second = a_segment(g, "k2");
    g.advance(2 * a_day);
    BOOST_REQUIRE(dropped(g) == 1U);
    const auto heard = g.deliveries.size();
    const auto third = admit(g, "k3");
    g.advance(1min);
    BOOST_TEST(g.deliveries.size() == heard + 3);
    BOOST_TEST(g.deliveries.back().inquiry_id == third);
    g.restart();
    g.forget_first_life();
    BOOST_TEST(g.deliveries.front().inquiry_id == second);
    BOOST_TEST(std::holds_alternative<model::answers::done>(
        g.answers.at(g.call(calls::take{"again", old_cursor}))));
}

BOOST_AUTO_TEST_CASE(a_base_that_no_record_announces_or_another_base_does_not_fold) {
    auto g = keeping(20 * a_day);
    a_segment(g, "k1");
    g.advance(21 * a_day);
    BOOST_REQUIRE(dropped(g) == 1U);
    auto base = engine::state::restore(g.journal.base);
    BOOST_REQUIRE(base.has_value());
    BOOST_TEST(!base->check_announced());
    BOOST_TEST(base->check_announced().error().find("no record tells") != std::string::npos);

    model::record other;
    other.at_sequence = next(base->last());
    other.body = model::records::segments_dropped{base->first_kept(), std::string(32, 'x'), 1};
    BOOST_TEST(base->apply(other).error().find("not the one") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_clock_that_leapt_over_a_stop_drops_nothing_before_somebody_has_looked) {
    auto g = keeping(20 * a_day);
    const auto id = a_segment(g, "k1");
    g.kill(40 * a_day);
    g.advance(3h);
    BOOST_TEST(stands(g, "clock_leapt"));
    BOOST_TEST(dropped(g) == 0U);
    BOOST_TEST(is_known(g, id));
    g.restart();
    g.advance(1min);
    BOOST_TEST(!stands(g, "clock_leapt"));
    BOOST_TEST(dropped(g) == 1U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_ahead_for_a_while_makes_nothing_old) {
    auto g = keeping(20 * a_day);
    const auto id = a_segment(g, "k1");
    g.set_clock(25 * a_day);
    a_segment(g, "k2");  // recorded under the wrong clock
    g.advance(3h);
    BOOST_TEST(dropped(g) == 0U);
    g.set_clock(-25 * a_day);
    g.restart();
    g.advance(3h);
    BOOST_TEST(dropped(g) == 0U);
    BOOST_TEST(is_known(g, id));
}

/// Years at a small agency, at random, with a retention of weeks.
BOOST_AUTO_TEST_CASE(g4_a_replay_from_the_base_gives_the_living_state_bit_for_bit) {
    std::size_t drops = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            auto g =
                keeping(15 * a_day, 5000,
                        "switch on iaq every=5 : ack ; receipt after 1s ; answer after 216h twice\n"
                        "switch on iaq every=7 : ack ; answer after 1h drop-reference\n"
                        "switch on iaq : ack ; answer after 3s\n",
                        seed);
            std::mt19937_64 random{seed};
            std::vector<std::string> ids;
            for (int step = 0; step < 200; ++step) {
                const auto what = random() % 100;
                if (what < 40) {
                    auto q = good_request("k" + std::to_string(random() % 20));
                    q.incident = "26-" + std::to_string(random() % 5);
                    const auto id = g.submit(q);
                    if (const auto* const a =
                            std::get_if<model::answers::accepted>(&g.answers.at(id))) {
                        ids.push_back(a->inquiry_id);
                    }
                } else if (what < 55) {
                    g.close_segment();
                } else if (what < 60 && !ids.empty()) {
                    const auto& id = ids[random() % ids.size()];
                    const auto asked = g.call(calls::shred{id, "order", {}}, "ann");
                    if (const auto* const d =
                            std::get_if<model::answers::done>(&g.answers.at(asked))) {
                        g.call(calls::shred{id, {}, d->token}, "bob");
                    }
                } else if (what < 65) {
                    g.kill(std::chrono::seconds{random() % 100});
                } else if (what < 68) {
                    g.restart();
                } else if (what < 85) {
                    g.advance(a_day * static_cast<int>(random() % 6));
                } else {
                    g.advance(std::chrono::seconds{random() % 600});
                }
                if (step % 20 == 19) {
                    check_replays(g);
                }
            }
            drops += dropped(g);
        }
    }
    BOOST_TEST_MESSAGE(drops << " times the front was dropped");
    BOOST_TEST(drops > 50U);
}

BOOST_AUTO_TEST_SUITE_END()
