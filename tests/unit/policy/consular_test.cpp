#include "policy/telling.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// II.B.6: what is said of the consulate, and to whom.
BOOST_AUTO_TEST_SUITE(policy_consular)

namespace {

model::inquiry_request held(std::string_view born, std::string_view nation) {
    auto request = sound_request();
    request.person.place_of_birth = born;
    request.person.nationality = nation;
    return request;
}

std::string text_for(const model::inquiry_request& request) {
    const auto notice = policy::consular_notice(request, shipped_order(), shipped_tables());
    return notice ? notice->text : std::string{};
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_orders_sentence_comes_first_and_ours_do_not_wait_for_ice) {
    for (const auto& request :
         {held("MM", "MM"), held("PI", "PI"), held("MM", ""), held("PI", ""), held("MM", "US")}) {
        const auto text = text_for(request);
        BOOST_TEST(text.starts_with(shipped_order().rules.at("CONSULAR").sentence + "\n"));
        BOOST_TEST(holds(text, "\nThis does not wait for the answer of ICE.\n"));
    }
}

BOOST_AUTO_TEST_CASE(the_mandatory_list_is_sharper) {
    BOOST_TEST(holds(text_for(held("PI", "PI")), "whether the person wants it or not"));
    BOOST_TEST(!holds(text_for(held("MM", "MM")), "whether the person wants it or not"));
    BOOST_TEST(holds(text_for(held("MM", "MM")), "when the person wants it"));
    const auto born = text_for(held("PI", ""));
    BOOST_TEST(holds(born, "in a country of the list of mandatory notification"));
    BOOST_TEST(holds(born, "Place of birth is not nationality: check it."));
}

BOOST_AUTO_TEST_CASE(birthplace_is_not_nationality_and_says_check) {
    for (const auto& request : {held("MM", ""), held("PI", ""), held("PI", "US")}) {
        BOOST_TEST(holds(text_for(request), "Place of birth is not nationality: check"));
    }
    for (const auto& request : {held("MM", "MM"), held("MO", "PI")}) {
        BOOST_TEST(!holds(text_for(request), "Place of birth"));
    }
}

BOOST_AUTO_TEST_CASE(nationality_decides_where_it_is_said) {
    // Born in a listed country, national of one that is not.
    BOOST_TEST(!holds(text_for(held("PI", "CD")), "mandatory"));
    BOOST_TEST(holds(text_for(held("CD", "PI")), "mandatory"));
}

BOOST_AUTO_TEST_CASE(the_lists_footnotes_go_with_their_countries) {
    for (const std::string_view code : {"RC", "HK", "OC"}) {
        BOOST_TEST(holds(text_for(held(code, code)), "TECRO"));
    }
    BOOST_TEST(holds(text_for(held("PO", "PO")), "lawful permanent residents"));
    for (const std::string_view code :
         {"UN", "EN", "JE", "GF", "IB", "AE", "BM", "VB", "CP", "RG", "RR", "TR"}) {
        BOOST_TEST_CONTEXT(code) {
            BOOST_TEST(holds(text_for(held(code, code)), "whether the person wants it or not"));
            BOOST_TEST(holds(text_for(held(code, code)), "overseas territories"));
        }
    }
    BOOST_TEST(holds(text_for(held("TW", "TW")), "Taiwan is not on the list"));
    BOOST_TEST(!holds(text_for(held("PI", "PI")), "Footnote"));
}

BOOST_AUTO_TEST_CASE(every_country_of_the_mandatory_list_has_the_mandatory_text) {
    std::size_t listed = 0;
    for (const auto& [code, place] : shipped_tables().places()) {
        BOOST_TEST_CONTEXT(code) {
            const auto text = text_for(held("MO", code));
            BOOST_TEST(text.empty() == !place.foreign);
            BOOST_TEST(holds(text, "whether the person wants it or not") ==
                       place.mandatory_consular);
            listed += place.mandatory_consular ? 1 : 0;
        }
    }
    BOOST_TEST(listed > 57U);  // 57 entries, some of several codes
}

BOOST_AUTO_TEST_CASE(a_contact_is_only_told_of_while_held) {
    auto contact = held("MM", "MM");
    contact.role = model::subject_role::enforcement_contact;
    BOOST_TEST(!text_for(contact).empty());
    contact.in_custody = false;
    BOOST_TEST(text_for(contact).empty());
}

BOOST_AUTO_TEST_CASE(the_files_switch_stops_a_birthplace_from_prompting) {
    auto order = shipped_order();
    order.consular_birthplace = false;
    BOOST_TEST(!policy::consular_notice(held("MM", ""), order, shipped_tables()));
    BOOST_TEST(policy::consular_notice(held("MM", "MM"), order, shipped_tables()).has_value());
    order.rules.at("CONSULAR").enabled = false;
    BOOST_TEST(!policy::consular_notice(held("MM", "MM"), order, shipped_tables()));
}

BOOST_AUTO_TEST_CASE(an_agency_may_say_more_of_one_place) {
    auto order = shipped_order();
    order.refusals["CONSULAR.place_mm"] = "Consulate of Mexico: (816) 555-0123.";
    const auto notice = policy::consular_notice(held("MM", "MM"), order, shipped_tables());
    BOOST_TEST(notice->text.ends_with("\nConsulate of Mexico: (816) 555-0123."));
}

BOOST_AUTO_TEST_SUITE_END()
