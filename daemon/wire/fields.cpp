#include "wire/fields.hpp"

#include "base/text.hpp"
#include "model/limits.hpp"
#include "naming/letters.hpp"
#include "wire/field_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::wire {
namespace {

constexpr std::size_t device_size_max = 11;     // DMPP-2020 section 2.2
constexpr std::size_t reference_size_max = 10;  // DMPP-2020 section 6
constexpr std::size_t ori_size = 9;

/// A field of the profile with its value, before it is known where it goes.
struct valued_field {
    const model::profile_field* field;
    std::string_view dotted;
    std::string value;
};

/// Printable ASCII, and no character that ends a field, a prefix or a header.
bool is_fit_for_the_wire(std::string_view value) {
    return std::ranges::all_of(
        value, [](char c) { return c >= ' ' && c <= '~' && c != '.' && c != '/' && c != '*'; });
}

bool is_word(std::string_view value, std::size_t size_max) {
    return !value.empty() && value.size() <= size_max &&
           std::ranges::all_of(value, text::is_upper_alphanumeric);
}

/// A size that the profile leaves open is bounded by what a request can hold.
std::size_t size_max(const model::profile_field& field) {
    return field.size_max == 0 ? model::limits::field_bytes_max : field.size_max;
}

bool is_sent(const model::profile_field& field) { return !field.tag.empty() || field.in_remarks; }

flaw flaw_of(std::string_view field, std::string reason) {
    return {std::string{field}, std::move(reason)};
}

/// Adds the field with its value to `valued`.
result<void, flaw> add_valued(const outgoing& inquiry, const model::profile_field& field,
                              std::vector<valued_field>& valued) {
    const auto* const source = find_source(field.name);
    if (source == nullptr) {
        return flaw_of(field.name, "the profile names a field that an inquiry does not have");
    }
    auto value = source->value(inquiry, field);
    if (!value || !is_fit_for_the_wire(*value)) {
        return flaw_of(source->dotted, "holds what the wire cannot carry");
    }
    if (value->empty() && field.required) {
        return flaw_of(source->dotted, "missing, though the switch requires it");
    }
    if (value->size() > size_max(field)) {
        return flaw_of(source->dotted, fmt::format("longer than {} characters", size_max(field)));
    }
    valued.push_back({&field, source->dotted, std::move(*value)});
    return boost::outcome_v2::success();
}

/// Returns the field as words for people: "MOTHERS MAIDEN NAME GARCIA".
std::string in_words(const valued_field& aside) {
    auto words = text::to_upper(aside.field->name);
    std::ranges::replace(words, '_', ' ');
    return words + ' ' + aside.value;
}

/// Puts the fields that have no tag of their own behind the remarks, each whole or not at all.
result<void, flaw> add_asides(std::vector<valued_field>& fields) {
    const auto remarks = std::ranges::find_if(fields, [](const valued_field& f) {
        return f.field->name == "remarks" && !f.field->tag.empty();
    });
    for (const auto& aside : fields) {
        if (!aside.field->tag.empty() || aside.value.empty()) {
            continue;
        }
        if (remarks != fields.end()) {
            const auto words = (remarks->value.empty() ? "" : ", ") + in_words(aside);
            if (remarks->value.size() + words.size() <= size_max(*remarks->field)) {
                remarks->value += words;
                continue;
            }
        }
        if (aside.field->required) {
            return flaw_of(aside.dotted, "required, and the remarks have no room for it");
        }
    }
    return boost::outcome_v2::success();
}

}  // namespace

result<std::vector<wire_field>, flaw> wire_fields(const outgoing& inquiry) {
    std::vector<valued_field> valued;
    valued.reserve(inquiry.profile.fields.size());
    for (const auto& field : inquiry.profile.fields) {
        if (is_sent(field)) {
            IAQ_TRY(add_valued(inquiry, field, valued));
        }
    }
    IAQ_TRY(add_asides(valued));
    std::vector<wire_field> fields;
    fields.reserve(valued.size());
    for (auto& one : valued) {
        if (one.field->tag.empty() || one.value.empty()) {
            continue;
        }
        if (!is_word(one.field->tag, 16) || !text::is_letter(one.field->tag.front())) {
            return flaw_of(one.dotted, "the profile's tag is not a word of capital letters");
        }
        fields.push_back({one.field->tag, std::move(one.value)});
    }
    return fields;
}

result<std::string, flaw> user_id(const outgoing& inquiry, std::size_t size_max) {
    const auto& configured = inquiry.profile.user_id;
    const auto& said = configured.empty() ? inquiry.request.operator_id : configured;
    auto id = naming::to_ascii(said, naming::foreign_letter::blank).value_or(std::string{});
    std::erase_if(id, [](char c) { return !text::is_upper_alphanumeric(c); });
    id.resize(std::min(id.size(), size_max));
    if (id.empty()) {
        return flaw_of("operator_id", "holds no letter or digit");
    }
    return id;
}

result<void, flaw> check_header(const outgoing& inquiry) {
    const auto& profile = inquiry.profile;
    const auto in_alphabet = [&](char c) {
        return profile.reference_alphabet.find(c) != std::string::npos;
    };
    const auto reference = inquiry.reference;
    if (reference.empty() || reference.size() > reference_size_max ||
        !std::ranges::all_of(reference, in_alphabet) || !is_fit_for_the_wire(reference)) {
        return flaw_of("reference", "not 1 to 10 characters of the profile's alphabet");
    }
    if (!is_word(inquiry.device, device_size_max)) {
        return flaw_of("device", "not 1 to 11 capital letters or digits");
    }
    const std::string_view ori = inquiry.request.ori;
    if (ori.size() != ori_size || !is_word(ori, ori_size) ||
        !std::ranges::all_of(ori.substr(0, 2), text::is_letter)) {
        return flaw_of("ori", "not two capital letters and seven capital letters or digits");
    }
    if (!is_word(profile.query_key, 6) || !is_word(profile.destination, ori_size)) {
        return flaw_of("profile", "the query key or the destination is not a word");
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::wire
