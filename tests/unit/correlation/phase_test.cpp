#include "correlation/phase.hpp"

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <vector>

using namespace iaq;
using correlation::event;
using model::inquiry_state;

namespace {

/// Folds the events from the beginning; `unspecified` when one cannot follow.
inquiry_state replay(std::initializer_list<event> events) {
    auto state = inquiry_state::unspecified;
    for (const auto met : events) {
        const auto after = correlation::next(state, met);
        if (!after) {
            return inquiry_state::unspecified;
        }
        state = after.value();
    }
    return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(correlation_phase)

BOOST_AUTO_TEST_CASE(an_inquiry_goes_from_queued_to_answered_step_by_step) {
    BOOST_TEST((replay({event::admitted}) == inquiry_state::queued));
    BOOST_TEST((replay({event::admitted, event::send_begun}) == inquiry_state::sending));
    BOOST_TEST((replay({event::admitted, event::send_begun, event::send_acknowledged}) ==
                inquiry_state::acknowledged));
    BOOST_TEST((replay({event::admitted, event::send_begun, event::send_acknowledged,
                        event::receipt}) == inquiry_state::received));
    BOOST_TEST((replay({event::admitted, event::send_begun, event::send_acknowledged,
                        event::receipt, event::answer}) == inquiry_state::answered));
}

BOOST_AUTO_TEST_CASE(a_crash_after_send_begun_leaves_it_sending_and_a_resend_keeps_it_there) {
    BOOST_TEST((replay({event::admitted, event::send_begun, event::send_begun}) ==
                inquiry_state::sending));
    BOOST_TEST(
        (replay({event::admitted, event::send_begun, event::given_up}) == inquiry_state::in_doubt));
}

BOOST_AUTO_TEST_CASE(a_reply_that_beats_the_acknowledgement_still_counts) {
    BOOST_TEST((replay({event::admitted, event::send_begun, event::answer,
                        event::send_acknowledged}) == inquiry_state::answered));
}

BOOST_AUTO_TEST_CASE(an_answer_reaches_what_was_in_doubt_rejected_or_failed) {
    for (const auto before :
         {inquiry_state::in_doubt, inquiry_state::rejected, inquiry_state::failed}) {
        BOOST_TEST((correlation::next(before, event::answer).value() == inquiry_state::answered));
    }
}

BOOST_AUTO_TEST_CASE(nothing_can_be_cancelled_or_expire_once_a_byte_may_have_left) {
    for (int s = 0; s <= static_cast<int>(inquiry_state::manual); ++s) {
        const auto state = inquiry_state{static_cast<std::uint8_t>(s)};
        BOOST_TEST(correlation::next(state, event::expired).has_value() ==
                   (state == inquiry_state::queued));
        BOOST_TEST(correlation::next(state, event::cancelled).has_value() ==
                   (state == inquiry_state::queued || state == inquiry_state::registered));
    }
}

BOOST_AUTO_TEST_CASE(what_was_never_sent_has_no_reply_and_an_answered_one_stays_answered) {
    for (const auto before :
         {inquiry_state::exempt, inquiry_state::registered, inquiry_state::cancelled}) {
        BOOST_TEST(!correlation::next(before, event::answer).has_value());
        BOOST_TEST(!correlation::may_have_left(before));
    }
    // An earlier attempt of one that expired while it waited to go again may be answered.
    BOOST_TEST((correlation::next(inquiry_state::expired, event::answer).value() ==
                inquiry_state::answered));
    for (const auto met : {event::receipt, event::answer, event::remark, event::waiting,
                           event::not_forwarded, event::error}) {
        BOOST_TEST(
            (correlation::next(inquiry_state::answered, met).value() == inquiry_state::answered));
    }
}

BOOST_AUTO_TEST_CASE(
    what_the_switch_had_goes_again_by_the_rule_or_a_persons_word_and_no_other_way) {
    for (int s = 0; s <= static_cast<int>(inquiry_state::manual); ++s) {
        const auto state = inquiry_state{static_cast<std::uint8_t>(s)};
        BOOST_TEST_CONTEXT(s) {
            BOOST_TEST(correlation::next(state, event::resend_due).has_value() ==
                       (state == inquiry_state::acknowledged));
            BOOST_TEST(correlation::next(state, event::resend_ordered).has_value() ==
                       (state == inquiry_state::in_doubt || state == inquiry_state::rejected));
            BOOST_TEST(correlation::next(state, event::failed).has_value() ==
                       (state == inquiry_state::in_doubt));
            const bool may_begin =
                state == inquiry_state::queued || state == inquiry_state::sending;
            BOOST_TEST(correlation::next(state, event::send_begun).has_value() == may_begin);
        }
    }
    BOOST_TEST((replay({event::admitted, event::send_begun, event::send_acknowledged,
                        event::resend_due, event::send_begun, event::send_acknowledged,
                        event::answer}) == inquiry_state::answered));
    BOOST_TEST((replay({event::admitted, event::send_begun, event::given_up, event::failed}) ==
                inquiry_state::failed));
}

BOOST_AUTO_TEST_SUITE_END()
