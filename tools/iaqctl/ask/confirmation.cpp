#include "iaqctl/ask/confirmation.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::ctl {
namespace {

constexpr std::size_t label_width = 24;

/// Returns the label and the value, the value's further lines below its first.
std::string fact(std::string_view label, std::string_view value) {
    auto lines = wrapped(value, label_width + 2);
    const auto head = fmt::format("  {:<{}}", label, label_width);
    return lines.empty() ? std::string{} : lines.replace(0, label_width + 2, head);
}

std::string notices(const google::protobuf::RepeatedPtrField<v1::Notice>& all) {
    std::string out;
    for (const auto& notice : all) {
        out += say(notice, 2);
    }
    return out;
}

}  // namespace

std::string what_is_asked(const draft& of, std::time_t now) {
    std::string out;
    for (const auto* const field : of.asked()) {
        auto words = of.words(*field);
        if (words.empty()) {
            continue;
        }
        if (field->name() == "subject.date_of_birth" && day_of(of.value(field->name()))) {
            words = fmt::format("{}, {} years old", of.value(field->name()),
                                age_on(of.value(field->name()), now));
        }
        out += fact(field->label(), words + (of.is_filled_in(*field) ? " (filled in)" : ""));
    }
    return out;
}

std::string what_becomes_of_it(const v1::InquiryAccepted& verdict) {
    switch (verdict.state()) {
        case v1::INQUIRY_STATE_EXEMPT:
            return "It will be RECORDED as exempt. Nothing is sent to ICE.\n";
        case v1::INQUIRY_STATE_REGISTERED:
            return "It will be REGISTERED. Nothing is sent until what is missing is added.\n";
        case v1::INQUIRY_STATE_UNSPECIFIED:
            return "This gateway does not check beforehand. It decides when you submit.\n";
        default: return "It will be SENT to ICE through the state's switch.\n";
    }
}

std::string what_the_rules_say(const v1::InquiryAccepted& verdict) {
    std::string out;
    if (verdict.advisories_size() > 0) {
        out += "\nPlease check (none of this stops it):\n" + notices(verdict.advisories());
    }
    if (verdict.notices_size() > 0) {
        out += "\nWhat the order says of it:\n" + notices(verdict.notices());
    }
    return out;
}

std::string what_is_wrong(const draft& of) {
    std::string out;
    for (const auto& field : of.form().fields()) {
        const auto fault = of.fault(field);
        if (!fault.empty()) {
            out += fact(field.label(), fault);
        } else if (of.is_missing(field)) {
            out += fact(field.label(), "is missing (" + field.citation() + ")");
        }
    }
    for (const auto& fault : of.other_faults()) {
        out += wrapped(fault, 2);
    }
    return out;
}

std::string why_protected(const v1::Description& form) {
    std::string out =
        "A victim or witness is not asked about. Nothing was submitted, and nothing recorded.\n\n";
    for (const auto& rule : form.rules()) {
        if (rule.id() == "ROLE" || rule.id() == "ROLE_REFERRAL") {
            out += say(rule, 2);
        }
    }
    return out;
}

}  // namespace iaq::ctl
