#include "wire/switch_text.hpp"

#include "base/text.hpp"
#include "wire/nlets_header.hpp"

#include <algorithm>
#include <array>

namespace iaq::wire {
namespace {

constexpr std::size_t trailer_lines_max = 16;
constexpr std::size_t trailer_bytes_max = 200;
constexpr std::size_t value_bytes_max = 64;

/// Takes the one or two digits at the front, unless more follow.
std::string take_number(std::string_view& text) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == 0 || end > 2) {
        return {};
    }
    const std::string digits{text.substr(0, end)};
    text.remove_prefix(end);
    return digits.size() == 1 ? '0' + digits : digits;
}

/// Passes a word that some switches print before the number: ER 0, ERROR 22, STATUS 02.
bool take_word_before_number(std::string_view& text) {
    static constexpr std::array<std::string_view, 4> words{"ERROR", "ER", "STATUS", "SM"};
    for (const auto word : words) {
        const auto rest = text.substr(std::min(word.size(), text.size()));
        if (text.starts_with(word) && (rest.starts_with(' ') || rest.starts_with('.'))) {
            text = rest.substr(std::min(rest.find_first_not_of(" ."), rest.size()));
            return true;
        }
    }
    return false;
}

/// True for `08JAN2004 07:33:43`.
bool is_switch_clock(std::string_view text) {
    static constexpr std::string_view form = "99AAA9999 99:99:99";
    return text.size() == form.size() && std::ranges::equal(form, text, [](char wanted, char c) {
               return wanted == '9'   ? text::is_digit(c)
                      : wanted == 'A' ? text::is_letter(c)
                                      : wanted == c;
           });
}

/// `MRI 3718979 IN: NLI1 1971 AT 08JAN2004 07:33:43`, `OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44`.
bool is_trailer_line(std::string_view line) {
    const auto at = line.rfind(" AT ");
    if (line.size() > trailer_bytes_max || at == std::string_view::npos ||
        !is_switch_clock(line.substr(at + 4))) {
        return false;
    }
    const bool in = line.starts_with("MRI ") && line.find(" IN: ") != std::string_view::npos;
    return in || line.starts_with("OUT: ");
}

/// Returns what follows the words that introduce the quoted request, else all of the body.
std::string_view behind_introduction(std::string_view body) {
    static constexpr std::string_view words = "ORIGINAL MESSAGE";
    const auto at = body.find(words);
    if (at == std::string_view::npos) {
        return body;
    }
    body.remove_prefix(at + words.size());
    return body.substr(std::min(body.find_first_not_of(" :-"), body.size()));
}

/// Reads a quoted OFML request. Its first 100 characters hold ID at least (Nlets ER).
bool read_ofml_echo(model::heard& heard, std::string_view body) {
    const auto at = body.find("<HDR>");
    if (at == std::string_view::npos) {
        return false;
    }
    const auto quoted = body.substr(at);
    const auto reference = scan_element(quoted, "REF");
    heard.echoed_reference = reference.empty() ? scan_element(quoted, "ID") : reference;
    heard.echoed_key = scan_element(quoted, "MKE");
    return true;
}

void read_echo(model::heard& heard, std::string_view body) {
    const auto quoted = behind_introduction(body);
    if (read_ofml_echo(heard, quoted)) {
        return;
    }
    for (const auto line : text::lines(quoted)) {
        if (const auto found = read_request_header(line)) {
            heard.echoed_key = found->key;
            heard.echoed_reference = found->reference;
            return;
        }
    }
}

}  // namespace

std::string status_number(std::string_view key, std::string_view body) {
    if (key != "ER" && key != "SM") {
        return {};
    }
    auto rest = text::trim(body);
    if (rest.starts_with(".\r") || rest.starts_with(".\n")) {
        rest = text::trim(rest.substr(1));  // the period behind TXT
    }
    const bool dotted = rest.starts_with('.');
    rest.remove_prefix(dotted ? 1 : 0);
    const bool worded = !dotted && take_word_before_number(rest);
    auto number = take_number(rest);
    const bool ended = rest.empty() || rest.front() == '.' || text::is_blank(rest.front());
    // A bare number may also begin a sentence or a date; only an ER is sure to begin with one.
    const bool sure = dotted || worded || rest.starts_with('.') || key == "ER";
    return ended && sure ? number : std::string{};
}

std::vector<std::string> trailer_lines(std::string_view text) {
    std::vector<std::string> found;
    for (const auto line : text::lines(text)) {
        const auto trimmed = text::trim(line);
        if (found.size() < trailer_lines_max && is_trailer_line(trimmed)) {
            found.emplace_back(trimmed);
        }
    }
    return found;
}

std::string scan_element(std::string_view xml, std::string_view name) {
    const auto open = '<' + std::string{name} + '>';
    const auto at = xml.find(open);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto rest = xml.substr(at + open.size());
    const auto end = rest.find('<');
    if (end == std::string_view::npos || end > value_bytes_max ||
        !rest.substr(end).starts_with("</" + std::string{name} + '>')) {
        return {};
    }
    return std::string{text::trim(rest.substr(0, end))};
}

void read_body(model::heard& heard, std::string_view body) {
    const auto& key = heard.header.key;
    heard.header.number = status_number(key, body);
    heard.trailer = trailer_lines(heard.text);
    if (key.empty() || key == "ER" || key == "SM") {
        read_echo(heard, body);
    }
}

}  // namespace iaq::wire
