#include "settings/sound_text.hpp"

#include "base/text.hpp"
#include "settings/units.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace iaq::settings {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_visible(char c) { return c > ' ' && c <= '~'; }
bool is_control(char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }
bool is_word_character(char c) {
    return text::is_letter(c) || text::is_digit(c) || c == '-' || c == '_' || c == '.';
}

template <class Asked>
bool holds(std::string_view text, std::size_t least, std::size_t most, Asked asked) {
    return text.size() >= least && text.size() <= most && std::ranges::all_of(text, asked);
}

}  // namespace

bool is_words(std::string_view text) {
    return std::ranges::none_of(text, is_control) && text::trim(text).size() == text.size();
}

bool is_absolute_path(std::string_view text) {
    return text.starts_with('/') && text.size() <= 4096 && std::ranges::none_of(text, is_control);
}

bool is_socket_path(std::string_view text) { return is_absolute_path(text) && text.size() <= 107; }

bool is_ori(std::string_view text) {
    return holds(text, 9, 9, text::is_upper_alphanumeric) && is_upper(text[0]) && is_upper(text[1]);
}

bool is_device(std::string_view text) { return holds(text, 1, 11, text::is_upper_alphanumeric); }

bool is_word(std::string_view text) { return holds(text, 1, 64, is_word_character); }

bool is_time_zone(std::string_view text) {
    const auto parts = text::split(text, '/');
    return text.size() <= 64 && std::ranges::all_of(parts, [](std::string_view part) {
               return !part.empty() && part.front() != '.' && std::ranges::all_of(part, [](char c) {
                   return is_word_character(c) || c == '+';
               });
           });
}

bool is_uri(std::string_view text) {
    const auto colon = text.find(':');
    // `uid:1000` is how a Unix user is called in the journal; no certificate may be it.
    return holds(text, 3, 255, is_visible) && colon != std::string_view::npos && colon > 0 &&
           colon + 1 < text.size() && text::is_letter(text[0]) &&
           text::to_upper(text.substr(0, colon)) != "UID";
}

bool is_tag(std::string_view text) { return text.empty() || holds(text, 1, 8, is_upper); }

bool is_message_key(std::string_view text) {
    return holds(text, 2, 6, text::is_upper_alphanumeric);
}

bool is_destination(std::string_view text) {
    return holds(text, 2, 9, text::is_upper_alphanumeric);
}

bool is_phrase(std::string_view text) { return text.size() >= 4 && is_words(text); }

bool is_prose(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return c != '\n' && is_control(c); });
}

bool is_reference_alphabet(std::string_view text) {
    if (!holds(text, 10, 36, text::is_upper_alphanumeric)) {
        return false;
    }
    std::string sorted{text};
    std::ranges::sort(sorted);
    return std::ranges::adjacent_find(sorted) == sorted.end();
}

bool is_user_id(std::string_view text) { return holds(text, 0, 30, text::is_upper_alphanumeric); }

bool is_offence_code_or_empty(std::string_view text) {
    return text.empty() || holds(text, 4, 4, text::is_digit);
}

bool is_offence_beginning(std::string_view text) { return holds(text, 1, 4, text::is_digit); }

bool is_capital_word(std::string_view text) { return holds(text, 1, 24, is_upper); }

bool is_capital_words(std::string_view text) {
    return std::ranges::all_of(text::split(text, ' '), [](std::string_view word) {
        return holds(word, 1, 24, text::is_upper_alphanumeric);
    });
}

bool is_period_or_off(std::string_view text) {
    const auto period = parse_duration(text);
    return text == "off" || (period && *period >= std::chrono::seconds{1} &&
                             *period <= std::chrono::hours{24 * 365});
}

bool is_host(std::string_view text) { return parse_host(text).has_value(); }

bool is_listening_place(std::string_view text) { return parse_listening_place(text).has_value(); }

bool is_host_name(std::string_view text) {
    const auto colons = std::ranges::count(text, ':');
    const auto of_address = [](char c) {
        return c == ':' || c == '.' || text::is_digit(c) || (c >= 'a' && c <= 'f') ||
               (c >= 'A' && c <= 'F');
    };
    return colons == 0 ? holds(text, 1, 253, is_word_character)
                       : colons > 1 && holds(text, 2, 45, of_address);
}

namespace {

std::optional<model::host_address> host_at(std::string_view text, std::int64_t least_port) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    auto host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) {
        host = host.substr(1, host.size() - 2);
    }
    const auto sound = [bracketed](char c) {
        return bracketed ? is_word_character(c) || c == ':' : is_word_character(c);
    };
    const auto port = text::number(text.substr(colon + 1));
    if (!holds(host, 1, 253, sound) || !port || *port < least_port || *port > 65'535) {
        return std::nullopt;
    }
    return model::host_address{std::string{host}, static_cast<std::uint16_t>(*port)};
}

}  // namespace

std::optional<model::host_address> parse_host(std::string_view text) { return host_at(text, 1); }

std::optional<model::host_address> parse_listening_place(std::string_view text) {
    auto place = host_at(text, 0);
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    const bool is_numeric =
        place && (::inet_pton(AF_INET, place->host.c_str(), parsed.data()) == 1 ||
                  ::inet_pton(AF_INET6, place->host.c_str(), parsed.data()) == 1);
    return is_numeric ? place : std::nullopt;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace iaq::settings
