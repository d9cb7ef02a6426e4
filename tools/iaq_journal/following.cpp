#include "iaq_journal/following.hpp"

#include "journal/follower.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

namespace iaq::journal_tool {
namespace {

constexpr int look_every_ms = 250;

volatile sig_atomic_t interrupted = 0;

void interrupt(int) { interrupted = 1; }

void end_at_signals() {
    struct sigaction ending {};
    ending.sa_handler = interrupt;
    ::sigaction(SIGINT, &ending, nullptr);
    ::sigaction(SIGTERM, &ending, nullptr);
    struct sigaction ignoring {};
    ignoring.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignoring, nullptr);  // a write says it
}

/// Waits, at most so long, for the reader of stdout to go away. Returns whether it did.
bool reader_left(int within_ms) {
    pollfd out{STDOUT_FILENO, 0, 0};
    return ::poll(&out, 1, within_ms) > 0 && (out.revents & POLLERR) != 0;
}

}  // namespace

exit_code follow(const cat_options& how) {
    const auto keys = keys_of(how.from);
    if (!keys) {
        return keys.error();
    }
    if (how.json && !how.redact) {
        const auto noted =
            note_reading(how.from, fmt::format("follow --json --from {}", how.first));
        if (!noted) {
            return noted.error();
        }
    }
    end_at_signals();
    journal::follower records{how.from.directory, *keys.value(), model::sequence{how.first}};
    bool gone = false;  // met while printing; what is left need not be read
    const auto going_on = [&](result<void, std::string> printed_one) -> result<void, std::string> {
        gone = std::ferror(stdout) != 0 || interrupted != 0;
        return gone ? std::string{"nobody reads"} : std::move(printed_one);
    };
    while (interrupted == 0) {
        const auto looked = records.look(
            [&](model::sequence n, std::string_view bytes) {
                return going_on(print_record(how, n, bytes));
            },
            [&](const journal::closed_record& r) { return going_on(print_closed(how, r)); });
        if (!looked && !gone) {
            static_cast<void>(printed());
            return complain(looked.error());
        }
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
            const bool good_end = interrupted != 0 || reader_left(0);
            return good_end ? exit_code::good : printed();
        }
        if (!records.found_a_journal() && !records.in_doubt()) {
            return no_journal(how.from.directory);
        }
        if (reader_left(look_every_ms)) {
            return exit_code::good;
        }
    }
    return exit_code::good;
}

}  // namespace iaq::journal_tool
