#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

using namespace iaq;
using namespace iaq::tests;

// Who may be asked about, role by ground by evidence by charge, from SO0801 line by line.
BOOST_AUTO_TEST_SUITE(policy_decisions)

namespace {

using role = model::subject_role;
using model::basis;
using evidence = model::identity_evidence;
using charge = model::charge_status;

enum class paper {
    none,
    federal,
    missouri,
    nebraska,
    district,
    last_day,
    expired,
    mexican,
    territory,
    lower_case,
    iso_nebraska,
    undated,
    no_issuer
};
enum class outcome { sent, exempt, refused };

constexpr auto arrestee = role::arrestee;
constexpr auto charged = role::charged;
constexpr auto committed = role::committed;
constexpr auto contact = role::enforcement_contact;
constexpr auto victim = role::victim;
constexpr auto witness = role::witness;
constexpr auto unsaid = role::unspecified;
constexpr auto jail = basis::presented_for_incarceration;
constexpr auto question = basis::status_in_question;
constexpr auto no_basis = basis::unspecified;
constexpr auto not_said = evidence::unspecified;
constexpr auto nothing = evidence::none;
constexpr auto id_card = evidence::government_id;
constexpr auto known = evidence::personal_knowledge;

/// What most rows leave as it is.
struct circumstance {
    evidence shown = nothing;
    paper document = paper::none;
    charge charged_with = charge::unspecified;
    bool also_victim = false;
    bool in_custody = true;
    bool override = false;
};

struct row {
    std::string_view claim;  // the clause first
    role who;
    basis ground;
    outcome expected;
    std::string_view rules;
    circumstance with = {};
};

std::optional<model::identity_document> document_of(paper kind) {
    switch (kind) {
        case paper::none: return std::nullopt;
        case paper::federal:
            return model::identity_document{"FEDERAL", "passport card", "2030-05-01"};
        case paper::missouri: return model::identity_document{"MO", "driver license", "2029-12-31"};
        case paper::nebraska: return model::identity_document{"NB", "driver license", "2029-12-31"};
        case paper::district: return model::identity_document{"DC", "driver license", "2029-12-31"};
        case paper::last_day: return model::identity_document{"MO", "driver license", "2026-11-24"};
        case paper::expired: return model::identity_document{"MO", "driver license", "2026-11-23"};
        case paper::mexican: return model::identity_document{"MM", "passport", "2030-01-01"};
        case paper::territory:
            return model::identity_document{"PR", "driver license", "2030-01-01"};
        case paper::lower_case:
            return model::identity_document{"mo", "driver license", "2030-01-01"};
        case paper::iso_nebraska:
            return model::identity_document{"NE", "driver license", "2030-01-01"};
        case paper::undated: return model::identity_document{"MO", "driver license", ""};
        case paper::no_issuer: return model::identity_document{"", "driver license", "2030-01-01"};
    }
    return std::nullopt;
}

constexpr auto no_charge = charge::none;
constexpr auto state = charge::city_or_state;
constexpr auto warrant = charge::federal_warrant;
using enum outcome;

// clang-format off
const row rows[]{
    // II.A.1: all individuals must feel secure that contact does not lead to an inquiry.
    {"II.A.1 a victim, in jail", victim, jail, refused, "ROLE"},
    {"II.A.1 a witness, in jail", witness, jail, refused, "ROLE"},
    {"II.A.1 a victim, status in question", victim, question, refused, "ROLE"},
    {"II.A.1 a witness, status in question", witness, question, refused, "ROLE"},
    {"II.A.1 a victim, no ground: ROLE alone", victim, no_basis, refused, "ROLE"},
    {"II.A.1 a witness, no ground", witness, no_basis, refused, "ROLE", {.shown = not_said}},
    {"II.A.1 a known witness is not recorded", witness, jail, refused, "ROLE", {.shown = known}},
    {"II.A.1 a victim with a passport card", victim, jail, refused, "ROLE",
     {.shown = id_card, .document = paper::federal}},
    {"II.A.1 a victim said to be charged", victim, jail, refused, "ROLE", {.charged_with = state}},
    {"II.A.1 a witness with a warrant", witness, jail, refused, "ROLE", {.charged_with = warrant}},
    {"II.A.1 a victim not in custody", victim, question, refused, "ROLE",
     {.charged_with = no_charge, .in_custody = false}},
    {"II.A.1 a victim with a reason to send", victim, jail, refused, "ROLE",
     {.shown = known, .override = true}},
    {"II.A.1 no role, in jail", unsaid, jail, refused, "ROLE"},
    {"II.A.1 no role, status in question", unsaid, question, refused, "ROLE"},
    {"II.A.1 no role and no ground", unsaid, no_basis, refused, "ROLE BASIS"},
    {"II.A.1 no role, known", unsaid, jail, refused, "ROLE", {.shown = known}},
    {"II.A.1 a victim who is arrested: B.1", arrestee, jail, sent, "ROLE BOOKING",
     {.also_victim = true}},
    {"II.A.1 a witness who is charged: B.1", charged, jail, sent, "ROLE BOOKING",
     {.also_victim = true}},
    {"II.A.1 a victim who is committed: B.1", committed, jail, sent, "ROLE BOOKING",
     {.also_victim = true}},
    {"II.A.1 an arrested victim, B.4", arrestee, question, sent, "ROLE BOOKING",
     {.also_victim = true}},
    {"II.A.1 an arrested victim, known: B.1", arrestee, jail, exempt, "ROLE EXEMPT",
     {.shown = known, .also_victim = true}},
    {"II.A.1 a contact who is a victim", contact, question, refused, "ROLE", {.also_victim = true}},
    {"II.A.1 the same, said to be in jail", contact, jail, refused, "ROLE", {.also_victim = true}},
    {"II.A.1 the same, with a charge", contact, question, refused, "ROLE",
     {.charged_with = state, .also_victim = true}},
    {"II.A.1 a victim twice said", victim, jail, refused, "ROLE", {.also_victim = true}},
    // II.B.1: each person presented for incarceration ...
    {"II.B.1 an arrestee", arrestee, jail, sent, "BOOKING"},
    {"II.B.1 a charged person", charged, jail, sent, "BOOKING"},
    {"II.B.1 a committed person", committed, jail, sent, "BOOKING"},
    {"II.B.1 evidence not said: arrestee", arrestee, jail, sent, "BOOKING", {.shown = not_said}},
    {"II.B.1 evidence not said: charged", charged, jail, sent, "BOOKING", {.shown = not_said}},
    {"II.B.1 evidence not said: committed", committed, jail, sent, "BOOKING", {.shown = not_said}},
    // ... unless the member has personal knowledge of the status,
    {"II.B.1 a known arrestee", arrestee, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 a known charged person", charged, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 a known committed person", committed, jail, exempt, "EXEMPT", {.shown = known}},
    {"II.B.1 known, with an expired license", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .document = paper::expired}},
    {"II.B.1 known, with a warrant", arrestee, jail, exempt, "EXEMPT",
     {.shown = known, .charged_with = warrant}},
    // ... or a valid Federal or State government identification was presented.
    {"II.B.1 a Federal card", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a Missouri license", charged, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::missouri}},
    {"II.B.1 a Nebraska license, NCIC's NB", committed, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::nebraska}},
    {"II.B.1 a license of the District", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::district}},
    {"II.B.1 valid on its last day", arrestee, jail, exempt, "EXEMPT",
     {.shown = id_card, .document = paper::last_day}},
    {"II.B.1 expired yesterday is not valid", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::expired}},
    {"II.B.1 a foreign passport is neither", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::mexican}},
    {"II.B.1 a territory is no State", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::territory}},
    {"II.B.1 an issuer that is no code", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::lower_case}},
    {"II.B.1 NE is not Nebraska to NCIC", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::iso_nebraska}},
    {"II.B.1 no date, nothing to judge by", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::undated}},
    {"II.B.1 no issuer", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::no_issuer}},
    {"II.B.1 presented, but not described", committed, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card}},
    {"II.B.1 described, not said presented", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = not_said, .document = paper::federal}},
    {"II.B.1 described, said not presented", arrestee, jail, sent, "BOOKING",
     {.document = paper::federal}},
    {"II.B.1 known, sent all the same", arrestee, jail, sent, "EXEMPT BOOKING",
     {.shown = known, .override = true}},
    {"II.B.1 a card, sent all the same", charged, jail, sent, "EXEMPT BOOKING",
     {.shown = id_card, .document = paper::federal, .override = true}},
    {"II.B.1 a reason without an exemption", arrestee, jail, sent, "BOOKING", {.override = true}},
    {"II.B.1 the ground must be said", arrestee, no_basis, refused, "BASIS"},
    {"II.B.1 the ground, charged and known", charged, no_basis, refused, "BASIS", {.shown = known}},
    {"II.B.1 the ground, committed", committed, no_basis, refused, "BASIS",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a contact is not presented", contact, jail, refused, "BASIS"},
    {"II.B.1 a known contact is not presented", contact, jail, refused, "BASIS", {.shown = known}},
    {"II.B.1 a contact with a card", contact, jail, refused, "BASIS",
     {.shown = id_card, .document = paper::federal}},
    {"II.B.1 a contact with a charge", contact, jail, refused, "BASIS", {.charged_with = state}},
    // II.B.4: encouraged where the status is in question; never exempt.
    {"II.B.4 a contact", contact, question, sent, "", {.in_custody = false}},
    {"II.B.4 a contact, evidence not said", contact, question, sent, "",
     {.shown = not_said, .in_custody = false}},
    {"II.B.4 a known contact is not exempt", contact, question, sent, "",
     {.shown = known, .in_custody = false}},
    {"II.B.4 a contact with a card", contact, question, sent, "",
     {.shown = id_card, .document = paper::federal, .in_custody = false}},
    {"II.B.4 a contact with an expired card", contact, question, sent, "",
     {.shown = id_card, .document = paper::expired, .in_custody = false}},
    {"II.B.4 a known arrestee is not exempt", arrestee, question, sent, "BOOKING",
     {.shown = known}},
    {"II.B.4 a charged person with a license", charged, question, sent, "BOOKING",
     {.shown = id_card, .document = paper::missouri}},
    {"II.B.4 a committed person", committed, question, sent, "BOOKING"},
    {"II.B.4 a contact, no ground", contact, no_basis, refused, "BASIS"},
    {"II.B.4.a a contact with a charge", contact, question, sent, "", {.charged_with = state}},
    {"II.B.4.b a contact with a warrant", contact, question, sent, "", {.charged_with = warrant}},
    {"II.B.4 a contact, no charge said", contact, question, sent, "",
     {.charged_with = no_charge, .in_custody = false}},
    // II.B.5: those who face charges are processed normally.
    {"II.B.5 an arrestee with a city charge", arrestee, jail, sent, "BOOKING",
     {.charged_with = state}},
    {"II.B.5 an arrestee with a warrant", arrestee, jail, sent, "BOOKING",
     {.charged_with = warrant}},
    {"II.B.5 an arrestee, no charge yet", arrestee, jail, sent, "BOOKING",
     {.charged_with = no_charge}},
    {"II.B.5 an arrestee already released", arrestee, jail, sent, "BOOKING",
     {.charged_with = state, .in_custody = false}},
    {"II.B.5 a charged person with a warrant", charged, jail, sent, "BOOKING",
     {.charged_with = warrant}},
    {"II.B.5 a committed person, city charge", committed, jail, sent, "BOOKING",
     {.charged_with = state}},
    {"II.B.5 a committed person, no charge", committed, jail, sent, "BOOKING",
     {.charged_with = no_charge}},
    {"II.B.5 charged without a charge", charged, jail, refused, "FIELDS",
     {.charged_with = no_charge}},
    {"II.B.5 a contact in custody", contact, question, sent, "", {.charged_with = no_charge}},
};
// clang-format on

model::inquiry_request request_of(const row& r) {
    auto request = sound_request();
    request.role = r.who;
    request.ground = r.ground;
    request.evidence = r.with.shown;
    request.document = document_of(r.with.document);
    request.charged = r.with.charged_with;
    request.also_victim_or_witness = r.with.also_victim;
    request.in_custody = r.with.in_custody;
    request.exemption_override_reason = r.with.override ? "sergeant asked for it" : "";
    return request;
}

outcome outcome_of(const policy::verdict& said) {
    if (said.refused()) {
        return refused;
    }
    return said.exempt ? exempt : sent;
}

std::string joined(const std::vector<std::string>& rules) {
    std::string line;
    for (const auto& rule : rules) {
        line += (line.empty() ? "" : " ") + rule;
    }
    return line;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_line_of_the_order_decides_as_written) {
    static_assert(std::size(rows) >= 70);
    const bench b;
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.claim) {
            const auto said = b.judge(request_of(r));
            BOOST_TEST((outcome_of(said) == r.expected));
            BOOST_TEST(joined(said.rules) == r.rules);
        }
    }
}

BOOST_AUTO_TEST_CASE(only_a_victim_or_witness_is_a_protected_person) {
    const bench b;
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.claim) {
            const bool is_protected =
                r.who == victim || r.who == witness || (r.who == contact && r.with.also_victim);
            BOOST_TEST(b.judge(request_of(r)).protected_person == is_protected);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refused_person_comes_back_only_by_a_supervisor_with_a_reason) {
    struct supervised {
        bool right;
        std::string_view reason;
        std::vector<std::string> fields;
    };
    for (const auto& [right, reason, fields] :
         {supervised{false, "", {"role", "supervisor_reason"}},
          supervised{false, "same name, other person", {"role"}},
          supervised{true, "  ", {"supervisor_reason"}},
          supervised{true, "same name, other person", {}}}) {
        bench b;
        b.may_supervise = right;
        b.same_person = policy::earlier_role{victim, b.now - 71h};
        auto request = sound_request();
        request.supervisor_reason = reason;
        const auto said = b.judge(request);
        std::vector<std::string> refused_fields;
        for (const auto& v : said.violations) {
            BOOST_TEST(v.rule == "ROLE");
            refused_fields.push_back(v.field);
        }
        BOOST_TEST(refused_fields == fields, boost::test_tools::per_element());
        BOOST_TEST(said.rules.front() == "ROLE");  // counted in every case
        BOOST_TEST(has_notice(said.advisories, "ROLE") == fields.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_refused_person_is_forgotten_after_the_orders_memory) {
    bench b;
    b.same_person = policy::earlier_role{witness, b.now - 72h};
    BOOST_TEST(b.judge(sound_request()).refused());
    b.same_person = policy::earlier_role{witness, b.now - 72h - 1ns};
    BOOST_TEST(!b.judge(sound_request()).refused());
    b.order.role_memory = 100h;
    BOOST_TEST(b.judge(sound_request()).refused());
}

BOOST_AUTO_TEST_CASE(the_same_incident_alone_only_advises) {
    bench b;
    b.same_incident_protected = true;
    const auto said = b.judge(sound_request());
    BOOST_TEST(!said.refused());
    BOOST_TEST(has_notice(said.advisories, "ROLE"));
}

BOOST_AUTO_TEST_CASE(the_files_switch_admits_a_contact_who_is_also_a_victim) {
    bench b;
    b.order.rules.at("ROLE_CONTACT").enabled = false;
    auto request = sound_request();
    request.role = contact;
    request.ground = question;
    request.also_victim_or_witness = true;
    const auto said = b.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(has_notice(said.advisories, "ROLE"));
    BOOST_TEST(has_notice(said.notices, "ROLE_REFERRAL"));
}

BOOST_AUTO_TEST_CASE(a_rule_that_the_file_switches_off_is_silent) {
    bench b;
    b.order.rules.at("BASIS").enabled = false;
    b.order.rules.at("EXEMPT").enabled = false;
    b.order.rules.at("BOOKING").enabled = false;
    auto request = sound_request();
    request.evidence = known;
    const auto said = b.judge(request);
    BOOST_TEST(!said.refused());
    BOOST_TEST(!said.exempt);
    BOOST_TEST(said.rules.empty());
    request.ground = no_basis;
    BOOST_TEST(!b.judge(request).refused());
}

BOOST_AUTO_TEST_SUITE_END()
