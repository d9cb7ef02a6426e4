#include "iaqctl/find_code.hpp"

#include "base/text.hpp"
#include "naming/letters.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace iaq::ctl {
namespace {

using words_list = std::vector<std::string>;

/// Returns the words in capitals, without marks, in order; what is no letter or digit parts them.
words_list words_in(std::string_view text) {
    const auto plain =
        naming::to_ascii(text, naming::foreign_letter::blank).value_or(std::string{});
    words_list words{{}};
    for (const char c : plain) {
        if (text::is_upper_alphanumeric(c)) {
            words.back() += c;
        } else if (c != '\'' && !words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

std::string joined(const words_list& words) {
    std::string all;
    for (const auto& word : words) {
        all += all.empty() ? word : " " + word;
    }
    return all;
}

constexpr std::string_view catch_alls[] = {"STATE UNKNOWN", "NOT LISTED"};

/// Whether the entry stands for a whole country whose parts have codes of their own.
bool is_catch_all(std::string_view meaning) {
    return std::ranges::any_of(catch_alls, [&](std::string_view phrase) {
        return meaning.find(phrase) != std::string_view::npos;
    });
}

/// Returns `MEXICO` of `MEXICO (STATE UNKNOWN)`, `CUBA` of `CUBA, REPUBLIC OF`.
std::string name_in(std::string_view meaning) {
    return joined(words_in(meaning.substr(0, meaning.find_first_of("(,"))));
}

std::string initials_of(const words_list& words) {
    std::string letters;
    for (const auto& word : words) {
        letters += word.front();
    }
    return letters;
}

/// Whether one can be made of the other by at most `most` letters put in, left out or exchanged.
bool is_close(std::string_view a, std::string_view b, std::size_t most) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto swapped = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, swapped});
        }
    }
    return row[b.size()] <= most;
}

template <class Matches>
bool each_has_a_word(const words_list& asked, const words_list& there, Matches matches) {
    return std::ranges::all_of(asked, [&](const std::string& word) {
        return std::ranges::any_of(there,
                                   [&](const std::string& other) { return matches(word, other); });
    });
}

/// A short word must be spelled right: too many are near it.
bool is_misspelled(const std::string& asked, const std::string& there) {
    const std::size_t most = asked.size() >= 8 ? 2 : asked.size() >= 5 ? 1 : 0;
    return is_close(asked, there, most);
}

std::optional<likeness> compare(const v1::CodeEntry& entry, const words_list& asked) {
    const auto all = joined(asked);
    if (all == entry.code() || all == joined(words_in(entry.code()))) {
        return likeness::code;
    }
    if (!entry.usable()) {
        return std::nullopt;
    }
    const auto there = words_in(entry.meaning());
    if (all == name_in(entry.meaning()) || all == joined(there)) {
        return likeness::name;
    }
    if (joined(there).starts_with(all)) {
        return likeness::beginning;
    }
    if (each_has_a_word(asked, there, [](const auto& word, const auto& other) {
            return other.starts_with(word);
        })) {
        return likeness::words;
    }
    if (asked.size() == 1 && all.size() >= 3 && initials_of(there).starts_with(all)) {
        return likeness::initials;
    }
    if (each_has_a_word(asked, there, is_misspelled)) {
        return likeness::spelling;
    }
    return std::nullopt;
}

}  // namespace

std::vector<found_code> find_codes(const v1::CodeTable& table, std::string_view words,
                                   std::size_t most) {
    const auto asked = words_in(words);
    std::vector<found_code> found;
    if (asked.empty()) {
        return found;
    }
    for (const auto& entry : table.entries()) {
        if (const auto how = compare(entry, asked)) {
            found.push_back({&entry, *how});
        }
    }
    const auto rank = [](const found_code& f) {
        return std::pair{f.how, !is_catch_all(f.entry->meaning())};
    };
    std::ranges::stable_sort(found, {}, rank);
    found.resize(std::min(found.size(), most));
    return found;
}

const v1::CodeEntry* meant_by(const v1::CodeTable& table, std::string_view words) {
    const auto found = find_codes(table, words, 3);
    if (found.empty() || found[0].how > likeness::name) {
        return nullptr;
    }
    const bool alone =
        found.size() == 1 || found[1].how != found[0].how ||
        (is_catch_all(found[0].entry->meaning()) && !is_catch_all(found[1].entry->meaning()));
    return found[0].how == likeness::code || alone ? found[0].entry : nullptr;
}

const v1::CodeEntry* entry_of(const v1::CodeTable& table, std::string_view code_or_value) {
    const auto found = std::ranges::find_if(table.entries(), [&](const v1::CodeEntry& entry) {
        return entry.code() == code_or_value ||
               (!entry.value().empty() && entry.value() == code_or_value);
    });
    return found == table.entries().end() || code_or_value.empty() ? nullptr : &*found;
}

std::string hint_of(const v1::CodeEntry& entry) {
    if (!entry.usable()) {
        return entry.code() + " is not sent: " + entry.meaning() + ".";
    }
    if (is_catch_all(entry.meaning())) {
        return "If the state, province or island is known, type its name: it has a code of its "
               "own.";
    }
    return {};
}

}  // namespace iaq::ctl
