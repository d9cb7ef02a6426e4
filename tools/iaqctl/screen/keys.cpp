#include "iaqctl/screen/keys.hpp"

#include <algorithm>
#include <array>

namespace iaq::ctl {
namespace {

struct sequence {
    std::string_view bytes;  // behind the escape
    key_kind kind;
};

// What xterm, the Linux console, tmux and screen send.
// clang-format off
constexpr std::array sequences{
    sequence{"[A", key_kind::up},         sequence{"OA", key_kind::up},
    sequence{"[B", key_kind::down},       sequence{"OB", key_kind::down},
    sequence{"[C", key_kind::right},      sequence{"OC", key_kind::right},
    sequence{"[D", key_kind::left},       sequence{"OD", key_kind::left},
    sequence{"[5~", key_kind::page_up},   sequence{"[6~", key_kind::page_down},
    sequence{"[H", key_kind::home},       sequence{"OH", key_kind::home},
    sequence{"[1~", key_kind::home},      sequence{"[F", key_kind::end},
    sequence{"OF", key_kind::end},        sequence{"[4~", key_kind::end},
    sequence{"[3~", key_kind::erase},     sequence{"[Z", key_kind::back_tab},
    sequence{"OP", key_kind::help},       sequence{"[11~", key_kind::help},
    sequence{"[[A", key_kind::help},
};
// clang-format on

constexpr std::size_t sequence_bytes_max = 16;

/// Returns the length of the control sequence behind an escape, or 0 when it has not ended.
std::size_t size_of_sequence(std::string_view behind) {
    if (behind.starts_with("[[")) {
        return behind.size() < 3 ? 0 : 3;
    }
    if (behind.starts_with('O')) {
        return behind.size() < 2 ? 0 : 2;
    }
    for (std::size_t i = 1; i < std::min(behind.size(), sequence_bytes_max); ++i) {
        if (behind[i] >= '@' && behind[i] <= '~') {
            return i + 1;
        }
    }
    return behind.size() >= sequence_bytes_max ? sequence_bytes_max : 0;
}

std::size_t size_of_character(unsigned char lead) {
    return lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

std::optional<key_kind> control_key(char byte) {
    switch (byte) {
        case '\r':
        case '\n': return key_kind::enter;
        case '\t': return key_kind::tab;
        case '\x7F':
        case '\b': return key_kind::backspace;
        case '\x03': return key_kind::interrupt;
        case '\x04': return key_kind::end_of_file;
        case '\x0C': return key_kind::redraw;
        case '\x15': return key_kind::clear_line;
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<key> key_reader::escaped(bool quiet) {
    const std::string_view behind = std::string_view{held_}.substr(1);
    if (behind.empty() || (behind.front() != '[' && behind.front() != 'O')) {
        if (behind.empty() && !quiet) {
            return std::nullopt;
        }
        held_.erase(0, 1);
        return key{key_kind::escape};
    }
    const auto size = size_of_sequence(behind);
    if (size == 0) {
        if (!quiet) {
            return std::nullopt;
        }
        held_.clear();
        return key{key_kind::escape};
    }
    const auto* const known =
        std::ranges::find(sequences, behind.substr(0, size), &sequence::bytes);
    held_.erase(0, size + 1);
    return known == sequences.end() ? next(quiet) : key{known->kind};
}

void scroll(key_kind by, std::size_t& first, std::size_t lines) {
    constexpr std::size_t page = 15;
    if (by == key_kind::down || by == key_kind::page_down) {
        first = std::min(first + (by == key_kind::down ? 1 : page), lines);
    } else if (by == key_kind::up || by == key_kind::page_up) {
        first -= std::min(first, by == key_kind::up ? 1 : page);
    }
}

std::optional<key> key_reader::next(bool quiet) {
    while (!held_.empty()) {
        const char first = held_.front();
        if (first == '\x1B') {
            return escaped(quiet);
        }
        if (const auto control = control_key(first)) {
            held_.erase(0, 1);
            return key{*control};
        }
        const auto size = size_of_character(static_cast<unsigned char>(first));
        if (held_.size() < size) {
            return std::nullopt;
        }
        auto text = held_.substr(0, size);
        held_.erase(0, size);
        if (static_cast<unsigned char>(first) >= ' ') {
            return key{key_kind::character, std::move(text)};
        }
    }
    return std::nullopt;
}

}  // namespace iaq::ctl
