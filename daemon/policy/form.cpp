#include "policy/form.hpp"

#include "model/limits.hpp"
#include "policy/findings.hpp"
#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace iaq::policy {
namespace {

constexpr std::size_t codes_bytes_max = model::limits::answer_bytes_max / 4 * 3;
constexpr std::size_t entry_bytes = 32;  // what an entry takes beside its words, at most
constexpr std::size_t phone_size = 20;   // ten digits, and what people write between them

using model::field_form;

/// Returns `subject.last_name` as `last name`: what a field is called that the order has no word
/// for.
std::string plain_name(std::string_view field) {
    const auto dot = field.rfind('.');
    std::string name{dot == std::string_view::npos ? field : field.substr(dot + 1)};
    std::ranges::replace(name, '_', ' ');
    return name;
}

/// What the agency fills in by itself.
std::string fallback_of(std::string_view field, const model::order& order) {
    if (field == "offense.ncic_code") {
        return order.default_offense_code;
    }
    if (field == "purpose" && !order.default_purpose.empty()) {
        return order.default_purpose == "F" ? "PURPOSE_FIREARMS" : "PURPOSE_CRIMINAL_JUSTICE";
    }
    return field == "phone"    ? order.default_phone
           : field == "reason" ? order.default_reason
                               : std::string{};
}

/// An offense code is filled in only where there is no charge (II.B.5); what raised a question of
/// status the agency cannot know (rule EQUAL).
std::string fallback_condition(std::string_view field, const model::order& order) {
    if (field == "offense.ncic_code") {
        return "charge_status=CHARGE_STATUS_NONE";
    }
    return field == "reason" && is_enabled(order, "EQUAL")
               ? "basis=BASIS_PRESENTED_FOR_INCARCERATION"
               : std::string{};
}

std::size_t size_of(const model::asked_field& field, const model::profile& profile) {
    if (field.form == field_form::date) {
        return 10;  // YYYY-MM-DD
    }
    if (field.form != field_form::text && field.form != field_form::code) {
        return 0;
    }
    if (field.name == "phone") {
        return phone_size;
    }
    if (field.table == "places") {
        return 2;
    }
    return field.profile_name.empty() ? 0 : size_max(profile, field.profile_name, 0);
}

bool is_required(const model::asked_field& field, bool always_filled, const model::order& order,
                 const model::profile& profile) {
    const auto* const wired = find_field(profile, field.profile_name);
    const bool by_profile = wired != nullptr && wired->required && is_enabled(order, "PROFILE") &&
                            field.name != "attention";  // made from the officer's name
    return !always_filled && ((field.needed && is_enabled(order, field.rule)) || by_profile);
}

model::form_field field_of(const model::asked_field& field, const model::form_line* line,
                           const model::order& order, const model::profile& profile) {
    model::form_field made;
    made.name = field.name;
    made.label = line == nullptr ? plain_name(field.name) : line->label;
    made.fallback = fallback_of(field.name, order);
    made.size_max = static_cast<std::uint32_t>(size_of(field, profile));
    made.fallback_when =
        made.fallback.empty() ? std::string{} : fallback_condition(field.name, order);
    made.required =
        is_required(field, !made.fallback.empty() && made.fallback_when.empty(), order, profile);
    made.rule = field.rule;
    made.code_table = field.table;
    made.form = field.form;
    made.further = line == nullptr || line->further;
    if (line != nullptr) {
        made.help = line->help;
        made.citation = line->citation;
        made.shown_when = line->shown_when;
    }
    if (made.citation.empty()) {
        const auto rule = order.rules.find(field.rule);
        made.citation = rule == order.rules.end() ? order.name : rule->second.citation;
    }
    return made;
}

std::vector<model::form_field> fields_of(const model::order& order, const model::profile& profile) {
    std::vector<model::form_field> fields;
    for (const auto& line : order.form) {
        if (const auto* const field = model::find_asked_field(line.field)) {
            fields.push_back(field_of(*field, &line, order, profile));
        }
    }
    for (const auto& field : model::asked_fields()) {
        if (std::ranges::find(order.form, field.name, &model::form_line::field) ==
            order.form.end()) {
            fields.push_back(field_of(field, nullptr, order, profile));
        }
    }
    return fields;
}

/// Fills lists of codes until what they take together is used up.
class code_gatherer {
public:
    void begin(std::string name, std::string digest) {
        lists.push_back({std::move(name), {}, std::move(digest)});
    }
    void add(model::code_entry entry) {
        const auto size = entry.code.size() + entry.meaning.size() + entry.value.size() +
                          entry.category.size() + entry_bytes;
        auto& list = lists.back();
        if (size > room_) {
            room_ = 0;
            list.more = true;
            return;
        }
        room_ -= size;
        list.entries.push_back(std::move(entry));
    }
    std::vector<model::code_list> lists;

private:
    std::size_t room_ = codes_bytes_max;
};

void add_places(const tables::code_tables& tables, code_gatherer& to) {
    to.begin("places", tables.places_digest());
    auto reference = tables.reference_places().begin();
    const auto add_reference_before = [&](std::string_view code) {
        for (; reference != tables.reference_places().end() &&
               (code.empty() || reference->first < code);
             ++reference) {
            to.add({reference->first, reference->second, false});
        }
    };
    for (const auto& [code, place] : tables.places()) {
        add_reference_before(code);
        to.add({code, place.description, true, place.foreign, {}, place.category});
    }
    add_reference_before({});
}

void add_sexes(const tables::code_tables& tables, code_gatherer& to) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {
        {"F", "SEX_FEMALE"}, {"M", "SEX_MALE"}, {"U", "SEX_UNKNOWN"}};
    to.begin("sexes", tables.sexes_digest());
    for (const auto& [code, value] : known) {
        if (const auto found = tables.sexes().find(code); found != tables.sexes().end()) {
            to.add({found->first, found->second, true, false, std::string{value}});
        }
    }
}

bool may_be_said(std::string_view value, const model::order& order) {
    if (value == "SUBJECT_ROLE_VICTIM" || value == "SUBJECT_ROLE_WITNESS") {
        return !is_enabled(order, "ROLE");
    }
    return value != "PURPOSE_FIREARMS" || order.firearms_allowed;
}

/// What may raise a question of status; the reason begins with one of them (rule EQUAL).
void add_reasons(const model::order& order, code_gatherer& to) {
    to.begin("reasons", {});
    for (const auto& reason : order.reasons) {
        to.add({reason.code, reason.meaning});
    }
}

void add_choices(const model::order& order, code_gatherer& to) {
    std::string_view table;
    for (const auto& choice : model::choices()) {
        if (choice.table != table) {
            table = choice.table;
            to.begin(std::string{table}, {});
        }
        const auto words = order.choices.find(choice.value);
        std::string meaning =
            words == order.choices.end() ? std::string{choice.code} : words->second;
        to.add({std::string{choice.code}, std::move(meaning), may_be_said(choice.value, order),
                false, std::string{choice.value}});
    }
}

}  // namespace

model::form describe(const model::order& order, const model::profile& profile,
                     const tables::code_tables& tables) {
    model::form made;
    made.fields = fields_of(order, profile);
    code_gatherer codes;
    add_choices(order, codes);
    add_reasons(order, codes);
    add_sexes(tables, codes);
    add_places(tables, codes);
    codes.begin("offenses", tables.offences_digest());
    for (const auto& [code, words] : tables.offences()) {
        codes.add({code, words});
    }
    made.tables = std::move(codes.lists);
    const auto within = in_words(order.query_within);
    const auto& ice = order.ice_phone.empty() ? profile.lesc_phone : order.ice_phone;
    for (const auto& [id, rule] : order.rules) {
        if (rule.enabled) {
            made.rules.push_back(notice_of(
                order, id,
                {{"lesc_phone", profile.lesc_phone}, {"ice_phone", ice}, {"within", within}}));
        }
    }
    made.profile = profile.name;
    made.profile_digest = profile.digest;
    made.policy = order.name;
    made.policy_digest = order.digest;
    made.tables_digest = tables.digest();
    made.lesc_phone = profile.lesc_phone;
    made.contact_default = order.contact_default;
    return made;
}

}  // namespace iaq::policy
