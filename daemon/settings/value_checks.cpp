#include "base/text.hpp"
#include "settings/section.hpp"
#include "settings/sound_text.hpp"
#include "settings/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace iaq::settings {
namespace {

bool refuse(const option& o, place at, std::string_view what, complaint_list& out) {
    out.add(at, fmt::format("{} {}", o.key, what));
    return false;
}

bool is_choice(const option& o, const value& v, complaint_list& out) {
    const auto choices = text::split(o.choices, ' ');
    if (v.is != shape::text) {
        return refuse(o, v.at, fmt::format("must be a text in quotes: {}", say_choices(o)), out);
    }
    if (std::ranges::find(choices, v.text) == choices.end()) {
        return refuse(o, v.at, fmt::format("must be {}{}", say_choices(o), not_this(v)), out);
    }
    if (v.text == o.unbuilt) {
        return refuse(
            o, v.at, fmt::format("\"{}\" {}; use {}", v.text, say_unbuilt(o), say_choices(o)), out);
    }
    return true;
}

bool is_text(const option& o, const value& v, complaint_list& out) {
    if (v.is != shape::text) {
        return refuse(o, v.at, fmt::format("must be a text in quotes: {}", o.must), out);
    }
    const auto size = static_cast<std::int64_t>(characters(v.text));
    if (!o.sound(v.text)) {
        return refuse(o, v.at, fmt::format("must be {}{}", o.must, not_this(v)), out);
    }
    if (size < o.low || size > o.high) {
        return refuse(o, v.at, fmt::format("must be {}, not {}", say_bounds(o), size), out);
    }
    return true;
}

bool is_flag(const option& o, const value& v, complaint_list& out) {
    if (v.is != shape::flag) {
        return refuse(o, v.at, "must be true or false, without quotes", out);
    }
    if (v.flag && o.unbuilt == "true") {
        return refuse(o, v.at, fmt::format("= true {}; use false", say_unbuilt(o)), out);
    }
    return true;
}

bool is_number(const option& o, const value& v, complaint_list& out) {
    if (v.is != shape::number || v.number < o.low || v.number > o.high) {
        return refuse(o, v.at, fmt::format("must be a whole number, {}", say_bounds(o)), out);
    }
    return true;
}

bool is_duration(const option& o, const value& v, complaint_list& out) {
    const auto found = v.is == shape::text ? parse_duration(v.text) : std::nullopt;
    if (!found) {
        return refuse(o, v.at,
                      fmt::format("must be a duration with its unit, in quotes: \"{}\" ({})",
                                  o.fallback, duration_units),
                      out);
    }
    if (found->count() < o.low || found->count() > o.high) {
        return refuse(o, v.at,
                      fmt::format("must be {}, not {}", say_bounds(o), say_duration(*found)), out);
    }
    return true;
}

bool is_size(const option& o, const value& v, complaint_list& out) {
    const auto found = v.is == shape::text ? parse_size(v.text) : std::nullopt;
    if (!found) {
        return refuse(o, v.at,
                      fmt::format("must be a size with its unit, in quotes: \"{}\" ({})",
                                  o.fallback, size_units),
                      out);
    }
    if (*found < o.low || *found > o.high) {
        return refuse(o, v.at, fmt::format("must be {}, not {}", say_bounds(o), say_size(*found)),
                      out);
    }
    return true;
}

bool is_item(const option& o, const value& item, std::set<std::string_view>& seen,
             complaint_list& out) {
    constexpr std::size_t item_bytes_max = 255;
    if (o.is == form::choices) {
        if (!is_choice(o, item, out)) {
            return false;
        }
    } else if (item.is != shape::text || item.text.size() > item_bytes_max || !o.sound(item.text)) {
        return refuse(o, item.at, fmt::format("must each be {}{}", o.must, not_this(item)), out);
    }
    return seen.insert(item.text).second || refuse(o, item.at, "holds the same twice", out);
}

bool is_list(const option& o, const value& v, complaint_list& out) {
    if (v.is != shape::list) {
        return refuse(o, v.at, fmt::format("must be a list: {} = {}", o.key, as_toml(o, o.example)),
                      out);
    }
    const auto count = static_cast<std::int64_t>(v.below.size());
    if (count < o.low || count > o.high) {
        return refuse(o, v.at, fmt::format("must hold {}, not {}", say_bounds(o), count), out);
    }
    std::set<std::string_view> seen;
    bool sound = true;
    for (const auto& item : v.below) {
        sound = is_item(o, item, seen, out) && sound;
    }
    return sound;
}

}  // namespace

bool is_sound(const option& o, const value& v, complaint_list& out) {
    switch (o.is) {
        case form::text: return is_text(o, v, out);
        case form::choice: return is_choice(o, v, out);
        case form::flag: return is_flag(o, v, out);
        case form::number: return is_number(o, v, out);
        case form::duration: return is_duration(o, v, out);
        case form::size: return is_size(o, v, out);
        case form::texts:
        case form::choices: return is_list(o, v, out);
    }
    return false;
}

}  // namespace iaq::settings
