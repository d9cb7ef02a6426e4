#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace iaq;
using testing::site;
using testing::submission;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

void submit(site& s, int first, int count) {
    auto client = s.connect();
    for (int i = first; i < first + count; ++i) {
        const auto answer = client.call(submission(i, "k" + std::to_string(i), "officer"));
        BOOST_REQUIRE(answer.value().has_accepted());
    }
}

/// Adds lines to the end of the configuration, which is [journal].
void configure(const site& s, const std::string& plain, const std::string& journal) {
    testing::write_file(s.config(), plain + journal);
}

bool log_says(const site& s, const std::string& words) {
    return testing::contents_of(s.daemon_log()).find(words) != std::string::npos;
}

/// Waits for a line that comes within moments of READY.
void await_log(const site& s, const std::string& words) {
    for (int tries = 0; tries < 1000 && !log_says(s, words); ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    BOOST_REQUIRE_MESSAGE(log_says(s, words), testing::contents_of(s.daemon_log()));
}

int refused(const site& s) {
    testing::process daemon{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    return daemon.wait(20s).value_or(-1);
}

std::string read_with(const site& s, const std::string& command, const std::string& key) {
    std::string output;
    BOOST_REQUIRE(
        testing::run({testing::program("iaq-journal"), command, s.journal(), "--master-key", key},
                     output) == 0);
    return output;
}

std::vector<std::string> sidecars(const site& s) {
    std::vector<std::string> all;
    for (const auto& each : fs::directory_iterator{s.journal() + "/segment"}) {
        if (each.path().extension() == ".key") {
            all.push_back(testing::contents_of(each.path()));
        }
    }
    std::ranges::sort(all);
    return all;
}

/// In place: the daemon never sees the file cut.
void flip_a_bit(const std::string& path, std::streamoff offset) {
    std::fstream file{path, std::ios::binary | std::ios::in | std::ios::out};
    file.seekg(offset);
    const auto byte = static_cast<char>(file.get() ^ 2);
    file.seekp(offset);
    file.put(byte);
    BOOST_REQUIRE(file.good());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_keeping)

BOOST_AUTO_TEST_CASE(the_master_key_is_rotated_by_the_runbook_s_steps) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    for (int life = 0; life < 2; ++life) {
        s.start();
        submit(s, life * 3, 3);
        BOOST_REQUIRE(s.stop() == 0);
    }
    const auto plain = testing::contents_of(s.config());
    const auto old_key = s.state_dir() + "/keys/master.key";
    const auto new_key = s.folder().file("new.key");
    const auto key = [](char filler) { return std::string(32, filler); };
    testing::write_file(new_key, key('n'));
    fs::permissions(new_key, fs::perms::owner_read | fs::perms::owner_write);
    const auto other_key = s.folder().file("other.key");
    testing::write_file(other_key, key('o'));
    fs::permissions(other_key, fs::perms::owner_read | fs::perms::owner_write);
    const auto name = [](const std::string& option, const std::string& path) {
        return option + " = \"" + path + "\"\n";
    };

    // A wrong pair, and a pair that is none: nothing changes.
    const auto before = sidecars(s);
    configure(s, plain, name("master_key", new_key) + name("previous_master_key", other_key));
    BOOST_TEST(refused(s) == 65);
    configure(s, plain, name("master_key", old_key) + name("previous_master_key", old_key));
    BOOST_TEST(refused(s) == 65);
    configure(s, plain, name("master_key", new_key) + name("previous_master_key", "/no/such.key"));
    BOOST_TEST(refused(s) == 65);
    BOOST_TEST((sidecars(s) == before));

    configure(s, plain, name("master_key", new_key) + name("previous_master_key", old_key));
    s.start();
    await_log(s, "all 3 sidecars");
    submit(s, 6, 3);
    BOOST_REQUIRE(s.stop() == 0);
    s.start();  // once more with both: nothing is recorded again
    await_log(s, "all 4 sidecars");
    BOOST_REQUIRE(s.stop() == 0);
    const auto told = read_with(s, "cat", new_key);
    const auto count = [&](const std::string& words) {
        std::size_t found = 0;
        for (auto at = told.find(words); at != std::string::npos; at = told.find(words, at + 1)) {
            ++found;
        }
        return found;
    };
    BOOST_TEST(count("master_key_rotated") == 1U);

    fs::remove(old_key);
    configure(s, plain, name("master_key", new_key));
    s.start();
    auto client = s.connect();
    v1::ClientFrame ask;
    for (int i = 0; i < 9; ++i) {
        ask.mutable_get()->set_idempotency_key("k" + std::to_string(i));
        BOOST_TEST(client.call(ask).value().has_inquiry());
    }
    BOOST_REQUIRE(s.stop() == 0);
    std::string output;
    BOOST_TEST(testing::run({testing::program("iaq-journal"), "verify", s.journal(), "--vkey",
                             "@" + s.journal() + "/log.vkey"},
                            output) == 0);
    BOOST_TEST_MESSAGE(output);
    read_with(s, "verify", new_key);

    configure(s, plain, name("master_key", other_key));
    BOOST_TEST(refused(s) == 65);
    BOOST_TEST(log_says(s, "another master key"));
}

BOOST_AUTO_TEST_CASE(rot_under_a_running_daemon_ends_it_with_70_and_so_does_the_next_start) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    const auto plain = testing::contents_of(s.config());
    configure(s, plain, "scrub = \"1s\"\n");
    s.start();
    submit(s, 0, 20);
    BOOST_REQUIRE(s.stop() == 0);
    s.start();
    await_log(s, "in 1 closed segments are as they were written");
    submit(s, 20, 3);
    const auto path = s.journal() + "/segment/00000000000000000001.seg";
    flip_a_bit(path, 4096 + 20);
    BOOST_TEST(s.daemon().wait(20s).value_or(-1) == 70);
    const std::string says = "segment/00000000000000000001.seg: bad_checksum at offset 4096";
    BOOST_TEST(log_says(s, "journal_rotten: " + says));
    // Refused, or found again by the scrub of a start that had no need to read so far back.
    BOOST_TEST(refused(s) == 70);
    BOOST_TEST(log_says(s, ": " + says));
}

BOOST_AUTO_TEST_CASE(a_file_where_a_folder_belongs_is_named_before_anything_is_served) {
    site s{""};
    s.start();
    BOOST_REQUIRE(s.stop() == 0);
    fs::remove_all(s.state_dir() + "/snapshot");
    testing::write_file(s.state_dir() + "/snapshot", "no folder");
    {
        testing::process refused{{testing::program("iaqd"), "--config", s.config()},
                                 s.daemon_log()};
        BOOST_TEST(refused.wait(20s).value_or(-1) == 74);
    }
    const auto log = testing::contents_of(s.daemon_log());
    const auto begun = log.rfind("daemon_starting");
    BOOST_TEST(log.find("/snapshot: is no folder", begun) != std::string::npos);
    BOOST_TEST(log.find("ready:", begun) == std::string::npos);
    fs::remove(s.state_dir() + "/snapshot");
    s.start();
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
