#include "policy/telling.hpp"
#include "support/order_builder.hpp"

#include "base/text.hpp"
#include "model/names.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

using namespace iaq;
using namespace iaq::tests;

// What goes with a delivery or an error, in every situation that the order knows.
BOOST_AUTO_TEST_SUITE(policy_telling)

namespace {

using model::delivery_kind;
using policy::telling;
using enum model::delivery_kind;

constexpr std::string_view must_be_released = "the individual must be released";

std::vector<delivery_kind> every_kind() {
    std::vector<delivery_kind> all;
    for (unsigned i = 1; i <= static_cast<unsigned>(alert_cleared); ++i) {
        all.push_back(static_cast<delivery_kind>(i));
    }
    return all;
}

std::string said_with(const telling& told) {
    std::string all = policy::next_step(told, shipped_order());
    for (const auto& n : policy::notices_for(told, shipped_order(), plain_profile())) {
        all += "\n" + n.short_text + "\n" + n.text;
    }
    return all;
}

bool says(const telling& told, std::string_view part) {
    return said_with(told).find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(while_a_contact_waits_all_that_ice_cannot_be_reached_by_carries_the_sentence) {
    const std::vector<delivery_kind> unreached{waiting_destination, in_doubt, rejected, failed,
                                               expired};
    for (const auto kind : every_kind()) {
        BOOST_TEST_CONTEXT(model::name_of(kind)) {
            const bool expected = std::ranges::find(unreached, kind) != unreached.end();
            BOOST_TEST(says({.kind = kind, .contact_waits = true}, must_be_released) ==
                       (expected || kind == contact_expired));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_late_start_carries_it_only_when_the_line_is_held_or_down) {
    BOOST_TEST(
        says({.kind = delayed, .contact_waits = true, .line_is_out = true}, must_be_released));
    BOOST_TEST(!says({.kind = delayed, .contact_waits = true}, must_be_released));
    BOOST_TEST(!says({.kind = delayed, .line_is_out = true}, must_be_released));
}

BOOST_AUTO_TEST_CASE(without_a_waiting_contact_only_its_clock_says_it) {
    for (const auto kind : every_kind()) {
        BOOST_TEST_CONTEXT(model::name_of(kind)) {
            BOOST_TEST(says({.kind = kind, .line_is_out = true}, must_be_released) ==
                       (kind == contact_expired));
        }
    }
}

BOOST_AUTO_TEST_CASE(contact_expired_says_the_sentence_first_then_that_the_time_is_out) {
    const auto said =
        policy::notices_for({.kind = contact_expired}, shipped_order(), plain_profile());
    BOOST_TEST_REQUIRE(said.size() == 1U);
    BOOST_TEST(said[0].id == "CONTACT");
    BOOST_TEST(said[0].text == shipped_order().rules.at("CONTACT").sentence +
                                   "\nThe contact is not extended for this answer.\n"
                                   "The time of this contact has run out and no answer has come.");
}

BOOST_AUTO_TEST_CASE(a_released_person_is_waited_for_by_nobody) {
    for (const auto kind : every_kind()) {
        BOOST_TEST_CONTEXT(model::name_of(kind)) {
            const telling told{
                .kind = kind, .contact_waits = true, .line_is_out = true, .released = true};
            BOOST_TEST(!says(told, must_be_released));
            const auto step = policy::next_step(told, shipped_order());
            if (kind != contact_expired && kind != withdrawn && kind != no_receipt) {
                BOOST_TEST(!step.starts_with("Officer"));
            }
            BOOST_TEST(!text::contains_folded(said_with(told), "telephone the LESC at"));
            BOOST_TEST(!text::contains_folded(step, "decide anew"));
        }
    }
}

BOOST_AUTO_TEST_CASE(overdue_of_a_released_person_quotes_the_hour_and_sends_nobody_to_telephone) {
    const auto said =
        policy::notices_for({.kind = overdue, .released = true}, shipped_order(), plain_profile());
    BOOST_TEST_REQUIRE(said.size() == 1U);
    BOOST_TEST(said[0].text ==
               shipped_order().rules.at("HOUR").sentence +
                   "\nNo answer has come, and nobody waits for one: the person was let go.");
}

BOOST_AUTO_TEST_CASE(a_query_deadline_says_which_hours_and_that_release_does_not_wait) {
    using model::records::clock_kind;
    for (const auto& [clock, hours] :
         {std::pair{clock_kind::query_36h, "36 h"}, std::pair{clock_kind::query_47h, "47 h"}}) {
        const telling told{.kind = query_deadline, .clock = clock};
        BOOST_TEST(says(told, std::string{hours} + " of confinement have passed"));
        BOOST_TEST(says(told, "Bond and release never wait for it."));
    }
}

BOOST_AUTO_TEST_CASE(an_answer_carries_the_consular_notice_while_the_duty_is_open) {
    const auto open = policy::consular_notice(sound_request(), shipped_order(), shipped_tables());
    for (const auto kind : {answered, follow_up}) {
        const auto said =
            policy::notices_for({.kind = kind, .consular = open}, shipped_order(), plain_profile());
        BOOST_TEST_REQUIRE(said.size() == 2U);
        BOOST_TEST(said[0].id == "DETAIN");
        BOOST_TEST(said[1].id == "CONSULAR");
    }
    BOOST_TEST(
        policy::notices_for({.kind = sent, .consular = open}, shipped_order(), plain_profile())
            .empty());
}

BOOST_AUTO_TEST_CASE(an_answer_nobody_has_read_says_so_to_whom_it_goes) {
    for (const auto kind : {answered, follow_up}) {
        const auto to_desk = policy::next_step(
            {.kind = kind, .reminds = policy::unseen::told_to_desk}, shipped_order());
        BOOST_TEST(to_desk.starts_with("Desk: nobody has confirmed reading this "));
        const auto to_supervisor = policy::next_step(
            {.kind = kind, .reminds = policy::unseen::told_to_supervisors}, shipped_order());
        BOOST_TEST(to_supervisor.starts_with("Supervisor: neither officer nor desk has "));
    }
}

BOOST_AUTO_TEST_CASE(a_waiting_contact_is_not_told_that_nobody_needs_to_act) {
    for (const auto kind : {waiting_destination, in_doubt, rejected, failed, expired}) {
        const auto step = policy::next_step({.kind = kind, .contact_waits = true}, shipped_order());
        BOOST_TEST(step.starts_with("Officer: "));
    }
    BOOST_TEST(policy::next_step({.kind = delayed, .contact_waits = true, .line_is_out = true},
                                 shipped_order())
                   .starts_with("Officer: "));
}

BOOST_AUTO_TEST_CASE(an_error_carries_the_sentence_for_a_contact_without_a_charge_only) {
    auto contact = sound_request();
    contact.role = model::subject_role::enforcement_contact;
    contact.ground = model::basis::status_in_question;
    const auto said = policy::notices_when_unreachable(contact, shipped_order());
    BOOST_TEST_REQUIRE(said.size() == 1U);
    BOOST_TEST(said[0].text.starts_with(shipped_order().rules.at("CONTACT").sentence));
    auto with_charge = contact;
    with_charge.charged = model::charge_status::city_or_state;
    auto also_victim = contact;
    also_victim.also_victim_or_witness = true;
    auto victim = contact;
    victim.role = model::subject_role::victim;
    for (const auto& other : {with_charge, also_victim, victim, sound_request()}) {
        BOOST_TEST(policy::notices_when_unreachable(other, shipped_order()).empty());
    }
}

BOOST_AUTO_TEST_CASE(a_rule_switched_off_is_not_said) {
    auto order = shipped_order();
    for (auto& [id, rule] : order.rules) {
        rule.enabled = false;
    }
    const auto consular =
        policy::consular_notice(sound_request(), shipped_order(), shipped_tables());
    for (const auto kind : every_kind()) {
        const telling told{
            .kind = kind, .contact_waits = true, .line_is_out = true, .consular = consular};
        BOOST_TEST(policy::notices_for(told, order, plain_profile()).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
