#include "model/limits.hpp"
#include "unit/engine/judged.hpp"
#include "unit/engine/recorded.hpp"

using namespace iaq;
using namespace iaq::testing;
using model::records::replay_begun;
using model::records::replay_ended;

namespace {

constexpr auto answering = "switch on iaq : ack ; answer after 1s\n";
constexpr auto own = "uid:1000";  // the name of the one client's default consumer

calls::operate replaying(const std::string& from = {}, const std::string& consumer = own) {
    calls::operate asked{operation::replay, {}, "their database was restored"};
    asked.consumer = consumer;
    asked.from = from;
    return asked;
}

void take(gateway& g, const std::string& cursor) {
    answer<model::answers::done>(g, g.call(calls::take{{}, cursor}));
}

/// Five inquiries asked and answered; everything was heard and taken.
void five_answered(gateway& g) {
    for (const auto* const key : {"k1", "k2", "k3", "k4", "k5"}) {
        admit(g, key);
        g.advance(2s);
    }
    take(g, g.deliveries.back().cursor_text);
}

std::vector<model::delivery> said_again(const gateway& g) {
    std::vector<model::delivery> again;
    std::ranges::copy_if(g.deliveries, std::back_inserter(again), &model::delivery::replayed);
    return again;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_replaying)

BOOST_AUTO_TEST_CASE(what_a_consumer_had_taken_is_said_again_as_what_it_was) {
    auto g = fresh(answering);
    five_answered(g);
    const auto first = g.deliveries;
    const auto frames = g.frames_sent;
    const auto& begun = answer<model::answers::done>(g, g.call(replaying(), "ann"));
    BOOST_TEST(says(begun.text, std::to_string(first.size()) + " deliveries"), begun.text);
    const auto again = said_again(g);
    BOOST_REQUIRE_EQUAL(again.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        BOOST_TEST(again[i].event_id == first[i].event_id);
        BOOST_TEST((again[i].kind == first[i].kind));
        BOOST_TEST(again[i].text == first[i].text);
        BOOST_TEST(again[i].cursor_text != first[i].cursor_text);
    }
    BOOST_TEST(recorded<replay_ended>(g).empty());
    take(g, again.back().cursor_text);
    const auto ended = bodies<replay_ended>(g);
    BOOST_REQUIRE_EQUAL(ended.size(), 1U);
    BOOST_TEST(ended.front().deliveries == first.size());
    BOOST_TEST(!ended.front().given_up);
    BOOST_TEST(g.frames_sent == frames);  // nothing of it touches the wire
    const auto told = recorded<replay_begun>(g).front();
    BOOST_TEST(told.acting_user == "ann");
    BOOST_TEST(std::get<replay_begun>(told.body).reason == "their database was restored");
    g.restart();
    BOOST_TEST(said_again(g).size() == first.size());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(it_goes_on_where_the_consumer_took_of_it_last) {
    auto g = fresh(answering);
    five_answered(g);
    g.call(replaying(), "ann");
    const auto again = said_again(g);
    take(g, again[4].cursor_text);
    g.kill();
    g.forget_first_life();
    const auto rest = said_again(g);
    BOOST_REQUIRE_EQUAL(rest.size(), again.size() - 5);
    BOOST_TEST(rest.front().event_id == again[5].event_id);
    take(g, rest[2].cursor_text);
    take(g, rest[0].cursor_text);  // an older place moves nothing
    g.restart();
    g.forget_first_life();
    BOOST_TEST(said_again(g).size() == rest.size() - 3);
    BOOST_TEST(recorded<replay_ended>(g).empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_is_new_comes_meanwhile_and_has_a_place_of_its_own) {
    auto g = fresh(answering);
    five_answered(g);
    const auto taken = g.deliveries.back().cursor_text;
    g.call(replaying(), "ann");
    const auto again = said_again(g);
    admit(g, "k6");
    g.advance(2s);
    const auto& news = last_of(g, delivery_kind::answered);
    BOOST_TEST(!news.replayed);
    take(g, news.cursor_text);
    g.kill();
    g.forget_first_life();
    BOOST_TEST(said_again(g).size() == again.size());  // taking news took nothing of the replay
    BOOST_TEST(g.deliveries.size() == again.size());   // nor the other way round
    take(g, said_again(g).back().cursor_text);
    const auto& mail = g.deciding().known().mail();
    BOOST_TEST((mail.taken(own, own) == news.at_cursor));
}

BOOST_AUTO_TEST_CASE(a_part_is_said_again_from_a_cursor_or_a_time) {
    auto g = fresh(answering);
    five_answered(g);
    const auto all = g.deliveries;
    const auto from = all[6];
    g.call(replaying(from.cursor_text), "ann");
    BOOST_REQUIRE_EQUAL(said_again(g).size(), all.size() - 7);
    BOOST_TEST(said_again(g).front().event_id == all[7].event_id);
    g.deliveries.clear();
    auto since = replaying();
    since.since = all[9].at;
    g.call(since, "ann");
    const auto later = std::ranges::find_if(all, [&](const auto& d) { return d.at >= all[9].at; });
    BOOST_TEST(said_again(g).front().event_id == later->event_id);
    const auto ended = bodies<replay_ended>(g);  // the first gave way to the second
    BOOST_REQUIRE_EQUAL(ended.size(), 1U);
    BOOST_TEST(ended.front().given_up);
}

BOOST_AUTO_TEST_CASE(a_replay_is_given_up_and_nothing_that_was_owed_is_lost) {
    auto g = fresh(answering);
    five_answered(g);
    g.drains(false);
    admit(g, "k6");
    g.advance(2s);
    g.call(replaying(), "ann");
    calls::operate over{operation::replay_end, {}, "wrong consumer"};
    over.consumer = own;
    answer<model::answers::done>(g, g.call(over, "ann"));
    BOOST_TEST(bodies<replay_ended>(g).front().given_up);
    BOOST_TEST(
        (answer<model::answers::done>(g, g.call(over, "ann")).at_sequence == sequence::none));
    g.kill();
    g.forget_first_life();
    BOOST_TEST(said_again(g).empty());
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);  // of k6, not taken yet
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_was_withdrawn_or_shredded_is_not_said_again) {
    auto g = fresh("switch on iaq : ack ; answer after 1s no-subject\n");
    const auto wrong = admit(g, "k1");
    const auto gone = admit(g, "k2");
    g.advance(2s);
    withdraw(g, last_reply(g, wrong));
    take(g, g.deliveries.back().cursor_text);
    g.deliveries.clear();
    g.call(replaying(), "ann");
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    BOOST_TEST(count(g, delivery_kind::withdrawn) == 1U);
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{gone, "order", {}}, "ann")).token;
    g.call(calls::shred{gone, {}, token}, "bob");
    g.kill();
    g.forget_first_life();
    BOOST_TEST(count(g, delivery_kind::answered) == 0U);
    BOOST_TEST(!said_again(g).empty());
    const auto other =
        answer<model::answers::done>(g, g.call(calls::shred{wrong, "order", {}}, "ann")).token;
    g.call(calls::shred{wrong, {}, other}, "bob");
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_replay_of_which_nothing_is_left_ends) {
    auto g = fresh(answering);
    const auto id = admit(g, "k1");
    g.advance(2s);
    take(g, g.deliveries.back().cursor_text);
    g.call(replaying(), "ann");
    BOOST_TEST(recorded<replay_ended>(g).empty());
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{id, "order", {}}, "ann")).token;
    g.call(calls::shred{id, {}, token}, "bob");
    BOOST_TEST(g.deciding().known().mail().replays().empty() == !recorded<replay_ended>(g).empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(who_may_not_operate_for_all_its_oris_replays_to_no_consumer) {
    auto g = fresh(answering);
    five_answered(g);
    const auto code = [&](std::uint64_t asked) {
        return answer<model::answers::error>(g, asked).code;
    };
    BOOST_TEST((code(g.call_by(1, "uid:1", replaying())) == error_code::forbidden));
    BOOST_TEST((code(g.call_by(2, "uid:2", replaying())) == error_code::not_found));
    BOOST_TEST((code(g.call(replaying({}, "nobody"))) == error_code::not_found));
    BOOST_TEST((code(g.call(replaying("no cursor"))) == error_code::out_of_range));
    auto silent = replaying();
    silent.reason.clear();
    BOOST_TEST((code(g.call(silent)) == error_code::invalid));
    auto others = replaying();
    others.principal = "uid:7";
    BOOST_TEST((code(g.call(others)) == error_code::not_found));
    BOOST_TEST(recorded<replay_begun>(g).empty());
    BOOST_TEST(said_again(g).empty());
}

BOOST_AUTO_TEST_CASE(g7_no_more_of_a_replay_is_pushed_than_its_reader_takes_up) {
    auto g = fresh(answering);
    for (int i = 0; i < 120; ++i) {
        admit(g, "k" + std::to_string(i));
        g.advance(2s);
    }
    take(g, g.deliveries.back().cursor_text);
    const auto all = g.deliveries.size();
    g.deliveries.clear();
    g.drains(false);
    g.call(replaying(), "ann");
    BOOST_TEST(g.deliveries.size() == model::limits::pushed_frames_max);
    g.drains(true);
    g.advance(1s);
    BOOST_TEST(g.deliveries.size() == all);
}

BOOST_AUTO_TEST_SUITE_END()
