#include "settings/toml_reading.hpp"

#include "settings/toml_guard.hpp"

#include <fmt/format.h>

// The packaged library is built with exceptions and would not link with this flavour of it.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_MAX_NESTED_VALUES 16
// Its assertions would end the process over what a file may hold (a line "[.a"), right before its
// own error. Without them it says that error.
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace iaq::settings {
namespace {

place place_of(const toml::source_region& region) {
    return {region.begin.line == 0 ? 1 : region.begin.line,
            region.begin.column == 0 ? 1 : region.begin.column};
}

bool stands_before(const value& a, const value& b) {
    return std::pair{a.key_at.line, a.key_at.column} < std::pair{b.key_at.line, b.key_at.column};
}

value copy(const toml::node& node);

std::vector<value> copy_items(const toml::array& list) {
    std::vector<value> items;
    for (const auto& item : list) {
        items.push_back(copy(item));
    }
    return items;
}

std::vector<value> copy_members(const toml::table& table) {
    std::vector<value> members;
    for (const auto& [key, node] : table) {
        auto member = copy(node);
        member.key = std::string{key.str()};
        member.key_at = place_of(key.source());
        members.push_back(std::move(member));
    }
    std::ranges::stable_sort(members, stands_before);
    return members;
}

/// The tree's depth, and so this recursion's, is bounded by TOML_MAX_NESTED_VALUES for values and
/// by `find_unfit` for keys.
value copy(const toml::node& node) {
    value out;
    out.at = place_of(node.source());
    out.key_at = out.at;
    if (const auto* const table = node.as_table()) {
        out.is = shape::table;
        out.below = copy_members(*table);
    } else if (const auto* const list = node.as_array()) {
        out.is = shape::list;
        out.below = copy_items(*list);
    } else if (const auto* const text = node.as_string()) {
        out.is = shape::text;
        out.text = text->get();
    } else if (const auto* const number = node.as_integer()) {
        out.is = shape::number;
        out.number = number->get();
    } else if (const auto* const flag = node.as_boolean()) {
        out.is = shape::flag;
        out.flag = flag->get();
    }
    return out;
}

}  // namespace

result<value, syntax_fault> parse_toml(std::string_view text) {
    if (text.size() > file_bytes_max) {
        return syntax_fault{{}, fmt::format("the file is larger than {} bytes", file_bytes_max)};
    }
    if (auto unfit = find_unfit(text)) {
        return std::move(*unfit);
    }
    const auto parsed = toml::parse(text);
    if (!parsed) {
        return syntax_fault{place_of(parsed.error().source()),
                            fmt::format("not valid TOML: {}", parsed.error().description())};
    }
    return copy(parsed.table());
}

}  // namespace iaq::settings
