#include "intake/meter.hpp"
#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using intake::load;
using intake::meter;
namespace limits = model::limits;

BOOST_AUTO_TEST_SUITE(intake_meter)

BOOST_AUTO_TEST_CASE(a_principal_and_all_of_them_have_so_many_sessions) {
    meter m;
    auto& one = m.of("one");
    m.add(one, {.sessions = limits::sessions_of_principal_max - 1});
    BOOST_TEST(!m.has_no_room(one, false));
    m.add(one, {.sessions = 1});
    BOOST_TEST(m.has_no_room(one, false));
    BOOST_TEST(!m.has_no_room(m.of("two"), false));
    m.add(m.of("two"), {.sessions = limits::sessions_max - limits::sessions_of_principal_max});
    BOOST_TEST(m.has_no_room(m.of("three"), false));
    m.drop(one, {.sessions = 1});
    BOOST_TEST(!m.has_no_room(one, false));
    BOOST_TEST(!m.has_no_room(m.of("three"), false));
}

BOOST_AUTO_TEST_CASE(the_network_leaves_room_for_people_on_this_machine) {
    meter m;
    m.add(m.of("one"), {.sessions = limits::sessions_of_network_max,
                        .networked = limits::sessions_of_network_max});
    BOOST_TEST(m.has_no_room(m.of("two"), true));
    BOOST_TEST(!m.has_no_room(m.of("two"), false));
}

BOOST_AUTO_TEST_CASE(nothing_more_is_read_of_who_holds_too_many_calls_or_bytes) {
    struct row {
        const char* what;
        load own, others;
        bool full;
    };
    constexpr auto half = limits::held_bytes_of_principal_max / 2;
    constexpr auto half_of_all = limits::held_bytes_of_all_max / 2;
    for (const auto& r : {
             row{"nothing", {}, {}, false},
             row{"nearly too many calls", {.calls = limits::calls_of_principal_max - 1}, {}, false},
             row{"too many calls", {.calls = limits::calls_of_principal_max}, {}, true},
             row{"nearly too many bytes", {.bytes = half - 1}, {}, false},
             row{"too many bytes", {.bytes = half}, {}, true},
             row{"others' calls", {}, {.calls = limits::calls_of_all_max}, false},
             row{"others' calls and a share",
                 {.calls = limits::calls_of_all_max / limits::fair_share},
                 {.calls = limits::calls_of_all_max},
                 true},
             row{"others' calls and nearly a share",
                 {.calls = limits::calls_of_all_max / limits::fair_share - 1},
                 {.calls = limits::calls_of_all_max},
                 false},
             row{"others' bytes", {}, {.bytes = half_of_all}, false},
             row{"others' bytes and a share",
                 {.bytes = half_of_all / limits::fair_share},
                 {.bytes = half_of_all},
                 true},
             row{"few of others", {}, {.calls = 100, .bytes = half}, false},
         }) {
        BOOST_TEST_CONTEXT(r.what) {
            meter m;
            m.add(m.of("one"), r.own);
            m.add(m.of("others"), r.others);
            BOOST_TEST(m.is_full(m.of("one")) == r.full);
        }
    }
}

BOOST_AUTO_TEST_CASE(somebody_has_to_go_when_a_principal_or_all_hold_too_many_bytes) {
    meter m;
    auto& one = m.of("one");
    m.add(one, {.bytes = limits::held_bytes_of_principal_max});
    BOOST_TEST(!m.is_over(one));
    m.add(one, {.bytes = 1});
    BOOST_TEST(m.is_over(one));
    BOOST_TEST(!m.is_over(m.of("two")));
    m.add(m.of("two"), {.bytes = limits::held_bytes_of_all_max});
    BOOST_TEST(m.is_over(m.of("three")));
}

BOOST_AUTO_TEST_SUITE_END()
