#include "base/text.hpp"
#include "model/names.hpp"
#include "seal/digest.hpp"
#include "settings/order_options.hpp"
#include "settings/settings.hpp"
#include "settings/sound_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace iaq::settings {
namespace {

/// The ids of policy.md; the first `needed` of them must be in the file.
constexpr std::size_t needed = 17;
constexpr std::array<std::string_view, 20> rule_ids{
    "ROLE",     "FIELDS",        "PARENTS",       "PEOPLE",       "PROFILE",
    "BASIS",    "EXEMPT",        "EQUAL",         "NO_AUTHORITY", "CONTACT",
    "CALL_ICE", "DETAIN",        "BOOKING",       "CONSULAR",     "HOUR",
    "QUERY48",  "ALREADY_ASKED", "ROLE_REFERRAL", "ROLE_CONTACT", "RIGHTS"};

/// What no file makes a reason of (SO0801 II.A.1).
constexpr std::array<std::string_view, 12> never_reasons{
    "APPEARANCE", "BIRTHPLACE",  "COLOR",  "COLOUR", "COMPLEXION", "ETHNICITY",
    "LANGUAGE",   "NATIONALITY", "ORIGIN", "RACE",   "RELIGION",   "SKIN"};

/// Cases that say another next step than their kind alone.
constexpr std::array<std::string_view, 4> step_cases{"contact", "released", "unseen_desk",
                                                     "unseen_supervisor"};

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

/// True when the member is sound as option `like` of the table, named by its own key.
bool is_sound_text(const value& member, std::string_view table, std::string_view like,
                   complaint_list& out) {
    auto o = *find_option(order_options(), table, like);
    o.key = member.key;
    return is_sound(o, member, out);
}

void read_rules(const value& table, model::order& order, complaint_list& out) {
    for (const auto& member : table.below) {
        if (member.is != shape::table || !is_rule_id(member.key)) {
            complain_unknown(member, "[rule]", rule_ids, out);
            continue;
        }
        const section rule{order_options(), "rule", fmt::format("[rule.{}]", member.key), member,
                           out};
        order.rules[member.key] = {member.key,         rule.text("citation"), rule.flag("enabled"),
                                   rule.text("short"), rule.text("sentence"), rule.text("ours")};
    }
}

void check_rules(const model::order& order, complaint_list& out) {
    for (std::size_t i = 0; i < needed; ++i) {
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
        } else if (is_sound_text(member, "refusal",
                                 member.key.ends_with(".short") ? "short" : "text", out)) {
            order.refusals[member.key] = member.text;
        }
    }
}

/// True for `KIND` and `KIND.case`.
bool is_step_key(std::string_view key, std::span<const std::string_view> kinds) {
    const auto parts = text::split(key, '.');
    return parts.size() <= 2 && std::ranges::find(kinds, parts[0]) != kinds.end() &&
           (parts.size() == 1 || std::ranges::find(step_cases, parts[1]) != step_cases.end());
}

void read_next_steps(const value& table, model::order& order, complaint_list& out) {
    const auto kinds = delivery_names();
    for (const auto& member : table.below) {
        if (member.key.find('.') != std::string::npos && !is_step_key(member.key, kinds)) {
            out.add(member.key_at, fmt::format("a next step of a case is named \"KIND.case\"; "
                                               "cases are {}",
                                               fmt::join(step_cases, ", ")));
        } else if (!is_step_key(member.key, kinds)) {
            complain_unknown(member, "[next_step]", kinds, out);
        } else if (is_sound_text(member, "refusal", "text", out)) {
            order.next_steps[member.key] = member.text;
        }
    }
}

/// One reason: its code must not be what the order rules out, nor what the file itself says is no
/// reason alone.
void read_reason(const value& member, model::order& order, complaint_list& out) {
    auto code = value{};
    code.at = member.key_at;
    code.is = shape::text;
    code.text = member.key;
    const bool is_form = is_sound(*find_option(order_options(), "reason", "code"), code, out);
    if (!is_sound_text(member, "reason", "meaning", out) || !is_form) {
        return;
    }
    if (std::ranges::find(never_reasons, member.key) != never_reasons.end() ||
        std::ranges::find(order.not_alone, member.key) != order.not_alone.end()) {
        out.add(member.key_at, fmt::format("{} is no reason to ask (rule EQUAL); name a fact that "
                                           "anybody could be met with",
                                           member.key));
        return;
    }
    order.reasons.push_back({member.key, member.text});
}

void read_question(const document& file, model::order& order, complaint_list& out) {
    const auto question = file.one("question");
    order.reason_words_min = static_cast<std::uint32_t>(question.number("words_min"));
    order.not_alone = question.texts("not_alone");
    if (const auto* const reasons = file.table("reason")) {
        for (const auto& member : reasons->below) {
            read_reason(member, order, out);
        }
    }
    const auto documents = file.one("documents");
    order.verifying = {documents.texts("federal"), documents.texts("state")};
}

/// EQUAL without a list would refuse whatever is said.
void check_reasons(const model::order& order, complaint_list& out) {
    const auto equal = order.rules.find("EQUAL");
    if (equal != order.rules.end() && equal->second.enabled && order.reasons.empty() &&
        out.empty()) {
        out.add({},
                "[rule.EQUAL] needs reasons to choose from; write [reason] with CODE = "
                "\"meaning\" lines");
    }
}

void read_times(const section& switches, model::order& order, complaint_list& out) {
    order.contact_default = switches.duration("contact_default");
    order.role_memory = switches.duration("role_memory");
    order.asked_memory = switches.duration("asked_memory");
    order.key_memory = switches.duration("key_memory");
    order.seen_within = switches.duration("seen_within");
    order.query_first = switches.duration("query_first");
    order.query_last = switches.duration("query_last");
    order.query_within = switches.duration("query_within");
    order.document_day_end = switches.duration("document_day_end");
    if (order.query_first >= order.query_last || order.query_last >= order.query_within) {
        out.add(switches.place_of("query_last"),
                "query_first, query_last and query_within must follow one another in time");
    }
}

void read_switches(const section& defaults, const section& switches, model::order& order,
                   complaint_list& out) {
    order.default_purpose = defaults.text("purpose");
    order.default_phone = defaults.text("phone");
    order.default_reason = defaults.text("reason");
    order.default_offense_code = defaults.text("offense_code");
    order.firearms_allowed = switches.flag("firearms_allowed");
    order.ice_phone = defaults.text("ice_phone");
    order.undated_documents = switches.flag("undated_documents");
    order.consular_birthplace = switches.flag("consular_birthplace");
    if (switches.says("immigration_offenses")) {
        order.immigration_offenses = switches.texts("immigration_offenses");
    }
    read_times(switches, order, out);
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
    const document file{order_options(), order_tables(), tree.value(), out};
    const auto top = file.top();
    model::order read;
    read.name = top.text("name");
    read.title = top.text("title");
    read_switches(file.one("agency_defaults"), file.one("switches"), read, out);
    read_question(file, read, out);
    if (const auto* const rules = file.table("rule")) {
        read_rules(*rules, read, out);
    }
    check_rules(read, out);
    check_reasons(read, out);
    if (const auto* const refusals = file.table("refusal")) {
        read_refusals(*refusals, read, out);
    }
    if (const auto* const steps = file.table("next_step")) {
        read_next_steps(*steps, read, out);
    }
    if (!out.empty()) {
        return out.take();
    }
    read.digest = text::to_hex(seal::sha256(text));
    return read;
}

}  // namespace iaq::settings
