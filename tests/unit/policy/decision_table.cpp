#include "unit/policy/decision_table.hpp"

#include "policy/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

namespace iaq::policy_test {
namespace {

std::size_t checked = 0;

std::optional<model::identity_document> document_of(paper kind) {
    const auto issued = [](std::string_view issuer, std::string_view name, std::string_view until) {
        return model::identity_document{std::string{issuer}, std::string{name}, std::string{until}};
    };
    switch (kind) {
        case paper::none: return std::nullopt;
        case paper::federal: return issued("FEDERAL", "military card", "2030-05-01");
        case paper::missouri: return issued("MO", "driver license", "2029-12-31");
        case paper::nebraska: return issued("NB", "driver license", "2029-12-31");
        case paper::district: return issued("DC", "driver license", "2029-12-31");
        case paper::last_day: return issued("MO", "driver license", "2026-11-24");
        // It is 21:00 of the 23rd in St. Joseph.
        case paper::last_evening: return issued("MO", "driver license", "2026-11-23");
        case paper::expired: return issued("MO", "driver license", "2026-11-22");
        case paper::mexican: return issued("MM", "passport", "2030-01-01");
        case paper::territory: return issued("PR", "driver license", "2030-01-01");
        case paper::lower_case: return issued("mo", "driver license", "2030-01-01");
        case paper::iso_nebraska: return issued("NE", "driver license", "2030-01-01");
        case paper::undated: return issued("MO", "driver license", "");
        case paper::no_issuer: return issued("", "driver license", "2030-01-01");
        case paper::passport: return issued("FEDERAL", "passport", "2030-01-01");
        case paper::expired_passport: return issued("FEDERAL", "passport", "2025-01-01");
        case paper::green_card: return issued("FEDERAL", "Green Card", "2030-01-01");
        case paper::marked_kind: return issued("FEDERAL", " I-551 ", "2030-01-01");
        case paper::birth_certificate: return issued("MO", "birth certificate", "");
        case paper::federal_birth_certificate: return issued("FEDERAL", "birth certificate", "");
    }
    return std::nullopt;
}

outcome outcome_of(const policy::verdict& said) {
    switch (said.admit_to) {
        case model::inquiry_state::queued: return sent;
        case model::inquiry_state::exempt: return exempt;
        case model::inquiry_state::registered: return registered;
        default: return refused;
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string line;
    for (const auto& part : parts) {
        line += (line.empty() ? std::string{} : std::string{between}) + part;
    }
    return line;
}

std::string name_of(model::records::clock_kind clock) {
    return clock == model::records::clock_kind::contact     ? "contact"
           : clock == model::records::clock_kind::query_36h ? "36"
                                                            : "47";
}

std::string consequences_of(const policy::verdict& said, utc_time now) {
    std::vector<std::string> all;
    for (const auto& clock : said.clocks) {
        all.push_back(name_of(clock.clock) +
                      (clock.due <= now ? " at once" : " in " + policy::in_words(clock.due - now)));
    }
    if (!said.to_supervisors.empty()) {
        all.emplace_back("supervisors");
    }
    if (said.opens_consular_duty) {
        all.emplace_back("duty");
    }
    return joined(all, "; ");
}

/// ORI and people only, as `register_only` needs them.
model::inquiry_request bare(const model::inquiry_request& whole) {
    model::inquiry_request request;
    request.ori = whole.ori;
    request.asked_by = whole.asked_by;
    request.operator_id = whole.operator_id;
    return request;
}

}  // namespace

model::inquiry_request request_of(const decision& row) {
    auto request = tests::sound_request();
    const auto& with = row.with;
    if (with.nothing_else_known) {
        request = bare(request);
    } else {
        request.reason = with.reason;
        request.charge.ncic_code = with.offense;
        request.person.place_of_birth = with.born;
        request.person.nationality = with.nation;
        request.in_custody = with.in_custody;
    }
    request.role = row.who;
    request.ground = row.ground;
    request.evidence = with.shown;
    request.document = document_of(with.document);
    request.charged = with.charged_with;
    request.also_victim_or_witness = with.also_victim;
    request.exemption_override_reason = with.override ? "sergeant asked for it" : "";
    request.supervisor_reason = with.supervisor ? "same name, other person" : "";
    request.register_only = with.register_only;
    if (with.contact_minutes) {
        request.contact_expected_end =
            tests::a_moment() + std::chrono::minutes{*with.contact_minutes};
    }
    if (with.confined_hours) {
        request.confined_at = tests::a_moment() - std::chrono::hours{*with.confined_hours};
    }
    return request;
}

tests::bench bench_of(const decision& row) {
    tests::bench b;
    const auto& with = row.with;
    b.profile.warn_us_birthplace = false;
    b.may_supervise = with.supervisor;
    b.line_is_out = with.line_is_out;
    if (with.was_victim) {
        b.same_person = policy::earlier_role{role::victim, b.now - std::chrono::hours{71}};
    }
    if (with.asked_before != model::inquiry_state::unspecified) {
        const auto at = b.now - std::chrono::hours{with.asked_hours};
        const bool is_answered = with.asked_before == model::inquiry_state::answered;
        b.asked_before.push_back(
            {"abc123-7", "SJ0500", with.asked_before, at, is_answered ? at : utc_time{}});
    }
    return b;
}

void check_decisions(std::span<const decision> rows) {
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.claim) {
            const auto b = bench_of(row);
            const auto said = b.judge(request_of(row));
            BOOST_TEST((outcome_of(said) == row.expected));
            BOOST_TEST(joined(said.rules, " ") == row.rules);
            BOOST_TEST(consequences_of(said, b.now) == row.then);
            const bool is_protected = row.who == victim || row.who == witness ||
                                      (row.who == contact && row.with.also_victim);
            BOOST_TEST(said.protected_person == is_protected);
        }
        ++checked;
    }
}

std::size_t decisions_checked() { return checked; }

}  // namespace iaq::policy_test
