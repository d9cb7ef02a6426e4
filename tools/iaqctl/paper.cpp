#include "iaqctl/paper.hpp"

#include <google/protobuf/util/json_util.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace iaq::ctl {
namespace {

/// Returns the bytes of the UTF-8 character that begins the text; 0 when none does.
std::size_t character_size(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t size = 1;
    if (lead >= 0x80) {
        size = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
    if (size > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < size; ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    return size;
}

/// Whether the character could steer a terminal or turn the reading direction around.
bool steers(std::string_view character) {
    const auto within = [character](std::string_view first, std::string_view last) {
        return character.size() == first.size() && character >= first && character <= last;
    };
    using namespace std::string_view_literals;
    return within("\0"sv, "\x1F") || character == "\x7F" ||  // C0, DEL
           within("\xC2\x80", "\xC2\x9F") ||                 // C1
           within("\xE2\x80\x8E", "\xE2\x80\x8F") ||         // U+200E, U+200F
           within("\xE2\x80\xAA", "\xE2\x80\xAE") ||         // U+202A to U+202E
           within("\xE2\x81\xA6", "\xE2\x81\xA9");           // U+2066 to U+2069
}

/// Returns at most `room` whole characters from the front of clean text.
std::string_view front_of(std::string_view text, std::size_t room) {
    std::size_t end = 0;
    for (; room > 0 && end < text.size(); --room) {
        end += std::max<std::size_t>(character_size(text.substr(end)), 1);
    }
    return text.substr(0, end);
}

void append_broken(std::string& out, std::string_view line, std::size_t indent) {
    const std::string margin(indent, ' ');
    do {
        auto piece = front_of(line, columns - indent);
        if (piece.size() < line.size()) {
            const auto blank = piece.rfind(' ');
            piece = blank == std::string_view::npos || blank == 0 ? piece : piece.substr(0, blank);
        }
        out += margin;
        out += piece;
        out += '\n';
        line.remove_prefix(piece.size());
        if (!line.empty() && line.front() == ' ') {
            line.remove_prefix(1);
        }
    } while (!line.empty());
}

}  // namespace

void set_zone(const std::string& name) {
    ::setenv("TZ", name.c_str(), 1);
    ::tzset();
}

std::string local_time(const google::protobuf::Timestamp& at) {
    if (at.seconds() == 0) {
        return "-";
    }
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &parts);
    return {text.data(), size};
}

std::string clean(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto size = character_size(text);
        const auto character = text.substr(0, std::max<std::size_t>(size, 1));
        out += size == 0 || steers(character) ? "?" : character;
        text.remove_prefix(character.size());
    }
    return out;
}

std::string line(std::string_view text) { return clean(text) + "\n"; }

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string lines;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            lines += i + 1 < text.size() && text[i + 1] == '\n' ? "" : "\n";
        } else {
            lines += text[i] == '\t' ? ' ' : text[i];
        }
    }
    std::string out;
    std::string_view rest = lines;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        append_broken(out, clean(rest.substr(0, end)), indent);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return out;
}

std::string strong(std::string_view text) {
    static const bool terminal = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    std::string out{text};
    return terminal ? "\033[1m" + out + "\033[0m" : out;
}

std::string short_name(std::string_view full, std::string_view prefix) {
    return std::string{full.starts_with(prefix) ? full.substr(prefix.size()) : full};
}

std::string json_line(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions how;
    how.preserve_proto_field_names = true;
    std::string text;
    static_cast<void>(google::protobuf::util::MessageToJsonString(message, &text, how));
    return text;
}

bool on_paper() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace iaq::ctl
