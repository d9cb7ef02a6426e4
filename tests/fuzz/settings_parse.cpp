#include "settings/settings.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

// Any text, read as each of the three files. It is taken, or every complaint says where and what.
// A comment before it moves each complaint down by its lines and changes nothing else; what is said
// of the file as a whole stays at its beginning.

namespace {

using namespace iaq;

constexpr std::string_view comment = "# one\n# two\n";
constexpr std::size_t comment_lines = 2;

void check_places(const settings::complaints& said, std::string_view text) {
    ensure(!said.empty());
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    for (const auto& one : said) {
        ensure(one.line > 0 && one.line <= lines && one.column > 0);
        ensure(!one.text.empty() && one.said().ends_with(one.text));
        ensure(one.said().starts_with("fuzz:" + std::to_string(one.line) + ":"));
    }
}

/// Leaves the numbers of other lines out of the texts: `stands in line 6 already`.
void forget_lines(settings::complaints& said) {
    constexpr std::string_view mark = " line ";
    for (auto& one : said) {
        const auto found = one.text.find(mark);
        const auto at = found == std::string::npos ? one.text.size() : found + mark.size();
        one.text.erase(at, one.text.find_first_not_of("0123456789", at) - at);
    }
    std::ranges::sort(
        said, {}, [](const settings::complaint& c) { return std::tie(c.text, c.column, c.line); });
}

void check_moved(settings::complaints said, settings::complaints below) {
    forget_lines(said);
    forget_lines(below);
    ensure(said.size() == below.size());
    for (std::size_t i = 0; i < said.size(); ++i) {
        ensure(said[i].text == below[i].text && said[i].column == below[i].column);
        const bool is_of_all = said[i].line == 1 && said[i].column == 1 && below[i].line == 1;
        ensure(is_of_all || said[i].line + comment_lines == below[i].line);
    }
}

template <class Parse>
void check(Parse parse, std::string_view text) {
    const auto read = parse(text, "fuzz");
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // may only stand first
    if (!text::is_valid_utf8(text) || text.starts_with(byte_order_mark)) {
        return;  // toml++ looks for what is no UTF-8 some bytes ahead
    }
    const auto below = parse(std::string{comment} + std::string{text}, "fuzz");
    ensure(read.has_value() == below.has_value());
    if (!read) {
        check_places(read.error(), text);
        check_moved(read.error(), below.error());
    } else if constexpr (requires { read.value().digest; }) {
        auto same = read.value();
        same.digest = below.value().digest;  // of the file's bytes
        ensure(same == below.value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(bytes, bytes + size);
    check(settings::parse_settings, text);
    check(settings::parse_profile, text);
    check(settings::parse_order, text);
    return 0;
}
