#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "ledger/scan.hpp"
#include "support/iaqctl.hpp"
#include "support/small_history.hpp"
#include "support/watching.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// What the machine around the daemon can do to it: what it says then, and how it goes on.

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::contents_of;
using testing::http_get;
using testing::http_until;
using testing::number_in;
using testing::site;
namespace fs = std::filesystem;

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

void await(const site& s, const std::string& words) {
    for (int tries = 0; tries < 2000 && !holds(contents_of(s.daemon_log()), words); ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    const auto log = contents_of(s.daemon_log());
    BOOST_REQUIRE_MESSAGE(holds(log, words), log);
}

/// The words before the daemon's own under which the kernel refuses it what `how` says. The leak
/// checker of a sanitizer build cannot work beside strace; the other tests have it on.
std::vector<std::string> refused_by_the_kernel(const site& s, const std::vector<std::string>& how) {
    std::vector<std::string> words{
        "/usr/bin/env", "ASAN_OPTIONS=detect_leaks=0", "/usr/bin/strace", "-D", "-f", "-qq",
        "-o",           s.folder().file("strace.log")};
    words.insert(words.end(), how.begin(), how.end());
    words.emplace_back("--");
    return words;
}

/// A pipe in the place of stderr whose reader takes up nothing but when it is asked to.
class hung_reader {
public:
    explicit hung_reader(std::string path) : path_(std::move(path)) {
        BOOST_TEST_REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
        end_ = ::open(path_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        BOOST_TEST_REQUIRE(end_ >= 0);
    }
    ~hung_reader() { ::close(end_); }
    hung_reader(const hung_reader&) = delete;
    hung_reader& operator=(const hung_reader&) = delete;

    [[nodiscard]] std::vector<std::string> in_place_of_stderr() const {
        return {"/bin/sh", "-c", "exec \"$@\" 2>" + path_, "sh"};
    }
    void fill() const {
        const std::string page(4096, 'x');
        while (::write(end_, page.data(), page.size()) > 0) {
        }
    }
    [[nodiscard]] std::string take() const {
        std::string all;
        char piece[4096];
        for (ssize_t size = 0; (size = ::read(end_, piece, sizeof piece)) > 0;) {
            all.append(piece, static_cast<std::size_t>(size));
        }
        return all;
    }

private:
    std::string path_;
    int end_ = -1;
};

/// Takes up what was said until it holds the words, and keeps it as the daemon's log.
std::string said_until(const site& s, const hung_reader& reader, const std::string& words) {
    std::string all;
    for (int tries = 0; tries < 2000 && !holds(all, words); ++tries) {
        std::this_thread::sleep_for(10ms);
        all += reader.take();
    }
    std::ofstream{s.daemon_log(), std::ios::app} << all;
    BOOST_REQUIRE_MESSAGE(holds(all, words), all);
    return all;
}

void reload(const site& s) { BOOST_TEST_REQUIRE(testing::ask_iaqctl(s, {"reload"}).code == 0); }

std::string last_segment(const site& s) {
    std::string last;
    for (const auto& each : fs::directory_iterator{s.journal() + "/segment"}) {
        if (each.path().extension() == ".seg") {
            last = std::max(last, each.path().string());
        }
    }
    return last;
}

/// Leaves at the end of the segment what a stop in the middle of a write leaves. Returns where.
std::uint64_t tear(const std::string& segment) {
    const auto bytes = contents_of(segment);
    const auto header = ledger::decode_header(bytes);
    BOOST_TEST_REQUIRE(header.has_value());
    ledger::scanner scan{bytes, header.value().first, ledger::standing::last};
    for (auto next = scan.next(); next && next.value(); next = scan.next()) {
    }
    std::string frame;
    ledger::encode_frame(frame, ledger::root_of(bytes), scan.expected(),
                         ledger::place::begins_batch, "half of it was written");
    std::fstream file{segment, std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(static_cast<std::streamoff>(scan.offset()));
    file << frame.substr(0, 30);
    return scan.offset();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_trouble)

BOOST_AUTO_TEST_CASE(a_log_that_hangs_stops_nothing_and_is_told_what_it_missed) {
    site s{testing::answering};
    testing::with_admin(s);
    const hung_reader reader{s.folder().file("log.pipe")};
    s.start(reader.in_place_of_stderr());
    said_until(s, reader, "station one: up");
    const auto port = testing::admin_port(s);
    reader.fill();
    reload(s);
    reload(s);
    testing::ask_and_wait(s, 1);
    const auto lost = number_in(http_get(port, "/metrics").body, "iaqd_log_lines_lost_total");
    BOOST_TEST(lost.value_or(0) >= 2);
    const auto hung = reader.take();
    BOOST_TEST(hung.find_first_not_of('x') == std::string::npos);
    reload(s);
    const auto said = said_until(s, reader, "are lost since the start");
    BOOST_TEST(holds(said, "<5>reload_done: "));
    BOOST_TEST(holds(said, "<4>log_lines_lost: "));
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(an_address_of_health_and_metrics_that_is_taken_is_had_once_it_is_free) {
    site s{testing::answering};
    std::optional<testing::held_socket> other;
    other.emplace();
    const auto place = other->place();
    testing::put(s.config(), contents_of(s.config()) + "[admin]\nhttp = \"" + place + "\"\n");
    s.start();
    await(s, "<3>admin_unavailable: no health and metrics at " + place + ": ");
    testing::ask_and_wait(s, 1);  // without it
    other.reset();
    await(s, "<5>admin_listening: health and metrics at http://" + place + "/");
    BOOST_TEST(http_get(testing::admin_port(s), "/readyz").body == "ready\n");
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_connection_that_finds_no_descriptor_left_waits_and_is_served) {
    site s{testing::answering};
    s.start(refused_by_the_kernel(
        s, {"-e", "trace=accept4", "-e", "inject=accept4:error=EMFILE:when=1..1"}));
    testing::ask_and_wait(s, 1);
    await(s, "<3>accept_failed: intake: a connection could not be accepted: ");
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(keys_that_cannot_be_locked_in_memory_are_told_and_the_gateway_works) {
    site s{testing::answering};
    s.start(refused_by_the_kernel(
        s, {"-e", "trace=mlock,mlock2", "-e", "inject=mlock,mlock2:error=EPERM"}));
    await(s, "<4>key_memory_unlocked: keys may be written to swap");
    testing::ask_and_wait(s, 1);
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_disk_without_room_makes_the_gateway_busy_until_there_is_some) {
    site s{testing::answering};
    testing::with_admin(s);
    s.start();
    BOOST_TEST_REQUIRE(s.stop() == 0);
    s.start(refused_by_the_kernel(s, {"-P", s.journal() + "/segment/next", "-e", "trace=pwrite64",
                                      "-e", "inject=pwrite64:error=ENOSPC:when=1..8"}));
    await(s, "<4>journal_space_short: ");
    await(s, "<1>alert_standing: condition disk_full stands");
    const auto port = testing::admin_port(s);
    BOOST_TEST(http_until(port, "/readyz", 503, 5s).body == "disk_full\n");
    const auto numbers = http_get(port, "/metrics").body;
    BOOST_TEST(
        number_in(numbers, R"(iaqd_condition{condition="disk_full",station=""})").value_or(0) == 1);
    const auto refused = s.connect().call(testing::submission(1, "k1", "officer"));
    BOOST_TEST((refused.value().error().code() == v1::ERROR_CODE_BUSY));
    await(s, "<5>journal_space_back: ");
    await(s, "<5>alert_cleared: condition disk_full has cleared");
    BOOST_TEST(http_until(port, "/readyz", 200, 5s).status == 200);
    testing::ask_and_wait(s, 2);
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(half_a_record_behind_the_last_one_is_cut_and_told_and_nothing_else_goes) {
    site s{testing::answering};
    s.start();
    const auto id = testing::ask_and_wait(s, 1);
    s.kill();
    const auto segment = last_segment(s);
    const auto at = tear(segment);
    s.start();
    await(s, "<4>journal_tail_cut: journal file " + fs::path{segment}.filename().string() +
                 ": 30 bytes behind offset " + std::to_string(at) + " cut");
    BOOST_TEST(fs::file_size(segment) == at);
    BOOST_TEST(testing::state_of(s, id) == v1::INQUIRY_STATE_ANSWERED);
    BOOST_TEST(s.stop() == 0);
    std::string said;
    BOOST_TEST(testing::run(s.read_journal("verify"), said) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
