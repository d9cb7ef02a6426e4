#pragma once

#include "support/order_builder.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Decisions as rows that read like the order: a clause and a claim, what is asked, what is said to
/// it. Each file `decisions_*_test.cpp` holds the rows of one clause.
namespace iaq::policy_test {

using role = model::subject_role;
using model::basis;
using evidence = model::identity_evidence;
using charge = model::charge_status;

/// The identification described.
enum class paper {
    none,
    federal,
    missouri,
    nebraska,
    district,
    last_day,
    last_evening,
    expired,
    mexican,
    territory,
    lower_case,
    iso_nebraska,
    undated,
    no_issuer,
    passport,
    expired_passport,
    green_card,
    marked_kind,
    birth_certificate,
    federal_birth_certificate
};
enum class outcome { sent, exempt, registered, refused };

inline constexpr auto arrestee = role::arrestee;
inline constexpr auto charged = role::charged;
inline constexpr auto committed = role::committed;
inline constexpr auto contact = role::enforcement_contact;
inline constexpr auto victim = role::victim;
inline constexpr auto witness = role::witness;
inline constexpr auto unsaid = role::unspecified;
inline constexpr auto jail = basis::presented_for_incarceration;
inline constexpr auto question = basis::status_in_question;
inline constexpr auto no_basis = basis::unspecified;
inline constexpr auto not_said = evidence::unspecified;
inline constexpr auto nothing = evidence::none;
inline constexpr auto id_card = evidence::government_id;
inline constexpr auto known = evidence::personal_knowledge;
inline constexpr auto no_charge = charge::none;
inline constexpr auto state = charge::city_or_state;
inline constexpr auto warrant = charge::federal_warrant;
inline constexpr auto sent = outcome::sent;
inline constexpr auto exempt = outcome::exempt;
inline constexpr auto registered = outcome::registered;
inline constexpr auto refused = outcome::refused;

/// What most rows leave as it is: in custody, born in Missouri, driving while intoxicated.
struct circumstance {
    evidence shown = nothing;
    paper document = paper::none;
    charge charged_with = charge::unspecified;
    bool also_victim = false;
    std::optional<bool> in_custody = true;
    bool override = false;
    std::string_view reason = "IDENTITY gave two birth dates";
    std::string_view offense = "5404";
    std::string_view born = "MO";
    std::string_view nation = "US";
    std::optional<int> contact_minutes = {};  // until its said end
    std::optional<int> confined_hours = {};   // ago
    bool line_is_out = false;
    bool register_only = false;
    bool nothing_else_known = false;  // only ORI, people, role and confinement are said
    model::inquiry_state asked_before = model::inquiry_state::unspecified;
    int asked_hours = 1;      // ago
    bool was_victim = false;  // refused as one in the last 72 hours
    bool supervisor = false;  // the right, and a reason
};

struct decision {
    std::string_view claim;  // the clause first
    role who;
    basis ground;
    outcome expected;
    std::string_view rules;  // that spoke, in the order of policy.md
    circumstance with = {};
    /// What else follows: "contact in 15 min; 36 in 6 h; 47 in 17 h; supervisors; duty".
    std::string_view then = "";
};

/// Returns the submission of a row.
model::inquiry_request request_of(const decision& row);
/// Returns all around it.
tests::bench bench_of(const decision& row);
/// Checks every row.
void check_decisions(std::span<const decision> rows);

/// The number of rows that `check_decisions` saw in this run.
std::size_t decisions_checked();

}  // namespace iaq::policy_test
