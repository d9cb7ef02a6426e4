#include "switch_sim/effect_reader.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace iaq::switch_sim {
namespace {

using deeds = std::uint32_t;

constexpr deeds set_of(std::initializer_list<deed> members) {
    deeds set = 0;
    for (const deed d : members) {
        set |= 1U << static_cast<unsigned>(d);
    }
    return set;
}

constexpr deeds messages =
    set_of({deed::receipt, deed::answer, deed::error, deed::status, deed::send});
constexpr deeds frames = messages | set_of({deed::acknowledge});

struct deed_name {
    std::string_view name;
    deed does;
};

constexpr std::array deed_names{
    deed_name{"ack", deed::acknowledge}, deed_name{"nak", deed::refuse},
    deed_name{"silent", deed::silent},   deed_name{"receipt", deed::receipt},
    deed_name{"answer", deed::answer},   deed_name{"er", deed::error},
    deed_name{"sm", deed::status},       deed_name{"send", deed::send},
    deed_name{"close", deed::close},     deed_name{"garbage", deed::garbage},
    deed_name{"down", deed::down},       deed_name{"not-ready", deed::not_ready}};

bool set_key(std::string& out, std::string_view value) {
    out = text::to_upper(value);
    return value.size() >= 2 && value.size() <= 6 &&
           std::ranges::all_of(out, text::is_upper_alphanumeric);
}

bool set_number_text(std::string& out, std::string_view value) {
    out = value;
    return value.size() == 2 && std::ranges::all_of(value, text::is_digit);
}

bool set_type(char& out, std::string_view value) {
    out = value.empty() ? '\0' : value.front();
    return value.size() == 1;
}

/// Four hexadecimal digits, as the published tables have them.
bool set_code(std::optional<std::uint16_t>& out, std::string_view value) {
    const auto bytes = text::from_hex(value);
    if (!bytes || bytes->size() != 2) {
        return false;
    }
    out = bytes::get_big<std::uint16_t>(*bytes, 0);
    return true;
}

bool set_length(wrong_length& out, std::string_view value) {
    out = value == "short"   ? wrong_length::short_by_four
          : value == "long"  ? wrong_length::long_by_four
          : value == "huge"  ? wrong_length::huge
          : value == "shown" ? wrong_length::as_shown
                             : wrong_length::none;
    return out != wrong_length::none;
}

template <auto Member>
bool flag(effect& e, std::string_view) {
    e.*Member = true;
    return true;
}

template <auto Member>
bool words_in(effect& e, std::string_view value) {
    e.*Member = value;
    return !value.empty();
}

template <auto Member, std::uint64_t Least, std::uint64_t Most>
bool number_in(effect& e, std::string_view value) {
    return set_number(e.*Member, value, Least, Most);
}

template <auto Member, auto Set>
bool by(effect& e, std::string_view value) {
    return Set(e.*Member, value);
}

/// A word an effect may carry. `form` says what the value must be; an empty one: a flag.
struct option {
    std::string_view name;
    deeds of;
    std::string_view form;
    bool (*set)(effect& e, std::string_view value);
};

constexpr deeds of_nlets = set_of({deed::error, deed::status});
constexpr deeds of_acks = set_of({deed::acknowledge});
constexpr deeds of_garbage = set_of({deed::garbage});
constexpr deeds with_code = frames | set_of({deed::refuse});
constexpr deeds with_text = messages | set_of({deed::refuse});

// clang-format off
constexpr std::array options{
    option{"key", messages, "2 to 6 letters or digits", by<&effect::key, set_key>},
    option{"from", messages, "an ORI", words_in<&effect::from>},
    option{"text", with_text, "words in quotation marks", words_in<&effect::text>},
    option{"reference", messages, "a reference", words_in<&effect::reference>},
    option{"name", messages, "LAST,FIRST", words_in<&effect::name>},
    option{"dob", messages, "a birth date as the wire has it", words_in<&effect::dob>},
    option{"number", of_nlets, "two digits", by<&effect::number, set_number_text>},
    option{"split", messages, "a frame's bytes, 17 to 65535", number_in<&effect::split, 17, 65535>},
    option{"pieces", frames, "bytes, 1 to 65535", number_in<&effect::pieces, 1, 65535>},
    option{"txt", messages, "a count, 1 to 9", number_in<&effect::parts, 1, 9>},
    option{"bytes", of_garbage, "a count, 1 to 65535", number_in<&effect::bytes, 1, 65535>},
    option{"type", frames, "one character", by<&effect::type, set_type>},
    option{"bad-length", frames, "short, long, huge or shown", by<&effect::length, set_length>},
    option{"drop-reference", messages, "", flag<&effect::drop_reference>},
    option{"mangle-case", messages, "", flag<&effect::mangle_case>},
    option{"zeros", messages, "", flag<&effect::zeros>},
    option{"blanks", messages, "", flag<&effect::blanks>},
    option{"no-subject", messages, "", flag<&effect::no_subject>},
    option{"stop-inside", messages, "", flag<&effect::stop_inside>},
    option{"twice", frames, "", flag<&effect::twice>},
    option{"repeat-link", messages, "", flag<&effect::repeat_link>},
    option{"abandon", messages, "", flag<&effect::abandon>},
    option{"cut", frames, "", flag<&effect::cut>},
    option{"bad-start", frames, "", flag<&effect::bad_start>},
    option{"bad-stop", frames, "", flag<&effect::bad_stop>},
    option{"wrong-exchange", of_acks, "", flag<&effect::wrong_exchange>},
    option{"function", with_code, "four hexadecimal digits", by<&effect::function, set_code>},
    option{"status", with_code, "four hexadecimal digits", by<&effect::status, set_code>},
    option{"no-ack", messages, "", flag<&effect::no_ack>},
    option{"ask-parts", messages, "", flag<&effect::ask_parts>},
    option{"plain", messages, "", flag<&effect::plain>},
    option{"bad-crc", messages, "", flag<&effect::bad_crc>},
    option{"bad-header", frames, "", flag<&effect::bad_header>},
};
// clang-format on

bool belongs(const option& o, deed does) {
    return ((o.of >> static_cast<unsigned>(does)) & 1U) != 0;
}

std::string names_for(deed does) {
    std::string list = does == deed::down ? "for" : "after";
    for (const auto& o : options) {
        if (belongs(o, does)) {
            list += fmt::format(", {}{}", o.name, o.form.empty() ? "" : "=");
        }
    }
    return list;
}

std::string names_of_deeds() {
    std::string list;
    for (const auto& n : deed_names) {
        list += fmt::format("{}{}", list.empty() ? "" : ", ", n.name);
    }
    return list;
}

bool read_option(effect& e, const word& said, std::string_view deed_said,
                 const complaints_of_line& complaints) {
    const auto [name, value] = pair_of(said.text);
    const auto* const found =
        std::ranges::find_if(options, [&, n = name](const option& o) { return o.name == n; });
    if (!said.bare || found == options.end() || !belongs(*found, e.does)) {
        complaints.add(fmt::format("'{}' does not go with {}; one of: {}", said.text, deed_said,
                                   names_for(e.does)));
        return false;
    }
    if (value.has_value() == found->form.empty() || !found->set(e, value.value_or(""))) {
        complaints.add(found->form.empty()
                           ? fmt::format("'{}' takes no value; write {}", said.text, found->name)
                           : fmt::format("'{}' has no good value; write {}= and {}", said.text,
                                         found->name, found->form));
        return false;
    }
    return true;
}

/// Reads `after 2s` and `for 10s`.
bool read_times(effect& e, std::string_view name, const word* value,
                const complaints_of_line& complaints) {
    const auto read = value == nullptr ? std::nullopt : read_delay(value->text);
    const bool is_lasting = name == "for";
    if (!read || (is_lasting && (read->least != read->most || read->least == 0s))) {
        complaints.add(fmt::format("'{}' needs a time; write {} 2s{}", name, name,
                                   is_lasting ? "" : " or after 2s..60s"));
        return false;
    }
    if (is_lasting) {
        e.lasting = read->least;
    } else {
        e.after = *read;
    }
    return true;
}

bool read_word(effect& e, words said, std::size_t& at, const complaints_of_line& complaints) {
    const word& now = said[at];
    const bool is_time = e.does == deed::down ? now.is("for") || now.is("after")
                                              : now.is("after") && e.does != deed::silent;
    if (is_time) {
        const word* const value = at + 1 < said.size() ? &said[++at] : nullptr;
        return read_times(e, now.text, value, complaints);
    }
    if (e.does == deed::refuse && !now.bare) {
        e.text = now.text;
        return true;
    }
    return read_option(e, now, said.front().text, complaints);
}

/// What an effect cannot be without.
bool is_whole(const effect& e, const complaints_of_line& complaints) {
    const auto lacks = [&](bool lacking, std::string_view text) {
        if (lacking) {
            complaints.add(std::string(text));
        }
        return lacking;
    };
    const bool needs_number = e.does == deed::error || e.does == deed::status;
    return !lacks(needs_number && e.number.empty(),
                  "an er or sm has a number; write number=22 or number=02") &&
           !lacks(e.does == deed::refuse && e.text.empty() && !e.status,
                  "a nak has words; write nak \"TRY LATER\", or nak status=0013") &&
           !lacks(e.does == deed::down && e.lasting == 0s, "down has an end; write down for 10s");
}

}  // namespace

std::optional<effect> read_effect(words said, const complaints_of_line& complaints) {
    const auto* const named =
        said.empty() ? deed_names.end() : std::ranges::find_if(deed_names, [&](const deed_name& n) {
            return said.front().is(n.name);
        });
    if (named == deed_names.end()) {
        complaints.add(fmt::format("'{}' is nothing a switch does; one of: {}",
                                   said.empty() ? "" : said.front().text, names_of_deeds()));
        return std::nullopt;
    }
    effect read;
    read.does = named->does;
    bool good = true;
    for (std::size_t at = 1; at < said.size(); ++at) {
        good = read_word(read, said, at, complaints) && good;
    }
    good = good && is_whole(read, complaints);
    return good ? std::optional(read) : std::nullopt;
}

std::vector<effect> read_effects(words said, const complaints_of_line& complaints) {
    std::vector<effect> effects;
    while (true) {
        const auto end = std::ranges::find_if(said, [](const word& w) { return w.is(";"); });
        const auto size = static_cast<std::size_t>(end - said.begin());
        if (auto read = read_effect(said.first(size), complaints)) {
            effects.push_back(std::move(*read));
        }
        if (size == said.size()) {
            return effects;
        }
        said = said.subspan(size + 1);
    }
}

}  // namespace iaq::switch_sim
