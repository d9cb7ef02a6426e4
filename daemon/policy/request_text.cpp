#include "policy/request_text.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

using request = model::inquiry_request;

template <auto Member>
const std::string& own(const request& r) {
    return r.*Member;
}

template <auto Member>
const std::string& person(const request& r) {
    return r.person.*Member;
}

}  // namespace

// clang-format off
const std::array<request_text, 29> request_texts{{
    {"idempotency_key",             "",                    own<&request::idempotency_key>},
    {"ori",                         "",                    own<&request::ori>},
    {"requester.officer_id",        "", [](const request& r) -> const std::string& {
        return r.asked_by.officer_id; }, true},
    {"requester.officer_name",      "", [](const request& r) -> const std::string& {
        return r.asked_by.officer_name; }, true},
    {"operator_id",                 "",                    own<&request::operator_id>, true},
    {"desk",                        "",                    own<&request::desk>, true},
    {"incident",                    "",                    own<&request::incident>, true},
    {"phone",                       "",                    own<&request::phone>},
    {"attention",                   "attention",           own<&request::attention>},
    {"reason",                      "reason",              own<&request::reason>},
    {"subject.last_name",           "",                    person<&model::subject::last_name>},
    {"subject.first_name",          "",                    person<&model::subject::first_name>},
    {"subject.middle_name",         "",                    person<&model::subject::middle_name>},
    {"subject.suffix",              "",                    person<&model::subject::suffix>},
    {"subject.date_of_birth",       "",                    person<&model::subject::date_of_birth>},
    {"subject.place_of_birth",      "",                    person<&model::subject::place_of_birth>},
    {"subject.nationality",         "",                    person<&model::subject::nationality>},
    {"subject.mothers_maiden_name", "mothers_maiden_name",
                                            person<&model::subject::mothers_maiden_name>},
    {"subject.fathers_last_name",   "fathers_last_name",
                                            person<&model::subject::fathers_last_name>},
    {"subject.alien_number",        "alien_number",        person<&model::subject::alien_number>},
    {"subject.fbi_number",          "fbi_number",          person<&model::subject::fbi_number>},
    {"subject.state_id",            "state_id",            person<&model::subject::state_id>},
    {"subject.operator_license",    "operator_license",
                                            person<&model::subject::operator_license>},
    {"subject.remarks",             "remarks",             person<&model::subject::remarks>},
    {"offense.text",                "", [](const request& r) -> const std::string& {
        return r.charge.text; }},
    {"offense.ncic_code",           "", [](const request& r) -> const std::string& {
        return r.charge.ncic_code; }},
    {"exemption_override_reason",   "",
                                            own<&request::exemption_override_reason>},
    {"supervisor_reason",           "",                    own<&request::supervisor_reason>},
    {"relates_to",                  "",                    own<&request::relates_to>, true},
}};
// clang-format on

const request_text* find_text(std::string_view profile_name) {
    const auto* found = std::ranges::find(request_texts, profile_name, &request_text::profile_name);
    return profile_name.empty() || found == request_texts.end() ? nullptr : found;
}

const model::profile_field* find_field(const model::profile& profile, std::string_view name) {
    const auto found = std::ranges::find(profile.fields, name, &model::profile_field::name);
    return found == profile.fields.end() ? nullptr : &*found;
}

bool is_sent(const model::profile_field& field) { return !field.tag.empty() || field.in_remarks; }

std::size_t size_max(const model::profile& profile, std::string_view name, std::size_t otherwise) {
    const auto* field = find_field(profile, name);
    return field == nullptr || field->size_max == 0 ? otherwise : field->size_max;
}

bool is_blank(std::string_view text) { return text::trim(text).empty(); }

}  // namespace iaq::policy
