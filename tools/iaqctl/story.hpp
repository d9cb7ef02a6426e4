#pragma once

#include <iaq/v1/intake.pb.h>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

/// The life of one inquiry in plain words: what was asked, what happened, what happens next, who
/// must act. Told for whoever reads it.
namespace iaq::ctl {

enum class audience : unsigned char {
    dispatcher,  // what to do now comes first
    auditor,     // who, which rules, on what evidence, in which record
    court        // all of it, with both times and how to prove it
};

/// Returns the audience of this name, or nothing.
std::optional<audience> audience_of(std::string_view name);

/// Returns the story, in lines of at most 100 columns, times in the zone that is set.
std::string story(const v1::Inquiry& of, audience reader, std::time_t now);

/// Returns the story for paper: with a head that says who printed it and when, and a foot that says
/// that the printing is recorded and how the text is proved.
std::string printed_story(const v1::Inquiry& of, audience reader, const std::string& printed_by,
                          std::time_t now);

}  // namespace iaq::ctl
