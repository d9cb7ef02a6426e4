#include "switch_sim/scene.hpp"

#include "base/text.hpp"
#include "switch_sim/effect_reader.hpp"
#include "switch_sim/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace iaq::switch_sim {
namespace {

constexpr std::size_t lines_max = 10'000;

bool is_link_deed(deed d) {
    return d == deed::silent || d == deed::close || d == deed::garbage || d == deed::down ||
           d == deed::refuse || d == deed::not_ready;
}

bool fits(occasion on, deed d) {
    switch (on) {
        case occasion::connect:
        case occasion::heartbeat: return is_link_deed(d);
        case occasion::clock:
            return d != deed::silent && d != deed::refuse && d != deed::acknowledge &&
                   d != deed::not_ready;
        case occasion::heard: return d != deed::not_ready;
    }
    return false;
}

/// What is heard is acknowledged at once unless the rule says what happens instead.
void acknowledge_unless_said(rule& r) {
    const bool said = std::ranges::any_of(r.effects, [](const effect& e) {
        return e.does == deed::acknowledge || e.does == deed::refuse || e.does == deed::silent;
    });
    if (r.on == occasion::heard && !said) {
        r.effects.insert(r.effects.begin(), effect{});
    }
}

/// Reads one text into one scene, and keeps what was wrong.
class reader {
public:
    void read_line(std::size_t number, std::string_view line) {
        const complaints_of_line complaints{number, complaints_};
        const auto trimmed = text::trim(line);
        if (trimmed.starts_with('#')) {
            if (scene_.claim.empty()) {
                scene_.claim = text::trim(trimmed.substr(1));
            }
            return;
        }
        const auto read = read_words(trimmed);
        if (!read) {
            complaints.add("a quotation does not end; close it with \"");
        } else if (!read->empty()) {
            read_statement(*read, complaints);
        }
    }

    result<scene, std::vector<complaint>> finish() && {
        if (!complaints_.empty()) {
            return std::move(complaints_);
        }
        return std::move(scene_);
    }

private:
    void read_statement(words said, const complaints_of_line& complaints) {
        const bool is_script = said.size() > 1 && said[1].is(">");
        if (said[0].is("switch") && !is_script) {
            read_switch(said.subspan(1), complaints);
        } else {
            read_step(said, is_script, complaints);
        }
    }

    void read_switch(words said, const complaints_of_line& complaints) {
        const auto first = said.empty() ? std::string_view{} : std::string_view(said[0].text);
        if (first == "on" || first == "at") {
            read_rule(said, complaints);
        } else if (first == "swap" || first == "scramble") {
            read_shuffle(said, complaints);
        } else if (first == "terms") {
            read_terms(said.subspan(1), complaints);
        } else if (first == "protocol") {
            read_protocol(said.subspan(1), complaints);
        } else {
            complaints.add(fmt::format(
                "'switch {}' is no rule; one of: on, at, swap, scramble, terms, protocol", first));
        }
    }

    void read_protocol(words said, const complaints_of_line& complaints) {
        const bool is_dmpp = !said.empty() && said[0].is("dmpp2020");
        const bool has_key = is_dmpp && said.size() == 2 && pair_of(said[1].text).name == "key";
        const auto key =
            has_key ? text::from_hex(pair_of(said[1].text).value.value_or("")) : std::nullopt;
        const bool good_key = !has_key || (key && (key->size() == 16 || key->size() == 32));
        const bool good = is_dmpp || (said.size() == 1 && said[0].is("foxtalk"));
        if (!good || !good_key || said.size() > (has_key ? 2U : 1U) || scene_.says_protocol) {
            complaints.add(
                "no protocol; write once, before any terms: switch protocol foxtalk, switch "
                "protocol dmpp2020, or dmpp2020 key=HEX of 16 or 32 bytes");
            return;
        }
        speak(scene_, is_dmpp ? model::line_protocol::dmpp2020 : model::line_protocol::foxtalk);
        scene_.says_protocol = true;
        scene_.key = key.value_or("");
    }

    void read_rule(words said, const complaints_of_line& complaints) {
        const auto colon = std::ranges::find_if(said, [](const word& w) { return w.is(":"); });
        const auto size = static_cast<std::size_t>(colon - said.begin());
        if (size == said.size() || size < 2) {
            complaints.add(
                "a rule has an occasion and deeds; write switch on iaq : ack, or "
                "switch at 5s : close");
            return;
        }
        rule r;
        r.line = complaints.line;
        const bool good = said[0].is("on") ? read_on(r, said.subspan(1, size - 1), complaints)
                                           : read_at(r, said.subspan(1, size - 1), complaints);
        r.effects = read_effects(said.subspan(size + 1), complaints);
        for (const auto& e : r.effects) {
            if (!fits(r.on, e.does)) {
                complaints.add(
                    "such a deed cannot answer such an occasion; on connect and on "
                    "heartbeat take silent, nak, close, garbage, down, not-ready; at takes no "
                    "ack, nak, silent");
                return;
            }
        }
        if (good) {
            acknowledge_unless_said(r);
            scene_.rules.push_back(std::move(r));
        }
    }

    static bool read_on(rule& r, words said, const complaints_of_line& complaints) {
        const auto& name = said[0].text;
        if (name == "connect") {
            r.on = occasion::connect;
        } else if (name == "heartbeat") {
            r.on = occasion::heartbeat;
        } else if (name.size() < 2 || name.size() > 6 ||
                   !std::ranges::all_of(text::to_upper(name), text::is_upper_alphanumeric)) {
            complaints.add(fmt::format(
                "'{}' is no occasion; connect, heartbeat, any, or a message key such as iaq",
                name));
            return false;
        } else if (name != "any") {
            r.key = text::to_upper(name);
        }
        bool good = true;
        for (const auto& w : said.subspan(1)) {
            good = read_selector(r, w, complaints) && good;
        }
        return good;
    }

    static bool read_selector(rule& r, const word& w, const complaints_of_line& complaints) {
        const auto [name, given] = pair_of(w.text);
        const auto value = given.value_or("");
        const auto range = read_range(value);
        bool good = !value.empty();
        if (name == "n") {
            good = range && range->first > 0;
            r.first = good ? range->first : 1;
            r.last = good ? range->last : 1;
        } else if (name == "every") {
            good = set_number(r.every, value, 1, 1'000'000);
        } else if (name == "attempt") {
            good = set_number(r.attempt, value, 1, 1'000'000);
        } else if (name == "device") {
            r.device = value;
        } else if (name == "ref") {
            r.reference = value;
        } else {
            good = false;
        }
        if (!good) {
            complaints.add(fmt::format(
                "'{}' selects nothing; n=3, n=2..5, every=5, attempt=2, device=D or ref=R",
                w.text));
        }
        return good;
    }

    static bool read_at(rule& r, words said, const complaints_of_line& complaints) {
        r.on = occasion::clock;
        const auto at = read_time(said[0].text);
        auto rest = said.subspan(1);
        const bool repeats = rest.size() > 1 && rest[0].is("every");
        const auto again = repeats ? read_time(rest[1].text) : nanoseconds{0};
        rest = rest.subspan(repeats ? 2 : 0);
        if (!rest.empty() && pair_of(rest[0].text).name == "device") {
            r.device = pair_of(rest[0].text).value.value_or("");
            rest = rest.subspan(1);
        }
        if (!at || !again || (repeats && *again < 1ms) || !rest.empty()) {
            complaints.add(
                "this is no time; write switch at 5s, switch at 5s every 10s, and "
                "device=D behind it");
            return false;
        }
        r.at = *at;
        r.again = *again;
        return true;
    }

    void read_shuffle(words said, const complaints_of_line& complaints) {
        auto& to = scene_.answers;
        const bool waits = said.size() == 4 && said[2].is("for");
        const auto patience = waits ? read_time(said[3].text) : to.patience;
        if ((said.size() != 2 && !waits) || !patience ||
            !set_number(to.group, said[1].text, 2, 1000)) {
            complaints.add(
                fmt::format("'{}' needs a group; write switch {} 2, or switch {} 2 "
                            "for 5s",
                            said[0].text, said[0].text, said[0].text));
            return;
        }
        to.how = said[0].is("swap") ? shuffle::kind::swap : shuffle::kind::scramble;
        to.patience = *patience;
    }

    void read_terms(words said, const complaints_of_line& complaints) {
        for (const auto& w : said) {
            if (!read_term(w)) {
                complaints.add(
                    fmt::format("'{}' is no term; frame=8000 (17 to 16777216), "
                                "idle=180s, timeout=30s, version=1.0 or window=3 (1 to 32)",
                                w.text));
            }
        }
    }

    bool read_term(const word& w) {
        auto& to = scene_.offered;
        const auto [name, given] = pair_of(w.text);
        const auto value = given.value_or("");
        const auto dot = value.find('.');
        if (name == "frame") {
            return set_number(to.frame_bytes_max, value, 17, 16'777'216);
        }
        if (name == "version") {
            return dot != std::string_view::npos &&
                   set_number(to.major, value.substr(0, dot), 0, 65535) &&
                   set_number(to.minor, value.substr(dot + 1), 0, 65535);
        }
        if (name == "window") {
            return set_number(to.window, value, 1, 32);
        }
        const auto seconds = value.ends_with('s') ? value.substr(0, value.size() - 1) : value;
        return (name == "idle" && set_number(to.idle_seconds, seconds, 1, 65535)) ||
               (name == "timeout" && set_number(to.timeout_seconds, seconds, 1, 65535));
    }

    void read_step(words said, bool has_arrow, const complaints_of_line& complaints) {
        step s;
        s.line = complaints.line;
        s.actor = said[0].text;
        const bool good = has_arrow             ? read_exchange(s, said, complaints)
                          : said[0].is("clock") ? read_clock(s, said, complaints)
                                                : read_blow(s, said, complaints);
        if (good) {
            scene_.script.push_back(std::move(s));
        }
    }

    static bool read_clock(step& s, words said, const complaints_of_line& complaints) {
        const auto passes =
            said.size() == 3 && said[1].is("+") ? read_time(said[2].text) : std::nullopt;
        if (!passes) {
            complaints.add("the clock only goes on; write clock + 31s");
            return false;
        }
        s.passes = *passes;
        return true;
    }

    static bool read_blow(step& s, words said, const complaints_of_line& complaints) {
        if ((s.actor != "kill" && s.actor != "restart") || said.size() != 1) {
            complaints.add(
                fmt::format("'{}' begins no line; one of: switch, client >, operator >, "
                            "gateway >, switch >, clock + 31s, kill, restart",
                            s.actor));
            return false;
        }
        s.verb = s.actor;
        return true;
    }

    static bool read_exchange(step& s, words said, const complaints_of_line& complaints) {
        auto rest = said.subspan(2);
        if (s.actor == "client" || s.actor == "operator") {
            s.target = "gateway";
        } else if (!rest.empty() && (s.actor == "gateway" || s.actor == "switch")) {
            s.target = rest[0].text;
            rest = rest.subspan(1);
        }
        static constexpr std::array of_gateway{"client", "operator", "switch"};
        const bool good_target = s.actor == "gateway"
                                     ? std::ranges::find(of_gateway, s.target) != of_gateway.end()
                                     : s.target == "gateway";
        if (!good_target || rest.empty()) {
            complaints.add(
                "nobody is spoken to like this; write client > VERB, operator > VERB, "
                "gateway > client VERB, gateway > operator VERB, gateway > switch VERB "
                "or switch > gateway DEED");
            return false;
        }
        return s.actor == "switch" ? read_said(s, rest, complaints)
                                   : read_arguments(s, rest, complaints);
    }

    static bool read_arguments(step& s, words said, const complaints_of_line& complaints) {
        s.verb = said[0].text;
        for (const auto& w : said.subspan(1)) {
            const auto [name, value] = pair_of(w.text);
            if (!w.bare || !value) {
                s.words.push_back(w.text);
            } else if (!s.values.emplace(name, *value).second) {
                complaints.add(fmt::format("{}= is said twice; say it once", name));
                return false;
            }
        }
        return true;
    }

    /// `id=a` says about whom; all else is an effect, as in a rule.
    static bool read_said(step& s, words said, const complaints_of_line& complaints) {
        std::vector<word> rest;
        for (const auto& w : said) {
            const auto [name, value] = pair_of(w.text);
            if (w.bare && value && (name == "id" || name == "device")) {
                s.values.emplace(name, *value);
            } else {
                rest.push_back(w);
            }
        }
        s.verb = rest.empty() ? std::string{} : rest[0].text;
        s.said = read_effect(rest, complaints);
        return s.said.has_value();
    }

    scene scene_;
    std::vector<complaint> complaints_;
};

}  // namespace

void speak(scene& told, model::line_protocol protocol) {
    told.protocol = protocol;
    if (protocol == model::line_protocol::dmpp2020) {
        told.offered.frame_bytes_max = 32 * 1024;
        told.offered.idle_seconds = 30;
        told.offered.timeout_seconds = 30;
    }
}

result<scene, std::vector<complaint>> read_scene(std::string_view text) {
    reader all;
    const auto lines = text::lines(text);
    if (lines.size() > lines_max) {
        return std::vector{complaint{lines_max + 1, "a scene has at most 10000 lines"}};
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        all.read_line(i + 1, lines[i]);
    }
    return std::move(all).finish();
}

std::vector<complaint> refuse_script(const scene& read) {
    std::vector<complaint> complaints;
    for (const auto& s : read.script) {
        complaints.push_back({s.line, fmt::format("'{}' is a line of a test's script; iaq-switch "
                                                  "runs switch rules only, leave it out",
                                                  s.actor)});
    }
    return complaints;
}

std::string place(std::string_view file, const complaint& c) {
    return fmt::format("{}:{}: {}", file, c.line, c.text);
}

}  // namespace iaq::switch_sim
