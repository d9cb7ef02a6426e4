#pragma once

#include "iaqctl/ask/understanding.hpp"

#include <iaq/v1/intake.pb.h>

#include <ctime>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// A submission while a person fills it in, as the gateway's description draws it.
namespace iaq::ctl {

class draft {
public:
    using field = v1::FieldDescription;

    /// Lifetime: `form` outlives it.
    explicit draft(const v1::Description& form) : form_(form) {}

    [[nodiscard]] const v1::Description& form() const { return form_; }
    [[nodiscard]] const field* find(std::string_view name) const;

    /// Returns the fields to ask now, in order: without those that another answer makes idle, and
    /// without what an exempt record does not need. What the gateway finds fault with is there.
    [[nodiscard]] std::vector<const field*> asked() const;

    /// Takes what was typed into the field; an empty text clears it.
    const understood& type(const field& of, std::string_view typed, std::time_t now);
    /// Takes a value as a submission has it.
    void set(std::string_view name, const std::string& value);
    /// Leaves the field empty, although something was proposed.
    void leave_empty(const field& of);

    /// What was said: typed, set, or else proposed. Empty: nothing.
    [[nodiscard]] std::string value(std::string_view name) const;
    /// What is proposed where nothing was typed: it follows from other answers, or the agency
    /// fills it in.
    [[nodiscard]] std::string proposal(const field& of) const;
    /// True when the agency fills the field in, as things stand, and nobody said anything else.
    [[nodiscard]] bool is_filled_in(const field& of) const;
    /// The codes with one of which the text must begin, as things stand; nullptr: with any words.
    [[nodiscard]] const v1::CodeTable* beginnings(const field& of) const;
    /// What was typed there, understood; empty when nothing was.
    [[nodiscard]] const understood& said(std::string_view name) const;
    /// The value in words.
    [[nodiscard]] std::string words(const field& of) const;

    /// What is wrong with the field: the gateway's word, else our own. Empty: nothing.
    [[nodiscard]] std::string fault(const field& of) const;
    /// True when the field must be filled in and is not.
    [[nodiscard]] bool is_missing(const field& of) const;

    /// Takes the gateway's findings of the draft; each stays until its field is typed anew.
    void take_faults(const v1::InquiryRefused& refused);
    /// Those that concern no field of the form.
    [[nodiscard]] const std::vector<std::string>& other_faults() const { return other_faults_; }

    /// True when the role is one that the order protects: nothing more is asked.
    [[nodiscard]] bool is_protected() const;
    /// True when it will be recorded, and nothing sent, as far as can be told here.
    [[nodiscard]] bool looks_exempt() const;

    [[nodiscard]] v1::SubmitInquiry request() const;

private:
    [[nodiscard]] bool is_met(std::string_view condition) const;
    [[nodiscard]] bool is_needed(const field& of) const;

    const v1::Description& form_;
    std::map<std::string, understood, std::less<>> said_;
    std::map<std::string, std::string, std::less<>> faults_;  // the gateway's
    std::vector<std::string> other_faults_;
};

/// Puts a value into the field of this dotted name; false when the message has no such field or
/// the value is not of its kind.
bool put_field(v1::SubmitInquiry& request, std::string_view name, const std::string& value);

}  // namespace iaq::ctl
