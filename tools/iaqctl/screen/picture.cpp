#include "iaqctl/screen/picture.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::ctl {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Returns the bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (begins_character(text[at]) && count-- == 0) {
            break;
        }
        ++at;
    }
    return at;
}

}  // namespace

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, begins_character));
}

std::string fitted(std::string_view text, std::size_t columns) {
    if (width_of(text) <= columns) {
        return std::string{text};
    }
    return columns == 0 ? std::string{}
                        : std::string{text.substr(0, bytes_of(text, columns - 1))} + "~";
}

std::string padded(std::string_view text, std::size_t columns) {
    auto out = fitted(text, columns);
    out.append(columns - std::min(columns, width_of(out)), ' ');
    return out;
}

std::vector<std::string> folded(std::string_view text, std::size_t columns) {
    std::vector<std::string> lines;
    columns = std::max<std::size_t>(columns, 1);
    while (!text.empty()) {
        auto piece = text.substr(0, bytes_of(text, columns));
        if (piece.size() < text.size() && text[piece.size()] != ' ') {
            const auto blank = piece.rfind(' ');
            piece = blank == std::string_view::npos || blank == 0 ? piece : piece.substr(0, blank);
        }
        lines.emplace_back(piece);
        text.remove_prefix(piece.size());
        while (text.starts_with(' ')) {
            text.remove_prefix(1);
        }
    }
    return lines;
}

std::vector<std::string> refolded(const std::vector<std::string>& lines, std::size_t columns) {
    std::vector<std::string> out;
    for (const auto& line : lines) {
        const auto margin = std::min(line.find_first_not_of(' '), columns / 2);
        if (width_of(line) <= columns) {
            out.push_back(line);
            continue;
        }
        for (const auto& piece : folded(std::string_view{line}.substr(margin), columns - margin)) {
            out.push_back(std::string(margin, ' ') + piece);
        }
    }
    return out;
}

std::string paint(const picture& page, picture_size size, bool emphasis) {
    std::string out = "\033[?25l\033[H";
    const auto rows = std::min(page.lines.size(), size.rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const auto& line = page.lines[i];
        const bool marked = emphasis && line.as != looks::plain;
        if (marked) {
            out += line.as == looks::heading ? "\033[1m" : "\033[7m";
        }
        out += fitted(line.text, size.columns);
        out += marked ? "\033[0m\033[K" : "\033[K";
        out += i + 1 < size.rows ? "\r\n" : "";
    }
    if (rows < size.rows) {
        out += "\033[J";
    }
    if (page.cursor && page.cursor->row < size.rows) {
        out += fmt::format("\033[{};{}H\033[?25h", page.cursor->row + 1,
                           std::min(page.cursor->column, size.columns - 1) + 1);
    }
    return out;
}

std::string as_text(const picture& page) {
    std::string out;
    for (const auto& line : page.lines) {
        out += line.text + "\n";
    }
    return out;
}

}  // namespace iaq::ctl
