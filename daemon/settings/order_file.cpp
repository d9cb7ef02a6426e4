#include "base/text.hpp"
#include "model/names.hpp"
#include "seal/digest.hpp"
#include "settings/document.hpp"
#include "settings/order_form.hpp"
#include "settings/settings.hpp"
#include "settings/sound_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace iaq::settings {
namespace {

constexpr std::int64_t hour = 3600LL * 1'000'000'000;
constexpr std::int64_t short_max = 60;
constexpr std::int64_t prose_max = 4000;
constexpr std::string_view words_form = "words, without blanks around them";
constexpr std::string_view prose_form = "text without control characters";

// clang-format off
constexpr std::array options{
    option{.section = "", .key = "name", .needed = need::required, .example = "SO0801",
           .low = 1, .high = 32, .sound = is_word,
           .must = "a word of letters, digits, - _ and ."},
    option{.section = "", .key = "title", .low = 0, .high = 200, .sound = is_words,
           .must = words_form},

    option{.section = "agency_defaults", .key = "purpose", .is = form::choice, .fallback = "C",
           .choices = "C F"},
    option{.section = "agency_defaults", .key = "phone", .low = 0, .high = 20, .sound = is_words,
           .must = words_form},
    option{.section = "agency_defaults", .key = "reason", .low = 0, .high = 200,
           .sound = is_words, .must = words_form},
    option{.section = "agency_defaults", .key = "offense_code", .fallback = "0399",
           .low = 0, .high = 4, .sound = is_offence_code_or_empty,
           .must = "four digits, or nothing"},

    option{.section = "switches", .key = "firearms_allowed", .is = form::flag,
           .fallback = "false"},
    option{.section = "switches", .key = "contact_default", .is = form::duration,
           .fallback = "15m", .low = hour / 60, .high = 24 * hour},
    option{.section = "switches", .key = "role_memory", .is = form::duration, .fallback = "72h",
           .low = hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "asked_memory", .is = form::duration, .fallback = "24h",
           .low = hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "key_memory", .is = form::duration, .fallback = "30d",
           .low = 24 * hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "age_years_max", .is = form::number, .fallback = "120",
           .low = 100, .high = 150},

    option{.section = "rule", .key = "citation", .needed = need::required,
           .example = "SO0801 II.A.1", .low = 1, .high = 200, .sound = is_words,
           .must = words_form},
    option{.section = "rule", .key = "enabled", .is = form::flag, .fallback = "true"},
    option{.section = "rule", .key = "short", .needed = need::required,
           .example = "at most 60 characters", .low = 1, .high = short_max, .sound = is_words,
           .must = words_form},
    option{.section = "rule", .key = "sentence", .low = 0, .high = prose_max,
           .sound = is_prose, .must = prose_form},
    option{.section = "rule", .key = "ours", .low = 0, .high = prose_max, .sound = is_prose,
           .must = prose_form},

    option{.section = "refusal", .key = "text", .low = 1, .high = prose_max, .sound = is_prose,
           .must = prose_form},
    option{.section = "refusal", .key = "short", .low = 1, .high = short_max, .sound = is_words,
           .must = words_form},
};

constexpr std::array tables{table_rule{"agency_defaults"}, table_rule{"switches"},
                            table_rule{"rule"}, table_rule{"refusal"}, table_rule{"next_step"},
                            table_rule{"form", true}, table_rule{"choice"}};

/// The ids of policy.md; the first `built` of them act today and must be in the file.
constexpr std::size_t built = 10;
constexpr std::array<std::string_view, 20> rule_ids{
    "ROLE",  "FIELDS", "PARENTS", "PEOPLE",       "PROFILE", "BASIS",    "EXEMPT",
    "DETAIN", "BOOKING", "HOUR",  "ROLE_REFERRAL", "ROLE_CONTACT", "RIGHTS", "EQUAL",
    "NO_AUTHORITY", "CONTACT", "CALL_ICE", "CONSULAR", "QUERY48", "ALREADY_ASKED"};
// clang-format on

std::vector<std::string_view> delivery_names() {
    std::vector<std::string_view> names;
    for (unsigned i = 1; i <= static_cast<unsigned>(model::delivery_kind::alert_cleared); ++i) {
        names.push_back(model::name_of(static_cast<model::delivery_kind>(i)));
    }
    return names;
}

bool is_rule_id(std::string_view id) { return std::ranges::find(rule_ids, id) != rule_ids.end(); }

/// True for `RULE.case` and `RULE.case.short` of a known rule.
bool is_refusal_key(std::string_view key) {
    const auto parts = text::split(key, '.');
    const bool sized = parts.size() == 2 || (parts.size() == 3 && parts[2] == "short");
    return sized && is_rule_id(parts[0]) && !parts[1].empty() &&
           std::ranges::all_of(parts[1], [](char c) {
               return (c >= 'a' && c <= 'z') || text::is_digit(c) || c == '_';
           });
}

/// True when the member is sound as option `like` of `[refusal]`, named by its own key.
bool is_sound_text(const value& member, std::string_view like, complaint_list& out) {
    auto o = *find_option(options, "refusal", like);
    o.key = member.key;
    return is_sound(o, member, out);
}

void read_rules(const value& table, model::order& order, complaint_list& out) {
    for (const auto& member : table.below) {
        if (member.is != shape::table || !is_rule_id(member.key)) {
            complain_unknown(member, "[rule]", rule_ids, out);
            continue;
        }
        const section rule{options, "rule", fmt::format("[rule.{}]", member.key), member, out};
        order.rules[member.key] = {member.key,         rule.text("citation"), rule.flag("enabled"),
                                   rule.text("short"), rule.text("sentence"), rule.text("ours")};
    }
}

void check_rules(const model::order& order, complaint_list& out) {
    for (std::size_t i = 0; i < built; ++i) {
        if (!order.rules.contains(std::string{rule_ids[i]})) {
            out.add({}, fmt::format("no [rule.{}]; write it, enabled = false puts it out of force",
                                    rule_ids[i]));
        }
    }
}

void read_refusals(const value& table, model::order& order, complaint_list& out) {
    for (const auto& member : table.below) {
        if (!is_refusal_key(member.key)) {
            out.add(
                member.key_at,
                "a refusal is named \"RULE.case\", in quotes: a known rule, then a-z, 0-9 and _");
        } else if (is_sound_text(member, member.key.ends_with(".short") ? "short" : "text", out)) {
            order.refusals[member.key] = member.text;
        }
    }
}

void read_next_steps(const value& table, model::order& order, complaint_list& out) {
    const auto kinds = delivery_names();
    for (const auto& member : table.below) {
        if (std::ranges::find(kinds, member.key) == kinds.end()) {
            complain_unknown(member, "[next_step]", kinds, out);
        } else if (is_sound_text(member, "text", out)) {
            order.next_steps[member.key] = member.text;
        }
    }
}

void read_switches(const section& defaults, const section& switches, model::order& order,
                   complaint_list& out) {
    order.default_purpose = defaults.text("purpose");
    order.default_phone = defaults.text("phone");
    order.default_reason = defaults.text("reason");
    order.default_offense_code = defaults.text("offense_code");
    order.firearms_allowed = switches.flag("firearms_allowed");
    order.contact_default = switches.duration("contact_default");
    order.role_memory = switches.duration("role_memory");
    order.asked_memory = switches.duration("asked_memory");
    order.key_memory = switches.duration("key_memory");
    order.age_years_max = static_cast<int>(switches.number("age_years_max"));
    if (order.default_purpose == "F" && !order.firearms_allowed) {
        out.add(defaults.place_of("purpose"),
                "purpose F needs firearms_allowed = true under [switches]; or use \"C\"");
    }
}

}  // namespace

result<model::order, complaints> parse_order(std::string_view text, std::string_view path) {
    complaint_list out{path};
    const auto tree = parse_toml(text);
    if (!tree) {
        out.add(tree.error().at, tree.error().text);
        return out.take();
    }
    const document file{options, tables, tree.value(), out};
    const auto top = file.top();
    model::order read;
    read.name = top.text("name");
    read.title = top.text("title");
    read_switches(file.one("agency_defaults"), file.one("switches"), read, out);
    if (const auto* const rules = file.table("rule")) {
        read_rules(*rules, read, out);
    }
    check_rules(read, out);
    if (const auto* const refusals = file.table("refusal")) {
        read_refusals(*refusals, read, out);
    }
    if (const auto* const steps = file.table("next_step")) {
        read_next_steps(*steps, read, out);
    }
    const document form{form_options, tables, tree.value(), out};
    read_form(form.all("form"), form.table("choice"), read, out);
    if (!out.empty()) {
        return out.take();
    }
    read.digest = text::to_hex(seal::sha256(text));
    return read;
}

}  // namespace iaq::settings
