#include "iaqctl/ask/draft.hpp"

/// What is proposed for a field that nobody has filled in: what follows from other answers.
namespace iaq::ctl {
namespace {

bool is_contact(const draft& in) { return in.value("role") == "SUBJECT_ROLE_ENFORCEMENT_CONTACT"; }

/// Returns the code of the offense that the words name without doubt.
std::string offense_named(const draft& in) {
    const auto* const offenses = table_of(in.form(), "offenses");
    const auto* const meant =
        offenses == nullptr ? nullptr : meant_by(*offenses, in.value("offense.text"));
    return meant == nullptr ? std::string{} : meant->code();
}

}  // namespace

std::string draft::proposal(const field& of) const {
    const auto& name = of.name();
    if (name == "offense.ncic_code") {
        const auto named = offense_named(*this);
        if (!named.empty()) {
            return named;
        }
    }
    if (!of.fallback().empty() && is_met(of.fallback_when())) {
        return of.fallback();
    }
    if (name == "ori") {
        return form_.ori();
    }
    if (name == "identity_evidence") {
        return "IDENTITY_EVIDENCE_NONE";
    }
    if (name == "role" || value("role").empty()) {
        return {};
    }
    if (name == "basis") {
        return is_contact(*this) ? "BASIS_STATUS_IN_QUESTION" : "BASIS_PRESENTED_FOR_INCARCERATION";
    }
    if (name == "in_custody") {
        return is_contact(*this) ? "false" : "true";
    }
    if (name == "charge_status" && is_contact(*this)) {
        return "CHARGE_STATUS_NONE";
    }
    return {};
}

}  // namespace iaq::ctl
