#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// SO0801 II.A.1: who a refused victim or witness is, is written nowhere.
BOOST_AUTO_TEST_SUITE(policy_protected_person)

namespace {

model::inquiry_request all_said(model::subject_role role) {
    auto request = sound_request();
    request.role = role;
    request.attention = "Attentionword";
    request.reason = "Reasonword";
    request.phone = "8165550177";
    request.charge = {"Offenseword", "5404"};
    request.exemption_override_reason = "Overrideword";
    request.supervisor_reason = "Supervisorword";
    request.relates_to = "Relatedword";
    request.document = model::identity_document{"MO", "Kindword", "2031-02-03"};
    auto& p = request.person;
    p.suffix = "Suffixword";
    p.nationality = "GT";
    p.place_of_birth = "GT";
    p.alien_number = "987654321";
    p.fbi_number = "FBIWORD";
    p.state_id = "SIDWORD";
    p.operator_license = "OLNWORD";
    p.remarks = "Remarkword";
    return request;
}

constexpr std::string_view values_of_the_person[]{
    "Quispenahui", "QUISPENAHUI", "Zebulon",       "ZEBULON",      "Wendel",         "Suffixword",
    "1990-01-15",  "19900115",    "Xochimilca",    "Vultejo",      "987654321",      "FBIWORD",
    "SIDWORD",     "OLNWORD",     "Remarkword",    "Reasonword",   "Offenseword",    "8165550177",
    "Kindword",    "2031-02-03",  "Attentionword", "Overrideword", "Supervisorword", "Relatedword"};

}  // namespace

BOOST_AUTO_TEST_CASE(a_refused_victims_verdict_holds_none_of_the_persons_values) {
    auto contact = all_said(model::subject_role::enforcement_contact);
    contact.also_victim_or_witness = true;
    for (const auto& request :
         {all_said(model::subject_role::victim), all_said(model::subject_role::witness), contact}) {
        const auto said = bench{}.judge(request);
        BOOST_TEST_REQUIRE(said.protected_person);
        for (const auto& text : all_texts(said)) {
            for (const auto value : values_of_the_person) {
                BOOST_TEST(text.find(value) == std::string::npos);
            }
            BOOST_TEST(text != "GT");
        }
        BOOST_TEST((said.request.person == model::subject{}));
        BOOST_TEST(!said.request.in_custody.has_value());
    }
}

BOOST_AUTO_TEST_CASE(the_same_values_are_found_in_an_accepted_verdict) {
    const auto said = bench{}.judge(all_said(model::subject_role::arrestee));
    BOOST_TEST_REQUIRE(!said.refused());
    bool is_found = false;
    for (const auto& text : all_texts(said)) {
        is_found = is_found || text.find("Quispenahui") != std::string::npos;
    }
    BOOST_TEST(is_found);
}

BOOST_AUTO_TEST_CASE(the_refusal_names_requester_ori_incident_and_the_detective_division) {
    const auto request = all_said(model::subject_role::victim);
    const auto said = bench{}.judge(request);
    BOOST_TEST(said.request.ori == request.ori);
    BOOST_TEST(said.request.incident == request.incident);
    BOOST_TEST((said.request.asked_by == request.asked_by));
    BOOST_TEST_REQUIRE(said.violations.size() == 1U);
    BOOST_TEST(said.violations[0].citation == "SO0801 II.A.1");
    BOOST_TEST(has_notice(said.notices, "ROLE"));
    BOOST_TEST(has_notice(said.notices, "ROLE_REFERRAL"));
}

BOOST_AUTO_TEST_CASE(a_victims_other_faults_are_not_looked_for) {
    auto request = all_said(model::subject_role::victim);
    request.person.place_of_birth = "QQ";
    request.phone = "1";
    BOOST_TEST(bench{}.judge(request).violations.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
