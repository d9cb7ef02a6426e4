#pragma once

#include "model/order.hpp"
#include "settings/document.hpp"
#include "settings/sound_text.hpp"

#include <array>
#include <vector>

/// What an order's file says of the form: `[[form]]`, a field each in the form's order, and
/// `[choice]`, the words for a choice's values.
namespace iaq::settings {

// clang-format off
inline constexpr std::array form_options{
    option{.section = "form", .key = "field", .needed = need::required,
           .example = "subject.last_name", .low = 1, .high = 60, .sound = is_word,
           .must = "a field of SubmitInquiry"},
    option{.section = "form", .key = "label", .needed = need::required, .example = "Last name",
           .low = 1, .high = 40, .sound = is_words, .must = "words, without blanks around them"},
    option{.section = "form", .key = "help", .low = 0, .high = 200, .sound = is_words,
           .must = "words, without blanks around them"},
    option{.section = "form", .key = "citation", .low = 0, .high = 60, .sound = is_words,
           .must = "words, without blanks around them"},
    option{.section = "form", .key = "shown_when", .low = 0, .high = 200, .sound = is_prose,
           .must = "field=VALUE|VALUE"},
    option{.section = "form", .key = "further", .is = form::flag, .fallback = "false"},
    option{.section = "choice", .key = "text", .low = 1, .high = 80, .sound = is_words,
           .must = "words, without blanks around them"},
};
// clang-format on

/// Reads both into the order. `choice`: the table `[choice]`, or nullptr.
void read_form(const std::vector<section>& lines, const value* choice, model::order& order,
               complaint_list& out);

}  // namespace iaq::settings
