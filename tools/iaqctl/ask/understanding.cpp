#include "iaqctl/ask/understanding.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/screen/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

namespace iaq::ctl {
namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        digits += text::is_digit(c) ? std::string{c} : std::string{};
    }
    return digits;
}

/// Returns the numbers of a text that holds only numbers, each beside one of `-`, `/` and `.`.
std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> numbers{{}};
    for (const char c : text) {
        if (text::is_digit(c)) {
            numbers.back() += c;
        } else if (c == '-' || c == '/' || c == '.') {
            numbers.emplace_back();
        } else {
            return {};
        }
    }
    return numbers;
}

int to_int(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<std::string> day_from(std::string_view year, std::string_view month,
                                    std::string_view day) {
    if (year.size() != 4 || month.empty() || month.size() > 2 || day.empty() || day.size() > 2 ||
        to_int(year) < 1850 || to_int(year) > 2199) {
        return std::nullopt;
    }
    auto text = fmt::format("{}-{:0>2}-{:0>2}", year, month, day);
    return parse_day(text) ? std::optional{std::move(text)} : std::nullopt;
}

/// Returns seconds since 1970 of a time of day on the day that `day` falls on.
std::optional<std::time_t> at_time(std::time_t day, int hour, int minute) {
    if (hour > 23 || minute > 59) {
        return std::nullopt;
    }
    std::tm parts{};
    ::localtime_r(&day, &parts);
    parts.tm_hour = hour;
    parts.tm_min = minute;
    parts.tm_sec = 0;
    parts.tm_isdst = -1;
    return std::mktime(&parts);
}

/// Returns hour and minute of `14:30` or `1430`.
std::optional<std::pair<int, int>> time_of_day(std::string_view text) {
    const auto digits = digits_of(text);
    const bool with_colon = text.find(':') != std::string_view::npos;
    if (digits.size() + (with_colon ? 1 : 0) != text.size() || digits.size() < 3 ||
        digits.size() > 4) {
        return std::nullopt;
    }
    const auto hours = digits.size() - 2;
    return std::pair{to_int(digits.substr(0, hours)), to_int(digits.substr(hours))};
}

std::optional<std::time_t> nearest_time(std::pair<int, int> at, std::time_t now) {
    constexpr std::time_t day = 24 * 3600;
    std::optional<std::time_t> best;
    for (const std::time_t shift : {-day, std::time_t{0}, day}) {
        const auto moment = at_time(now + shift, at.first, at.second);
        if (moment && (!best || std::abs(*moment - now) < std::abs(*best - now))) {
            best = moment;
        }
    }
    return best;
}

std::optional<std::time_t> span_of(std::string_view text) {
    int count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    if (error != std::errc{} || count > 10'000 || (unit != "m" && unit != "h" && !unit.empty())) {
        return std::nullopt;
    }
    return std::time_t{count} * (unit == "h" ? 3600 : 60);
}

understood understand_code(const v1::CodeTable& table, std::string_view typed) {
    understood made;
    made.value = typed;
    if (const auto* const meant = meant_by(table, typed)) {
        made.value = meant->value().empty() ? meant->code() : meant->value();
        made.words =
            meant->value().empty() ? meant->code() + ", " + meant->meaning() : meant->meaning();
        made.hint = meant->usable() ? hint_of(*meant) : std::string{};
        made.fault = meant->usable()          ? std::string{}
                     : meant->value().empty() ? hint_of(*meant)
                                              : meant->meaning() + ": not asked about.";
        return made;
    }
    made.candidates = find_codes(table, typed);
    if (made.candidates.empty() && !table.more()) {
        made.fault = "Nothing is called that. Say it in other words, or give the code.";
    } else if (!made.candidates.empty()) {
        made.fault = "Several fit. Choose one.";
    }
    return made;
}

/// A four-digit offense code that the table lacks is taken: the live table moves (rule FIELDS).
bool is_newer_offense(const v1::FieldDescription& field, std::string_view typed) {
    return field.code_table() == "offenses" && typed.size() == 4 &&
           std::ranges::all_of(typed, text::is_digit);
}

understood understand_flag(std::string_view typed) {
    const auto word = text::to_upper(typed);
    if (word == "Y" || word == "YES" || word == "TRUE") {
        return {"true", "yes", {}, {}, {}};
    }
    if (word == "N" || word == "NO" || word == "FALSE") {
        return {"false", "no", {}, {}, {}};
    }
    return {std::string{typed}, {}, {}, "Say yes or no.", {}};
}

understood understand_day(std::string_view typed, std::time_t now) {
    const auto day = day_of(typed);
    if (!day) {
        return {std::string{typed},
                {},
                {},
                "Year, month and day: 1990-01-31, or 01/31/1990. The year in four digits.",
                {}};
    }
    const int age = age_on(*day, now);
    return {*day, age < 0 ? *day : fmt::format("{}, {} years ago", *day, age), {}, {}, {}};
}

understood understand_time(std::string_view typed, std::time_t now) {
    const auto moment = moment_of(typed, now);
    if (!moment) {
        return {std::string{typed},
                {},
                {},
                "A time such as 14:30, +15m from now, or 2026-11-24 14:30.",
                {}};
    }
    google::protobuf::Timestamp at;
    at.set_seconds(*moment);
    return {std::to_string(*moment), local_time(at), {}, {}, {}};
}

}  // namespace

const v1::CodeTable* table_of(const v1::Description& form, std::string_view name) {
    const auto found = std::ranges::find(form.tables(), name, &v1::CodeTable::name);
    return found == form.tables().end() ? nullptr : &*found;
}

std::optional<std::string> day_of(std::string_view typed) {
    const auto numbers = numbers_in(typed);
    if (numbers.size() == 3) {
        return numbers[0].size() == 4 ? day_from(numbers[0], numbers[1], numbers[2])
                                      : day_from(numbers[2], numbers[0], numbers[1]);
    }
    if (numbers.size() == 1 && numbers[0].size() == 8) {
        const std::string_view all = numbers[0];
        auto day = day_from(all.substr(0, 4), all.substr(4, 2), all.substr(6));
        return day ? day : day_from(all.substr(4), all.substr(0, 2), all.substr(2, 2));
    }
    return std::nullopt;
}

std::optional<std::time_t> moment_of(std::string_view typed, std::time_t now) {
    if (text::to_upper(typed) == "NOW") {
        return now;
    }
    if (typed.starts_with('+')) {
        const auto span = span_of(typed.substr(1));
        return span ? std::optional{now + *span} : std::nullopt;
    }
    if (const auto time = time_of_day(typed)) {
        return nearest_time(*time, now);
    }
    const auto blank = typed.find(' ');
    const auto day = day_of(typed.substr(0, blank));
    const auto time = blank == std::string_view::npos
                          ? std::nullopt
                          : time_of_day(text::trim(typed.substr(blank)));
    if (!day || !time) {
        return std::nullopt;
    }
    std::tm parts{};
    parts.tm_year = to_int(day->substr(0, 4)) - 1900;
    parts.tm_mon = to_int(day->substr(5, 2)) - 1;
    parts.tm_mday = to_int(day->substr(8, 2));
    parts.tm_hour = 12;
    parts.tm_isdst = -1;
    return at_time(std::mktime(&parts), time->first, time->second);
}

int age_on(std::string_view day, std::time_t now) {
    std::tm today{};
    ::localtime_r(&now, &today);
    const int years = today.tm_year + 1900 - to_int(day.substr(0, 4));
    const auto birthday = std::tuple{to_int(day.substr(5, 2)), to_int(day.substr(8, 2))};
    return birthday > std::tuple{today.tm_mon + 1, today.tm_mday} ? years - 1 : years;
}

understood understand(const v1::Description& form, const v1::FieldDescription& field,
                      std::string_view typed, std::time_t now) {
    typed = text::trim(typed);
    if (typed.empty()) {
        return {};
    }
    understood made{std::string{typed}, {}, {}, {}, {}};
    const auto* const table = table_of(form, field.code_table());
    switch (field.form()) {
        case v1::FIELD_FORM_FLAG: return understand_flag(typed);
        case v1::FIELD_FORM_TIME: return understand_time(typed, now);
        case v1::FIELD_FORM_DATE: return understand_day(typed, now);
        case v1::FIELD_FORM_CODE:
        case v1::FIELD_FORM_CHOICE:
            if (table == nullptr) {
                return made;
            }
            made = understand_code(*table, typed);
            if (made.value == typed && entry_of(*table, typed) == nullptr &&
                is_newer_offense(field, typed)) {
                made = {std::string{typed},
                        std::string{typed} + ", not in our table: check it",
                        {},
                        {},
                        {}};
            }
            return made;
        default: break;
    }
    const auto size = width_of(typed);
    if (field.size_max() > 0 && size > field.size_max()) {
        made.fault = fmt::format("At most {} characters; these are {}.", field.size_max(), size);
    }
    return made;
}

std::string words_of(const v1::Description& form, const v1::FieldDescription& field,
                     const std::string& value) {
    if (value.empty()) {
        return {};
    }
    if (field.form() == v1::FIELD_FORM_FLAG) {
        return value == "true" ? "yes" : "no";
    }
    if (field.form() == v1::FIELD_FORM_TIME) {
        google::protobuf::Timestamp at;
        at.set_seconds(text::number(value).value_or(0));
        return local_time(at);
    }
    const auto* const table = table_of(form, field.code_table());
    const auto* const entry = table == nullptr ? nullptr : entry_of(*table, value);
    if (entry == nullptr) {
        return value;
    }
    return entry->value().empty() ? entry->code() + ", " + entry->meaning() : entry->meaning();
}

}  // namespace iaq::ctl
