#include "unit/policy/decision_table.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>

using namespace iaq;
using namespace iaq::policy_test;

// ALREADY_ASKED: the same person, asked about before. It advises and decides nothing.
BOOST_AUTO_TEST_SUITE(policy_decisions_asked)

namespace {

// clang-format off
const decision rows[]{
    {"asked an hour ago, answered", arrestee, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::answered}},
    {"answered 24 hours ago", arrestee, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::answered, .asked_hours = 24}},
    {"answered 25 hours ago", arrestee, jail, sent, "BOOKING",
     {.asked_before = model::inquiry_state::answered, .asked_hours = 25}},
    {"open for three days", arrestee, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::acknowledged, .asked_hours = 72}},
    {"received, not answered", contact, question, sent, "CONTACT CALL_ICE ALREADY_ASKED",
     {.in_custody = false, .asked_before = model::inquiry_state::received}, "contact in 15 min"},
    {"still queued", charged, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::queued}},
    {"on its way", charged, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::sending}},
    {"in doubt", charged, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::in_doubt, .asked_hours = 100}},
    {"keyed by hand", charged, jail, sent, "BOOKING ALREADY_ASKED",
     {.asked_before = model::inquiry_state::manual}},
    {"keyed by hand two days ago", charged, jail, sent, "BOOKING",
     {.asked_before = model::inquiry_state::manual, .asked_hours = 48}},
    {"an exempt record asked nobody", charged, jail, sent, "BOOKING",
     {.asked_before = model::inquiry_state::exempt}},
    {"a registered one asked nobody", charged, jail, sent, "BOOKING",
     {.asked_before = model::inquiry_state::registered}},
    {"cancelled", charged, jail, sent, "BOOKING",
     {.asked_before = model::inquiry_state::cancelled}},
    {"rejected", charged, jail, sent, "BOOKING", {.asked_before = model::inquiry_state::rejected}},
    {"failed", charged, jail, sent, "BOOKING", {.asked_before = model::inquiry_state::failed}},
    {"expired", charged, jail, sent, "BOOKING", {.asked_before = model::inquiry_state::expired}},
    {"registered, asked before", charged, jail, registered, "QUERY48 ALREADY_ASKED",
     {.confined_hours = 1, .register_only = true,
      .asked_before = model::inquiry_state::answered}, "36 in 35 h; 47 in 46 h"},
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_asked_decides_as_written) {
    static_assert(std::size(rows) >= 17);
    check_decisions(rows);
}

BOOST_AUTO_TEST_CASE(the_newest_that_counts_is_told_with_when_and_by_whom) {
    tests::bench b;
    using enum model::inquiry_state;
    b.asked_before = {{"abc123-9", "SJ0002", cancelled, b.now - 5min, {}},
                      {"abc123-8", "SJ0003", received, b.now - 130min, {}},
                      {"abc123-7", "SJ0004", answered, b.now - 5h, b.now - 4h}};
    const auto said = b.judge(tests::sound_request());
    const auto text = tests::text_of(said.advisories, "Asked already; no answer yet.");
    BOOST_TEST(text ==
               "The same name and birth date were asked about 2 h 10 min ago by SJ0003, inquiry "
               "abc123-8; no answer has come yet.");
    BOOST_TEST(text.find("Quispenahui") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_that_the_client_names_itself_is_not_told) {
    tests::bench b;
    b.asked_before = {{"abc123-8", "SJ0003", model::inquiry_state::received, b.now - 130min, {}}};
    auto request = tests::sound_request();
    request.relates_to = "abc123-8";
    BOOST_TEST(!tests::has_notice(b.judge(request).advisories, "ALREADY_ASKED"));
}

BOOST_AUTO_TEST_SUITE_END()
