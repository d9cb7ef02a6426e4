#pragma once

#include "iaqctl/ask/draft.hpp"

#include <ctime>
#include <string>

/// What stands before a person who is about to submit: what is asked, in words, and what the rules
/// say of it.
namespace iaq::ctl {

/// Returns what is asked, a line a fact, by the form's labels.
std::string what_is_asked(const draft& of, std::time_t now);

/// Returns what becomes of it when it is submitted, by a dry run: one line.
std::string what_becomes_of_it(const v1::InquiryAccepted& verdict);

/// Returns what the rules say of it, by a dry run: advisories, and the order's notices.
std::string what_the_rules_say(const v1::InquiryAccepted& verdict);

/// Returns what is wrong, a line a fault, each with its field's label.
std::string what_is_wrong(const draft& of);

/// Returns why a victim or witness is not asked about, in the order's words.
std::string why_protected(const v1::Description& form);

}  // namespace iaq::ctl
