#include "support/iaqctl.hpp"
#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::site;
namespace fs = std::filesystem;

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string words_of(const std::vector<std::string>& command) {
    std::string output;
    const int code = testing::run(command, output);
    BOOST_REQUIRE_MESSAGE(code == 0, command[0] << " " << command[1] << ": " << output);
    return output;
}

std::vector<std::string> names_in(const std::string& folder, const std::string& ending) {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator{folder}) {
        if (each.path().extension() == ending) {
            names.push_back(each.path().filename());
        }
    }
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> segments(const site& s) {
    return names_in(s.journal() + "/segment", ".seg");
}
std::vector<std::string> bases(const site& s) {
    return names_in(s.journal() + "/segment", ".base");
}

void await(const site& s, const std::string& words) {
    for (int tries = 0; tries < 2000 && !holds(testing::contents_of(s.daemon_log()), words);
         ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    const auto log = testing::contents_of(s.daemon_log());
    BOOST_REQUIRE_MESSAGE(holds(log, words), log);
}

void verify(const site& s, const std::string& vkey) {
    words_of({testing::program("iaq-journal"), "verify", s.journal(), "--vkey", vkey});
    words_of(s.read_journal("verify"));
}

std::string digest_of(const site& s) {
    const auto status = testing::status_of(s);
    return status.state_digest() + " " + std::to_string(status.state_sequence());
}

/// What nobody has seen is open work, and stays.
void see(const site& s, const std::string& id) {
    const auto said = testing::ask_iaqctl(s, {"seen", id});
    BOOST_REQUIRE_MESSAGE(said.code == 0, said.err);
}

/// Some lives of a daemon, each with one inquiry answered and seen, and a segment of its own.
std::vector<std::string> live(site& s, int first, int lives) {
    std::vector<std::string> ids;
    for (int life = 0; life < lives; ++life) {
        s.start();
        ids.push_back(testing::ask_and_wait(s, first + life));
        see(s, ids.back());
        BOOST_REQUIRE(s.stop() == 0);
    }
    return ids;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_retention)

BOOST_AUTO_TEST_CASE(old_segments_go_and_everything_else_goes_on_working) {
    site s{testing::answering};
    const auto plain = testing::contents_of(s.config());
    const auto old = live(s, 801, 3);
    const auto vkey = "@" + s.journal() + "/log.vkey";
    const auto proof_before =
        words_of({testing::program("iaq-journal"), "prove", s.journal(), "3", "--leaf"});
    std::this_thread::sleep_for(2500ms);

    testing::write_file(s.config(), plain + "retention_min = \"1s\"\nretention_age = \"2s\"\n");
    s.start();
    await(s, "front_dropped");
    for (int tries = 0; tries < 1000 && segments(s).size() > 2; ++tries) {
        std::this_thread::sleep_for(10ms);
    }
    BOOST_TEST(segments(s).size() == 2U);  // the one that was closed at this start is too young
    BOOST_TEST(!fs::exists(s.journal() + "/segment/00000000000000000001.key"));
    BOOST_REQUIRE_EQUAL(bases(s).size(), 1U);
    BOOST_TEST(bases(s).front().substr(0, 20) == segments(s).front().substr(0, 20));
    const auto young = testing::ask_and_wait(s, 804);
    std::this_thread::sleep_for(1200ms);  // a head over it
    verify(s, vkey);
    auto all = s.read_journal("cat");
    all.emplace_back("--json");
    const auto rows = words_of(all);
    BOOST_TEST(!holds(rows, "\"" + old.front() + '"'));
    BOOST_TEST(holds(rows, "\"" + young + '"'));
    const auto digest = digest_of(s);
    BOOST_TEST(holds(words_of({testing::program("iaq-journal"), "replay", s.journal(), "--dry-run",
                               "--to", digest.substr(digest.find(' ') + 1), "--master-key",
                               s.state_dir() + "/keys/master.key"}),
                     digest));
    BOOST_TEST(words_of({testing::program("iaq-journal"), "prove", s.journal(), "3", "--leaf"}) ==
               proof_before);
    const auto backup = s.folder().file("backup");
    words_of({testing::program("iaq-journal"), "backup", s.journal(), backup});
    words_of({testing::program("iaq-journal"), "verify", backup + "/journal", "--vkey", vkey});
    std::string said;
    auto of_old = s.read_journal("case");
    of_old.insert(of_old.end(), {old.front(), "--out", s.folder().file("case")});
    BOOST_TEST(testing::run(of_old, said) == 3);

    // A kill, and a start from the base alone.
    s.kill();
    fs::remove_all(s.state_dir() + "/snapshot");
    s.start();
    BOOST_TEST(testing::state_of(s, young) == v1::INQUIRY_STATE_ANSWERED);
    BOOST_REQUIRE(s.stop() == 0);
    verify(s, vkey);

    // Without its base the front is damage, and a restored backup starts.
    const auto base = s.journal() + "/segment/" + bases(s).front();
    const auto right = testing::contents_of(base);
    fs::remove_all(s.state_dir() + "/snapshot");
    fs::remove(base);
    {
        testing::process refused{{testing::program("iaqd"), "--config", s.config()},
                                 s.daemon_log()};
        BOOST_TEST(refused.wait(20s).value_or(-1) == 70);
    }
    BOOST_TEST(
        testing::run({testing::program("iaq-journal"), "verify", s.journal(), "--vkey", vkey},
                     said) == 1);
    testing::write_file(base, right);
    s.start();
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_front_whose_leaves_are_gone_stays_until_the_start_that_makes_them_again) {
    site s{testing::answering};
    const auto plain = testing::contents_of(s.config());
    s.start();
    for (int number = 831; testing::status_of(s).head() < 300; ++number) {
        see(s, testing::ask_and_wait(s, number));  // a full tile holds 256 leaves
    }
    BOOST_REQUIRE(s.stop() == 0);
    live(s, 871, 1);
    std::this_thread::sleep_for(2500ms);
    fs::remove(s.journal() + "/tile/0/000");
    testing::write_file(s.config(), plain + "retention_min = \"1s\"\nretention_age = \"2s\"\n");
    s.start();
    await(s, "<4>drop_failed: retention: nothing before record ");
    await(s, "tile/0/000: is missing or cut; stop the daemon and empty <state_dir>/snapshot");
    const auto kept = segments(s);
    BOOST_TEST(kept.front() == "00000000000000000001.seg");
    BOOST_TEST(bases(s).empty());
    testing::ask_and_wait(s, 872);
    BOOST_REQUIRE(s.stop() == 0);
    fs::remove_all(s.state_dir() + "/snapshot");  // as the line says
    s.start();
    await(s, "front_dropped");
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(segments(s).front() != kept.front());
    verify(s, "@" + s.journal() + "/log.vkey");
}

BOOST_AUTO_TEST_CASE(the_master_key_is_rotated_with_a_base_and_a_damaged_journal_is_set_aside) {
    site s{testing::answering};
    const auto plain = testing::contents_of(s.config());
    live(s, 811, 2);
    std::this_thread::sleep_for(2500ms);
    const auto dropping = plain + "retention_min = \"1s\"\nretention_age = \"2s\"\n";
    testing::write_file(s.config(), dropping);
    s.start();
    await(s, "front_dropped");
    const auto young = testing::ask_and_wait(s, 813);
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_REQUIRE(!bases(s).empty());

    const auto old_key = s.state_dir() + "/keys/master.key";
    const auto new_key = s.folder().file("new.key");
    testing::write_file(new_key, std::string(32, 'n'));
    fs::permissions(new_key, fs::perms::owner_read | fs::perms::owner_write);
    testing::write_file(s.config(), plain + "master_key = \"" + new_key +
                                        "\"\nprevious_master_key = \"" + old_key + "\"\n");
    s.start();
    await(s, "master_key_rotated");
    BOOST_REQUIRE(s.stop() == 0);
    testing::write_file(s.config(), plain + "master_key = \"" + new_key + "\"\n");
    fs::remove_all(s.state_dir() + "/snapshot");
    fs::remove(old_key);
    s.start();
    BOOST_TEST(testing::state_of(s, young) == v1::INQUIRY_STATE_ANSWERED);
    BOOST_REQUIRE(s.stop() == 0);

    // The last segment but one rots.
    fs::remove_all(s.state_dir() + "/snapshot");
    const auto all = segments(s);
    BOOST_REQUIRE(all.size() >= 2U);
    const auto rotten = s.journal() + "/segment/" + all[all.size() - 2];
    auto bytes = testing::contents_of(rotten);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    testing::write_file(rotten, bytes);
    s.start({"/bin/sh", "-c", "exec \"$@\" --new-journal --reason rot", "sh"});
    BOOST_TEST(s.stop() == 0);
    await(s, "journal_set_aside");
}

BOOST_AUTO_TEST_CASE(what_is_open_is_carried_over_although_the_base_is_lost) {
    site s{"switch on iaq n=3 : ack\nswitch on iaq : ack ; answer after 1ms\n"};
    const auto plain = testing::contents_of(s.config());
    live(s, 821, 2);
    std::this_thread::sleep_for(2500ms);
    testing::write_file(s.config(), plain + "retention_min = \"1s\"\nretention_age = \"2s\"\n");
    s.start();
    await(s, "front_dropped");
    auto client = s.connect();
    const auto asked = client.call(testing::submission(823, "k823", "officer"));
    BOOST_REQUIRE(asked.value().has_accepted());
    const auto open = asked.value().accepted().inquiry_id();
    BOOST_REQUIRE(s.stop() == 0);
    fs::remove_all(s.state_dir() + "/snapshot");
    for (const auto& base : bases(s)) {
        fs::remove(s.journal() + "/segment/" + base);
    }
    s.start({"/bin/sh", "-c", "exec \"$@\" --new-journal --reason 'the base is lost'", "sh"});
    BOOST_TEST(testing::state_of(s, open) == v1::INQUIRY_STATE_IN_DOUBT);
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
