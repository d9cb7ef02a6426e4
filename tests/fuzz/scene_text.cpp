#include "fuzz/scene_text.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <tuple>

namespace iaq::fuzz {
namespace {

using namespace switch_sim;

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c == '\n' ? std::string{"\\n"} : std::string(1, c);
    }
    return out;
}

std::string in_quotes(std::string_view text) { return '"' + escaped(text) + '"'; }

/// `name=value` as one word that is no quotation; its first character is as it stands.
std::string pair(std::string_view name, std::string_view value) {
    const auto whole = std::string{name} + '=' + std::string{value};
    return ' ' + whole.substr(0, 1) + in_quotes(std::string_view{whole}.substr(1));
}

std::string number(std::string_view name, std::uint64_t value, std::uint64_t usual) {
    return value == usual ? std::string{} : fmt::format(" {}={}", name, value);
}

std::string words_said(std::string_view name, std::string_view value) {
    return value.empty() ? std::string{} : pair(name, value);
}

std::string flag(std::string_view name, bool is_set) {
    return is_set ? ' ' + std::string{name} : std::string{};
}

std::string time(nanoseconds span) { return fmt::format("{}ms", span / 1ms); }

std::string code(std::string_view name, const std::optional<std::uint16_t>& value) {
    return value ? fmt::format(" {}={:04x}", name, *value) : std::string{};
}

std::string_view name_of(deed does) {
    switch (does) {
        case deed::acknowledge: return "ack";
        case deed::refuse: return "nak";
        case deed::silent: return "silent";
        case deed::receipt: return "receipt";
        case deed::answer: return "answer";
        case deed::error: return "er";
        case deed::status: return "sm";
        case deed::send: return "send";
        case deed::close: return "close";
        case deed::garbage: return "garbage";
        case deed::down: return "down";
        case deed::not_ready: return "not-ready";
    }
    return "";
}

std::string_view name_of(wrong_length how) {
    switch (how) {
        case wrong_length::none: return "";
        case wrong_length::short_by_four: return "short";
        case wrong_length::long_by_four: return "long";
        case wrong_length::huge: return "huge";
        case wrong_length::as_shown: return "shown";
    }
    return "";
}

std::string flags_of(const effect& e) {
    return flag("drop-reference", e.drop_reference) + flag("mangle-case", e.mangle_case) +
           flag("zeros", e.zeros) + flag("blanks", e.blanks) + flag("no-subject", e.no_subject) +
           flag("stop-inside", e.stop_inside) + flag("twice", e.twice) +
           flag("repeat-link", e.repeat_link) + flag("abandon", e.abandon) + flag("cut", e.cut) +
           flag("bad-start", e.bad_start) + flag("bad-stop", e.bad_stop) +
           flag("wrong-exchange", e.wrong_exchange) + flag("no-ack", e.no_ack) +
           flag("ask-parts", e.ask_parts) + flag("plain", e.plain) + flag("bad-crc", e.bad_crc) +
           flag("bad-header", e.bad_header);
}

std::string text_of(const effect& e) {
    const effect usual;
    auto out = std::string{name_of(e.does)};
    if (e.after != usual.after) {
        out += " after " + time(e.after.least) + ".." + time(e.after.most);
    }
    out += e.lasting == usual.lasting ? "" : " for " + time(e.lasting);
    out += words_said("key", e.key) + words_said("from", e.from) + words_said("text", e.text) +
           words_said("reference", e.reference) + words_said("name", e.name) +
           words_said("dob", e.dob) + words_said("number", e.number);
    out += number("split", e.split, usual.split) + number("pieces", e.pieces, usual.pieces) +
           number("txt", e.parts, usual.parts) + number("bytes", e.bytes, usual.bytes);
    out += e.type == usual.type ? "" : pair("type", std::string(1, e.type));
    out += words_said("bad-length", name_of(e.length));
    out += code("function", e.function) + code("status", e.status);
    return out + flags_of(e);
}

std::string text_of(const rule& r) {
    std::string out = "switch ";
    if (r.on == occasion::clock) {
        out += "at " + time(r.at) + (r.again == 0s ? "" : " every " + time(r.again));
    } else {
        out += "on ";
        out += r.on == occasion::connect     ? "connect"
               : r.on == occasion::heartbeat ? "heartbeat"
               : r.key.empty()               ? "any"
                                             : r.key;
        if (r.last != std::numeric_limits<std::uint64_t>::max()) {
            out += fmt::format(" n={}..{}", r.first, r.last);
        }
        out += number("every", r.every, 0) + number("attempt", r.attempt, 0);
    }
    out += words_said("device", r.device) + words_said("ref", r.reference) + " :";
    for (const auto& e : r.effects) {
        out += &e == &r.effects.front() ? " " : " ; ";
        out += text_of(e);
    }
    return out;
}

std::string text_of(const step& s) {
    if (s.actor == "clock") {
        return "clock + " + time(s.passes);
    }
    if (s.target.empty()) {
        return s.actor;
    }
    const bool is_named = s.actor == "gateway" || s.actor == "switch";
    auto out = s.actor + " > " + (is_named ? s.target + " " : std::string{});
    out += s.said ? text_of(*s.said) : in_quotes(s.verb);
    for (const auto& word : s.words) {
        out += ' ' + in_quotes(word);
    }
    for (const auto& [name, value] : s.values) {
        out += pair(name, value);
    }
    return out;
}

std::string protocol_of(const scene& told) {
    if (!told.says_protocol) {
        return {};
    }
    if (told.protocol == model::line_protocol::foxtalk) {
        return "switch protocol foxtalk\n";
    }
    return "switch protocol dmpp2020" +
           (told.key.empty() ? std::string{} : " key=" + text::to_hex(told.key)) + '\n';
}

auto terms_in(const scene& of) {
    const auto& t = of.offered;
    return std::tuple{t.frame_bytes_max, t.idle_seconds, t.timeout_seconds,
                      t.major,           t.minor,        t.window};
}

auto shuffle_in(const scene& of) {
    const bool is_any = of.answers.how != shuffle::kind::none;
    return std::tuple{of.answers.how, is_any ? of.answers.group : 0,
                      is_any ? of.answers.patience : 0s};
}

}  // namespace

std::string text_of(const scene& told) {
    auto out = told.claim.empty() ? std::string{} : "# " + told.claim + '\n';
    out += protocol_of(told);
    const auto& t = told.offered;
    out += fmt::format("switch terms frame={} idle={} timeout={} version={}.{} window={}\n",
                       t.frame_bytes_max, t.idle_seconds, t.timeout_seconds, t.major, t.minor,
                       t.window);
    if (told.answers.how != shuffle::kind::none) {
        const bool swaps = told.answers.how == shuffle::kind::swap;
        out += fmt::format("switch {} {} for {}\n", swaps ? "swap" : "scramble", told.answers.group,
                           time(told.answers.patience));
    }
    for (const auto& r : told.rules) {
        out += text_of(r) + '\n';
    }
    for (const auto& s : told.script) {
        out += text_of(s) + '\n';
    }
    return out;
}

bool are_same(const scene& a, const scene& b) {
    const auto same_rule = [](const rule& x, const rule& y) {
        return std::tie(x.on, x.key, x.first, x.last, x.every, x.attempt, x.device, x.reference,
                        x.at, x.again, x.effects) == std::tie(y.on, y.key, y.first, y.last, y.every,
                                                              y.attempt, y.device, y.reference,
                                                              y.at, y.again, y.effects);
    };
    const auto same_step = [](const step& x, const step& y) {
        return std::tie(x.actor, x.target, x.verb, x.words, x.values, x.passes, x.said) ==
               std::tie(y.actor, y.target, y.verb, y.words, y.values, y.passes, y.said);
    };
    return a.claim == b.claim && a.protocol == b.protocol && a.says_protocol == b.says_protocol &&
           a.key == b.key && terms_in(a) == terms_in(b) && shuffle_in(a) == shuffle_in(b) &&
           std::ranges::equal(a.rules, b.rules, same_rule) &&
           std::ranges::equal(a.script, b.script, same_step);
}

}  // namespace iaq::fuzz
