#include "iaqctl/ask/draft.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace iaq::ctl {
namespace {

using field = draft::field;

const understood nothing_said;

/// What an exempt record needs of the person and the case (rule EXEMPT); who asks, and where, is
/// needed always.
constexpr std::array exempt_needs{
    std::string_view{"subject.last_name"}, std::string_view{"subject.first_name"},
    std::string_view{"subject.middle_name"}, std::string_view{"subject.date_of_birth"},
    std::string_view{"incident"}};

bool is_of_the_person(const field& of) {
    return of.rule() == "FIELDS" || of.rule() == "PROFILE" || of.rule() == "PARENTS" ||
           of.rule() == "CONSULAR" || of.rule() == "DETAIN" || of.rule() == "QUERY48";
}

}  // namespace

const field* draft::find(std::string_view name) const {
    const auto found = std::ranges::find(form_.fields(), name, &field::name);
    return found == form_.fields().end() ? nullptr : &*found;
}

/// `role=VALUE|VALUE`: the field says one of these. No condition is always met.
bool draft::is_met(std::string_view condition) const {
    const auto equals = condition.find('=');
    if (equals == std::string_view::npos) {
        return true;
    }
    const auto is = value(condition.substr(0, equals));
    return std::ranges::any_of(text::split(condition.substr(equals + 1), '|'),
                               [&](std::string_view wanted) { return wanted == is; });
}

bool draft::is_filled_in(const field& of) const {
    return !said_.contains(of.name()) && !of.fallback().empty() && proposal(of) == of.fallback();
}

bool draft::is_needed(const field& of) const {
    return !looks_exempt() || !is_of_the_person(of) || of.name() == "ori" ||
           std::ranges::find(exempt_needs, of.name()) != exempt_needs.end();
}

const v1::CodeTable* draft::beginnings(const field& of) const {
    const bool any_words = of.form() != v1::FIELD_FORM_TEXT || !proposal(of).empty();
    return any_words ? nullptr : table_of(form_, of.code_table());
}

std::vector<const field*> draft::asked() const {
    std::vector<const field*> fields, further;
    for (const auto& of : form_.fields()) {
        if (faults_.contains(of.name()) || (is_met(of.shown_when()) && is_needed(of))) {
            (of.further() && !faults_.contains(of.name()) ? further : fields).push_back(&of);
        }
    }
    fields.insert(fields.end(), further.begin(), further.end());
    return fields;
}

const understood& draft::type(const field& of, std::string_view typed, std::time_t now) {
    faults_.erase(of.name());
    auto& place = said_[of.name()];
    place = understand(form_, of, typed, now);
    if (text::trim(typed).empty()) {
        said_.erase(of.name());
        return nothing_said;
    }
    return place;
}

void draft::set(std::string_view name, const std::string& value) {
    const auto* const of = find(name);
    if (of != nullptr && !value.empty()) {
        said_[of->name()] = {value, words_of(form_, *of, value), {}, {}, {}};
    }
}

void draft::leave_empty(const field& of) {
    faults_.erase(of.name());
    said_[of.name()] = {};
}

const understood& draft::said(std::string_view name) const {
    const auto found = said_.find(name);
    return found == said_.end() ? nothing_said : found->second;
}

std::string draft::value(std::string_view name) const {
    const auto found = said_.find(name);
    if (found != said_.end()) {
        return found->second.value;
    }
    const auto* const of = find(name);
    return of == nullptr ? std::string{} : proposal(*of);
}

std::string draft::words(const field& of) const {
    const auto& typed = said(of.name());
    return typed.words.empty() ? words_of(form_, of, value(of.name())) : typed.words;
}

bool draft::is_missing(const field& of) const {
    const bool wanted = of.required() && is_needed(of) && is_met(of.shown_when());
    const bool for_exemption = looks_exempt() && of.name() == "incident";
    return (wanted || for_exemption) && value(of.name()).empty();
}

std::string draft::fault(const field& of) const {
    if (const auto found = faults_.find(of.name()); found != faults_.end()) {
        return found->second;
    }
    return said(of.name()).fault;
}

void draft::take_faults(const v1::InquiryRefused& refused) {
    faults_.clear();
    other_faults_.clear();
    for (const auto& v : refused.violations()) {
        auto words = v.message() + (v.citation().empty() ? "" : " (" + v.citation() + ")");
        if (find(v.field()) != nullptr) {
            faults_[v.field()] = std::move(words);
        } else {
            other_faults_.push_back(std::move(words));
        }
    }
}

bool draft::is_protected() const {
    const auto* const roles = table_of(form_, "roles");
    const auto* const role = roles == nullptr ? nullptr : entry_of(*roles, value("role"));
    return role != nullptr && !role->usable();
}

bool draft::looks_exempt() const {
    const auto shown = value("identity_evidence");
    const bool evidence = shown == "IDENTITY_EVIDENCE_GOVERNMENT_ID" ||
                          shown == "IDENTITY_EVIDENCE_PERSONAL_KNOWLEDGE";
    return evidence && value("basis") == "BASIS_PRESENTED_FOR_INCARCERATION" &&
           value("exemption_override_reason").empty();
}

v1::SubmitInquiry draft::request() const {
    v1::SubmitInquiry made;
    for (const auto& of : form_.fields()) {
        const auto is = value(of.name());
        // What the agency fills in is left to the gateway, which says that it did.
        if (!is.empty() && !is_filled_in(of) && is_met(of.shown_when())) {
            put_field(made, of.name(), is);
        }
    }
    return made;
}

}  // namespace iaq::ctl
