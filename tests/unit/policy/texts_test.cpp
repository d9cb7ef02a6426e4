#include "policy/telling.hpp"
#include "support/order_builder.hpp"

#include "base/text.hpp"
#include "model/names.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// The words: the order's are verbatim, ours never tell anyone to keep a person in custody.
BOOST_AUTO_TEST_SUITE(policy_texts)

namespace {

// Special Order SO0801, the sentences that rules quote.
constexpr std::string_view quoted[]{
    "To encourage crime reporting and cooperation in the investigation of criminal activity, all "
    "individuals, regardless of their immigration status, must feel secure that contacting or "
    "being addressed by members of law enforcement will not automatically lead to immigration "
    "inquiry and/or deportation.",
    "While it may often be necessary to determine the identity of a victim or witness, employees "
    "shall treat all individuals equally and without regard to race, color or national origin in "
    "any way that would violate the United States or Missouri Constitutions.",
    "Commissioned members will verify the immigration status of each person presented for "
    "incarceration.",
    "Verification will be accomplished through an Immigration and Customs Enforcement (ICE) "
    "computer background status check unless the person has presented a valid Federal or State "
    "government identification, or the member has personal knowledge of the person's immigration "
    "status.",
    "The following information is required from the requesting member to process the request are "
    "as follows:\n"
    " - a. Name;\n"
    " - b. Date of Birth;\n"
    " - c. Sex;\n"
    " - d. Place of Birth;\n"
    " - e. Offense and NCIC Offense Code; and\n"
    " - f. If possible Mother's Maiden name and Father's last name.",
    "If possible Mother's Maiden name and Father's last name.",
    "Personnel at the communications center will submit the information provided via the Illegal "
    "Alien Inquiry (IAQ) screen in the Missouri Uniform Law Enforcement System (MULES).",
    "A response from ICE normally is returned within one (1) hour.",
    "While members are encouraged to continue the practice of requesting verification of "
    "immigration status through ICE when encountering persons whose immigration status is in "
    "question, no member should arrest or detain any suspected illegal/ undocumented alien unless "
    "one or more of the following circumstances are present:\n"
    " - a. A proper Missouri criminal charge or ordinance violation is applicable;\n"
    " - b. A federal warrant exists for an immigration or other federal violation;\n"
    " - c. The member has contacted ICE during the enforcement contact and ICE has authorized a "
    "detainer of that person.",
    "Members currently do not have the authority to enforce federal immigration laws related to "
    "simply being in this country without proper documentation or for illegal entry.",
    "Members coming into contact with individuals where no other city/state charges are "
    "appropriate should immediately initiate contact with ICE for further instructions, to "
    "include whether or not the subject should be detained while their status is verified.",
    "In the event ICE cannot be contacted immediately, or a response cannot be received in a "
    "timely matter that does not extend the time of the enforcement contact, the individual must "
    "be released.",
    "Individuals facing city/state charges that require incarceration should be processed "
    "normally, and ICE should be notified as soon as possible.",
    "Members must comply with all provisions as mandated by the U.S. Dept. of State in regards to "
    "the notification of consular of all foreign nationals arrested or detained.",
    "Any request for assistance in applying for a U or T visa should be forwarded to the "
    "Detective Division in a timely manner."};

bool is_quoted(std::string_view sentence) {
    return std::ranges::find(quoted, sentence) != std::end(quoted);
}

/// Removes what the order itself says from a text.
std::string without_quotes(std::string text) {
    for (const auto sentence : quoted) {
        if (const auto at = text.find(sentence); at != std::string::npos) {
            text.erase(at, sentence.size());
        }
    }
    return text;
}

std::vector<std::string> words_of_ours() {
    const auto& order = shipped_order();
    std::vector<std::string> ours{order.name, order.title, order.default_reason};
    for (const auto& [id, rule] : order.rules) {
        ours.insert(ours.end(), {rule.short_text, rule.ours, rule.citation});
    }
    for (const auto& [key, text] : order.refusals) {
        ours.push_back(text);
    }
    for (const auto& [kind, text] : order.next_steps) {
        ours.push_back(text);
    }
    return ours;
}

std::vector<model::notice> every_notice() {
    std::vector<model::notice> all;
    for (unsigned i = 0; i <= static_cast<unsigned>(model::delivery_kind::alert_cleared); ++i) {
        for (const bool came : {false, true}) {
            policy::telling told;
            told.kind = static_cast<model::delivery_kind>(i);
            told.receipt_came = came;
            told.contact_waits = told.line_is_out = true;
            const auto said = policy::notices_for(told, shipped_order(), plain_profile());
            all.insert(all.end(), said.begin(), said.end());
        }
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_sentence_of_a_rule_is_the_orders_own) {
    for (const auto& [id, rule] : shipped_order().rules) {
        BOOST_TEST_CONTEXT(id) { BOOST_TEST((rule.sentence.empty() || is_quoted(rule.sentence))); }
    }
}

BOOST_AUTO_TEST_CASE(each_rule_that_rests_on_the_order_quotes_it) {
    for (const std::string_view id :
         {"ROLE", "ROLE_REFERRAL", "FIELDS", "PARENTS", "PEOPLE", "BASIS", "EXEMPT", "EQUAL",
          "NO_AUTHORITY", "CONTACT", "CALL_ICE", "DETAIN", "BOOKING", "CONSULAR", "HOUR"}) {
        BOOST_TEST_CONTEXT(id) {
            BOOST_TEST(!shipped_order().rules.at(std::string{id}).sentence.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(short_texts_fit_in_sixty_characters) {
    for (const auto& [id, rule] : shipped_order().rules) {
        BOOST_TEST_CONTEXT(id) {
            BOOST_TEST(!rule.short_text.empty());
            BOOST_TEST(rule.short_text.size() <= 60U);
        }
    }
    for (const auto& [key, text] : shipped_order().refusals) {
        BOOST_TEST_CONTEXT(key) { BOOST_TEST((!key.ends_with(".short") || text.size() <= 60U)); }
    }
}

BOOST_AUTO_TEST_CASE(no_words_of_ours_hold_detain) {
    for (const auto& text : words_of_ours()) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!text::contains_folded(text, "detain")); }
    }
    for (const auto& notice : every_notice()) {
        BOOST_TEST(!text::contains_folded(without_quotes(notice.text), "detain"));
        BOOST_TEST(!text::contains_folded(notice.short_text, "detain"));
    }
}

BOOST_AUTO_TEST_CASE(every_answer_carries_the_limits_of_arrest) {
    for (const auto kind : {model::delivery_kind::answered, model::delivery_kind::follow_up}) {
        const auto said = policy::notices_for({.kind = kind}, shipped_order(), plain_profile());
        BOOST_TEST_REQUIRE(said.size() == 1U);
        BOOST_TEST(said[0].id == "DETAIN");
        BOOST_TEST(said[0].citation == "SO0801 II.B.4");
        BOOST_TEST(said[0].text.starts_with(quoted[8]));
        BOOST_TEST(said[0].text[quoted[8].size()] == '\n');
    }
}

BOOST_AUTO_TEST_CASE(overdue_says_whom_to_telephone_and_whether_the_receipt_came) {
    auto profile = plain_profile();
    profile.lesc_phone = "(802) 555-0123";
    const auto hour = [&](bool came) {
        const auto said =
            policy::notices_for({.kind = model::delivery_kind::overdue, .receipt_came = came},
                                shipped_order(), profile);
        BOOST_TEST_REQUIRE(said.size() == 1U);
        BOOST_TEST(said[0].text.starts_with(quoted[7]));
        BOOST_TEST(said[0].text.find("(802) 555-0123") != std::string::npos);
        return said[0].text;
    };
    BOOST_TEST(hour(true).ends_with(shipped_order().refusals.at("HOUR.receipt_came")));
    BOOST_TEST(hour(false).ends_with(shipped_order().refusals.at("HOUR.no_receipt")));
}

BOOST_AUTO_TEST_CASE(other_deliveries_carry_no_notice) {
    for (const auto kind : {model::delivery_kind::sent, model::delivery_kind::lesc_received,
                            model::delivery_kind::rejected, model::delivery_kind::unmatched}) {
        BOOST_TEST(policy::notices_for({.kind = kind}, shipped_order(), plain_profile()).empty());
    }
}

BOOST_AUTO_TEST_CASE(booking_is_quoted_before_our_line) {
    const auto said = bench{}.judge(sound_request());
    BOOST_TEST_REQUIRE(said.notices.size() == 2U);
    BOOST_TEST(said.notices[1].id == "CONSULAR");
    BOOST_TEST(said.notices[0].text == std::string{quoted[12]} +
                                           "\nBooking, bond and release do not wait for this "
                                           "answer.");
}

BOOST_AUTO_TEST_CASE(each_kind_of_delivery_has_one_plain_sentence_of_what_is_next) {
    for (unsigned i = 1; i <= static_cast<unsigned>(model::delivery_kind::alert_cleared); ++i) {
        const auto kind = static_cast<model::delivery_kind>(i);
        BOOST_TEST_CONTEXT(model::name_of(kind)) {
            const auto step = policy::next_step({.kind = kind}, shipped_order());
            BOOST_TEST(!step.empty());
            BOOST_TEST(step.ends_with('.'));
            BOOST_TEST(std::ranges::count(step, '.') == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_thin_file_still_refuses_with_the_cases_name) {
    bench b;
    b.order.rules.clear();
    b.order.refusals.clear();
    auto request = sound_request();
    request.role = model::subject_role::victim;
    const auto said = b.judge(request);
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].message == "ROLE.protected");
    BOOST_TEST(said.protected_person);
}

BOOST_AUTO_TEST_SUITE_END()
