#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace iaq;
using testing::site;
using testing::submission;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int inquiries = 2200;  // some seven records each

std::string words_of(const std::vector<std::string>& command) {
    std::string output;
    const int code = testing::run(command, output);
    BOOST_REQUIRE_MESSAGE(code == 0, command[0] << " " << command[1] << ": " << output);
    return output;
}

int code_of(const std::vector<std::string>& command) {
    std::string output;
    return testing::run(command, output);
}

std::vector<std::string> verify(const site& s, const std::string& directory,
                                const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{testing::program("iaq-journal"), "verify", directory, "--vkey",
                                   "@" + s.folder().file("agency.vkey")};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

void keep_verifier_key(const site& s) {
    fs::copy_file(s.journal() + "/log.vkey", s.folder().file("agency.vkey"));
}

void submit(site& s, int first, int count) {
    auto client = s.connect();
    for (int i = first; i < first + count; ++i) {
        const auto answer = client.call(submission(i, "k" + std::to_string(i), "officer"));
        BOOST_REQUIRE(answer.value().has_accepted());
    }
}

std::string go_verifier(const site& s) {
    auto built = s.folder().file("stranger");
    const std::string source = std::string{IAQ_SOURCE_DIR} + "/tests/evidence/stranger/main.go";
    words_of({"/usr/bin/env", "GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=-p=1",
              "GOCACHE=" + s.folder().file("cache"), "go", "build", "-o", built, source});
    return built;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_evidence)

BOOST_AUTO_TEST_CASE(g9_strangers_with_public_tools_find_every_record_under_the_signed_head) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    submit(s, 0, inquiries / 2);
    BOOST_REQUIRE(s.stop() == 0);
    keep_verifier_key(s);
    const auto older = s.folder().file("older");
    fs::copy_file(s.journal() + "/checkpoint", older);
    s.start();
    submit(s, inquiries / 2, inquiries - inquiries / 2);
    BOOST_REQUIRE(s.stop() == 0);

    const auto said = words_of(verify(s, s.journal(), {"--at-least", older}));
    BOOST_TEST_MESSAGE(said);
    BOOST_TEST(said.find("good: ") != std::string::npos);

    const auto records =
        words_of({go_verifier(s), s.journal(), s.folder().file("agency.vkey"), older});
    BOOST_TEST_MESSAGE(records);
    BOOST_TEST(records.starts_with("good: "));

    for (int i = 1; i <= 20; ++i) {
        const auto number = std::to_string(i * 401);
        const auto proof = s.folder().file("proof");
        testing::write_file(
            proof, words_of({testing::program("iaq-journal"), "prove", s.journal(), number}));
        auto leaf =
            words_of({testing::program("iaq-journal"), "prove", s.journal(), number, "--leaf"});
        leaf.pop_back();
        BOOST_TEST(words_of({"/bin/sh", std::string{IAQ_SOURCE_DIR} + "/tools/check_proof.sh",
                             proof, s.folder().file("agency.vkey"), leaf})
                       .starts_with("good"));
        leaf[0] = leaf[0] == '0' ? '1' : '0';
        BOOST_TEST(code_of({"/bin/sh", std::string{IAQ_SOURCE_DIR} + "/tools/check_proof.sh", proof,
                            s.folder().file("agency.vkey"), leaf}) == 1);
    }
}

BOOST_AUTO_TEST_CASE(g9_a_rolled_back_copy_is_found_and_refused) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    submit(s, 0, 5);
    BOOST_REQUIRE(s.stop() == 0);
    keep_verifier_key(s);
    const auto copy = s.folder().file("copy");
    fs::copy(s.journal(), copy, fs::copy_options::recursive);
    s.start();
    submit(s, 5, 5);
    BOOST_REQUIRE(s.stop() == 0);
    const auto newest = s.folder().file("newest");
    fs::copy_file(s.journal() + "/checkpoint", newest);
    BOOST_TEST(code_of(verify(s, copy)) == 0);
    BOOST_TEST(code_of(verify(s, copy, {"--at-least", newest})) == 1);
    // Older segments under the newest head: the daemon finds it by itself.
    fs::remove_all(s.journal() + "/segment");
    fs::copy(copy + "/segment", s.journal() + "/segment", fs::copy_options::recursive);
    testing::process refused{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    BOOST_TEST(refused.wait(20s).value_or(-1) == 70);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("records are missing") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_damaged_copy_of_the_head_shown_says_that_no_backup_holds_it) {
    site s{""};
    s.start();
    submit(s, 0, 3);
    BOOST_REQUIRE(s.stop() == 0);
    const auto shown = s.state_dir() + "/shown";
    testing::write_file(shown, "no head");
    testing::process refused{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    BOOST_TEST(refused.wait(20s).value_or(-1) == 70);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("then remove it") != std::string::npos);
    fs::remove(shown);
    s.start();
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_start_syncs_the_names_of_keys_that_an_earlier_one_may_only_have_made) {
    site s{""};
    s.start();
    BOOST_REQUIRE(s.stop() == 0);
    const auto log = s.folder().file("strace.log");
    s.start({"/usr/bin/env", "ASAN_OPTIONS=detect_leaks=0", "/usr/bin/strace", "-D", "-f", "-qq",
             "-y", "-o", log, "-e", "trace=fsync,fdatasync", "--"});
    BOOST_REQUIRE(s.stop() == 0);
    const auto calls = testing::contents_of(log);
    const auto synced = calls.substr(0, calls.find("fdatasync("));  // of the first record
    BOOST_TEST(synced.find("<" + s.state_dir() + ">") != std::string::npos);
    BOOST_TEST(synced.find("<" + s.state_dir() + "/keys>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_or_missing_key_is_bad_configuration_and_changes_nothing) {
    site s{""};
    s.start();
    submit(s, 0, 3);
    BOOST_REQUIRE(s.stop() == 0);
    const auto head = testing::contents_of(s.journal() + "/checkpoint");
    const auto segments = [&] {
        return std::distance(fs::directory_iterator{s.journal() + "/segment"}, {});
    };
    const auto before = segments();
    const std::string other_pem = s.folder().file("other.pem");
    words_of({"/usr/bin/env", "openssl", "genpkey", "-algorithm", "ed25519", "-out", other_pem});
    const struct {
        const char* key;
        std::string other;  // empty: it is gone
        const char* says;
    } rows[] = {
        {"keys/master.key", std::string(32, 'x'), "another master key"},
        {"keys/master.key", "short", "32 bytes"},
        {"keys/master.key", "", "the journal needs the key it began with"},
        {"keys/signing.pem", testing::contents_of(other_pem), "another key or name"},
        {"keys/signing.pem", "no key", "signing.pem"},
        {"keys/signing.pem", "", "the journal needs the key it began with"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.key << ": " << row.says) {
            const auto path = s.state_dir() + "/" + row.key;
            const auto right = testing::contents_of(path);
            if (row.other.empty()) {
                fs::rename(path, path + ".kept");
            } else {
                testing::write_file(path, row.other);
            }
            testing::process refused{{testing::program("iaqd"), "--config", s.config()},
                                     s.daemon_log()};
            BOOST_TEST(refused.wait(20s).value_or(-1) == 65);
            BOOST_TEST(testing::contents_of(s.daemon_log()).find(row.says) != std::string::npos);
            if (row.other.empty()) {
                fs::rename(path + ".kept", path);
            } else {
                testing::write_file(path, right);
            }
            BOOST_TEST(segments() == before);
            BOOST_TEST(testing::contents_of(s.journal() + "/checkpoint") == head);
        }
    }
    s.start();
    BOOST_TEST(s.stop() == 0);
}

// CP-9, CP-10: a backup of the running daemon, put back after the loss of everything since.
BOOST_AUTO_TEST_CASE(g9_a_backup_is_restored_by_the_runbook_s_steps) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    submit(s, 0, 30);
    std::this_thread::sleep_for(1500ms);  // a head over them is signed
    keep_verifier_key(s);
    const auto kept = s.folder().file("backup");
    words_of({testing::program("iaq-journal"), "backup", s.journal(), kept});
    BOOST_TEST(code_of({testing::program("iaq-journal"), "backup", s.journal(), kept}) == 3);
    BOOST_TEST(code_of(verify(s, kept + "/journal")) == 0);
    BOOST_TEST(testing::contents_of(kept + "/BACKUP.txt").find("--adopt-restored") !=
               std::string::npos);
    submit(s, 30, 30);
    std::this_thread::sleep_for(1500ms);
    BOOST_REQUIRE(s.stop() == 0);

    fs::rename(s.journal(), s.folder().file("lost"));
    fs::copy(kept + "/journal", s.journal(), fs::copy_options::recursive);
    testing::process refused{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    BOOST_TEST(refused.wait(20s).value_or(-1) == 70);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("this is an older copy") !=
               std::string::npos);

    s.adopt("the disk was lost");
    auto client = s.connect();
    v1::ClientFrame ask;
    ask.mutable_status();
    const auto status = client.call(ask).value().status();
    BOOST_TEST(status.stations(0).held());
    ask.mutable_get()->set_idempotency_key("k7");
    BOOST_TEST(client.call(ask).value().has_inquiry());
    ask.mutable_get()->set_idempotency_key("k45");
    BOOST_TEST(client.call(ask).value().has_error());
    BOOST_REQUIRE(s.stop() == 0);
    s.start();  // without the flag from here on
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(code_of(verify(s, s.journal())) == 0);
    BOOST_TEST(code_of(s.read_journal("verify")) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
