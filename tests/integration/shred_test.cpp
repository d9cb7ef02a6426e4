#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::site;
namespace fs = std::filesystem;

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

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Every file below the folder.
std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> found;
    for (const auto& each : fs::recursive_directory_iterator{folder}) {
        if (each.is_regular_file()) {
            found.push_back(each.path());
        }
    }
    return found;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// The person of `submission(number)`, who is told apart by the last name.
std::string name_of(int number) {
    return testing::submission(number, "k", "officer").submit().subject().last_name();
}

/// Prints nothing that cannot be opened: everything else that the journal holds, as JSON.
std::string whole(const site& s) { return words_of(with(s.read_journal("cat"), {"--json"})); }

std::string digest_of(const site& s) {
    const auto status = testing::status_of(s);
    return status.state_digest() + " " + std::to_string(status.state_sequence());
}

/// Returns the numbers of the records that are closed in this printing of the journal.
std::vector<std::string> closed_in(const std::string& rows) {
    std::vector<std::string> numbers;
    std::istringstream in{rows};
    for (std::string row; std::getline(in, row);) {
        if (holds(row, "(sealed)")) {
            numbers.push_back(row.substr(0, row.find("  ", row.find_first_not_of(' '))));
            std::erase(numbers.back(), ' ');
        }
    }
    return numbers;
}

/// Three inquiries, answered, under a signed head.
std::vector<std::string> three_answered(site& s) {
    std::vector<std::string> ids;
    for (const int number : {701, 702, 703}) {
        ids.push_back(testing::ask_and_wait(s, number));
    }
    std::this_thread::sleep_for(1500ms);  // a head over them is signed
    return ids;
}

/// What the journal and its files must say once the second of the three is shredded.
void check_shredded(const site& s) {
    const auto after = whole(s);
    BOOST_TEST(!holds(after, name_of(702)));
    BOOST_TEST(holds(after, name_of(701)));
    BOOST_TEST(holds(after, name_of(703)));
    BOOST_TEST(holds(after, "expungement 26CR0017"));
    for (const auto& path : files_in(s.state_dir())) {
        BOOST_TEST(!holds(testing::contents_of(path), name_of(702)), path);
        BOOST_TEST(!path.ends_with(".key.new"), path);
    }
}

/// Checks the records' proofs with openssl and sha256sum.
void check_proofs(const site& s, const std::vector<std::string>& numbers) {
    for (const auto& number : numbers) {
        const auto proof = s.folder().file("proof");
        testing::write_file(
            proof, words_of({testing::program("iaq-journal"), "prove", s.journal(), number}));
        auto leaf =
            words_of({testing::program("iaq-journal"), "prove", s.journal(), number, "--leaf"});
        leaf.pop_back();
        BOOST_TEST(words_of({"/bin/sh", std::string{IAQ_SOURCE_DIR} + "/tools/check_proof.sh",
                             proof, s.folder().file("agency.vkey"), leaf})
                       .starts_with("good"));
    }
}

/// One inquiry is answered and shredded, and the daemon stopped. Returns the inquiry's id and the
/// folder where the sidecars lie as they were before.
std::pair<std::string, std::string> shred_one(site& s) {
    s.start();
    const auto id = testing::ask_and_wait(s, 704);
    const auto older = s.folder().file("older");
    fs::create_directory(older);
    for (const auto& path : files_in(s.journal() + "/segment")) {
        if (path.ends_with(".key")) {
            fs::copy_file(path, older + "/" + fs::path{path}.filename().string());
        }
    }
    BOOST_REQUIRE(testing::shred(s, id, "order").has_done());
    BOOST_REQUIRE(s.stop() == 0);
    return {id, older};
}

/// `starts`: since the shredding; with each the segments read at a start lie further behind it.
void put_an_older_sidecar_back(int starts) {
    site s{testing::answering};
    const auto [id, older] = shred_one(s);
    for (int i = 0; i < starts; ++i) {
        s.start();
        BOOST_REQUIRE(s.stop() == 0);
    }
    const std::string name = "00000000000000000001.key";
    const auto path = s.journal() + "/segment/" + name;
    const auto right = testing::contents_of(path);
    BOOST_REQUIRE(right != testing::contents_of(older + "/" + name));
    fs::copy_file(older + "/" + name, path, fs::copy_options::overwrite_existing);
    {
        testing::process refused{{testing::program("iaqd"), "--config", s.config()},
                                 s.daemon_log()};
        BOOST_TEST(refused.wait(20s).value_or(-1) == 70);
    }
    BOOST_TEST(holds(testing::contents_of(s.daemon_log()), name + ": is not the sidecar"));
    BOOST_TEST(code_of(s.read_journal("verify")) == 1);
    testing::write_file(path, right);
    s.start();
    BOOST_TEST(s.stop() == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_shred)

BOOST_AUTO_TEST_CASE(g10_a_shredded_inquiry_is_opened_by_no_key_and_every_proof_still_holds) {
    site s{testing::answering};
    s.start();
    const auto ids = three_answered(s);
    const auto kept = s.folder().file("backup");
    words_of({testing::program("iaq-journal"), "backup", s.journal(), kept});
    fs::copy_file(s.journal() + "/log.vkey", s.folder().file("agency.vkey"));
    const auto before = whole(s);
    for (const int number : {701, 702, 703}) {
        BOOST_REQUIRE(holds(before, name_of(number)));
    }

    const auto answer = testing::shred(s, ids[1], "expungement 26CR0017");
    BOOST_REQUIRE_MESSAGE(answer.has_done(), answer.ShortDebugString());
    v1::ClientFrame get;
    get.mutable_get()->set_inquiry_id(ids[1]);
    auto client = s.connect();
    BOOST_TEST(client.call(get).value().error().code() == v1::ERROR_CODE_NOT_FOUND);

    check_shredded(s);
    const auto closed = closed_in(words_of(s.read_journal("cat")));
    BOOST_TEST(closed.size() == 5U);  // admitted, begun, acknowledged, heard, matched
    // A start folds over the holes to the same state, and finds every file as it is recorded.
    const auto living = digest_of(s);
    const auto at = living.substr(living.find(' ') + 1);
    BOOST_TEST(words_of(with(s.read_journal("replay"), {"--dry-run", "--to", at})) ==
               living + "\n");
    s.kill();
    s.start();
    check_shredded(s);
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(holds(words_of(s.read_journal("verify")), "good: "));
    const std::vector<std::string> judge{testing::program("iaq-journal"),
                                         "verify",
                                         s.journal(),
                                         "--vkey",
                                         "@" + s.folder().file("agency.vkey"),
                                         "--at-least",
                                         kept + "/journal/checkpoint"};
    BOOST_TEST(holds(words_of(judge), "good: "));
    check_proofs(s, closed);
    BOOST_TEST(code_of(with(s.read_journal("case"), {ids[1]})) == 3);
    // The backup of before still opens it, as the answer to the first person has said.
    BOOST_TEST(holds(words_of({testing::program("iaq-journal"), "cat", kept + "/journal", "--json",
                               "--master-key", s.state_dir() + "/keys/master.key"}),
                     name_of(702)));
}

BOOST_AUTO_TEST_CASE(g10_an_older_sidecar_put_back_ends_the_start_with_70) {
    put_an_older_sidecar_back(0);
}

BOOST_AUTO_TEST_CASE(g10_an_older_sidecar_is_found_behind_a_snapshot_as_well) {
    put_an_older_sidecar_back(3);
}

BOOST_AUTO_TEST_CASE(g10_a_start_ends_the_keys_when_the_life_before_had_no_time_to) {
    site s{testing::answering};
    const auto [id, older] = shred_one(s);
    // As between the record and the end of the keys: the new sidecar stands beside the old one.
    const std::string name = "00000000000000000001.key";
    const auto path = s.journal() + "/segment/" + name;
    const auto right = testing::contents_of(path);
    BOOST_REQUIRE(right != testing::contents_of(older + "/" + name));
    fs::rename(path, path + ".new");
    fs::copy_file(older + "/" + name, path);
    BOOST_TEST(holds(whole(s), name_of(704)));
    s.start();
    BOOST_TEST(holds(testing::contents_of(s.daemon_log()),
                     "<5>shredding_finished: 1 sidecars of a recorded shredding put in force"));
    BOOST_TEST(testing::contents_of(path) == right);
    BOOST_TEST(!fs::exists(path + ".new"));
    BOOST_TEST(!holds(whole(s), name_of(704)));
    v1::ClientFrame get;
    get.mutable_get()->set_inquiry_id(id);
    BOOST_TEST(s.connect().call(get).value().error().code() == v1::ERROR_CODE_NOT_FOUND);
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(holds(words_of(s.read_journal("verify")), "good: "));
}

BOOST_AUTO_TEST_CASE(the_first_person_is_told_of_the_backups_that_hold_it) {
    site s{testing::answering};
    s.start();
    const auto id = testing::ask_and_wait(s, 705);
    std::this_thread::sleep_for(1500ms);
    const auto kept = s.folder().file("kept");
    words_of({testing::program("iaq-journal"), "backup", s.journal(), kept});
    const auto later = testing::ask_and_wait(s, 706);
    auto client = s.connect();
    v1::ClientFrame frame;
    frame.set_acting_user("ann");
    frame.mutable_shred()->set_reason("order");
    frame.mutable_shred()->set_inquiry_id(id);
    BOOST_TEST(holds(client.call(frame).value().done().text(), kept));
    frame.mutable_shred()->set_inquiry_id(later);
    BOOST_TEST(!holds(client.call(frame).value().done().text(), kept));
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
