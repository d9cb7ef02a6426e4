#include "policy/life.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using namespace iaq::tests;

// Who still waits, and for whom a query counts as made.
BOOST_AUTO_TEST_SUITE(policy_life)

namespace {

using model::records::clock_kind;

model::inquiry_request a_contact() {
    auto request = sound_request();
    request.role = model::subject_role::enforcement_contact;
    request.ground = model::basis::status_in_question;
    request.charged = model::charge_status::none;
    request.in_custody = false;
    return request;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_contact_stands_until_somebody_says_it_is_over_or_its_time_is) {
    BOOST_TEST(policy::contact_stands(a_contact(), {}));
    BOOST_TEST(!policy::contact_stands(a_contact(), {.contact_over = true}));
    BOOST_TEST(!policy::contact_stands(a_contact(), {.released = true}));
    BOOST_TEST(!policy::contact_stands(a_contact(), {.fired = {clock_kind::contact}}));
    BOOST_TEST(policy::contact_stands(a_contact(), {.fired = {clock_kind::delayed}}));
    BOOST_TEST(!policy::contact_stands(sound_request(), {}));
}

BOOST_AUTO_TEST_CASE(the_sentence_on_release_is_due_while_a_contact_without_a_charge_waits) {
    BOOST_TEST(policy::contact_waits(a_contact(), {}));
    BOOST_TEST(!policy::contact_waits(a_contact(), {.answer_came = true}));
    BOOST_TEST(!policy::contact_waits(a_contact(), {.contact_over = true}));
    BOOST_TEST(!policy::contact_waits(a_contact(), {.detainer_authorized = true}));
    for (const auto charged :
         {model::charge_status::city_or_state, model::charge_status::federal_warrant}) {
        auto with_charge = a_contact();
        with_charge.charged = charged;
        BOOST_TEST(!policy::contact_waits(with_charge, {}));
        BOOST_TEST(policy::contact_stands(with_charge, {}));
    }
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_person_let_go) {
    BOOST_TEST(policy::officer_waits(a_contact(), {}));
    BOOST_TEST(policy::officer_waits(sound_request(), {}));
    for (auto request : {a_contact(), sound_request()}) {
        request.in_custody = true;
        BOOST_TEST(!policy::officer_waits(request, {.contact_over = true, .released = true}));
    }
    auto free = sound_request();
    free.in_custody = false;
    BOOST_TEST(!policy::officer_waits(free, {}));
    BOOST_TEST(!policy::officer_waits(a_contact(), {.fired = {clock_kind::contact}}));
}

BOOST_AUTO_TEST_CASE(a_query_counts_as_made_when_the_switch_has_it_or_a_person_keyed_it) {
    using enum model::inquiry_state;
    for (const auto state : {acknowledged, received, answered, manual}) {
        BOOST_TEST(policy::has_been_asked(state));
    }
    for (const auto state : {unspecified, queued, sending, exempt, registered, cancelled, expired,
                             rejected, in_doubt, failed}) {
        BOOST_TEST(!policy::has_been_asked(state));
    }
}

BOOST_AUTO_TEST_CASE(a_booked_contact_is_an_arrestee_presented_for_incarceration) {
    const auto now = policy::booked(a_contact(), {}, a_moment());
    BOOST_TEST((now.role == model::subject_role::arrestee));
    BOOST_TEST((now.ground == model::basis::presented_for_incarceration));
    BOOST_TEST(now.in_custody.value());
    BOOST_TEST((now.confined_at == a_moment()));
    BOOST_TEST((now.charged == model::charge_status::unspecified));
}

BOOST_AUTO_TEST_CASE(a_booking_keeps_what_was_said_of_confinement_charge_and_detainer) {
    auto contact = a_contact();
    contact.confined_at = a_moment() - 1h;
    const auto held = policy::booked(contact, {.detainer_authorized = true}, a_moment());
    BOOST_TEST((held.confined_at == a_moment() - 1h));
    BOOST_TEST((held.charged == model::charge_status::none));
    contact.charged = model::charge_status::federal_warrant;
    BOOST_TEST(
        (policy::booked(contact, {}, a_moment()).charged == model::charge_status::federal_warrant));
}

BOOST_AUTO_TEST_SUITE_END()
