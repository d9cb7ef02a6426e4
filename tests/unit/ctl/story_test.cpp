#include "iaqctl/story.hpp"

#include "iaqctl/ask/last_words.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/screen/picture.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

using namespace iaq;
using namespace iaq::ctl;

namespace {

constexpr std::time_t moment = 1'795'502'400;  // 00:40:00 -0600

v1::Inquiry sample() {
    v1::Inquiry i;
    i.set_inquiry_id("3f9a01-1042");
    i.set_reference("K7QMX2P9AB");
    i.set_state(v1::INQUIRY_STATE_RECEIVED);
    auto& q = *i.mutable_request();
    q.mutable_subject()->set_last_name("TESTPERSON");
    q.mutable_subject()->set_first_name("JUANA");
    q.mutable_subject()->set_date_of_birth("1980-02-01");
    q.mutable_subject()->set_sex(v1::SEX_FEMALE);
    q.mutable_subject()->set_place_of_birth("MM");
    q.set_role(v1::SUBJECT_ROLE_ENFORCEMENT_CONTACT);
    q.set_basis(v1::BASIS_STATUS_IN_QUESTION);
    q.set_in_custody(false);
    q.mutable_requester()->set_officer_id("1234");
    q.set_operator_id("OP7");
    q.set_desk("north");
    i.set_principal("uid:1000");
    i.set_acting_user("jones");
    i.mutable_admitted_at()->set_seconds(moment - 600);
    auto& event = *i.add_life();
    event.mutable_at()->set_seconds(moment - 600);
    event.set_sequence(41);
    event.set_what("admitted and written to the journal");
    auto& reply = *i.add_replies();
    reply.mutable_at()->set_seconds(moment - 300);
    reply.set_sequence(44);
    reply.set_text("IAQ RECEIVED\nWAIT \033[31m");
    reply.mutable_header()->set_key("AM");
    reply.set_classification(v1::CLASSIFICATION_RECEIPT);
    reply.mutable_match()->set_rule(v1::MATCH_RULE_REFERENCE);
    auto& clock = *i.add_clocks();
    clock.set_clock(v1::CLOCK_KIND_OVERDUE);
    clock.mutable_due()->set_seconds(moment + 3000);
    i.add_rules("FIELDS");
    auto& notice = *i.add_notices();
    notice.set_id("DETAIN");
    notice.set_text("no member should arrest");
    notice.set_citation("SO0801 II.B.4");
    i.set_next_step("Nobody needs to act.");
    i.set_by_hand(v1::BY_HAND_UNSAFE);
    return i;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

struct zone {
    zone() { set_zone("America/Chicago"); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_story, *boost::unit_test::fixture<zone>())

BOOST_AUTO_TEST_CASE(everybody_is_told_what_was_asked_what_happened_and_who_must_act) {
    for (const auto reader : {audience::dispatcher, audience::auditor, audience::court}) {
        const auto told = story(sample(), reader, moment);
        for (const auto* const part :
             {"with the LESC", "TESTPERSON, JUANA, born 1980-02-01, in MM, female",
              "enforcement contact, status in question, not in custody", "officer 1234",
              "2026-11-24 00:30:00 -0600", "admitted and written to the journal", "IAQ RECEIVED",
              "answer due", "2026-11-24 01:30:00 -0600, in 0:50", "Nobody needs to act.",
              "UNSAFE: it may have left", "no member should arrest", "matched by    reference"}) {
            BOOST_TEST_CONTEXT(part) { BOOST_TEST(has(told, part)); }
        }
        BOOST_TEST(!has(told, "\033[31m"));
    }
}

BOOST_AUTO_TEST_CASE(a_dispatcher_reads_what_to_do_first_and_no_record_numbers) {
    const auto told = story(sample(), audience::dispatcher, moment);
    BOOST_TEST(told.find("What happens next") < told.find("What was asked"));
    BOOST_TEST(!has(told, "[record"));
    BOOST_TEST(!has(told, "uid:1000"));
}

BOOST_AUTO_TEST_CASE(an_auditor_reads_who_by_which_rules_and_in_which_record) {
    const auto told = story(sample(), audience::auditor, moment);
    for (const auto* const part : {"[record 41]", "uid:1000 for jones", "FIELDS", "K7QMX2P9AB"}) {
        BOOST_TEST_CONTEXT(part) { BOOST_TEST(has(told, part)); }
    }
    BOOST_TEST(!has(told, "UTC"));
}

BOOST_AUTO_TEST_CASE(a_court_reads_both_times_and_how_it_is_proved) {
    const auto told = printed_story(sample(), audience::court, "uid:1000 for jones", moment);
    BOOST_TEST(has(told, "2026-11-24 00:30:00 -0600 = 2026-11-24 06:30:00 UTC"));
    BOOST_TEST(has(told, "iaq-journal case DIR 3f9a01-1042"));
    BOOST_TEST(has(told, "This printing is recorded"));
    BOOST_TEST(has(told, "by uid:1000 for jones"));
}

BOOST_AUTO_TEST_CASE(paper_is_a_hundred_columns_wide) {
    auto wide = sample();
    wide.mutable_life(0)->set_what(std::string(300, 'x') + " " + std::string(80, 'y'));
    wide.set_next_step(std::string(90, 'z') + " " + std::string(90, 'z'));
    std::istringstream lines{printed_story(wide, audience::court, "somebody", moment)};
    for (std::string each; std::getline(lines, each);) {
        BOOST_TEST(width_of(each) <= columns);
    }
}

BOOST_AUTO_TEST_CASE(audiences_have_names) {
    BOOST_TEST((audience_of("court") == audience::court));
    BOOST_TEST((audience_of("auditor") == audience::auditor));
    BOOST_TEST((audience_of("dispatcher") == audience::dispatcher));
    BOOST_TEST(!audience_of("press").has_value());
}

BOOST_AUTO_TEST_CASE(the_last_words_of_ask_say_what_was_submitted_and_what_was_not) {
    BOOST_TEST(has(nothing_was_submitted(""), "Nothing was submitted"));
    BOOST_TEST(has(nothing_was_submitted("no gateway"), "no gateway"));
    const auto perhaps = perhaps_submitted("iaqctl-ab12", "no answer in time");
    BOOST_TEST(has(perhaps, "NOT KNOWN"));
    BOOST_TEST(has(perhaps, "iaqctl show --key iaqctl-ab12"));
    v1::InquiryAccepted accepted;
    accepted.set_inquiry_id("3f9a01-1042");
    accepted.set_state(v1::INQUIRY_STATE_QUEUED);
    BOOST_TEST(has(goes_on(accepted), "Inquiry 3f9a01-1042 WAS submitted"));
    accepted.set_state(v1::INQUIRY_STATE_EXEMPT);
    BOOST_TEST(goes_on(accepted) == "");
}

BOOST_AUTO_TEST_SUITE_END()
