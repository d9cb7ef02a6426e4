#pragma once

#include "model/notice.hpp"

#include "base/time.hpp"

#include <cstdint>
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

/// What may raise a question of status (rule EQUAL): the word a reason begins with, and what it
/// means.
struct order_reason {
    std::string code;  // A-Z
    std::string meaning;
    friend bool operator==(const order_reason&, const order_reason&) = default;
};

/// Kinds of documents that verify a status (rule QUERY48), by who issued them. Upper case.
struct status_documents {
    std::vector<std::string> federal, state;
    friend bool operator==(const status_documents&, const status_documents&) = default;
};

struct order {
    std::string name;  // SO0801
    std::string title;
    std::map<std::string, order_rule, std::less<>> rules;
    // What a rule's refusal says: keyed "RULE.case", with {field} free texts only of ours.
    std::map<std::string, std::string, std::less<>> refusals;
    // One plain sentence a delivery kind carries as next_step, keyed by the kind's name, or by
    // "KIND.case" where the case needs another one.
    std::map<std::string, std::string, std::less<>> next_steps;
    bool firearms_allowed = false;  // purpose F
    // The agency's defaults for what the switch wants and officers do not say.
    std::string default_purpose;  // C
    std::string default_phone, default_reason;
    std::string default_offense_code;  // 0399
    std::string ice_phone;             // CALL_ICE; empty: the profile's LESC
    nanoseconds contact_default{900s};
    nanoseconds role_memory{72h};
    nanoseconds asked_memory{24h};
    nanoseconds key_memory{std::chrono::hours{24 * 30}};
    int age_years_max = 120;
    // An answer that nobody has seen so long goes to the desk, then to the supervisors.
    nanoseconds seen_within{600s};
    // QUERY48, from confinement: the two reminders, and what the law allows.
    nanoseconds query_first{36h}, query_last{47h}, query_within{48h};
    // EQUAL: what may raise the question, in the file's order; how many words of the member's own
    // stand behind it; the words that say nothing but appearance, language, race or birthplace.
    std::vector<order_reason> reasons;
    std::uint32_t reason_words_min = 2;
    std::vector<std::string> not_alone;
    std::vector<std::string> immigration_offenses{"03"};  // NO_AUTHORITY: how such codes begin
    status_documents verifying;
    nanoseconds document_day_end{0};  // after 00:00 UTC, when the day of `valid_until` is over
    bool undated_documents = false;   // an identification without an end date exempts
    bool consular_birthplace = true;  // a foreign birthplace alone prompts CONSULAR
    std::string digest;  // hex SHA-256 of the file
    friend bool operator==(const order&, const order&) = default;
};

}  // namespace iaq::model
