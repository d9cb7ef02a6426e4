#include "switch_sim/words.hpp"

#include "base/text.hpp"

#include <array>

namespace iaq::switch_sim {
namespace {

constexpr nanoseconds time_max = std::chrono::hours{1000};

char unescaped(char c) { return c == 'n' ? '\n' : c; }

/// Takes one word at `at`, which is no blank. False when a quotation does not end.
bool take_word(std::string_view line, std::size_t& at, word& out) {
    bool quoted = false;
    out.bare = line[at] != '"';
    for (; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (quoted && c == '\\' && at + 1 < line.size()) {
            out.text += unescaped(line[++at]);
        } else if (!quoted && (text::is_blank(c) || c == ';')) {
            break;
        } else {
            out.text += c;
        }
    }
    return !quoted;
}

/// `5s:` is `5s :`; the colon of `text="a:"` stays, since the quotation mark stands behind it.
void part_colon(std::vector<word>& found, std::string_view said) {
    auto& last = found.back();
    if (last.bare && said.ends_with(':') && last.text.size() > 1) {
        last.text.pop_back();
        found.push_back(word{":"});
    }
}

}  // namespace

std::optional<std::vector<word>> read_words(std::string_view line) {
    std::vector<word> found;
    std::size_t at = 0;
    while (at < line.size() && line[at] != '#') {
        if (text::is_blank(line[at])) {
            ++at;
        } else if (line[at] == ';') {
            found.push_back(word{";"});
            ++at;
        } else {
            const auto begin = at;
            if (!take_word(line, at, found.emplace_back())) {
                return std::nullopt;
            }
            part_colon(found, line.substr(begin, at - begin));
        }
    }
    return found;
}

pair_of_words pair_of(std::string_view text) {
    const auto mark = text.find('=');
    if (mark == std::string_view::npos) {
        return {text, std::nullopt};
    }
    return {text.substr(0, mark), text.substr(mark + 1)};
}

std::optional<nanoseconds> read_time(std::string_view text) {
    struct unit {
        std::string_view name;
        nanoseconds length;
    };
    // `ms` before `s` and `m`: the first that ends the text and leaves a number is the unit.
    constexpr std::array units{unit{"ms", 1ms}, unit{"s", 1s}, unit{"m", 60s}, unit{"h", 3600s}};
    for (const auto& u : units) {
        if (!text.ends_with(u.name)) {
            continue;
        }
        const auto count = text::number(text.substr(0, text.size() - u.name.size()));
        if (count && *count <= time_max / u.length) {
            return *count * u.length;
        }
    }
    return std::nullopt;
}

std::optional<delay> read_delay(std::string_view text) {
    const auto dots = text.find("..");
    const auto least = read_time(text.substr(0, dots));
    const auto most = dots == std::string_view::npos ? least : read_time(text.substr(dots + 2));
    if (!least || !most || *least > *most) {
        return std::nullopt;
    }
    return delay{*least, *most};
}

std::optional<number_range> read_range(std::string_view text) {
    const auto dots = text.find("..");
    const auto first = text::number(text.substr(0, dots));
    const auto last = dots == std::string_view::npos ? first : text::number(text.substr(dots + 2));
    if (!first || !last || *first > *last) {
        return std::nullopt;
    }
    return number_range{static_cast<std::uint64_t>(*first), static_cast<std::uint64_t>(*last)};
}

}  // namespace iaq::switch_sim
