#include "naming/letters.hpp"
#include "naming/name_line.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace iaq::naming {
namespace {

/// Returns the words of `text`, folded. An apostrophe joins, all but letters and digits parts.
std::vector<std::string> words_of(std::string_view text) {
    const auto plain = to_ascii(text, foreign_letter::blank).value_or(std::string{});
    std::vector<std::string> words;
    bool inside = false;
    for (const char c : plain) {
        if (text::is_upper_alphanumeric(c)) {
            if (!inside) {
                words.emplace_back();
            }
            words.back() += c;
            inside = true;
        } else if (c != '\'') {
            inside = false;
        }
    }
    return words;
}

/// True when some run of whole words, put together, spells `name`: so GARCIA-LOPEZ, GARCIA LOPEZ
/// and GARCIALOPEZ are one name, as are O'BRIEN and O BRIEN.
bool holds_name(const std::vector<std::string>& words, std::string_view name) {
    std::string wanted;
    for (const auto& word : words_of(name)) {
        wanted += word;
    }
    for (std::size_t from = 0; !wanted.empty() && from < words.size(); ++from) {
        std::string_view left = wanted;
        for (auto at = from; at < words.size() && left.starts_with(words[at]); ++at) {
            left.remove_prefix(words[at].size());
            if (left.empty()) {
                return true;
            }
        }
    }
    return false;
}

using days = std::set<std::string>;

std::string dashed(std::string_view year, std::string_view month, std::string_view date) {
    const auto two = [](std::string_view digits) {
        return (digits.size() == 1 ? "0" : "") + std::string{digits};
    };
    return std::string{year} + '-' + two(month) + '-' + two(date);
}

/// Adds the day when it exists and lies within a lifetime of people alive today or soon.
void add(days& found, std::string_view year, std::string_view month, std::string_view date) {
    const auto written = dashed(year, month, date);
    const auto parsed = parse_day(written);
    if (parsed && static_cast<int>(parsed->year()) >= 1850 &&
        static_cast<int>(parsed->year()) <= 2149) {
        found.insert(written);
    }
}

/// A run of digits, where it ends, and the character behind it.
struct run {
    std::string_view digits;
    std::size_t end = 0;
    char after = '\0';
};

std::vector<run> runs_of_digits(std::string_view text) {
    std::vector<run> runs;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto begin = at;
        while (at < text.size() && text::is_digit(text[at])) {
            ++at;
        }
        if (at != begin) {
            const char after = at < text.size() ? text[at] : '\0';
            runs.push_back({text.substr(begin, at - begin), at, after});
        }
    }
    return runs;
}

/// True when only `separator` stands between the two.
bool meet(const run& a, const run& b, char separator) {
    return a.after == separator && a.end + 1 + b.digits.size() == b.end;
}

void add_unbroken(days& found, std::string_view digits) {
    if (digits.size() == 8) {
        add(found, digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2));
        add(found, digits.substr(4, 4), digits.substr(0, 2), digits.substr(2, 2));
    }
}

void add_broken(days& found, const run& a, const run& b, const run& c) {
    const char mark = a.after;
    const bool joined = (mark == '/' || mark == '-') && meet(a, b, mark) && meet(b, c, mark);
    const auto is_short = [](const run& r) { return r.digits.size() == 1 || r.digits.size() == 2; };
    if (!joined || !is_short(b)) {
        return;
    }
    if (a.digits.size() == 4 && is_short(c)) {
        add(found, a.digits, b.digits, c.digits);
    } else if (is_short(a) && c.digits.size() == 4) {
        add(found, c.digits, a.digits, b.digits);
    } else if (is_short(a) && c.digits.size() == 2) {
        add(found, "19" + std::string{c.digits}, a.digits, b.digits);
        add(found, "20" + std::string{c.digits}, a.digits, b.digits);
    }
}

}  // namespace

std::vector<std::string> dates_in(std::string_view text) {
    days found;
    const auto runs = runs_of_digits(text);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        add_unbroken(found, runs[i].digits);
        if (i + 2 < runs.size()) {
            add_broken(found, runs[i], runs[i + 1], runs[i + 2]);
        }
    }
    return {found.begin(), found.end()};
}

mention mentions(std::string_view text, const model::subject& person) {
    const auto words = words_of(text);
    const auto dates = dates_in(text);
    const auto holds = [&](std::string_view name) { return holds_name(words, name); };
    const bool first = person.first_name.empty() || holds(person.first_name);
    return {first && holds(person.last_name),
            std::ranges::binary_search(dates, person.date_of_birth)};
}

}  // namespace iaq::naming
