#include "iaqctl/paper.hpp"

#include <google/protobuf/util/json_util.h>

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace iaq::ctl {
namespace {

void append_broken(std::string& out, std::string_view line, std::size_t indent) {
    const std::string margin(indent, ' ');
    const std::size_t room = columns - indent;
    do {
        auto piece = line.substr(0, room);
        if (line.size() > room) {
            const auto blank = piece.rfind(' ');
            piece = piece.substr(0, blank == std::string_view::npos || blank == 0 ? room : blank);
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

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string clean;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') {
                continue;
            }
            clean += '\n';
        } else if (c == '\t') {
            clean += ' ';
        } else {
            clean += (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F ? '?' : c;
        }
    }
    std::string out;
    std::string_view rest = clean;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        append_broken(out, rest.substr(0, end), indent);
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

}  // namespace iaq::ctl
