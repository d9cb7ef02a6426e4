#include "settings/order_form.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace iaq::settings {
namespace {

std::vector<std::string_view> field_names() {
    std::vector<std::string_view> names;
    for (const auto& field : model::asked_fields()) {
        names.push_back(field.name);
    }
    return names;
}

std::vector<std::string_view> choice_names() {
    std::vector<std::string_view> names;
    for (const auto& choice : model::choices()) {
        names.push_back(choice.value);
    }
    return names;
}

bool is_choice_of(const model::asked_field& field, std::string_view value) {
    if (field.form == model::field_form::flag) {
        return value == "true" || value == "false";
    }
    return std::ranges::any_of(model::choices(), [&](const model::choice& choice) {
        return choice.table == field.table && choice.value == value;
    });
}

/// True for `field=VALUE|VALUE` of a choice or a flag of the form; and for nothing.
bool is_condition(std::string_view text) {
    if (text.empty()) {
        return true;
    }
    const auto sides = text::split(text, '=');
    const auto* const field = sides.size() == 2 ? model::find_asked_field(sides[0]) : nullptr;
    return field != nullptr && std::ranges::all_of(text::split(sides[1], '|'), [&](auto value) {
               return is_choice_of(*field, value);
           });
}

/// Complains of a word that is none of `known`, with the nearest.
void complain_of(const section& line, std::string_view word,
                 const std::vector<std::string_view>& known, complaint_list& out) {
    const auto close = nearest(word, known);
    out.add(line.place_of("field"),
            fmt::format("{} is no field of a submission{}", word,
                        close.empty() ? std::string{} : fmt::format("; did you mean {}?", close)));
}

}  // namespace

void read_form(const std::vector<section>& lines, const value* choice, model::order& order,
               complaint_list& out) {
    std::set<std::string> seen;
    for (const auto& line : lines) {
        const auto field = line.text("field");
        if (line.has("field") && model::find_asked_field(field) == nullptr) {
            complain_of(line, field, field_names(), out);
        } else if (!seen.insert(field).second) {
            out.add(line.place_of("field"), fmt::format("{} stands in the form already", field));
        }
        if (!is_condition(line.text("shown_when"))) {
            out.add(line.place_of("shown_when"),
                    "shown_when must be \"field=VALUE|VALUE\", a choice or a flag of the form");
        }
        order.form.push_back({field, line.text("label"), line.text("help"), line.text("citation"),
                              line.text("shown_when"), line.flag("further")});
    }
    if (choice == nullptr) {
        return;
    }
    for (const auto& member : choice->below) {
        auto o = *find_option(form_options, "choice", "text");
        o.key = member.key;
        const auto known = choice_names();
        if (std::ranges::find(known, member.key) == known.end()) {
            complain_unknown(member, "[choice]", known, out);
        } else if (is_sound(o, member, out)) {
            order.choices[member.key] = member.text;
        }
    }
}

}  // namespace iaq::settings
