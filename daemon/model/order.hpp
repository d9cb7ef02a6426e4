#pragma once

#include "model/form.hpp"
#include "model/notice.hpp"

#include "base/time.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

/// The police order as data, read from `config/policy/*.toml`: its words, our words, its switches.
namespace iaq::model {

/// One rule's texts. `sentence` is the order's own, verbatim, or empty.
struct order_rule {
    std::string id;
    std::string citation;
    bool enabled = true;
    std::string short_text;  // at most 60 characters
    std::string sentence;
    std::string ours;  // a line of our own below it
    friend bool operator==(const order_rule&, const order_rule&) = default;
};

struct order {
    std::string name;  // SO0801
    std::string title;
    std::map<std::string, order_rule, std::less<>> rules;
    // What a rule's refusal says: keyed "RULE.case", with {field} free texts only of ours.
    std::map<std::string, std::string, std::less<>> refusals;
    // One plain sentence a delivery kind carries as next_step, keyed by the kind's name.
    std::map<std::string, std::string, std::less<>> next_steps;
    std::vector<form_line> form;  // in the form's order; a field that is not here comes behind
    std::map<std::string, std::string, std::less<>> choices;  // words, keyed by the enum's value
    bool firearms_allowed = false;                            // purpose F
    // The agency's defaults for what the switch wants and officers do not say.
    std::string default_purpose;  // C
    std::string default_phone, default_reason;
    std::string default_offense_code;  // 0399
    nanoseconds contact_default{900s};
    nanoseconds role_memory{72h};
    nanoseconds asked_memory{24h};
    nanoseconds key_memory{std::chrono::hours{24 * 30}};
    int age_years_max = 120;
    std::string digest;  // hex SHA-256 of the file
    friend bool operator==(const order&, const order&) = default;
};

}  // namespace iaq::model
