#include "settings/document.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::settings {
namespace {

bool is_list_of_tables(const value& v) {
    return v.is == shape::list &&
           std::ranges::all_of(v.below, [](const value& item) { return item.is == shape::table; });
}

const value& empty_table() {
    static const value empty = [] {
        value v;
        v.is = shape::table;
        return v;
    }();
    return empty;
}

}  // namespace

document::document(option_table options, std::span<const table_rule> rules, const value& root,
                   complaint_list& out)
    : options_(options), root_(root), out_(out) {
    for (const auto& rule : rules) {
        names_.push_back(rule.name);
        for (const auto& member : root_.below) {
            if (member.key == rule.name) {
                check_shape(rule, member);
            }
        }
    }
}

void document::check_shape(const table_rule& rule, const value& member) {
    if (rule.repeated && !is_list_of_tables(member)) {
        out_.add(member.key_at,
                 fmt::format("{0} must be written [[{0}]]: there may be several", rule.name));
    } else if (!rule.repeated && member.is != shape::table) {
        out_.add(member.key_at, fmt::format("{0} must be written [{0}]: there is one", rule.name));
    }
}

const value* document::table(std::string_view name) const {
    const auto found = std::ranges::find(root_.below, name, &value::key);
    return found == root_.below.end() || found->is != shape::table ? nullptr : &*found;
}

section document::top() const { return section{options_, "", "the file", root_, out_, names_}; }

section document::one(std::string_view name) const {
    const auto* const found = table(name);
    return section{options_, name, fmt::format("[{}]", name),
                   found == nullptr ? empty_table() : *found, out_};
}

std::vector<section> document::all(std::string_view name) const {
    std::vector<section> sections;
    const auto found = std::ranges::find(root_.below, name, &value::key);
    if (found != root_.below.end() && is_list_of_tables(*found)) {
        for (const auto& table : found->below) {
            sections.emplace_back(options_, name, fmt::format("[[{}]]", name), table, out_);
        }
    }
    return sections;
}

}  // namespace iaq::settings
