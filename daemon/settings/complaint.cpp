#include "settings/complaint_list.hpp"
#include "settings/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace iaq::settings {

std::string complaint::said() const {
    return fmt::format("{}:{}:{}: {}", file, line, column, text);
}

void complaint_list::add(place at, std::string text) {
    gathered_.push_back({file_, at.line, at.column, std::move(text)});
}

complaints complaint_list::take() {
    std::ranges::stable_sort(gathered_, [](const complaint& a, const complaint& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
    return std::move(gathered_);
}

std::string not_this(const value& v) {
    constexpr std::size_t shown_max = 60;
    const bool clean = std::ranges::all_of(v.text, [](char c) { return c >= ' ' && c <= '~'; });
    if (v.is != shape::text || !clean || v.text.size() > shown_max) {
        return {};
    }
    return fmt::format(", not \"{}\"", v.text);
}

}  // namespace iaq::settings
