#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;
using testing::count;
using testing::gateway;
using testing::good_request;
using testing::shipped_rules;

namespace {

constexpr auto ofml = model::payload_kind::ofml;

gateway fresh(const std::string& rules, std::uint32_t attempts_max = 5,
              const std::string& nak_temporary = {}) {
    auto told = switch_sim::read_scene(rules);
    BOOST_REQUIRE(told.has_value());
    auto in_force = shipped_rules(ofml);
    auto& retry = in_force.agencies.front().profile.retry;
    retry.attempts_max = attempts_max;
    if (!nak_temporary.empty()) {
        retry.nak_temporary = {nak_temporary};
    }
    return {std::move(in_force), std::move(told).value(), ofml};
}

template <class Answer>
const Answer& answer(const gateway& g, std::uint64_t id) {
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const found = std::get_if<Answer>(&g.answers.at(id));
    BOOST_REQUIRE(found != nullptr);
    return *found;
}

model::answers::error_code error_of(const gateway& g, std::uint64_t id) {
    return answer<model::answers::error>(g, id).code;
}

using model::delivery_kind;
using model::answers::error_code;

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_life)

BOOST_AUTO_TEST_CASE(a_receipt_is_never_the_answer) {
    auto g = fresh("switch on iaq : ack ; receipt after 1s ; answer after 20s\n");
    g.submit(good_request("k1"));
    g.advance(10s);
    BOOST_TEST(count(g, delivery_kind::lesc_received) == 1U);
    BOOST_TEST(count(g, delivery_kind::answered) == 0U);
    g.advance(20s);
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    const auto said =
        std::ranges::find(g.deliveries, delivery_kind::answered, &model::delivery::kind);
    BOOST_TEST((said->classed == model::classification::answer));
    BOOST_TEST((said->match.rule == model::match_rule::reference));
    BOOST_TEST(said->officer_id == "1234");
    BOOST_TEST(std::ranges::count(said->notices, "DETAIN", &model::notice::id) == 1);
}

BOOST_AUTO_TEST_CASE(the_same_key_and_content_gives_the_same_answer_across_a_restart) {
    auto g = fresh("switch on iaq : ack\n");
    const auto first = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    g.restart();
    const auto again = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    BOOST_TEST(first.inquiry_id == again.inquiry_id);
    BOOST_TEST((first.at_sequence == again.at_sequence));
    BOOST_TEST((again.state == model::inquiry_state::queued));
    auto other = good_request("k1");
    other.person.first_name = "ANOTHER";
    BOOST_TEST((error_of(g, g.submit(other)) == error_code::conflict));
    BOOST_TEST(g.lesc().heard().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_key_is_free_again_after_thirty_days) {
    auto g = fresh("switch on iaq : ack ; answer after 1s\n");
    const auto first = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    g.advance(std::chrono::hours{24 * 30} + 1h);
    const auto later = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    BOOST_TEST(first.inquiry_id != later.inquiry_id);
}

BOOST_AUTO_TEST_CASE(a_refused_submission_binds_no_key) {
    auto g = fresh("switch on iaq : ack\n");
    auto bad = good_request("k1");
    bad.person.place_of_birth = "XX";
    answer<model::answers::refused>(g, g.submit(bad));
    answer<model::answers::accepted>(g, g.submit(good_request("k1")));
}

BOOST_AUTO_TEST_CASE(cancel_works_before_any_byte_may_have_left_and_never_after) {
    auto g = fresh("switch on connect : close\n");
    const auto id = answer<model::answers::accepted>(g, g.submit(good_request("k1"))).inquiry_id;
    answer<model::answers::done>(g, g.call(model::calls::cancel{id, "entered twice"}));
    BOOST_TEST(count(g, delivery_kind::cancelled) == 1U);
    BOOST_TEST((error_of(g, g.call(model::calls::cancel{id, {}})) == error_code::conflict));

    auto sent = fresh("switch on iaq : silent\n");
    const auto left = answer<model::answers::accepted>(sent, sent.submit(good_request("k1")));
    const auto refused = sent.call(model::calls::cancel{left.inquiry_id, {}});
    BOOST_TEST((error_of(sent, refused) == error_code::conflict));
    BOOST_TEST(
        (answer<model::answers::error>(sent, refused).may_key_by_hand == model::by_hand::unsafe));
}

BOOST_AUTO_TEST_CASE(a_held_station_sends_nothing_and_sends_all_once_released) {
    auto g = fresh("switch on iaq : ack\n");
    answer<model::answers::done>(
        g, g.call(model::calls::operate{model::records::operation::hold, "one", "maintenance"}));
    g.submit(good_request("k1"));
    g.submit(good_request("k2"));
    g.advance(60s);
    BOOST_TEST(g.lesc().heard().empty());
    g.restart();  // a hold survives
    g.advance(60s);
    BOOST_TEST(g.lesc().heard().empty());
    g.call(model::calls::operate{model::records::operation::release, "one", "over"});
    g.advance(1s);
    BOOST_TEST(g.lesc().heard().size() == 2U);
}

BOOST_AUTO_TEST_CASE(delayed_no_receipt_and_overdue_each_fire_once_at_their_time) {
    auto g = fresh("switch on iaq : ack\n");
    g.call(model::calls::operate{model::records::operation::hold, "one", "test"});
    g.submit(good_request("k1"));
    g.advance(119s);
    BOOST_TEST(count(g, delivery_kind::delayed) == 0U);
    g.advance(2s);
    BOOST_TEST(count(g, delivery_kind::delayed) == 1U);
    g.call(model::calls::operate{model::records::operation::release, "one", "test"});
    g.advance(299s);
    BOOST_TEST(count(g, delivery_kind::no_receipt) == 0U);
    g.advance(2s);
    BOOST_TEST(count(g, delivery_kind::no_receipt) == 1U);
    g.advance(55min);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    g.restart();
    g.advance(48h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 2U);  // the backlog again, and no second clock
    BOOST_TEST(count(g, delivery_kind::delayed) == 2U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_came_due_while_the_daemon_was_down_fires_at_once) {
    auto g = fresh("switch on iaq : ack\n");
    g.submit(good_request("k1"));
    g.advance(1s);
    g.kill(3h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    BOOST_TEST(count(g, delivery_kind::no_receipt) == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_after_overdue_is_delivered_and_marked_late) {
    auto g = fresh("switch on iaq : ack ; receipt after 1s ; answer after 2h\n");
    g.submit(good_request("k1"));
    g.advance(3h);
    const auto said =
        std::ranges::find(g.deliveries, delivery_kind::answered, &model::delivery::kind);
    BOOST_REQUIRE((said != g.deliveries.end()));
    BOOST_TEST(said->late);
    const auto overdue =
        std::ranges::find(g.deliveries, delivery_kind::overdue, &model::delivery::kind);
    BOOST_TEST(std::ranges::count(overdue->notices, "HOUR", &model::notice::id) == 1);
}

BOOST_AUTO_TEST_CASE(what_is_not_sent_before_its_time_is_never_sent) {
    auto g = fresh("switch on iaq : ack\n");
    g.call(model::calls::operate{model::records::operation::hold, "one", "test"});
    auto q = good_request("k1");
    q.send_before = g.now().utc + 5min;
    g.submit(q);
    g.advance(6min);
    BOOST_TEST(count(g, delivery_kind::expired) == 1U);
    g.call(model::calls::operate{model::records::operation::release, "one", "test"});
    g.advance(6min);
    BOOST_TEST(g.lesc().heard().empty());
}

BOOST_AUTO_TEST_CASE(after_an_outage_the_earliest_send_before_leaves_first) {
    auto g = fresh("switch on iaq : ack\n");
    g.call(model::calls::operate{model::records::operation::hold, "one", "test"});
    g.submit(good_request("no deadline"));
    auto later = good_request("later");
    later.send_before = g.now().utc + 2h;
    g.submit(later);
    auto sooner = good_request("sooner");
    sooner.send_before = g.now().utc + 1h;
    const auto first = answer<model::answers::accepted>(g, g.submit(sooner)).reference;
    g.call(model::calls::operate{model::records::operation::release, "one", "test"});
    g.advance(1s);
    const auto heard =
        std::ranges::find(g.notes, switch_sim::noted::heard, &switch_sim::note::what);
    BOOST_REQUIRE((heard != g.notes.end()));
    BOOST_TEST(heard->reference == first);
}

BOOST_AUTO_TEST_CASE(without_acknowledgement_it_ends_in_doubt_and_the_line_goes_on) {
    auto g =
        fresh("switch terms timeout=5s\nswitch on iaq n=1..3 : silent\nswitch on iaq : ack\n", 3);
    g.submit(good_request("k1"));
    g.submit(good_request("k2"));
    g.advance(60s);
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 1U);
    BOOST_TEST(count(g, delivery_kind::switch_acknowledged) == 1U);
}

BOOST_AUTO_TEST_CASE(a_nak_rejects_with_its_words_unless_the_profile_calls_it_temporary) {
    auto g = fresh("switch on iaq : nak \"DEVICE UNKNOWN\"\n");
    g.submit(good_request("k1"));
    g.advance(1s);
    const auto said =
        std::ranges::find(g.deliveries, delivery_kind::rejected, &model::delivery::kind);
    BOOST_REQUIRE((said != g.deliveries.end()));
    BOOST_TEST(said->text == "DEVICE UNKNOWN");
    BOOST_TEST((said->may_key_by_hand == model::by_hand::safe));
}

BOOST_AUTO_TEST_CASE(a_principal_without_the_right_or_the_ori_is_forbidden_and_it_is_journaled) {
    auto in_force = shipped_rules(ofml);
    in_force.settings.principals.front().rights = 0;
    auto told = switch_sim::read_scene("switch on iaq : ack\n");
    gateway g{std::move(in_force), std::move(told).value(), ofml};
    const auto before = g.journal.durable.size();
    for (const model::calls::call& call : std::vector<model::calls::call>{
             model::calls::submit{good_request("k"), "c"}, model::calls::get{"x", {}, {}, {}},
             model::calls::list{}, model::calls::cancel{"x", {}}, model::calls::take{{}, "x"},
             model::calls::operate{model::records::operation::hold, "one", "r"},
             model::calls::status{}}) {
        BOOST_TEST((error_of(g, g.call(call)) == error_code::forbidden));
    }
    BOOST_TEST(g.journal.durable.size() == before + 7);
}

BOOST_AUTO_TEST_CASE(taking_moves_the_durable_cursor_and_a_new_connection_begins_there) {
    auto g = fresh("switch on iaq : ack ; answer after 1s\n");
    g.submit(good_request("k1"));
    g.advance(10s);
    const auto before = g.deliveries.size();
    BOOST_REQUIRE(before >= 3U);
    answer<model::answers::done>(g,
                                 g.call(model::calls::take{{}, g.deliveries.back().cursor_text}));
    g.deliveries.clear();
    g.restart();
    BOOST_TEST(g.deliveries.empty());
    BOOST_TEST(
        (error_of(g, g.call(model::calls::take{{}, "nonsense"})) == error_code::out_of_range));
}

BOOST_AUTO_TEST_CASE(a_refused_victim_is_written_nowhere_and_bars_the_other_role) {
    auto g = fresh("switch on iaq : ack\n");
    auto victim = good_request("k1");
    victim.role = model::subject_role::victim;
    victim.person.last_name = "MARKEDNAME";
    victim.person.first_name = "MARKEDFIRST";
    victim.person.remarks = "MARKEDWORDS";
    victim.reason = "MARKEDREASON";
    const auto refused = answer<model::answers::refused>(g, g.submit(victim));
    BOOST_TEST(refused.violations.front().rule == "ROLE");
    for (const auto& record : g.journal.durable) {
        BOOST_TEST(record.find("MARKED") == std::string::npos);
    }
    auto renamed = victim;
    renamed.idempotency_key = "k2";
    renamed.role = model::subject_role::arrestee;
    renamed.person.remarks.clear();
    renamed.reason = "BOOKING";
    const auto barred = answer<model::answers::refused>(g, g.submit(renamed));
    BOOST_TEST(barred.violations.front().rule == "ROLE");
    renamed.supervisor_reason = "ARRESTED LATER, CHECKED";
    answer<model::answers::accepted>(g, g.submit(renamed));
    BOOST_TEST(g.lesc().heard().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reply_to_an_earlier_attempt_outlives_a_temporary_nak_and_its_send_before) {
    // An attempt unanswered, the next one refused for now: an answer may still come, and must find
    // neither an expired inquiry nor a cancelled one (found by review).
    auto g = fresh(
        "switch terms timeout=5s\nswitch on iaq n=1 : silent\n"
        "switch on iaq n=2 : nak \"TRY LATER\"\nswitch on iaq : ack ; receipt after 1s\n",
        5, "TRY LATER");
    auto q = good_request("k1");
    q.send_before = g.now().utc + 5min;
    const auto id = answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
    g.advance(6s);
    const auto cancelled = g.call(model::calls::cancel{id, {}});
    BOOST_TEST((error_of(g, cancelled) == error_code::conflict));
    g.advance(1min);
    BOOST_TEST(count(g, delivery_kind::lesc_received) == 1U);
    g.advance(3h);
    BOOST_TEST(count(g, delivery_kind::expired) == 0U);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
    g.restart();
}

BOOST_AUTO_TEST_CASE(what_was_attempted_unanswered_and_ran_out_of_time_is_in_doubt_not_expired) {
    auto g = fresh(
        "switch terms timeout=5s\nswitch on iaq n=1 : silent\n"
        "switch on iaq : nak \"TRY LATER\"\n",
        100, "TRY LATER");
    auto q = good_request("k1");
    q.send_before = g.now().utc + 1min;
    g.submit(q);
    g.advance(5min);
    BOOST_TEST(count(g, delivery_kind::expired) == 0U);
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 1U);
}

BOOST_AUTO_TEST_CASE(a_receipt_for_an_inquiry_in_doubt_starts_the_overdue_clock) {
    auto g = fresh("switch terms timeout=5s\nswitch on iaq : silent\n", 1);
    const auto reference =
        answer<model::answers::accepted>(g, g.submit(good_request("k1"))).reference;
    g.advance(30s);
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 1U);
    switch_sim::effect receipt;
    receipt.does = switch_sim::deed::receipt;
    receipt.no_subject = true;
    BOOST_REQUIRE(g.order(receipt, reference));
    BOOST_TEST(count(g, delivery_kind::lesc_received) == 1U);
    g.advance(2h);
    BOOST_TEST(count(g, delivery_kind::overdue) == 1U);
}

BOOST_AUTO_TEST_CASE(an_enforcement_contact_is_not_asked_about_after_its_expected_end) {
    auto g = fresh("switch on iaq : ack\n");
    g.call(model::calls::operate{model::records::operation::hold, "one", "test"});
    auto q = good_request("k1");
    q.role = model::subject_role::enforcement_contact;
    q.ground = model::basis::status_in_question;
    q.reason = "IDENTITY gave two birth dates";
    q.in_custody = false;
    q.contact_expected_end = g.now().utc + 10min;
    answer<model::answers::accepted>(g, g.submit(q));
    g.advance(11min);
    BOOST_TEST(count(g, delivery_kind::expired) == 1U);
}

BOOST_AUTO_TEST_CASE(a_backlog_of_large_replies_is_pushed_in_pieces_a_reader_can_take) {
    auto g = fresh("switch on iaq : ack\n");
    g.drains(false);
    switch_sim::effect large;
    large.does = switch_sim::deed::send;
    large.key = "AM";
    large.text = std::string(300'000, 'A');
    for (int i = 0; i < 12; ++i) {
        g.order(large, {});
        g.advance(1s);
    }
    std::size_t bytes = 0;
    for (const auto& d : g.deliveries) {
        bytes += d.text.size();
    }
    BOOST_TEST(bytes <= model::limits::pushed_bytes_max + large.text.size());
    g.drains(true);
    g.advance(1s);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 12U);
}

BOOST_AUTO_TEST_CASE(replies_that_do_not_fit_one_answer_are_shown_newest_first) {
    auto g = fresh("switch on iaq : ack\n");
    const auto said = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    switch_sim::effect large;
    large.does = switch_sim::deed::send;
    large.key = "AM";
    for (int i = 0; i < 4; ++i) {
        large.text = std::string(700'000, static_cast<char>('A' + i));
        BOOST_REQUIRE(g.order(large, said.reference));
        g.advance(1s);
    }
    const auto id = g.call(model::calls::get{said.inquiry_id, {}, {}, {}});
    const auto& shown = answer<model::answers::inquiries_found>(g, id).found.front();
    BOOST_REQUIRE_EQUAL(shown.replies.size(), 4U);
    BOOST_TEST(shown.replies.front().bytes.empty());
    BOOST_TEST(shown.replies.front().text.starts_with("Too long for one answer"));
    BOOST_TEST(shown.replies.back().bytes.size() > 700'000U);
}

BOOST_AUTO_TEST_SUITE_END()
