#include "settings/profile_options.hpp"

#include "settings/sound_text.hpp"

#include <array>

namespace iaq::settings {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t day = 24LL * 3600 * second;

constexpr std::string_view key_form = "a message key: 2 to 6 of A-Z and 0-9";
constexpr std::string_view ori_form = "an ORI: two letters, then seven of A-Z and 0-9";
constexpr std::string_view words_form = "words, without blanks around them";

// clang-format off
constexpr std::array options{
    option{.section = "", .key = "name", .needed = need::required, .example = "mules",
           .low = 1, .high = 32, .sound = is_word,
           .must = "a word of letters, digits, - _ and ."},
    option{.section = "", .key = "query_key", .needed = need::required, .example = "IAQ",
           .low = 2, .high = 6, .sound = is_message_key, .must = key_form},
    option{.section = "", .key = "answer_key", .needed = need::required, .example = "IAR",
           .low = 2, .high = 6, .sound = is_message_key, .must = key_form},
    option{.section = "", .key = "destination", .needed = need::required, .example = "AX",
           .low = 2, .high = 9, .sound = is_destination, .must = "2 to 9 of A-Z and 0-9"},
    option{.section = "", .key = "answer_oris", .is = form::texts, .needed = need::required,
           .example = "VTICE0900", .low = 1, .high = 32, .sound = is_ori, .must = ori_form},
    option{.section = "", .key = "status_oris", .is = form::texts, .needed = need::required,
           .example = "NL0000000", .low = 1, .high = 32, .sound = is_ori, .must = ori_form},
    option{.section = "", .key = "name_size_max", .is = form::number, .fallback = "30",
           .low = 5, .high = 60},
    option{.section = "", .key = "comma_blank", .is = form::flag, .fallback = "true"},
    option{.section = "", .key = "date_form", .is = form::choice, .fallback = "ccyymmdd",
           .choices = "ccyymmdd mmddyy"},
    option{.section = "", .key = "reference_alphabet", .needed = need::required,
           .example = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", .low = 10, .high = 36,
           .sound = is_reference_alphabet, .must = "10 to 36 different characters of A-Z and 0-9"},
    option{.section = "", .key = "reference_length", .is = form::number, .fallback = "10",
           .low = 8, .high = 10},
    option{.section = "", .key = "user_id", .low = 0, .high = 30, .sound = is_user_id,
           .must = "A-Z and 0-9, or nothing"},
    option{.section = "", .key = "user_id_ofml_max", .is = form::number, .fallback = "30",
           .low = 1, .high = 30},
    option{.section = "", .key = "user_id_native_size", .is = form::number, .fallback = "7",
           .low = 1, .high = 30},
    option{.section = "", .key = "native_routing_header", .is = form::flag, .fallback = "true"},
    option{.section = "", .key = "native_control_field", .is = form::flag, .fallback = "true"},
    option{.section = "", .key = "warn_us_birthplace", .is = form::flag, .fallback = "true"},
    option{.section = "", .key = "lesc_phone", .fallback = "(802) 872-6000", .low = 1, .high = 40,
           .sound = is_words, .must = words_form},

    option{.section = "receipt", .key = "keys", .is = form::texts, .example = "AM",
           .low = 0, .high = 16, .sound = is_message_key, .must = key_form},
    option{.section = "receipt", .key = "phrases", .is = form::texts, .example = "RECEIVED",
           .low = 0, .high = 32, .sound = is_phrase, .must = "words of at least 4 characters"},

    option{.section = "replies", .key = "send_count", .is = form::choice, .fallback = "none",
           .choices = "none received sent"},

    option{.section = "retry", .key = "attempts_max", .is = form::number, .fallback = "5",
           .low = 1, .high = 100},
    option{.section = "retry", .key = "wait_first", .is = form::duration, .fallback = "5s",
           .low = second / 10, .high = 3600 * second},
    option{.section = "retry", .key = "wait_max", .is = form::duration, .fallback = "5m",
           .low = second / 10, .high = 24 * 3600 * second},
    option{.section = "retry", .key = "nak_temporary", .is = form::texts, .example = "BUSY",
           .low = 0, .high = 32, .sound = is_phrase, .must = "words of at least 4 characters"},
    option{.section = "retry", .key = "resend_not_forwarded", .is = form::number,
           .fallback = "0", .low = 0, .high = 20},
    option{.section = "retry", .key = "resend_wait", .is = form::duration, .fallback = "1m",
           .low = second / 10, .high = 24 * 3600 * second},

    option{.section = "clocks", .key = "delayed_after", .is = form::duration, .fallback = "2m",
           .low = second, .high = day},
    option{.section = "clocks", .key = "no_receipt_after", .is = form::duration,
           .fallback = "5m", .low = second, .high = day},
    option{.section = "clocks", .key = "overdue_after", .is = form::duration, .fallback = "1h",
           .low = second, .high = 7 * day},

    option{.section = "field", .key = "name", .is = form::choice, .needed = need::required,
           .example = "date_of_birth",
           .choices = "purpose attention phone name date_of_birth sex place_of_birth in_custody "
                      "offense_code reason alien_number fbi_number state_id operator_license "
                      "mothers_maiden_name fathers_last_name remarks"},
    option{.section = "field", .key = "tag", .low = 0, .high = 8, .sound = is_tag,
           .must = "at most 8 of A-Z, or nothing"},
    option{.section = "field", .key = "size_max", .is = form::number, .needed = need::required,
           .example = "30", .low = 1, .high = 2000},
    option{.section = "field", .key = "required", .is = form::flag, .fallback = "false"},
    option{.section = "field", .key = "in_remarks", .is = form::flag, .fallback = "false"},
};

constexpr std::array tables{table_rule{"receipt"}, table_rule{"replies"}, table_rule{"retry"},
                            table_rule{"clocks"}, table_rule{"field", true}};
// clang-format on

}  // namespace

option_table profile_options() { return options; }

std::span<const table_rule> profile_tables() { return tables; }

}  // namespace iaq::settings
