#include "policy/findings.hpp"
#include "policy/rules.hpp"
#include "policy/telling.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

/// What nationality and birthplace ask for. Birthplace is not nationality: it asks to check.
struct foreignness {
    std::string_view name;  // of the case; empty: nothing is asked for
    std::string code;       // of the place that decides
    bool opens_duty = false;
};

foreignness foreignness_of(const model::subject& person, const model::order& order,
                           const tables::code_tables& tables) {
    const auto* nationality = tables.find_place(person.nationality);
    if (nationality != nullptr && nationality->foreign) {
        return {nationality->mandatory_consular ? "mandatory" : "on_request", person.nationality,
                true};
    }
    const auto* birthplace = tables.find_place(person.place_of_birth);
    if (birthplace == nullptr || !birthplace->foreign || !order.consular_birthplace) {
        return {};
    }
    if (nationality != nullptr) {
        return {"born_abroad", person.place_of_birth, false};
    }
    return {birthplace->mandatory_consular ? "check_mandatory" : "check", person.place_of_birth,
            true};
}

bool is_held(const model::inquiry_request& request) {
    return is_booked(request.role) || request.in_custody.value_or(false);
}

/// What the agency's file says of one place, e.g. the telephone of its consulate.
std::string place_key(std::string code) {
    std::ranges::transform(code, code.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return "CONSULAR.place_" + code;
}

}  // namespace

std::optional<model::notice> consular_notice(const model::inquiry_request& request,
                                             const model::order& order,
                                             const tables::code_tables& tables) {
    const auto found = foreignness_of(request.person, order, tables);
    if (found.name.empty() || !is_held(request) || !is_enabled(order, "CONSULAR")) {
        return std::nullopt;
    }
    auto notice = notice_of_case(order, "CONSULAR", found.name);
    if (const auto* note = tables.find_consular_note(found.code)) {
        add_line(notice, say(order, "CONSULAR.footnote", {{"note", *note}}));
    }
    if (const auto key = place_key(found.code); has_text(order, key)) {
        add_line(notice, say(order, key));
    }
    return notice;
}

bool opens_consular_duty(const model::inquiry_request& request, const model::order& order,
                         const tables::code_tables& tables) {
    return is_held(request) && is_enabled(order, "CONSULAR") &&
           foreignness_of(request.person, order, tables).opens_duty;
}

findings rule_consular(const matter& m) {
    findings said{"CONSULAR", m.around.order};
    if (m.so_far.consular_done || m.so_far.released) {
        return said;
    }
    if (auto notice = consular_notice(m.request, m.around.order, m.around.tables)) {
        said.quote(std::move(*notice));
    }
    return said;
}

}  // namespace iaq::policy
