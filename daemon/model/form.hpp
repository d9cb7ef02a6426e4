#pragma once

#include "base/time.hpp"
#include "model/notice.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The form of a submission as data: which fields there are, and what an agency's order, profile
/// and tables ask of each.
namespace iaq::model {

/// What a field holds.
enum class field_form : std::uint8_t { unspecified, text, date, time, code, choice, flag };

/// One field of `SubmitInquiry` as the contract has it, before any agency's files.
struct asked_field {
    std::string_view name;          // dotted
    std::string_view rule;          // that judges it
    std::string_view profile_name;  // as the profile calls it; empty: the profile says nothing
    field_form form = field_form::text;
    std::string_view table = {};  // its codes or choices
    bool needed = false;          // the rule wants it, whatever the profile says
};

/// All fields that a person may fill in, in the order in which they are asked by default.
std::span<const asked_field> asked_fields();
/// Returns nullptr when there is no such field.
const asked_field* find_asked_field(std::string_view name);

/// One value of an enum of `SubmitInquiry`.
struct choice {
    std::string_view table;  // `roles`
    std::string_view value;  // `SUBJECT_ROLE_ARRESTEE`
    std::string_view code;   // as the wire has it, or as people say it: `ARRESTEE`
};
/// The values that may be said, in the order of the contract. Without sexes: they are a code table.
std::span<const choice> choices();

/// What an order says of a field of the form, in the form's order.
struct form_line {
    std::string field;  // dotted
    std::string label, help, citation;
    std::string shown_when;  // "role=VALUE|VALUE"; empty: always
    bool further = false;    // seldom said: behind the others
    friend bool operator==(const form_line&, const form_line&) = default;
};

struct form_field {
    std::string name{}, label{}, help{};
    std::uint32_t size_max = 0;  // characters on the wire; 0: no limit of its own
    bool required = false;
    std::string rule{}, citation{}, code_table{}, fallback{};
    field_form form = field_form::unspecified;
    std::string shown_when{};
    bool further = false;
    std::string fallback_when{};  // the fallback is taken only then; empty: always
};
struct code_entry {
    std::string code, meaning;
    bool usable = true, foreign = false;
    std::string value{}, category{};
};
struct code_list {
    std::string name;
    std::vector<code_entry> entries;
    std::string digest{};  // of its file
    bool more = false;     // cut at the size of a frame
};

/// What is asked for one agency.
struct form {
    std::vector<form_field> fields;
    std::vector<code_list> tables;
    std::vector<notice> rules;
    std::string profile, profile_digest, policy, policy_digest, tables_digest, lesc_phone;
    nanoseconds contact_default{0};
};

}  // namespace iaq::model
