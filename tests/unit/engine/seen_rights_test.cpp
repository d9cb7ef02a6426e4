#include "unit/engine/reader.hpp"

#include <set>

/// Who may say what was read or passed on, and what is made of it.
using namespace iaq;
using namespace iaq::testing;

namespace {

std::string event_of(const gateway& g, delivery_kind kind) { return last_of(g, kind).event_id; }

acts::disseminated passed_on(const std::string& event) {
    return {event, sequence::none, "prosecutor Example", "MO0110300", "bond hearing", {}};
}

/// Both calls about this delivery.
std::vector<calls::call> both(const std::string& event, const std::string& inquiry_id = {}) {
    return {calls::seen{inquiry_id, event}, calls::disseminated{inquiry_id, passed_on(event)}};
}

std::size_t acts_of(const gateway& g, const std::string& id) {
    const auto& book = g.deciding().known().inquiries();
    return book.deeds_of(book.find(id)).size();
}

std::uint64_t by(gateway& g, std::size_t principal, const calls::call& what) {
    return g.call_by(principal, "uid:100" + std::to_string(principal), what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_seen_rights)

BOOST_AUTO_TEST_CASE(g1_what_a_reader_says_is_durable_before_it_is_done) {
    for (std::size_t which = 0; which < 2; ++which) {
        auto g = town();
        const auto id = answered(g);
        g.sync_at_once(false);
        const auto asked = g.call(both(event_of(g, delivery_kind::answered))[which], "ann");
        BOOST_TEST(acts_of(g, id) == 1U);
        BOOST_TEST(!g.answers.contains(asked));
        g.sync();
        BOOST_TEST(done_at(g, asked) > 0U);
    }
}

BOOST_AUTO_TEST_CASE(g4_what_a_reader_says_stands_in_the_life_and_among_the_acts) {
    for (std::size_t which = 0; which < 2; ++which) {
        auto g = town();
        const auto id = answered(g);
        const auto message = last_reply(g, id);
        const auto event = event_of(g, delivery_kind::answered);
        const auto at = done_at(g, g.call(both(event)[which], "ann"));
        check_folds_agree(g);
        g.kill();
        check_folds_agree(g);
        const auto view = seen(g, id);
        BOOST_REQUIRE_EQUAL(view.acts.size(), 1U);
        auto expected = passed_on(event);
        expected.reply = message;
        BOOST_TEST((view.acts.front().what ==
                    (which == 0 ? acts::act{acts::seen{event, message}} : acts::act{expected})));
        BOOST_TEST(view.acts.front().principal == "uid:1000");
        BOOST_TEST(view.acts.front().acting_user == "ann");
        BOOST_TEST(number_of(view.acts.front().at_sequence) == at);
        const auto& words = view.life.back().what;
        BOOST_TEST(number_of(view.life.back().at_sequence) == at);
        BOOST_TEST(says(words, "(record " + std::to_string(number_of(message)) + ")"));
        BOOST_TEST(says(words, which == 0 ? "confirmed reading" : "passed on to MO0110300"));
        BOOST_TEST(!says(words, "Example"));
        BOOST_TEST(!says(words, "hearing"));
        BOOST_TEST(view.replies.back().event_id == event);
        BOOST_TEST((view.replies.back().seen_at != utc_time{}) == (which == 0));
        BOOST_TEST(view.replies.back().unread == (which == 1));
    }
}

BOOST_AUTO_TEST_CASE(who_may_say_what_was_read_is_decided_by_right_ori_and_desk) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    for (std::size_t which = 0; which < 2; ++which) {
        for (const std::size_t principal : {2U, 4U}) {
            const auto asked = by(g, principal, both(event)[which]);
            BOOST_TEST((code_of(g, asked) == error_code::not_found));
            // Nobody learns from the words whether there is such a delivery.
            for (const auto& other :
                 {both(event, id)[which], both("000000-77-0")[which], both("rubbish")[which]}) {
                BOOST_TEST(words_of(g, asked) == words_of(g, by(g, principal, other)));
            }
        }
        BOOST_TEST(acts_of(g, id) == which * 3);
        for (const std::size_t principal : {1U, 3U, 5U}) {
            answer<model::answers::done>(g, by(g, principal, both(event)[which]));
        }
        BOOST_TEST(acts_of(g, id) == which * 3 + 3);
    }
}

BOOST_AUTO_TEST_CASE(who_may_not_read_says_nothing_of_it) {
    auto rules = shipped_rules(ofml);
    auto& principals = rules.settings.principals;
    principals.push_back(principals.front());
    principals.back().rights = static_cast<std::uint8_t>(31U & ~2U);  // all but read
    auto told = switch_sim::read_scene("switch on iaq : ack ; answer after 10s\n");
    BOOST_REQUIRE(told.has_value());
    gateway g{std::move(rules), std::move(told).value(), ofml};
    const auto id = answered(g);
    for (const auto& what : both(event_of(g, delivery_kind::answered))) {
        const auto refused = std::ranges::count_if(g.log, [](const auto& action) {
            const auto* const a = std::get_if<model::actions::append_record>(&action);
            return a != nullptr && std::holds_alternative<model::records::refused>(a->entry.body);
        });
        BOOST_TEST((code_of(g, by(g, 1, what)) == error_code::forbidden));
        const auto after = std::ranges::count_if(g.log, [](const auto& action) {
            const auto* const a = std::get_if<model::actions::append_record>(&action);
            return a != nullptr && std::holds_alternative<model::records::refused>(a->entry.body);
        });
        BOOST_TEST(after == refused + 1);
    }
    BOOST_TEST(acts_of(g, id) == 0U);
}

BOOST_AUTO_TEST_CASE(a_delivery_that_tells_of_no_message_or_of_another_inquiry_is_not_read) {
    auto g = town();
    const auto id = answered(g);
    const auto other = answered(g, "k2");
    const auto event = event_of(g, delivery_kind::answered);
    for (std::size_t which = 0; which < 2; ++which) {
        const auto none = g.call(both(event_of(g, delivery_kind::sent))[which], "ann");
        BOOST_TEST((code_of(g, none) == error_code::invalid));
        BOOST_TEST(says(words_of(g, none), "no message of the switch"));
        BOOST_TEST((code_of(g, g.call(both(event, id)[which], "ann")) == error_code::not_found));
        answer<model::answers::done>(g, g.call(both(event, other)[which], "ann"));
    }
    BOOST_TEST(acts_of(g, id) == 0U);
    BOOST_TEST(acts_of(g, other) == 2U);
}

BOOST_AUTO_TEST_CASE(said_again_after_a_lost_answer_it_is_the_same_and_by_another_person_another) {
    for (std::size_t which = 0; which < 2; ++which) {
        auto g = town();
        const auto id = answered(g);
        const auto event = event_of(g, delivery_kind::answered);
        const auto first = done_at(g, g.call(both(event)[which], "ann"));
        BOOST_TEST(done_at(g, g.call(both(event)[which], "ann")) == first);
        g.kill();
        BOOST_TEST(done_at(g, g.call(both(event)[which], "ann")) == first);
        BOOST_TEST(acts_of(g, id) == 1U);
        BOOST_TEST(done_at(g, g.call(both(event)[which], "bob")) != first);
        BOOST_TEST(acts_of(g, id) == 2U);
    }
}

BOOST_AUTO_TEST_CASE(passed_on_to_another_or_for_another_purpose_is_another_act) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    auto what = passed_on(event);
    const auto tell = [&] { return done_at(g, g.call(calls::disseminated{{}, what}, "ann")); };
    std::set<std::uint64_t> records{tell()};
    what.recipient = "public defender Example";
    records.insert(tell());
    what.purpose = "another hearing";
    records.insert(tell());
    what.recipient_ori = "MO0110400";
    records.insert(tell());
    BOOST_TEST(records.size() == 4U);
    BOOST_TEST(acts_of(g, id) == 4U);
    what.at = g.now().utc + 1h;
    const auto later = g.call(calls::disseminated{{}, what}, "ann");
    BOOST_TEST((code_of(g, later) == error_code::invalid));
    BOOST_TEST(says(words_of(g, later), "in the future"));
    // Nobody needs to have passed on what was read, nor the other way round.
    BOOST_TEST(seen(g, id).replies.back().unread);
}

BOOST_AUTO_TEST_CASE(what_a_desk_is_offered_it_may_say_it_has_read) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    BOOST_TEST((code_of(g, by(g, 4, calls::seen{{}, event})) == error_code::not_found));
    answer<model::answers::done>(g, g.call(calls::transfer{{id}, {}, "south", {}, {}}, "ann"));
    answer<model::answers::done>(g, by(g, 4, calls::seen{{}, event}));
}

BOOST_AUTO_TEST_CASE(a_full_disk_takes_no_word_of_a_reader) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    g.hear(model::inputs::space{true});
    for (const auto& what : both(event)) {
        BOOST_TEST((code_of(g, g.call(what, "ann")) == error_code::busy));
    }
    BOOST_TEST(acts_of(g, id) == 0U);
}

BOOST_AUTO_TEST_CASE(g7_an_inquiry_takes_so_many_entries_of_readers_and_no_more) {
    auto g = town();
    const auto id = answered(g);
    auto what = passed_on(event_of(g, delivery_kind::answered));
    for (std::size_t i = 0; i < model::limits::acts_max; ++i) {
        what.purpose = "hearing " + std::to_string(i);
        answer<model::answers::done>(g, g.call(calls::disseminated{{}, what}, "ann"));
    }
    for (const auto& each : both(what.event_id)) {
        BOOST_TEST((code_of(g, g.call(each, "bob")) == error_code::conflict));
    }
    BOOST_TEST(acts_of(g, id) == model::limits::acts_max);
}

BOOST_AUTO_TEST_CASE(g10_shredding_takes_what_readers_said_with_it) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    for (const auto& what : both(event)) {
        answer<model::answers::done>(g, g.call(what, "ann"));
    }
    const auto token =
        answer<model::answers::done>(g, g.call(calls::shred{id, "order", {}}, "ann")).token;
    answer<model::answers::done>(g, g.call(calls::shred{id, {}, token, true}, "bob"));
    check_folds_agree(g);
    for (const auto& what : both(event, id)) {
        const auto asked = g.call(what, "ann");
        BOOST_TEST((code_of(g, asked) == error_code::not_found));
        BOOST_TEST(says(words_of(g, asked), "was shredded"));
    }
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_was_taken_back_can_still_be_said_to_have_been_read) {
    auto g = town();
    const auto id = answered(g);
    const auto event = event_of(g, delivery_kind::answered);
    withdraw(g, last_reply(g, id));
    for (const auto& what : both(event)) {
        answer<model::answers::done>(g, g.call(what, "ann"));
    }
    BOOST_TEST((code_of(g, read(g, event_of(g, delivery_kind::withdrawn))) == error_code::invalid));
    BOOST_TEST(acts_of(g, id) == 2U);
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
