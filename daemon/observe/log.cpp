#include "observe/log.hpp"

#include <array>
#include <cstdio>

namespace iaq::observe {
namespace {

enum level : int { emerg, alert, crit, err, warning, notice, info, debug };

struct declared {
    std::string_view identifier;
    int priority;
    std::string_view text;
};

constexpr std::array messages{
#define IAQ_MESSAGE(id, level, text, meaning) declared{#id, level, text},
#include "observe/messages.def"
#undef IAQ_MESSAGE
};

/// Line ends and control characters inside an argument would forge a second line.
void append_clean(std::string& line, std::string_view words) {
    for (const char c : words) {
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    }
}

}  // namespace

void say(event what, std::initializer_list<argument> arguments) {
    const auto& message = messages.at(static_cast<std::size_t>(what));
    std::string line = "<" + std::to_string(message.priority) + ">";
    line += message.identifier;
    line += ": ";
    std::string_view rest = message.text;
    for (const auto& argument : arguments) {
        const auto hole = rest.find("{}");
        if (hole == std::string_view::npos) {
            break;
        }
        line += rest.substr(0, hole);
        append_clean(line, argument.text());
        rest.remove_prefix(hole + 2);
    }
    line += rest;
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace iaq::observe
