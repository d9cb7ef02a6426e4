#include "observe/log.hpp"

#include "observe/journal_socket.hpp"

#include <poll.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <vector>

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

std::array<std::atomic<std::uint64_t>, levels> lines_said{};
std::atomic<std::uint64_t> lines_lost{0}, losses_told{0};

/// Line ends and control characters inside an argument would forge a second line.
void append_clean(std::string& line, std::string_view words) {
    for (const char c : words) {
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    }
}

/// The text with each hole filled by the next argument.
std::string filled(std::string_view text, const std::vector<std::string>& arguments) {
    std::string line;
    for (const auto& argument : arguments) {
        const auto hole = text.find("{}");
        if (hole == std::string_view::npos) {
            break;
        }
        line += text.substr(0, hole);
        line += argument;
        text.remove_prefix(hole + 2);
    }
    line += text;
    return line;
}

/// A reader of stderr that hangs must not make us hang: what it does not take up now is lost.
bool write_to_stderr(int priority, const std::string& text) {
    const auto line = "<" + std::to_string(priority) + ">" + text + "\n";
    pollfd out{::fileno(stderr), POLLOUT, 0};
    const bool takes = ::poll(&out, 1, 0) == 1 && (out.revents & POLLOUT) != 0;
    return (out.fd < 0 || takes) && std::fwrite(line.data(), 1, line.size(), stderr) == line.size();
}

bool write_line(const declared& message, const std::vector<std::string>& arguments) {
    const auto text = std::string{message.identifier} + ": " + filled(message.text, arguments);
    return send_to_journal(message.identifier, message.priority, text, arguments) ||
           write_to_stderr(message.priority, text);
}

/// As soon as somebody takes lines up again it is told how many are missing.
void tell_losses() {
    const auto lost = lines_lost.load();
    if (lost != losses_told.exchange(lost)) {
        const auto& message = messages.at(static_cast<std::size_t>(event::log_lines_lost));
        write_line(message, {std::to_string(lost)});
    }
}

}  // namespace

void say(event what, std::initializer_list<argument> arguments) {
    const auto& message = messages.at(static_cast<std::size_t>(what));
    std::vector<std::string> clean;
    for (const auto& each : arguments) {
        append_clean(clean.emplace_back(), each.text());
    }
    ++lines_said.at(static_cast<std::size_t>(message.priority));
    if (write_line(message, clean)) {
        tell_losses();
    } else {
        ++lines_lost;
    }
}

said_so_far said() {
    said_so_far counts;
    for (std::size_t i = 0; i < levels; ++i) {
        counts.lines.at(i) = lines_said.at(i);
    }
    counts.lost = lines_lost;
    return counts;
}

}  // namespace iaq::observe
