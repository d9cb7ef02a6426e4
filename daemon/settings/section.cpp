#include "settings/section.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "settings/units.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::settings {

void complain_unknown(const value& member, std::string_view where,
                      std::span<const std::string_view> known, complaint_list& out) {
    const auto meant = nearest(member.key, known);
    const auto hint = meant.empty() ? fmt::format("known are {}", fmt::join(known, ", "))
                                    : fmt::format("did you mean {}?", meant);
    constexpr std::size_t shown_max = 60;
    const bool shown = member.key.size() <= shown_max &&
                       std::ranges::all_of(member.key, [](char c) { return c >= ' ' && c <= '~'; });
    const auto* const kind = member.is == shape::table ? "table" : "key";
    out.add(member.key_at,
            shown ? fmt::format("unknown {} {} in {}; {}", kind, member.key, where, hint)
                  : fmt::format("unknown {} in {}; {}", kind, where, hint));
}

section::section(option_table options, std::string_view name, std::string_view called,
                 const value& table, complaint_list& out, std::span<const std::string_view> apart)
    : options_(options),
      name_(name),
      called_(called),
      at_(table.key_at),
      known_(keys_of(options, name)) {
    known_.insert(known_.end(), apart.begin(), apart.end());
    for (const auto& member : table.below) {
        if (std::ranges::find(apart, member.key) == apart.end()) {
            said_.insert(member.key);
            read_member(member, out);
        }
    }
    for (const auto& o : options) {
        if (o.section == name && o.needed == need::required && !says(o.key)) {
            out.add(at_, fmt::format("{} lacks {}: {} = {}", called, o.key, o.key,
                                     as_toml(o, o.example)));
        }
    }
}

void section::read_member(const value& member, complaint_list& out) {
    const auto* const o = find_option(options_, name_, member.key);
    if (o == nullptr) {
        complain_unknown(member, called_, known_, out);
    } else if (o->unbuilt == "*") {
        out.add(member.key_at, fmt::format("{} {}; leave it out", o->key, say_unbuilt(*o)));
    } else if (is_sound(*o, member, out)) {
        sound_.emplace(o->key, &member);
    }
}

const value* section::find(std::string_view key) const {
    ensure(find_option(options_, name_, key) != nullptr);
    const auto found = sound_.find(key);
    return found == sound_.end() ? nullptr : found->second;
}

std::string_view section::fallback(std::string_view key) const {
    return find_option(options_, name_, key)->fallback;
}

place section::place_of(std::string_view key) const {
    const auto* const v = find(key);
    return v == nullptr ? at_ : v->at;
}

std::string section::text(std::string_view key) const {
    const auto* const v = find(key);
    return v == nullptr ? std::string{fallback(key)} : v->text;
}

bool section::flag(std::string_view key) const {
    const auto* const v = find(key);
    return v == nullptr ? fallback(key) == "true" : v->flag;
}

std::int64_t section::number(std::string_view key) const {
    const auto* const v = find(key);
    if (v != nullptr && v->is == shape::number) {
        return v->number;
    }
    const auto written = v == nullptr ? fallback(key) : std::string_view{v->text};
    return parse_size(written).value_or(text::number(written).value_or(0));
}

nanoseconds section::duration(std::string_view key) const {
    return parse_duration(text(key)).value_or(nanoseconds{0});
}

std::vector<std::string> section::texts(std::string_view key) const {
    std::vector<std::string> all;
    for (const auto& item : items(key)) {
        all.push_back(item.text);
    }
    return all;
}

std::span<const value> section::items(std::string_view key) const {
    const auto* const v = find(key);
    return v == nullptr ? std::span<const value>{} : std::span<const value>{v->below};
}

}  // namespace iaq::settings
