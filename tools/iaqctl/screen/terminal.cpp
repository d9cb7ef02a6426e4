#include "iaqctl/screen/terminal.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;

/// How long an escape waits for the rest of its sequence.
constexpr auto escape_time = 50ms;

volatile std::sig_atomic_t asked_to_end = 0;
volatile std::sig_atomic_t resized = 0;

void note_end(int) { asked_to_end = asked_to_end + 1; }
void note_size(int) { resized = 1; }

void handle(int signal, void (*by)(int)) {
    struct sigaction how {};
    how.sa_handler = by;  // without SA_RESTART: what waits is woken
    ::sigaction(signal, &how, nullptr);
}

void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
}

}  // namespace

interrupts::interrupts() {
    asked_to_end = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        handle(signal, note_end);
    }
    handle(SIGWINCH, note_size);
}

interrupts::~interrupts() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGWINCH}) {
        handle(signal, SIG_DFL);
    }
}

int interrupts::count() const { return asked_to_end; }

bool is_terminal() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1; }

bool wants_emphasis() { return is_terminal() && std::getenv("NO_COLOR") == nullptr; }

bool readable(int descriptor, std::chrono::milliseconds patience, int other) {
    pollfd waited[2] = {{descriptor, POLLIN, 0}, {other, POLLIN, 0}};
    const auto ready = ::poll(waited, 2, static_cast<int>(patience.count()));
    return ready > 0 && waited[0].revents != 0;
}

std::optional<std::string> line_input::next(const interrupts& stop) {
    for (;;) {
        const auto end = held_.find('\n');
        if (end != std::string::npos || (ended_ && !held_.empty())) {
            auto line = held_.substr(0, end);
            held_.erase(0, end == std::string::npos ? end : end + 1);
            if (line.ends_with('\r')) {
                line.pop_back();
            }
            return line;
        }
        if (ended_ || stop.asked()) {
            return std::nullopt;
        }
        if (!readable(STDIN_FILENO, 1s)) {
            continue;
        }
        char buffer[4096];
        const auto got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got > 0) {
            held_.append(buffer, static_cast<std::size_t>(got));
        }
        ended_ = got == 0 || (got < 0 && errno != EINTR);
    }
}

full_screen::full_screen() {
    ::tcgetattr(STDIN_FILENO, &before_);
    auto raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);  // signals stay: Ctrl-C is one
    raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | IXON);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    write_all("\033[?1049h\033[2J");
}

full_screen::~full_screen() {
    write_all("\033[?25h\033[?1049l");
    ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
}

picture_size full_screen::size() {
    winsize is{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &is) != 0 || is.ws_col == 0 || is.ws_row == 0) {
        return {};
    }
    return {is.ws_col, is.ws_row};
}

void full_screen::show(const picture& page) {
    if (resized != 0) {
        resized = 0;
        write_all("\033[2J");
    }
    write_all(paint(page, size(), wants_emphasis()));
}

std::optional<key> full_screen::next(std::chrono::milliseconds patience, int other) {
    if (auto held = keys_.next()) {
        return held;
    }
    const bool within_escape = keys_.holds_anything();
    if (!readable(STDIN_FILENO, within_escape ? escape_time : patience, other)) {
        return within_escape ? keys_.next(true) : std::nullopt;
    }
    char buffer[256];
    const auto got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got > 0) {
        keys_.feed({buffer, static_cast<std::size_t>(got)});
    }
    ended_ = got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
    if (auto next = keys_.next()) {
        return next;
    }
    return readable(STDIN_FILENO, escape_time) ? std::nullopt : keys_.next(true);
}

}  // namespace iaq::ctl
