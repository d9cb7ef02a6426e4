#include "base/text.hpp"
#include "settings/daemon_options.hpp"
#include "settings/settings.hpp"

#include <fmt/format.h>

namespace iaq::settings {
namespace {

constexpr std::string_view preface = R"(# Configuration of iaqd. Every option stands here.
# `#key = value` shows a default: the daemon behaves as if the line were there.
# `key = value` has no default: put in what is true at your site.
# `iaqd --config FILE --check-config` names everything that is wrong with a file at once.
# Durations and sizes carry their unit: "500ms", "30s", "5m", "1h", "30d", "1y"; "1KiB", "64MiB".
# This file is written from the daemon's own table of options; config/README.md says how.
)";

/// What a text must be, and its bounds where those words do not hold them already.
std::string say_text(const option& o) {
    const bool told = o.must.find(fmt::format("{}", o.high)) != std::string_view::npos;
    const bool path = o.is == form::text && o.high > 255;
    return told || path ? std::string{o.must} : fmt::format("{}; {}", o.must, say_bounds(o));
}

std::string say_values(const option& o) {
    switch (o.is) {
        case form::choice: return say_choices(o);
        case form::choices: return fmt::format("Each {}", say_choices(o));
        case form::flag: return "true or false";
        case form::number:
        case form::duration:
        case form::size: return say_bounds(o);
        case form::text:
        case form::texts: break;
    }
    auto said = say_text(o);
    said.front() = text::upper(said.front());
    return said;
}

/// The line that says what values are taken, and what happens without one.
std::string say_limits(const option& o) {
    if (o.unbuilt == "*") {
        return fmt::format("Refused: {}.", say_unbuilt(o).substr(3));
    }
    auto said = say_values(o);
    if (!o.unbuilt.empty()) {
        said += fmt::format(
            "; {} {}",
            o.is == form::flag ? std::string{o.unbuilt} : fmt::format("\"{}\"", o.unbuilt),
            say_unbuilt(o));
    }
    return said + (o.fallback.empty() && o.needed == need::optional ? ". No default." : ".");
}

void write_option(const option& o, std::string& out) {
    out += '\n';
    for (const auto sentence : text::split(o.about, '\n')) {
        out += fmt::format("# {}\n", sentence);
    }
    out += fmt::format("# {}\n", say_limits(o));
    const bool set = o.needed != need::optional;
    const auto written = o.fallback.empty() ? o.example : o.fallback;
    out += fmt::format("{}{} = {}\n", set ? "" : "#", o.key, as_toml(o, written));
}

}  // namespace

std::string commented_defaults() {
    std::string out{preface};
    for (const auto& table : daemon_tables()) {
        out += table.repeated ? fmt::format("\n[[{}]]\n", table.name)
                              : fmt::format("\n[{}]\n", table.name);
        for (const auto& o : daemon_options()) {
            if (o.section == table.name) {
                write_option(o, out);
            }
        }
    }
    return out;
}

}  // namespace iaq::settings
