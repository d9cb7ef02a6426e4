#include "iaqctl/ask/plain_dialogue.hpp"

#include "iaqctl/paper.hpp"
#include "unit/ctl/shipped_form.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;
using ctl_test::shipped_form;

namespace {

constexpr std::time_t moment = 1'795'502'400;  // 2026-11-24 06:40:00 UTC

/// A conversation with what was said at each line.
struct conversation {
    draft filled{shipped_form()};
    plain_dialogue dialogue{filled};
    std::string said = dialogue.begin(moment);
    want wanted = want::more;

    void type(const std::string& line) {
        BOOST_REQUIRE((wanted == want::more));
        wanted = dialogue.on_line(line, moment);
        said = dialogue.take_words();
    }
    void type_all(const std::vector<std::string>& lines) {
        for (const auto& line : lines) {
            BOOST_TEST_CONTEXT("at '" << line << "' after: " << said) { type(line); }
        }
    }
    [[nodiscard]] bool says(std::string_view words) const {
        return said.find(words) != std::string::npos;
    }
    void verdict(v1::InquiryState state) {
        v1::ServerFrame frame;
        frame.mutable_accepted()->set_state(state);
        wanted = dialogue.take_verdict(frame, moment);
        said = dialogue.take_words();
    }
    void refusal(const std::string& field, const std::string& words) {
        v1::ServerFrame frame;
        auto& v = *frame.mutable_refused()->add_violations();
        v.set_field(field);
        v.set_message(words);
        v.set_citation("SO0801 II.B.2.a");
        wanted = dialogue.take_verdict(frame, moment);
        said = dialogue.take_words();
    }
};

/// The known case: an arrested person, everything said, the rest by Enter. A new dispatcher types
/// this much.
const std::vector<std::string> known_case{
    "1",  // arrested
    "",   // presented for incarceration, as proposed
    "1234",       "EXAMPLE, ANNA",
    "26-0815",    "OP7",
    "north",
    "",  // this agency
    "",  // nothing was shown
    "TESTPERSON", "JUANA",
    "",           "1980-02-01",
    "2",          "mexico",
    "assault",    "",
    "",  // in custody, as proposed
    "",  // confined since: not said
    "EXAMPLE",    "",
    "",           "",
    "",
    "",  // no further fields
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_plain_dialogue)

BOOST_AUTO_TEST_CASE(a_known_case_is_asked_in_few_lines_and_becomes_the_submission) {
    conversation c;
    BOOST_TEST(c.says("nothing is submitted before you say yes"));
    c.type_all(known_case);
    BOOST_TEST((c.wanted == want::check));
    const auto q = c.filled.request();
    BOOST_TEST(q.role() == v1::SUBJECT_ROLE_ARRESTEE);
    BOOST_TEST(q.basis() == v1::BASIS_PRESENTED_FOR_INCARCERATION);
    BOOST_TEST(q.requester().officer_name() == "EXAMPLE, ANNA");
    BOOST_TEST(q.operator_id() == "OP7");
    BOOST_TEST(q.ori() == "MO0110100");
    BOOST_TEST(q.subject().last_name() == "TESTPERSON");
    BOOST_TEST(q.subject().sex() == v1::SEX_MALE);
    BOOST_TEST(q.subject().place_of_birth() == "MM");
    BOOST_TEST(q.subject().mothers_maiden_name() == "EXAMPLE");
    BOOST_TEST(q.subject().fathers_last_name() == "");
    BOOST_TEST(q.offense().text() == "assault");
    BOOST_TEST(q.offense().ncic_code() == "1399");
    BOOST_TEST(q.in_custody());
    BOOST_TEST(q.identity_evidence() == v1::IDENTITY_EVIDENCE_NONE);
    BOOST_TEST(q.phone() == "");  // the agency's own; the gateway fills it in and says so
    BOOST_TEST(!q.dry_run());
}

BOOST_AUTO_TEST_CASE(only_yes_submits) {
    for (const auto* const word : {"", "y", "ye", "no", "1", "?"}) {
        BOOST_TEST_CONTEXT(word) {
            conversation c;
            c.type_all(known_case);
            c.verdict(v1::INQUIRY_STATE_QUEUED);
            BOOST_TEST(c.says("Please confirm."));
            BOOST_TEST(c.says("It will be SENT"));
            c.type(word);
            BOOST_TEST((c.wanted == want::more));
        }
    }
    conversation c;
    c.type_all(known_case);
    c.verdict(v1::INQUIRY_STATE_QUEUED);
    c.type(" Yes ");
    BOOST_TEST((c.wanted == want::submit));
}

BOOST_AUTO_TEST_CASE(the_page_to_confirm_says_all_in_words) {
    conversation c;
    c.type_all(known_case);
    c.verdict(v1::INQUIRY_STATE_QUEUED);
    for (const auto* const words :
         {"TESTPERSON", "1980-02-01, 46 years old", "MM, MEXICO (STATE UNKNOWN)", "1399, ASSAULT",
          "Arrested", "Presented for incarceration", "MALE", "8165550100 (filled in)"}) {
        BOOST_TEST_CONTEXT(words) { BOOST_TEST(c.says(words)); }
    }
    conversation exempt;
    exempt.type_all(known_case);
    exempt.verdict(v1::INQUIRY_STATE_EXEMPT);
    BOOST_TEST(exempt.says("It will be RECORDED as exempt. Nothing is sent to ICE."));
    conversation older;
    older.type_all(known_case);
    older.verdict(v1::INQUIRY_STATE_UNSPECIFIED);
    BOOST_TEST(older.says("This gateway does not check beforehand."));
}

BOOST_AUTO_TEST_CASE(a_victim_or_witness_ends_it_before_anybody_is_named) {
    for (const auto* const role : {"victim", "witness"}) {
        BOOST_TEST_CONTEXT(role) {
            conversation c;
            c.type(role);
            BOOST_TEST((c.wanted == want::leave));
            BOOST_TEST(c.says("A victim or witness is not asked about."));
            BOOST_TEST(c.says("must feel secure"));
            BOOST_TEST(c.says("Detective"));
            BOOST_TEST(!c.says("Last name"));
        }
    }
}

BOOST_AUTO_TEST_CASE(several_places_of_one_name_are_listed_and_chosen_by_number) {
    conversation c;
    c.type_all({known_case.begin(), known_case.begin() + 14});
    BOOST_TEST(c.says("Place of birth"));
    c.type("georgia");
    BOOST_TEST(c.says("1 GA, GEORGIA (US STATE)"));
    BOOST_TEST(c.says("2 GD, GEORGIA (COUNTRY)"));
    BOOST_TEST(c.said.ends_with("Place of birth, number or other words: "));
    c.type("2");
    BOOST_TEST(c.says("GD, GEORGIA (COUNTRY)"));
    BOOST_TEST(c.filled.value("subject.place_of_birth") == "GD");
}

BOOST_AUTO_TEST_CASE(mexico_is_taken_and_says_that_a_state_has_its_own_code) {
    conversation c;
    c.type_all({known_case.begin(), known_case.begin() + 14});
    c.type("mexico");
    BOOST_TEST(c.says("MM, MEXICO (STATE UNKNOWN)"));
    BOOST_TEST(c.says("it has a code of its own"));
}

BOOST_AUTO_TEST_CASE(a_fault_is_said_at_once_and_the_field_asked_again) {
    conversation c;
    c.type_all({known_case.begin(), known_case.begin() + 12});
    c.type("1980-02-31");
    BOOST_TEST(c.says("Year, month and day"));
    BOOST_TEST(c.said.ends_with("Date of birth [1980-02-31]: "));
    c.type("2/1/1980");
    BOOST_TEST(c.filled.value("subject.date_of_birth") == "1980-02-01");
}

BOOST_AUTO_TEST_CASE(what_is_required_is_not_passed_over_by_enter) {
    conversation c;
    c.type_all({"1", "", ""});
    BOOST_TEST(c.says("It is required (SO0801 II.B.2)"));
    BOOST_TEST(c.says("Officer's number"));
    c.type("-");  // all the same: the gateway decides
    BOOST_TEST(c.says("Officer's name"));
}

BOOST_AUTO_TEST_CASE(what_the_gateway_refuses_is_asked_again_and_then_checked_again) {
    conversation c;
    c.type_all(known_case);
    c.refusal("subject.last_name", "subject.last_name may hold letters.");
    BOOST_TEST(c.says("The gateway would refuse it:"));
    BOOST_TEST(c.says("Last name"));
    BOOST_TEST(c.says("may hold letters. (SO0801 II.B.2.a)"));
    BOOST_TEST(c.said.ends_with("Last name [TESTPERSON]: "));
    c.type("OTHER");
    BOOST_TEST((c.wanted == want::check));
    BOOST_TEST(c.filled.request().subject().last_name() == "OTHER");
}

BOOST_AUTO_TEST_CASE(a_field_is_changed_from_the_last_page_by_its_name) {
    conversation c;
    c.type_all(known_case);
    c.verdict(v1::INQUIRY_STATE_QUEUED);
    c.type("place");
    BOOST_TEST(c.says("Place of birth"));
    c.type("germany");
    BOOST_TEST((c.wanted == want::check));
    c.verdict(v1::INQUIRY_STATE_QUEUED);
    BOOST_TEST(c.says("GE, GERMANY"));
}

BOOST_AUTO_TEST_CASE(one_can_go_back_ask_for_help_and_leave) {
    conversation c;
    c.type("1");
    c.type("<");
    BOOST_TEST(c.says("Role"));
    c.type("?");
    BOOST_TEST(c.says("A victim or witness is not asked about. (SO0801 II.A.1)"));
    c.type("!");
    BOOST_TEST((c.wanted == want::leave));
}

BOOST_AUTO_TEST_CASE(a_shown_document_leaves_only_what_an_exempt_record_needs) {
    conversation c;
    c.type_all({"1", "", "1234", "EXAMPLE, ANNA", "26-0815", "OP7", "north", "", "2", "MO",
                "driver license", "2030-01-01", "TESTPERSON", "JUANA", "", "1980-02-01"});
    BOOST_TEST(!c.says("Sex"));
    BOOST_TEST(c.filled.looks_exempt());
    BOOST_TEST(c.filled.request().identity_document().valid_until() == "2030-01-01");
}

BOOST_AUTO_TEST_CASE(a_reason_that_must_begin_with_a_word_is_listed_and_taken_by_number) {
    auto form = shipped_form();
    for (auto& field : *form.mutable_fields()) {
        if (field.name() == "reason") {
            field.set_code_table("causes");
            field.set_fallback_when("basis=BASIS_PRESENTED_FOR_INCARCERATION");
            field.set_required(true);
        }
    }
    auto& causes = *form.add_tables();
    causes.set_name("causes");
    for (const auto* const code : {"IDENTITY", "RECORD"}) {
        auto& entry = *causes.add_entries();
        entry.set_code(code);
        entry.set_meaning("what it means");
        entry.set_usable(true);
    }
    draft filled{form};
    filled.set("role", "SUBJECT_ROLE_ENFORCEMENT_CONTACT");
    BOOST_TEST(filled.value("reason") == "");
    BOOST_TEST(filled.is_missing(*filled.find("reason")));
    plain_dialogue dialogue{filled};
    std::string said = dialogue.begin(moment);
    for (int i = 0; i < 60 && said.find("2 RECORD: what it means") == std::string::npos; ++i) {
        const auto wanted = dialogue.on_line("-", moment);
        said = dialogue.take_words();
        BOOST_REQUIRE((wanted == want::more));
    }
    dialogue.on_line("2 a warrant of 2019", moment);
    BOOST_TEST(filled.value("reason") == "RECORD a warrant of 2019");
    // Of a person presented for incarceration the agency says it.
    filled.set("role", "SUBJECT_ROLE_ARRESTEE");
    filled.set("basis", "BASIS_PRESENTED_FOR_INCARCERATION");
    filled.type(*filled.find("reason"), "", moment);
    BOOST_TEST(filled.is_filled_in(*filled.find("reason")));
}

BOOST_AUTO_TEST_CASE(nothing_it_says_moves_a_cursor_or_is_wider_than_the_page) {
    conversation c;
    std::string all = c.said;
    for (const auto& line : known_case) {
        c.type(line);
        all += c.said;
    }
    c.verdict(v1::INQUIRY_STATE_QUEUED);
    all += c.said;
    BOOST_TEST(all.find('\033') == std::string::npos);
    BOOST_TEST(all.find('\r') == std::string::npos);
    std::size_t width = 0;
    for (const char ch : all) {
        width = ch == '\n' ? 0 : width + 1;
        BOOST_REQUIRE(width <= columns);
    }
}

BOOST_AUTO_TEST_SUITE_END()
