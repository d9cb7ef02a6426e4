#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace iaq;
using testing::answering;
using testing::contents_of;
using testing::let_it_happen;
using testing::site;
using testing::write_file;
namespace fs = std::filesystem;

std::vector<std::string> making_case(const site& s, const std::string& id, const std::string& out) {
    auto command = s.read_journal("case");
    command.insert(command.begin() + 3, id);
    command.insert(command.end(), {"--out", out});
    return command;
}

int run(const std::vector<std::string>& command, std::string& output) {
    return testing::run(command, output);
}

/// The commands of a README: what is set in by four blanks under "How to check it".
std::string commands_in(const std::string& readme) {
    std::istringstream in{readme.substr(readme.find("How to check it"))};
    std::string script = "exec 2>&1\n";
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("    ")) {
            script += line.substr(4) + "\n";
        }
    }
    return script;
}

std::string checked(const std::string& folder) {
    std::string output;
    const auto script = "cd '" + folder + "'\n" + commands_in(contents_of(folder + "/README.txt"));
    run({"/bin/sh", "-c", script}, output);
    return output;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

std::vector<std::string> names_in(const std::string& folder, const std::string& end) {
    std::vector<std::string> names;
    for (const auto& each : fs::directory_iterator{folder}) {
        if (each.path().string().ends_with(end)) {
            names.push_back(each.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_case)

BOOST_AUTO_TEST_CASE(g9_a_case_is_proved_by_the_commands_of_its_own_readme) {
    site s{answering};
    s.start();
    const auto happened = let_it_happen(s);
    testing::ask_and_wait(s, 5);
    BOOST_REQUIRE(s.stop() == 0);
    const auto folder = s.folder().file("exhibit");
    std::string output;
    BOOST_REQUIRE_EQUAL(run(making_case(s, happened.answered, folder), output), 0);
    BOOST_TEST(output == folder + "\n");

    const auto records = names_in(folder + "/records", ".bin");
    BOOST_TEST(records.size() >= 5U);
    BOOST_TEST(names_in(folder + "/records", ".json").size() == records.size());
    const auto said = checked(folder);
    BOOST_TEST_MESSAGE(said);
    BOOST_TEST(count_of(said, "good: record ") == records.size());
    BOOST_TEST(count_of(said, "\n") == records.size());

    const auto life = contents_of(folder + "/life.txt");
    for (const auto* const words : {"It stands: ANSWERED", "O'XAVIER, YOLANDA WINIFRED",
                                    "admitted and written to the journal",
                                    "attempt 1 to send it began", "the switch has it", "+00:00"}) {
        BOOST_TEST_CONTEXT(words) { BOOST_TEST(life.find(words) != std::string::npos); }
    }
    BOOST_TEST_MESSAGE(life << contents_of(folder + "/README.txt"));
    const auto sent = names_in(folder + "/sent", ".bin");
    const auto heard = names_in(folder + "/heard", ".bin");
    BOOST_TEST(sent.size() == 1U);
    BOOST_TEST(heard.size() >= 1U);
    BOOST_TEST(contents_of(folder + "/sent/" + sent.front()).find("XAVIER") != std::string::npos);
    BOOST_TEST((contents_of(folder + "/check_proof.sh") ==
                contents_of(std::string{IAQ_SOURCE_DIR} + "/tools/check_proof.sh")));
    for (const auto& each : names_in(folder + "/records", ".json")) {
        const auto line = contents_of(folder + "/records/" + each);
        BOOST_TEST((line.find(happened.answered) != std::string::npos ||
                    line.find("reply_heard") != std::string::npos));
        BOOST_TEST(line.find("TESTERF") == std::string::npos);  // the other inquiry's person
    }

    // Whatever is touched is found.
    write_file(folder + "/life.txt", life + "x");
    BOOST_TEST(checked(folder).find("life.txt: FAILED") != std::string::npos);
    const auto leaf = folder + "/proofs/" + names_in(folder + "/proofs", ".leaf").front();
    auto hash = contents_of(leaf);
    hash[0] = hash[0] == '0' ? '1' : '0';
    write_file(leaf, hash);
    BOOST_TEST(checked(folder).find("BAD: proofs/") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_case_is_noted_whole_and_never_written_over) {
    site s{answering};
    s.start();
    const auto happened = let_it_happen(s);
    BOOST_REQUIRE(s.stop() == 0);
    const auto folder = s.folder().file("exhibit");
    std::string output;
    BOOST_REQUIRE_EQUAL(run(making_case(s, happened.cancelled, folder), output), 0);
    BOOST_TEST(
        contents_of(s.state_dir() + "/access/reads.log").find("case " + happened.cancelled) !=
        std::string::npos);
    const auto life = contents_of(folder + "/life.txt");
    BOOST_TEST(life.find("It stands: CANCELLED") != std::string::npos);
    BOOST_TEST(life.find("the reason given: a \"MISTAKE\"") != std::string::npos);
    BOOST_TEST(!fs::exists(folder + "/sent"));
    const auto sums = contents_of(folder + "/SHA256SUMS");
    BOOST_TEST(run(making_case(s, happened.answered, folder), output) == 3);
    BOOST_TEST(contents_of(folder + "/SHA256SUMS") == sums);
    // An inquiry that is not there, and a key that is not given, leave nothing behind.
    BOOST_TEST(run(making_case(s, "no-such", s.folder().file("none")), output) == 3);
    BOOST_TEST(run({testing::program("iaq-journal"), "case", s.journal(), happened.answered,
                    "--out", s.folder().file("none")},
                   output) == 3);
    BOOST_TEST(names_in(s.folder().path(), "none").empty());
    for (const auto& each : fs::directory_iterator{s.folder().path()}) {
        BOOST_TEST(each.path().string().find("unfinished") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
