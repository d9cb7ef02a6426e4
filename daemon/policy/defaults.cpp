#include "policy/defaults.hpp"

#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

constexpr std::size_t attention_size_max = 30;  // domain.md 1.2: ATN/

void fill_when_blank(std::string& text, const std::string& value) {
    if (is_blank(text)) {
        text = value;
    }
}

model::purpose purpose_of(const std::string& letter) {
    if (letter == "C") {
        return model::purpose::criminal_justice;
    }
    return letter == "F" ? model::purpose::firearms : model::purpose::unspecified;
}

model::charge_status charge_of(model::subject_role role) {
    if (is_booked(role)) {
        return model::charge_status::city_or_state;
    }
    return role == model::subject_role::enforcement_contact ? model::charge_status::none
                                                            : model::charge_status::unspecified;
}

}  // namespace

std::string phone_digits(std::string_view phone) {
    std::string digits;
    for (const char c : phone) {
        if (text::is_digit(c)) {
            digits += c;
        } else if (std::string_view{" ()-./+"}.find(c) == std::string_view::npos) {
            return std::string{phone};
        }
    }
    return digits;
}

std::string attention_from(std::string_view name, std::size_t size_max) {
    std::string carried{name};
    std::ranges::replace_if(
        carried, [](char c) { return c == '.' || c == '/' || c == '*'; }, ' ');
    const auto folded = naming::fold_text(carried);
    if (!folded) {
        return {};
    }
    std::string line;
    for (const auto word : text::split(*folded, ' ')) {
        if (!word.empty()) {
            line += line.empty() ? "" : " ";
            line += word;
        }
    }
    line.resize(std::min(line.size(), size_max));
    return std::string{text::trim(line)};
}

model::inquiry_request with_defaults(const model::inquiry_request& asked, const circumstances& c) {
    auto request = asked;
    if (request.why == model::purpose::unspecified) {
        request.why = purpose_of(c.order.default_purpose);
    }
    fill_when_blank(request.phone, c.order.default_phone);
    if (!needs_reason(request, c.order)) {
        fill_when_blank(request.reason, c.order.default_reason);
    }
    request.phone = phone_digits(request.phone);
    if (is_blank(request.attention)) {
        request.attention = attention_from(request.asked_by.officer_name,
                                           size_max(c.profile, "attention", attention_size_max));
    }
    if (request.register_only) {
        if (request.ground == model::basis::unspecified) {
            request.ground = model::basis::presented_for_incarceration;
        }
        request.in_custody = request.in_custody.value_or(true);
    }
    if (request.charged == model::charge_status::unspecified) {
        request.charged = charge_of(request.role);
    }
    if (request.charged == model::charge_status::none) {
        fill_when_blank(request.charge.ncic_code, c.order.default_offense_code);
    }
    return request;
}

}  // namespace iaq::policy
