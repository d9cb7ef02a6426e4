#include "policy/judge.hpp"

#include "policy/defaults.hpp"
#include "policy/rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace iaq::policy {
namespace {

using model::inquiry_state;

struct rule {
    std::string_view id;
    findings (*judge)(const matter&);
};

// The table of policy.md, top to bottom: first what may refuse, then what is said of an inquiry
// that is accepted. What is only registered, and what was admitted before, is asked for less.
// clang-format off
constexpr std::array refusing{
    rule{"ROLE",    rule_role},
    rule{"FIELDS",  rule_fields},
    rule{"PARENTS", rule_parents},
    rule{"PEOPLE",  rule_people},
    rule{"PROFILE", rule_profile},
    rule{"BASIS",   rule_basis},
    rule{"EQUAL",   rule_equal},
};
constexpr std::array refusing_registration{
    rule{"ROLE",    rule_role},
    rule{"FIELDS",  rule_fields},
    rule{"PEOPLE",  rule_people},
    rule{"PROFILE", rule_profile},
};
constexpr std::array refusing_change{
    rule{"ROLE",    rule_role},
    rule{"FIELDS",  rule_fields},
    rule{"BASIS",   rule_basis},
};
constexpr std::array accepting{
    rule{"EXEMPT",        rule_exempt},
    rule{"NO_AUTHORITY",  rule_no_authority},
    rule{"CONTACT",       rule_contact},
    rule{"CALL_ICE",      rule_call_ice},
    rule{"BOOKING",       rule_booking},
    rule{"CONSULAR",      rule_consular},
    rule{"QUERY48",       rule_query48},
    rule{"ALREADY_ASKED", rule_already_asked},
};
constexpr std::array accepting_registration{
    rule{"NO_AUTHORITY",  rule_no_authority},
    rule{"CONSULAR",      rule_consular},
    rule{"QUERY48",       rule_query48},
    rule{"ALREADY_ASKED", rule_already_asked},
};
// clang-format on

std::span<const rule> refusing_at(stage at) {
    switch (at) {
        case stage::submission: return refusing;
        case stage::registration: return refusing_registration;
        case stage::change: return refusing_change;
    }
    return refusing;
}

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    std::ranges::move(more, std::back_inserter(all));
}

/// One violation a field: the first rule that finds fault with it speaks.
void append_new_fields(std::vector<model::violation>& all, std::vector<model::violation> more) {
    for (auto& violation : more) {
        if (std::ranges::find(all, violation.field, &model::violation::field) == all.end()) {
            all.push_back(std::move(violation));
        }
    }
}

void take(verdict& said, findings found) {
    if (found.is_silent()) {
        return;
    }
    said.rules.emplace_back(found.rule());
    append_new_fields(said.violations, std::move(found.violations));
    append(said.advisories, std::move(found.advisories));
    append(said.notices, std::move(found.notices));
    append(said.to_supervisors, std::move(found.to_supervisors));
}

/// What may be kept of a submission that was refused: who asked, where and for which incident.
model::inquiry_request without_person(const model::inquiry_request& asked) {
    model::inquiry_request kept;
    kept.idempotency_key = asked.idempotency_key;
    kept.ori = asked.ori;
    kept.asked_by = asked.asked_by;
    kept.operator_id = asked.operator_id;
    kept.desk = asked.desk;
    kept.incident = asked.incident;
    kept.role = asked.role;
    return kept;
}

void apply(verdict& said, const rule& rule, const matter& m) {
    if (is_enabled(m.around.order, rule.id)) {
        take(said, rule.judge(m));
    }
}

void apply_all(verdict& said, std::span<const rule> rules, const matter& m) {
    for (const auto& rule : rules) {
        apply(said, rule, m);
    }
}

void refuse(verdict& said, const matter& m) {
    said.request = without_person(m.asked);
    said.admit_to = inquiry_state::unspecified;
    said.to_supervisors.clear();
}

/// `send_before`, and for an enforcement contact its end at the latest (product.md section 4).
utc_time send_limit(const matter& m) {
    auto limit = m.request.send_before;
    auto end = contact_end(m.request, m.around.order,
                           m.at == stage::change ? m.so_far.admitted_at : m.around.now);
    if (!end && m.request.role == model::subject_role::enforcement_contact) {
        end = m.request.contact_expected_end;
    }
    if (end) {
        limit = limit ? std::min(*limit, *end) : *end;
    }
    return limit ? std::max(*limit, utc_time{1ns}) : utc_time{};
}

void accept(verdict& said, const matter& m, inquiry_state to) {
    said.admit_to = to;
    const auto rules = m.at == stage::registration ? std::span<const rule>{accepting_registration}
                                                   : std::span<const rule>{accepting};
    apply_all(said, rules, m);
    said.clocks = clocks_for(m, to);
    said.opens_consular_duty = !m.so_far.consular_done && !m.so_far.released &&
                               opens_consular_duty(m.request, m.around.order, m.around.tables);
    if (to == inquiry_state::queued) {
        said.send_limit = send_limit(m);
    }
    said.request = m.request;
}

void judge_what_may_refuse(verdict& said, const matter& m) {
    if (said.protected_person) {
        apply(said, refusing.front(), m);  // ROLE alone is said of a victim or witness.
        return;
    }
    apply_all(said, refusing_at(m.at), m);
    if (m.at == stage::registration && m.so_far.state == inquiry_state::unspecified) {
        take(said, rule_registration(m));
    }
}

/// What a registered person's fields still lack: all that would refuse it as a submission.
std::vector<std::string> missing_fields(const matter& m) {
    verdict whole;
    const life fresh;
    judge_what_may_refuse(whole, {m.asked, m.request, m.around, fresh, stage::submission, false});
    std::vector<std::string> fields;
    for (const auto& violation : whole.violations) {
        fields.push_back(violation.field);
    }
    return fields;
}

void advise_of_missing(verdict& said, const matter& m) {
    said.missing = missing_fields(m);
    std::string list;
    for (const auto& field : said.missing) {
        list += (list.empty() ? "" : ", ") + field;
    }
    findings found{"QUERY48", m.around.order};
    if (!list.empty()) {
        found.advise("missing_fields", {{"field", list}});
        append(said.advisories, std::move(found.advisories));
    }
}

/// Drops what was wrong already before the change: that is not the change's fault.
void forgive(std::vector<model::violation>& found, const std::vector<model::violation>& before) {
    std::erase_if(found, [&](const model::violation& one) {
        return std::ranges::find(before, one) != before.end();
    });
}

verdict judge_as(stage at, const model::inquiry_request& request, const life& so_far,
                 const circumstances& around, const std::vector<model::violation>& forgiven = {}) {
    verdict said;
    const auto filled = with_defaults(request, around);
    said.protected_person = is_protected(filled, around.order);
    const auto stays = at == stage::change ? so_far.state : inquiry_state::queued;
    const bool exempt = at != stage::registration && stays == inquiry_state::queued &&
                        !so_far.may_have_left && !said.protected_person &&
                        is_exempt(filled, around);
    const matter m{request, filled, around, so_far, at, exempt};
    judge_what_may_refuse(said, m);
    forgive(said.violations, forgiven);
    if (said.refused()) {
        refuse(said, m);
    } else if (at == stage::registration) {
        accept(said, m, inquiry_state::registered);
        advise_of_missing(said, m);
    } else {
        accept(said, m, exempt ? inquiry_state::exempt : stays);
    }
    return said;
}

/// A registered person's inquiry goes as soon as it is complete; not when the person is let go.
verdict judge_registered(const model::inquiry_request& after, const life& so_far,
                         const circumstances& around) {
    if (!after.in_custody.value_or(true)) {
        return judge_as(stage::registration, after, so_far, around);
    }
    auto whole = after;
    whole.register_only = false;
    auto said = judge_as(stage::submission, whole, so_far, around);
    return said.refused() && !said.protected_person
               ? judge_as(stage::registration, after, so_far, around)
               : said;
}

}  // namespace

verdict judge(const model::inquiry_request& request, const circumstances& around) {
    return judge_as(request.register_only ? stage::registration : stage::submission, request,
                    life{}, around);
}

verdict judge_again(const model::inquiry_request& before, const model::inquiry_request& after,
                    const life& so_far, const circumstances& around) {
    if (so_far.state == inquiry_state::registered) {
        return judge_registered(after, so_far, around);
    }
    if (so_far.state == inquiry_state::exempt) {
        return judge_as(stage::submission, after, so_far, around);
    }
    const auto already = judge_as(stage::change, before, so_far, around).violations;
    return judge_as(stage::change, after, so_far, around, already);
}

}  // namespace iaq::policy
