#include "policy/judge.hpp"

#include "policy/defaults.hpp"
#include "policy/rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

namespace iaq::policy {
namespace {

struct rule {
    std::string_view id;
    findings (*judge)(const matter&);
};

// The table of policy.md, top to bottom: first what may refuse, then what is said of an inquiry
// that is accepted.
// clang-format off
constexpr std::array refusing{
    rule{"ROLE",    rule_role},
    rule{"FIELDS",  rule_fields},
    rule{"PARENTS", rule_parents},
    rule{"PEOPLE",  rule_people},
    rule{"PROFILE", rule_profile},
    rule{"BASIS",   rule_basis},
};
constexpr std::array accepting{
    rule{"EXEMPT",  rule_exempt},
    rule{"BOOKING", rule_booking},
};
// clang-format on

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

}  // namespace

verdict judge(const model::inquiry_request& request, const circumstances& around) {
    verdict said;
    auto filled = with_defaults(request, around);
    said.protected_person = is_protected(filled, around.order);
    said.exempt = !said.protected_person && is_exempt(filled, around);
    const matter m{request, filled, around, said.exempt};
    if (said.protected_person) {
        apply(said, refusing.front(), m);  // ROLE alone is said of a victim or witness.
    } else {
        apply_all(said, refusing, m);
    }
    if (said.refused()) {
        said.exempt = false;
        said.request = without_person(request);
        return said;
    }
    apply_all(said, accepting, m);
    said.request = std::move(filled);
    return said;
}

}  // namespace iaq::policy
