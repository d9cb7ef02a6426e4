#include "support/officers.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

// The anomaly loop: the nth call of a kind fails, for one n after the other, in a life of the real
// daemon; then nothing that was accepted is lost, and the next life goes on.

using namespace iaq;
using namespace std::chrono_literals;
using testing::site;
using testing::submission;

namespace {

using clock_type = std::chrono::steady_clock;

constexpr auto life_max = 30s;
constexpr int inquiries = 3;  // a life

/// How the nth call of a kind fails. Strace counts the calls of each thread by itself, so the nth
/// of each fails.
struct anomaly {
    const char* call;  // as strace names it; `?` before what not every machine has
    const char* error;
    std::vector<int> codes;   // with which the daemon may end when a call of it failed
    std::size_t every = 1;    // n is 1, 1 + every, ...; each n with IAQ_ANOMALY_ALL
    bool named_only = false;  // only calls that name a path below the state directory
};

bool looks_at_all() { return std::getenv("IAQ_ANOMALY_ALL") != nullptr; }

/// Returns the paths there are, and those that the next life will make.
std::vector<std::string> paths_of_state(const site& s) {
    std::vector<std::string> paths{s.state_dir(), s.journal() + "/segment/next"};
    for (const auto& found : std::filesystem::recursive_directory_iterator(s.state_dir())) {
        paths.push_back(found.path().string());
    }
    return paths;
}

/// Returns the words that run the daemon with its calls noted, and with the nth failing unless n is
/// 0. Detached (-D), so that the signals and the exit code are the daemon's own.
std::vector<std::string> strace(const site& s, const anomaly& a, std::size_t n) {
    std::vector<std::string> words{"/usr/bin/env",
                                   "ASAN_OPTIONS=detect_leaks=0",
                                   "/usr/bin/strace",
                                   "-D",
                                   "-f",
                                   "-qq",
                                   "-o",
                                   s.folder().file("strace.log"),
                                   "-e",
                                   std::string{"trace="} + a.call};
    if (a.named_only) {
        for (const auto& path : paths_of_state(s)) {
            words.insert(words.end(), {"-P", path});
        }
    }
    if (n != 0) {
        words.insert(words.end(), {"-e", std::string{"inject="} + a.call + ":error=" + a.error +
                                             ":when=" + std::to_string(n)});
    }
    words.emplace_back("--");
    return words;
}

struct life_told {
    std::optional<int> code;            // nothing: it did not end in time
    std::vector<std::string> accepted;  // inquiry ids
};

/// Lives one life: starts, submits while it is there, stops it unless it has stopped by itself.
life_told live(site& s, const std::vector<std::string>& before, int& asked) {
    life_told told;
    s.start(before, false);
    std::optional<client::connection> client;
    const auto until = clock_type::now() + life_max;
    while (!client && !told.code && clock_type::now() < until) {
        auto opened = client::connection::open(s.socket());
        if (opened) {
            client.emplace(std::move(opened).value());
        }
        told.code = s.daemon().wait(client ? 0ms : 5ms);
    }
    for (int i = 0; client && i < inquiries; ++i) {
        const int number = ++asked;
        const auto answer =
            client->call(submission(number, "key-" + std::to_string(number), "officer"), until);
        if (!answer) {
            break;
        }
        if (answer.value().has_accepted()) {
            told.accepted.push_back(answer.value().accepted().inquiry_id());
        }
    }
    if (!told.code) {
        s.daemon().signal(SIGTERM);
        told.code = s.daemon().wait(life_max);
    }
    return told;
}

/// Counts the calls in a strace log, thread by thread, and returns the highest count.
std::size_t calls_of_one_thread(const site& s) {
    std::istringstream log{testing::contents_of(s.folder().file("strace.log"))};
    std::map<std::string, std::size_t> calls;
    std::size_t most = 0;
    for (std::string line; std::getline(log, line);) {
        if (line.find("resumed>") == std::string::npos && line.find('(') != std::string::npos) {
            most = std::max(most, ++calls[line.substr(0, line.find(' '))]);
        }
    }
    return most;
}

/// Without a segment whose header was written there is nothing to verify yet.
bool holds_records(const site& s) {
    std::error_code missing;
    const auto files = std::filesystem::directory_iterator(s.journal() + "/segment", missing);
    return std::any_of(begin(files), end(files), [](const auto& found) {
        return testing::contents_of(found.path().string()).starts_with("IAQSEG1\n");
    });
}

/// Returns the calls that failed because we said so.
std::string injected(const std::string& log) {
    std::istringstream lines{log};
    std::string found;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("(INJECTED)") != std::string::npos) {
            found += line + "\n";
        }
    }
    return found;
}

/// True when nothing but reads failed. A snapshot that cannot be read is passed over by the start,
/// and what the housekeeper reads beside the writer is read again later: such a life may go on.
/// What it must not lose is looked at all the same.
bool only_reads(const std::string& failed) {
    std::istringstream lines{failed};
    bool all = true;
    for (std::string line; std::getline(lines, line);) {
        all = all && line.find("O_RDONLY") != std::string::npos;
    }
    return all;
}

/// Checks after a life in which something may have failed, and lives the next one in peace.
void check_what_is_left(site& s, const anomaly& a, const life_told& told, int& asked) {
    const auto log = testing::contents_of(s.folder().file("strace.log"));
    const auto failed_calls = injected(log);
    const bool failed = !failed_calls.empty();
    BOOST_REQUIRE_MESSAGE(told.code, "the daemon hangs: " << testing::contents_of(s.daemon_log()));
    auto allowed = failed ? a.codes : std::vector<int>{0};
    if (failed && std::string_view{a.call} == "openat" && only_reads(failed_calls)) {
        allowed.push_back(0);
    }
    BOOST_TEST(std::ranges::count(allowed, *told.code) == 1,
               "it ended with " << *told.code << " after " << failed_calls);
    if (holds_records(s)) {
        std::string words;
        BOOST_TEST(
            testing::run({testing::program("iaq-journal"), "verify", s.journal(), "--after-crash"},
                         words) == 0);
    }
    const auto next = live(s, {}, asked);
    BOOST_REQUIRE(next.code);
    BOOST_TEST(*next.code == 0);
    BOOST_TEST(next.accepted.size() == inquiries);
}

void check_nothing_is_lost(site& s, const std::vector<std::string>& accepted) {
    s.start();
    auto client = s.connect();
    for (const auto& id : accepted) {
        v1::ClientFrame get;
        get.mutable_get()->set_inquiry_id(id);
        BOOST_TEST(client.call(get).value().has_inquiry());
    }
    BOOST_TEST(s.stop() == 0);
}

const char* const scene = "switch on iaq : ack ; answer after 5ms\n";

std::vector<anomaly> anomalies() {
    return {{.call = "fdatasync", .error = "EIO", .codes = {74}},
            {.call = "fsync", .error = "EIO", .codes = {74}},
            {.call = "?rename,?renameat,?renameat2", .error = "EIO", .codes = {74}},
            {.call = "ftruncate", .error = "EIO", .codes = {74}},
            // Without room for the tree's folders no head is signed, and that is all.
            {.call = "?mkdir,?mkdirat", .error = "ENOSPC", .codes = {74, 0}},
            {.call = "pwrite64", .error = "EIO", .codes = {74}, .every = 3},
            // Without room for the segment to come the records go on.
            {.call = "pwrite64", .error = "ENOSPC", .codes = {74, 0}, .every = 3},
            // What cannot be read is no damage: 1, and the next start may find it well.
            {.call = "openat", .error = "EIO", .codes = {74, 1, 65}, .named_only = true}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_anomaly)

BOOST_AUTO_TEST_CASE(g6_whichever_call_of_a_later_life_fails_nothing_accepted_is_lost) {
    for (const auto& a : anomalies()) {
        site s{scene};
        int asked = 0;
        BOOST_REQUIRE(live(s, {}, asked).code == 0);
        BOOST_REQUIRE(live(s, strace(s, a, 0), asked).code == 0);
        const auto calls = calls_of_one_thread(s);
        BOOST_REQUIRE_MESSAGE(calls > 0, "no call of " << a.call << " was seen");
        std::vector<std::string> accepted;
        for (std::size_t n = 1; n <= calls; n += looks_at_all() ? 1 : a.every) {
            BOOST_TEST_CONTEXT(a.call << " fails with " << a.error << " at call " << n) {
                const auto told = live(s, strace(s, a, n), asked);
                accepted.insert(accepted.end(), told.accepted.begin(), told.accepted.end());
                check_what_is_left(s, a, told, asked);
            }
        }
        check_nothing_is_lost(s, accepted);
    }
}

BOOST_AUTO_TEST_CASE(g6_whichever_call_of_the_first_life_fails_nothing_accepted_is_lost) {
    for (const auto& a : anomalies()) {
        std::size_t calls = 1;  // until the first life that is left in peace has counted them
        for (std::size_t n = 0; n <= calls; n += looks_at_all() || n == 0 ? 1 : a.every) {
            site s{scene};
            std::filesystem::create_directories(s.state_dir());
            int asked = 0;
            BOOST_TEST_CONTEXT(a.call << " fails with " << a.error << " at call " << n) {
                const auto told = live(s, strace(s, a, n), asked);
                calls = n == 0 ? calls_of_one_thread(s) : calls;
                check_what_is_left(s, a, told, asked);
                check_nothing_is_lost(s, told.accepted);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
