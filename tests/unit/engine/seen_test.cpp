#include "unit/engine/reader.hpp"

#include <set>

/// Answers that nobody has confirmed to have read: told again, to the desk, then to supervisors.
using namespace iaq;
using namespace iaq::testing;

namespace {

using model::addressee;

constexpr auto within = 10min;  // the shipped order's `seen_within`

/// One message that waits, and how that ends before anybody is told.
struct ending {
    std::string name;
    void (*end)(gateway&, const std::string& id, sequence message);
};

const std::vector<ending> endings{
    {"somebody read it",
     [](gateway& g, const std::string&, sequence message) {
         answer<model::answers::done>(g, read(g, tellings(g, message).front().event_id));
     }},
    {"it was taken back",
     [](gateway& g, const std::string&, sequence message) { withdraw(g, message); }},
    {"a person says that it is the receipt",
     [](gateway& g, const std::string&, sequence message) {
         answer<model::answers::done>(
             g, g.call(judging(operation::classify, message, classification::receipt), "ann"));
     }},
    {"it was shredded", [](gateway& g, const std::string& id, sequence) {
         const auto token =
             answer<model::answers::done>(g, g.call(calls::shred{id, "order", {}}, "ann")).token;
         answer<model::answers::done>(g, g.call(calls::shred{id, {}, token, true}, "bob"));
     }}};

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_seen)

BOOST_AUTO_TEST_CASE(an_answer_nobody_has_read_goes_to_the_desk_and_then_to_supervisors) {
    auto g = town();
    const auto id = answered(g);
    const auto message = last_reply(g, id);
    const auto came = tellings(g, message).front().at;
    g.advance(came + within - 1ms - g.now().utc);
    BOOST_TEST(tellings(g, message).size() == 1U);
    g.advance(1ms);
    BOOST_REQUIRE_EQUAL(tellings(g, message).size(), 2U);
    g.advance(within - 1ms);
    BOOST_TEST(tellings(g, message).size() == 2U);
    g.advance(1ms);
    const auto told = tellings(g, message);
    BOOST_REQUIRE_EQUAL(told.size(), 3U);
    for (const auto& each : told) {
        BOOST_TEST((each.kind == delivery_kind::answered));
        BOOST_TEST(each.text == told.front().text);
        BOOST_TEST(each.inquiry_id == id);
        BOOST_TEST(has_notice(each.notices, "DETAIN"));
        BOOST_TEST((each.state == inquiry_state::answered));
        BOOST_TEST(!each.late);
    }
    BOOST_TEST(!told[0].unseen);
    BOOST_TEST((told[0].to == addressee::officer_and_desk));
    BOOST_TEST(told[1].unseen);
    BOOST_TEST((told[1].to == addressee::desk));
    BOOST_TEST(says(told[1].next_step, "Desk: nobody has confirmed reading this answer"));
    BOOST_TEST(told[2].unseen);
    BOOST_TEST((told[2].to == addressee::supervisors));
    BOOST_TEST(says(told[2].next_step, "Supervisor: neither officer nor desk has confirmed"));
    BOOST_TEST((std::set{told[0].event_id, told[1].event_id, told[2].event_id}.size() == 3U));
    g.advance(72h);
    BOOST_TEST(tellings(g, message).size() == 3U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_order_says_how_long_a_reader_may_take) {
    auto rules = shipped_rules(ofml);
    rules.agencies.front().order.seen_within = 3min;
    auto told = switch_sim::read_scene("switch on iaq : ack ; answer after 10s\n");
    BOOST_REQUIRE(told.has_value());
    gateway g{std::move(rules), std::move(told).value(), ofml};
    const auto id = answered(g);
    g.advance(3min);
    BOOST_TEST(reminders(g) == 1U);
    g.advance(3min);
    BOOST_TEST(reminders(g) == 2U);
}

BOOST_AUTO_TEST_CASE(whatever_ends_it_before_its_time_nobody_is_told) {
    for (const auto& each : endings) {
        BOOST_TEST_CONTEXT(each.name) {
            auto g = town();
            const auto id = answered(g);
            each.end(g, id, last_reply(g, id));
            check_folds_agree(g);
            g.restart();
            check_folds_agree(g);
            g.advance(24h);
            BOOST_TEST(reminders(g) == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(whatever_ends_it_after_the_desk_was_told_no_supervisor_is) {
    for (const auto& each : endings) {
        BOOST_TEST_CONTEXT(each.name) {
            auto g = town();
            const auto id = answered(g);
            g.advance(within + 1min);
            BOOST_TEST(reminders(g) == 1U);
            each.end(g, id, last_reply(g, id));
            check_folds_agree(g);
            g.restart();
            g.advance(24h);
            BOOST_TEST(std::ranges::count(g.deliveries, addressee::supervisors,
                                          &model::delivery::to) == 0);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(reading_any_delivery_of_it_is_reading_it) {
    auto g = town();
    const auto id = answered(g);
    const auto message = last_reply(g, id);
    g.advance(within);
    answer<model::answers::done>(g, read(g, tellings(g, message).back().event_id));
    g.advance(24h);
    BOOST_TEST(reminders(g) == 1U);
    // What a supervisor is told is one of them, too.
    const auto second = answered(g, "k2");
    g.advance(2 * within);
    const auto& last = g.deliveries.back();
    BOOST_TEST((last.to == addressee::supervisors));
    answer<model::answers::done>(g, read(g, last.event_id));
    BOOST_TEST(!seen(g, second).replies.front().unread);
}

BOOST_AUTO_TEST_CASE(each_message_of_an_inquiry_waits_for_a_reader_of_its_own) {
    auto g = town();
    const auto id = answered(g);
    const auto first = last_reply(g, id);
    g.advance(4min);
    hear(g, message_of(g, first));  // a follow-up: the same words once more
    const auto second = last_reply(g, id);
    BOOST_REQUIRE(first != second);
    BOOST_TEST((tellings(g, second).front().kind == delivery_kind::follow_up));
    answer<model::answers::done>(g, read(g, tellings(g, first).front().event_id));
    g.advance(24h);
    BOOST_TEST(tellings(g, first).size() == 1U);
    const auto told = tellings(g, second);
    BOOST_REQUIRE_EQUAL(told.size(), 3U);
    BOOST_TEST(says(told[1].next_step, "nobody has confirmed reading this further word"));
    BOOST_TEST(told[1].possible_duplicate);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_moved_or_stepped_changes_nothing) {
    for (const auto by : {-26h, -1h, 1h, 26h}) {
        auto g = town();
        answered(g);
        g.set_clock(by);
        g.advance(within - 2s);
        BOOST_TEST(reminders(g) == 0U);
        g.advance(2s);
        BOOST_TEST(reminders(g) == 1U);
        g.set_clock(-by);
        g.advance(within);
        BOOST_TEST(reminders(g) == 2U);
        g.advance(24h);
        BOOST_TEST(reminders(g) == 2U);
    }
}

BOOST_AUTO_TEST_CASE(a_restart_at_any_moment_loses_no_reminder_and_tells_none_twice) {
    for (int minute = 0; minute <= 24; minute += 2) {
        for (const bool dies : {true, false}) {
            auto g = town();
            const auto id = answered(g);
            const auto message = last_reply(g, id);
            g.advance(std::chrono::minutes{minute});
            dies ? g.kill() : g.restart();
            check_folds_agree(g);
            g.advance(2h);
            hear_again(g);
            BOOST_TEST_CONTEXT("after " << minute << " minutes") {
                BOOST_TEST(tellings(g, message).size() == 3U);
                check_folds_agree(g);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(after_days_of_outage_both_are_told_at_once_and_in_order) {
    auto g = town();
    const auto id = answered(g);
    const auto message = last_reply(g, id);
    g.kill(72h);
    g.advance(1s);
    hear_again(g);
    const auto told = tellings(g, message);
    BOOST_REQUIRE_EQUAL(told.size(), 3U);
    BOOST_TEST((told[1].to == addressee::desk));
    BOOST_TEST((told[2].to == addressee::supervisors));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_waits_shows_among_the_clocks_and_in_the_life) {
    auto g = town();
    const auto id = answered(g);
    const auto before = seen(g, id);
    BOOST_REQUIRE_EQUAL(before.clocks.size(), 2U);
    BOOST_TEST((before.clocks[0].clock == clock_kind::unseen_desk));
    BOOST_TEST((before.clocks[1].clock == clock_kind::unseen_supervisor));
    BOOST_TEST((before.clocks[1].due - before.clocks[0].due == within));
    BOOST_TEST(before.replies.back().unread);
    g.advance(within);
    const auto between = seen(g, id);
    BOOST_REQUIRE_EQUAL(between.clocks.size(), 1U);
    const auto record = std::to_string(number_of(last_reply(g, id)));
    BOOST_TEST(between.life.back().what == "nobody had confirmed reading a message (record " +
                                               record + "); the desk told again");
    g.advance(within);
    const auto after = seen(g, id);
    BOOST_TEST(after.clocks.empty());
    BOOST_TEST(says(after.life.back().what, "supervisors told"));
    BOOST_TEST(after.replies.back().unread);
}

BOOST_AUTO_TEST_CASE(what_becomes_an_answer_by_a_persons_word_waits_for_a_reader_anew) {
    auto g = town();
    const auto id = answered(g);
    const auto message = last_reply(g, id);
    const auto say = [&](classification as) {
        answer<model::answers::done>(g, g.call(judging(operation::classify, message, as), "ann"));
    };
    answer<model::answers::done>(g, read(g, tellings(g, message).front().event_id));
    say(classification::receipt);
    BOOST_TEST(seen(g, id).clocks.size() == 1U);  // the hour runs again
    g.advance(20min);
    say(classification::answer);  // whoever has read it read it as the receipt
    BOOST_TEST(seen(g, id).replies.back().unread);
    check_folds_agree(g);
    g.advance(within);
    BOOST_TEST(reminders(g) == 1U);
    answer<model::answers::done>(g, read(g, tellings(g, message).back().event_id));
    BOOST_TEST(!seen(g, id).replies.back().unread);
    g.advance(24h);
    BOOST_TEST(reminders(g) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_message_that_a_person_assigned_waits_for_a_reader_of_that_inquiry) {
    auto g = fresh("switch on iaq : ack ; answer after 5s drop-reference no-subject\n");
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto waiting = answer<model::answers::unmatched_list>(g, g.call(calls::unmatched{})).rows;
    const auto message = waiting.front().reply;
    g.advance(30min);
    BOOST_TEST(reminders(g) == 0U);
    const auto give = [&] {
        answer<model::answers::done>(
            g, g.call(judging(operation::assign, message, classification::answer, id), "ann"));
    };
    give();
    answer<model::answers::done>(g, read(g, tellings(g, message).front().event_id));
    withdraw(g, message);
    give();  // to the same one again: it was to be disregarded in between
    BOOST_TEST(seen(g, id).replies.back().unread);
    g.advance(2 * within);
    BOOST_TEST(reminders(g) == 2U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_is_neither_answer_nor_follow_up_waits_for_nobody) {
    auto g = town("switch on iaq : ack ; receipt after 1s\n");
    const auto id = admit(g, "k1");
    g.advance(2s);
    BOOST_REQUIRE((entry_of(g, id).state == inquiry_state::received));
    for (const auto& clock : seen(g, id).clocks) {
        BOOST_TEST(!model::records::is_unseen(clock.clock));
    }
    BOOST_TEST(!seen(g, id).replies.back().unread);
}

BOOST_AUTO_TEST_CASE(an_answer_about_somebody_let_go_is_never_told_to_the_officer_again_either) {
    auto g = town(slow_switch);
    const auto id = admit(g, contact_request("k1"));
    g.advance(1min);
    answer<model::answers::done>(g, end_contact(g, id, acts::contact_outcome::released));
    g.advance(60min);
    const auto told = tellings(g, last_reply(g, id));
    BOOST_REQUIRE_EQUAL(told.size(), 3U);
    BOOST_TEST((told[0].to == addressee::desk));
    BOOST_TEST((told[1].to == addressee::desk));
    BOOST_TEST((told[2].to == addressee::supervisors));
    for (const auto& each : told) {
        BOOST_TEST(each.late);
        BOOST_TEST(!has_notice(each.notices, "CONTACT"));
    }
}

BOOST_AUTO_TEST_CASE(no_retention_forgets_an_answer_that_somebody_is_still_to_be_told_of) {
    auto g = town();
    const auto id = answered(g);
    const auto admitted = entry_of(g, id).admitted;
    const auto first_held = [&] {
        return g.deciding().known().first_held(utc_time::max(), nanoseconds{0});
    };
    BOOST_TEST((first_held() == admitted));
    answer<model::answers::done>(g, read(g, g.deliveries.back().event_id));
    BOOST_TEST((first_held() == next(g.deciding().known().last())));
}

BOOST_AUTO_TEST_CASE(a_snapshot_knows_who_is_still_to_read_what) {
    for (int part = 0; part < 4; ++part) {
        auto g = town();
        const auto id = answered(g);
        g.advance(part * 8min);
        if (part == 1) {
            answer<model::answers::done>(g, read(g, g.deliveries.back().event_id));
        }
        const auto& known = g.deciding().known();
        const auto read_back = engine::state::restore(bytes_of(known));
        BOOST_REQUIRE(read_back.has_value());
        BOOST_TEST(read_back->digest() == known.digest());
    }
}

BOOST_AUTO_TEST_CASE(g10_a_message_shredded_with_another_inquiry_leaves_the_first_ones_life_whole) {
    auto g = fresh("switch on iaq n=1 : ack ; answer after 5s no-subject\nswitch on iaq : ack\n");
    const auto first = admit(g, "k1");
    const auto second = admit_other(g);
    g.advance(6s);
    const auto message = last_reply(g, first);
    g.advance(within + 1min);
    BOOST_TEST(reminders(g) == 1U);
    answer<model::answers::done>(g, read(g, tellings(g, message).front().event_id));
    withdraw(g, message);
    answer<model::answers::done>(
        g, g.call(judging(operation::assign, message, classification::answer, second), "ann"));
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{second, "order", {}}, "ann")).token;
    answer<model::answers::done>(g, g.call(calls::shred{second, {}, token, true}, "bob"));
    check_folds_agree(g);
    hear_again(g);
    check_folds_agree(g);
    BOOST_TEST(tellings(g, message).empty());
}

BOOST_AUTO_TEST_SUITE_END()
