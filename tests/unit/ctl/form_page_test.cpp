#include "iaqctl/ask/form_page.hpp"

#include "unit/ctl/shipped_form.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;
using ctl_test::shipped_form;

namespace {

constexpr std::time_t moment = 1'795'502'400;
constexpr picture_size size{100, 40};

/// A person at the page.
struct person {
    draft filled{shipped_form()};
    form_page page{filled};
    want wanted = want::more;

    void press(key_kind kind) { wanted = page.on_key({kind}, moment); }
    void type(const std::string& text) {
        for (const char c : text) {
            wanted = page.on_key({key_kind::character, std::string{c}}, moment);
        }
    }
    void enter(const std::string& text) {
        type(text);
        press(key_kind::enter);
    }
    [[nodiscard]] std::string sees() const { return as_text(page.draw(size)); }
    [[nodiscard]] bool sees(std::string_view words) const {
        return sees().find(words) != std::string::npos;
    }
    /// The row whose label begins so.
    [[nodiscard]] std::string row(const std::string& label) const {
        for (const auto& line : page.draw(size).lines) {
            if (line.text.substr(std::min<std::size_t>(2, line.text.size())).starts_with(label)) {
                return line.text;
            }
        }
        return {};
    }
    void fill_known_case() {
        press(key_kind::down);  // arrested is the first on offer
        press(key_kind::enter);
        for (const auto* const text : {"",        "1234",   "EXAMPLE, ANNA",
                                       "26-0815", "OP7",    "north",
                                       "",        "",       "TESTPERSON",
                                       "JUANA",   "",       "1/31/1980",
                                       "female",  "mexico", "assault",
                                       "",        "",       "",
                                       "EXAMPLE", "",       "",
                                       "",        ""}) {
            enter(text);
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_form_page)

BOOST_AUTO_TEST_CASE(enter_takes_nothing_that_nobody_chose) {
    person p;
    BOOST_TEST(p.filled.value("role") == "");
    BOOST_TEST(p.row("Role").find("required") != std::string::npos);
    BOOST_TEST(p.sees("    Arrested\n"));
    p.press(key_kind::enter);
    BOOST_TEST(p.filled.value("role") == "");
    p.press(key_kind::back_tab);
    p.press(key_kind::down);
    BOOST_TEST(p.sees("  > Arrested\n"));
    p.press(key_kind::down);
    p.press(key_kind::enter);
    BOOST_TEST(p.filled.value("role") == "SUBJECT_ROLE_CHARGED");
}

BOOST_AUTO_TEST_CASE(a_known_case_is_filled_in_by_keyboard_alone) {
    person p;
    p.fill_known_case();
    BOOST_TEST(p.filled.value("role") == "SUBJECT_ROLE_ARRESTEE");
    BOOST_TEST(p.filled.value("basis") == "BASIS_PRESENTED_FOR_INCARCERATION");
    BOOST_TEST(p.filled.value("subject.place_of_birth") == "MM");
    BOOST_TEST(p.filled.value("subject.date_of_birth") == "1980-01-31");
    BOOST_TEST(p.filled.value("offense.ncic_code") == "1399");
    BOOST_TEST(p.filled.value("in_custody") == "true");
    p.press(key_kind::page_down);
    p.press(key_kind::enter);
    BOOST_TEST((p.wanted == want::check));
    v1::ServerFrame verdict;
    verdict.mutable_accepted()->set_state(v1::INQUIRY_STATE_QUEUED);
    p.page.take_verdict(verdict, moment);
    BOOST_TEST(p.sees("Nothing has been submitted yet"));
    BOOST_TEST(p.sees("It will be SENT"));
    p.press(key_kind::enter);
    BOOST_TEST((p.wanted == want::more));
    p.type("y");
    BOOST_TEST((p.wanted == want::submit));
}

BOOST_AUTO_TEST_CASE(codes_are_proposed_while_they_are_typed) {
    person p;
    p.fill_known_case();
    for (int i = 0; i < 40 && p.row("Place of birth").substr(0, 1) != ">"; ++i) {
        p.press(key_kind::back_tab);
    }
    p.type("geor");
    BOOST_TEST(p.sees("> GA  GEORGIA (US STATE)") == false);  // nobody has chosen yet
    BOOST_TEST(p.sees("GA  GEORGIA (US STATE)"));
    BOOST_TEST(p.sees("GD  GEORGIA (COUNTRY)"));
    p.press(key_kind::down);
    p.press(key_kind::down);
    p.press(key_kind::enter);
    BOOST_TEST(p.filled.value("subject.place_of_birth") == "GD");
    BOOST_TEST(p.row("Place of birth").find("GD, GEORGIA (COUNTRY)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(faults_stand_beside_their_fields) {
    person p;
    p.fill_known_case();
    v1::ServerFrame verdict;
    auto& v = *verdict.mutable_refused()->add_violations();
    v.set_field("subject.last_name");
    v.set_message("may hold letters only.");
    p.page.take_verdict(verdict, moment);
    BOOST_TEST(p.row("Last name").substr(0, 1) == ">");
    BOOST_TEST(p.row("Last name").find("<- may hold letters only.") != std::string::npos);
    BOOST_TEST(p.sees("The gateway would refuse it"));
    p.enter("OTHER");
    BOOST_TEST(p.row("Last name").find("<-") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_keeps_its_field_and_says_why) {
    person p;
    p.fill_known_case();
    for (int i = 0; i < 40 && p.row("Date of birth").substr(0, 1) != ">"; ++i) {
        p.press(key_kind::back_tab);
    }
    p.enter("31/31/1980");
    BOOST_TEST(p.row("Date of birth").substr(0, 1) == ">");
    BOOST_TEST(p.row("Date of birth").find("<- Year, month and day") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_victim_leaves_the_form_at_once) {
    person p;
    p.enter("victim");
    BOOST_TEST((p.wanted == want::leave));
    BOOST_TEST(p.filled.is_protected());
}

BOOST_AUTO_TEST_CASE(ctrl_c_leaves_from_every_page) {
    person p;
    p.press(key_kind::interrupt);
    BOOST_TEST((p.wanted == want::leave));
    person q;
    q.fill_known_case();
    v1::ServerFrame verdict;
    verdict.mutable_accepted()->set_state(v1::INQUIRY_STATE_QUEUED);
    q.page.take_verdict(verdict, moment);
    q.press(key_kind::interrupt);
    BOOST_TEST((q.wanted == want::leave));
}

BOOST_AUTO_TEST_CASE(the_page_fits_any_terminal_and_keeps_the_current_field_in_sight) {
    person p;
    p.fill_known_case();
    for (const picture_size small : {picture_size{80, 24}, {60, 16}, {100, 40}, {200, 60}}) {
        for (int i = 0; i < 30; ++i) {
            const auto page = p.page.draw(small);
            BOOST_TEST(page.lines.size() <= small.rows);
            bool focus = false;
            for (const auto& line : page.lines) {
                BOOST_TEST(width_of(line.text) <= small.columns);
                focus = focus || line.text.starts_with("> ");
            }
            BOOST_TEST(focus);
            p.press(key_kind::back_tab);
        }
        p.press(key_kind::page_down);
    }
}

BOOST_AUTO_TEST_SUITE_END()
