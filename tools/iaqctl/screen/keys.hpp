#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// What a person pressed, told from the bytes of a terminal.
namespace iaq::ctl {

enum class key_kind : unsigned char {
    character,  // `text` holds it, UTF-8
    enter,
    tab,
    back_tab,
    up,
    down,
    left,
    right,
    page_up,
    page_down,
    home,
    end,
    backspace,
    erase,
    escape,
    clear_line,  // Ctrl-U
    redraw,      // Ctrl-L
    help,        // F1
    interrupt,   // Ctrl-C
    end_of_file  // Ctrl-D
};

struct key {
    key_kind kind = key_kind::character;
    std::string text{};
};

/// Bytes in, keys out, however the bytes were cut. What is no key of ours is passed over.
class key_reader {
public:
    void feed(std::string_view bytes) { held_ += bytes; }

    /// Returns the next key, or nothing until more bytes have come. `quiet`: nothing more came for
    /// a while, so that an escape that stands alone is the key Esc, and no sequence's beginning.
    std::optional<key> next(bool quiet = false);

    [[nodiscard]] bool holds_anything() const { return !held_.empty(); }

private:
    std::optional<key> escaped(bool quiet);

    std::string held_;
};

/// Moves the first line shown as the key asks, within `lines`; other keys move nothing.
void scroll(key_kind by, std::size_t& first, std::size_t lines);

}  // namespace iaq::ctl
