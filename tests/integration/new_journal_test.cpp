#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

// A damaged journal and no backup: the runbook's first page, on the real daemon.

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::contents_of;
using testing::operate;
using testing::site;
using testing::state_of;
using testing::status_of;
using testing::submission;
using testing::write_file;
namespace fs = std::filesystem;

using files = std::map<std::string, std::string>;

/// Every file below the folder with its bytes; but for the lock, which each start signs.
files files_in(const std::string& folder) {
    files found;
    for (const auto& each : fs::recursive_directory_iterator{folder}) {
        if (each.is_regular_file() && each.path().filename() != "lock") {
            found[fs::relative(each.path(), folder).string()] = contents_of(each.path().string());
        }
    }
    return found;
}

std::string set_aside_in(const site& s) {
    std::string folder;
    for (const auto& each : fs::directory_iterator{s.state_dir()}) {
        const auto name = each.path().filename().string();
        if (each.is_directory() && name.starts_with("journal.damaged-")) {
            BOOST_TEST(folder.empty());
            folder = each.path().string();
        }
    }
    BOOST_REQUIRE(!folder.empty());
    return folder;
}

std::vector<std::string> start_words(const site& s) {
    return {testing::program("iaqd"), "--config", s.config()};
}

int code_of(const site& s, std::vector<std::string> words) {
    testing::process ended{words, s.daemon_log()};
    return ended.wait(20s).value_or(-1);
}

std::vector<std::string> anew(const site& s) {
    auto words = start_words(s);
    words.insert(words.end(), {"--new-journal", "--reason", "the disk rots"});
    return words;
}

/// Starts it once with --new-journal and waits until it serves.
void start_anew(site& s) {
    s.start({"/bin/sh", "-c", "exec \"$@\" --new-journal --reason 'the disk rots'", "sh"});
}

std::string accepted(client::connection& client, int number, const std::string& key) {
    const auto answer = client.call(submission(number, key, "officer"));
    BOOST_REQUIRE(answer.value().has_accepted());
    return answer.value().accepted().inquiry_id();
}

void wait_for(const site& s, const std::string& inquiry_id, v1::InquiryState state) {
    for (int tries = 0; tries < 1000 && state_of(s, inquiry_id) != state; ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    BOOST_REQUIRE(state_of(s, inquiry_id) == state);
}

std::string last_segment(const std::string& journal) {
    std::string last;
    for (const auto& each : fs::directory_iterator{journal + "/segment"}) {
        if (each.path().extension() == ".seg") {
            last = std::max(last, each.path().string());
        }
    }
    return last;
}

/// Flips a byte of the frame that stands `from_the_end` before the last one.
void flip(const std::string& segment, std::size_t from_the_end) {
    auto bytes = contents_of(segment);
    std::vector<std::size_t> frames;
    for (std::size_t at = ledger::header_bytes; at + ledger::frame_head_bytes < bytes.size();) {
        frames.push_back(at);
        std::uint32_t length = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            length = (length << 8U) | static_cast<unsigned char>(bytes[at + i]);
        }
        at += ledger::frame_head_bytes + (length & 0x7FFF'FFFFU);
    }
    BOOST_REQUIRE(frames.size() > from_the_end);
    auto& byte = bytes[frames[frames.size() - 1 - from_the_end] + ledger::frame_head_bytes];
    byte = static_cast<char>(byte ^ 1);
    write_file(segment, bytes);
}

/// The second inquiry's answer takes its time.
constexpr auto first_fast =
    "switch on iaq n=1 : ack ; answer after 1ms\n"
    "switch on iaq n=2 : ack ; answer after 10s\n"
    "switch on iaq : ack ; answer after 1ms\n";

struct left {
    std::string answered, sent, queued;
};

/// One inquiry answered, one sent, one queued; then a day's end and nothing to be lost.
left let_it_be_left(site& s) {
    s.start();
    left was;
    auto client = s.connect();
    was.answered = accepted(client, 1, "one");
    wait_for(s, was.answered, v1::INQUIRY_STATE_ANSWERED);
    was.sent = accepted(client, 2, "two");
    wait_for(s, was.sent, v1::INQUIRY_STATE_ACKNOWLEDGED);
    operate(s, v1::OPERATION_HOLD);
    was.queued = accepted(client, 3, "three");
    for (int i = 0; i < 4; ++i) {
        operate(s, v1::OPERATION_HOLD);
    }
    BOOST_REQUIRE(s.stop() == 0);
    return was;
}

std::set<std::string> listed_in_doubt(const site& s) {
    auto client = s.connect();
    v1::ClientFrame list;
    list.mutable_list()->add_states(v1::INQUIRY_STATE_IN_DOUBT);
    std::set<std::string> found;
    const auto answer = client.call(list);
    for (const auto& each : answer.value().inquiries().rows()) {
        found.insert(each.inquiry_id());
    }
    return found;
}

/// Begins anew, killed at the nth call that changes a folder or makes something durable. Returns
/// false when it came up before that.
bool dies_at(const site& s, int nth) {
    const std::string calls = "rename,unlink,fsync,fdatasync";
    std::vector<std::string> words{"/usr/bin/env",
                                   "ASAN_OPTIONS=detect_leaks=0",
                                   "/usr/bin/strace",
                                   "-D",
                                   "-f",
                                   "-qq",
                                   "-o",
                                   s.folder().file("strace.log"),
                                   "-e",
                                   "trace=" + calls,
                                   "-e",
                                   "inject=" + calls + ":signal=KILL:when=" + std::to_string(nth),
                                   "--"};
    const auto program = anew(s);
    words.insert(words.end(), program.begin(), program.end());
    testing::process dying{words, s.daemon_log()};
    for (;;) {
        if (dying.wait(50ms)) {
            return true;
        }
        if (client::connection::open(s.socket())) {
            dying.signal(SIGKILL);
            BOOST_REQUIRE(dying.wait(10s).has_value());
            return false;
        }
    }
}

void check_verified(const site& s) {
    std::string output;
    BOOST_TEST(testing::run(s.read_journal("verify"), output) == 0);
    BOOST_TEST(testing::run({testing::program("iaq-journal"), "verify", s.journal(), "--vkey",
                             "@" + s.journal() + "/log.vkey"},
                            output) == 0);
    BOOST_TEST_MESSAGE(output);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_new_journal)

BOOST_AUTO_TEST_CASE(open_inquiries_go_on_in_doubt_and_the_damaged_folder_is_untouched) {
    site s{first_fast};
    const auto was = let_it_be_left(s);
    flip(last_segment(s.journal()), 2);
    const auto damaged = files_in(s.journal());
    const auto shown = contents_of(s.state_dir() + "/shown");
    BOOST_TEST(code_of(s, start_words(s)) == 70);
    start_anew(s);
    BOOST_TEST((files_in(set_aside_in(s)) == damaged));
    BOOST_TEST(contents_of(set_aside_in(s) + ".shown") == shown);
    BOOST_TEST(!fs::exists(s.state_dir() + "/adopting"));

    BOOST_TEST((listed_in_doubt(s) == std::set<std::string>{was.sent, was.queued}));
    BOOST_TEST(state_of(s, was.answered) == v1::INQUIRY_STATE_UNSPECIFIED);
    BOOST_TEST(status_of(s).stations(0).held());
    {
        auto client = s.connect();
        BOOST_TEST(accepted(client, 2, "two") == was.sent);  // its key is bound as before
        accepted(client, 4, "four");
    }
    wait_for(s, was.sent, v1::INQUIRY_STATE_ANSWERED);  // late, and matched by its reference
    operate(s, v1::OPERATION_RELEASE);
    testing::ask_and_wait(s, 5);
    BOOST_TEST((listed_in_doubt(s) == std::set<std::string>{was.queued}));
    BOOST_REQUIRE(s.stop() == 0);
    check_verified(s);

    s.start();  // without the option from here on
    BOOST_TEST((listed_in_doubt(s) == std::set<std::string>{was.queued}));
    BOOST_TEST(s.stop() == 0);
    BOOST_TEST((files_in(set_aside_in(s)) == damaged));
}

BOOST_AUTO_TEST_CASE(a_journal_whose_head_is_of_more_records_is_carried_over_as_far_as_it_goes) {
    site s{first_fast};
    const auto was = let_it_be_left(s);
    flip(last_segment(s.journal()), 0);  // as a torn tail would look, were it not under the head
    BOOST_TEST(code_of(s, start_words(s)) == 70);
    start_anew(s);
    BOOST_TEST(listed_in_doubt(s).contains(was.queued));
    BOOST_REQUIRE(s.stop() == 0);
    check_verified(s);
}

// Every second rename, sync and removal of the way, or every single one, is the last thing it does.
BOOST_AUTO_TEST_CASE(an_end_at_any_moment_is_taken_up_by_the_next_plain_start) {
    site s{first_fast};
    const auto was = let_it_be_left(s);
    flip(last_segment(s.journal()), 2);
    const auto damaged = files_in(s.journal());
    const auto whole = s.folder().file("whole");
    fs::copy(s.state_dir(), whole, fs::copy_options::recursive);
    int unfinished = 0;
    const int step = std::getenv("IAQ_ANOMALY_ALL") != nullptr ? 1 : 2;
    for (int nth = 1; dies_at(s, nth); nth += step) {
        BOOST_TEST_CONTEXT("call " << nth) {
            const bool began = fs::exists(s.state_dir() + "/adopting");
            unfinished += began ? 1 : 0;
            const bool done = !began && fs::exists(s.journal()) && files_in(s.journal()) != damaged;
            if (began || done) {
                s.start();
            } else {
                start_anew(s);
            }
            BOOST_TEST(listed_in_doubt(s).contains(was.queued));
            BOOST_TEST((files_in(set_aside_in(s)) == damaged));
            BOOST_REQUIRE(s.stop() == 0);
        }
        fs::remove_all(s.state_dir());
        fs::copy(whole, s.state_dir(), fs::copy_options::recursive);
    }
    BOOST_TEST(unfinished > 2);
}

BOOST_AUTO_TEST_CASE(a_sound_journal_is_not_set_aside) {
    site s{testing::answering};
    s.start();
    const auto id = testing::ask_and_wait(s, 1);
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(code_of(s, anew(s)) == 64);
    BOOST_TEST(contents_of(s.daemon_log()).find("the journal is sound") != std::string::npos);
    s.start();
    BOOST_TEST(state_of(s, id) == v1::INQUIRY_STATE_ANSWERED);
    BOOST_TEST(s.stop() == 0);
    BOOST_TEST(code_of(s, {testing::program("iaqd"), "--config", s.config(), "--new-journal"}) ==
               64);
}

BOOST_AUTO_TEST_SUITE_END()
