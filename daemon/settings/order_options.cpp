#include "settings/order_options.hpp"

#include "settings/sound_text.hpp"

#include <array>

namespace iaq::settings {
namespace {

constexpr std::int64_t minute = 60LL * 1'000'000'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t short_max = 60;
constexpr std::int64_t prose_max = 4000;
constexpr std::string_view words_form = "words, without blanks around them";
constexpr std::string_view prose_form = "text without control characters";
constexpr std::string_view kind_form = "words of A-Z and 0-9, one blank between them";

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
    option{.section = "agency_defaults", .key = "ice_phone", .low = 0, .high = 40,
           .sound = is_words, .must = words_form},

    option{.section = "switches", .key = "firearms_allowed", .is = form::flag,
           .fallback = "false"},
    option{.section = "switches", .key = "contact_default", .is = form::duration,
           .fallback = "15m", .low = minute, .high = 24 * hour},
    option{.section = "switches", .key = "role_memory", .is = form::duration, .fallback = "72h",
           .low = hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "asked_memory", .is = form::duration, .fallback = "24h",
           .low = hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "key_memory", .is = form::duration, .fallback = "30d",
           .low = 24 * hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "age_years_max", .is = form::number, .fallback = "120",
           .low = 100, .high = 150},
    option{.section = "switches", .key = "seen_within", .is = form::duration, .fallback = "10m",
           .low = minute, .high = 24 * hour},
    option{.section = "switches", .key = "query_first", .is = form::duration, .fallback = "36h",
           .low = minute, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "query_last", .is = form::duration, .fallback = "47h",
           .low = minute, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "query_within", .is = form::duration,
           .fallback = "48h", .low = hour, .high = 365 * 24 * hour},
    option{.section = "switches", .key = "document_day_end", .is = form::duration,
           .fallback = "0h", .low = 0, .high = 14 * hour},
    option{.section = "switches", .key = "undated_documents", .is = form::flag,
           .fallback = "false"},
    option{.section = "switches", .key = "consular_birthplace", .is = form::flag,
           .fallback = "true"},
    option{.section = "switches", .key = "immigration_offenses", .is = form::texts,
           .example = "03", .low = 0, .high = 32, .sound = is_offence_beginning,
           .must = "1 to 4 digits"},

    option{.section = "question", .key = "words_min", .is = form::number, .fallback = "2",
           .low = 0, .high = 10},
    option{.section = "question", .key = "not_alone", .is = form::texts, .example = "ACCENT",
           .low = 0, .high = 500, .sound = is_capital_word, .must = "1 to 24 of A-Z"},
    option{.section = "reason", .key = "code", .low = 3, .high = 16, .sound = is_capital_word,
           .must = "3 to 16 of A-Z"},
    option{.section = "reason", .key = "meaning", .low = 1, .high = 80, .sound = is_words,
           .must = words_form},

    option{.section = "documents", .key = "federal", .is = form::texts,
           .example = "PASSPORT", .low = 0, .high = 100, .sound = is_capital_words,
           .must = kind_form},
    option{.section = "documents", .key = "state", .is = form::texts, .example = "PASSPORT",
           .low = 0, .high = 100, .sound = is_capital_words, .must = kind_form},

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
                            table_rule{"question"}, table_rule{"reason"}, table_rule{"documents"},
                            table_rule{"rule"}, table_rule{"refusal"}, table_rule{"next_step"}};
// clang-format on

}  // namespace

option_table order_options() { return options; }

std::span<const table_rule> order_tables() { return tables; }

}  // namespace iaq::settings
