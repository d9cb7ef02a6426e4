#include "support/iaqctl.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace iaq;
using testing::site;
using testing::submission;
using namespace std::chrono_literals;

/// Runs iaqctl; what it said is in `output`.
int ctl(const site& s, std::vector<std::string> words, std::string& output) {
    words.insert(words.begin(), {testing::program("iaqctl"), "--socket", s.socket()});
    output.clear();
    return testing::run(words, output);
}

std::string submit(site& s, int number) {
    auto client = s.connect();
    const auto answer = client.call(submission(number, "k" + std::to_string(number), "officer"));
    BOOST_REQUIRE(answer.value().has_accepted());
    return answer.value().accepted().inquiry_id();
}

/// What a person does to the inquiry, by the command line, and what is read of it afterwards.
struct row {
    std::vector<std::string> words;
    std::string read;
};

std::vector<row> everything_done(const std::string& id) {
    return {{{"note", id, "the sergeant was told"}, "the sergeant was told"},
            {{"ice-contact", id, "--at", "now", "--with", "officer Example", "--instruction",
              "wait for the answer", "--detainer-authorized"},
             "officer Example: wait for the answer (authorized during the contact"},
            {{"ice-contact", id}, "ICE could not be reached"},
            {{"consular-done", id, "--country", "MM", "--how", "telephone, consul Example"},
             "consulate of MM"}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_acts)

BOOST_AUTO_TEST_CASE(what_people_did_is_read_by_the_next_shift_and_in_the_journal) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    const auto id = submit(s, 1);
    std::string output;
    for (const auto& row : everything_done(id)) {
        BOOST_TEST_CONTEXT(row.words.front()) {
            BOOST_TEST(ctl(s, row.words, output) == 0);
            BOOST_TEST(output == "done\n");
        }
    }
    BOOST_REQUIRE(s.stop() == 0);
    s.start();
    for (const auto* const command : {"show", "explain"}) {
        BOOST_REQUIRE(ctl(s, {command, id}, output) == 0);
        for (const auto& row : everything_done(id)) {
            BOOST_TEST_CONTEXT(command << ": " << output) {
                BOOST_TEST(testing::says(output, row.read));
            }
        }
    }
    auto words = s.read_journal("export");
    words.insert(words.end(), {"--to", "csv"});
    BOOST_REQUIRE(testing::run(words, output) == 0);
    for (const auto* const kind : {"note_written", "ice_contacted", "consular_notified"}) {
        BOOST_TEST(testing::says(output, kind));
    }
    BOOST_TEST(testing::says(output, "wait for the answer"));
    BOOST_REQUIRE(s.stop() == 0);
    const auto digest = s.read_journal("replay");
    auto replay = digest;
    replay.emplace_back("--dry-run");
    BOOST_REQUIRE(testing::run(replay, output) == 0);
}

BOOST_AUTO_TEST_CASE(a_hand_over_is_offered_listed_and_accepted_by_another_person) {
    site s{"switch on iaq : ack ; answer after 1h\n"};
    s.start();
    const auto first = submit(s, 1);
    const auto second = submit(s, 2);
    std::string output;
    BOOST_REQUIRE(ctl(s,
                      {"transfer", first, second, "--to-desk", "south", "--note", "end of shift",
                       "--acting-user", "ann"},
                      output) == 0);
    const auto token = output.substr(output.rfind(' ') + 1, output.size() - output.rfind(' ') - 2);
    BOOST_TEST(testing::says(output, "OFFERED"));
    BOOST_REQUIRE(ctl(s, {"list", "--handed-over"}, output) == 0);
    BOOST_TEST(testing::says(output, first));
    BOOST_TEST(testing::says(output, second));
    BOOST_TEST(ctl(s, {"transfer", "--accept", token, "--acting-user", "ann"}, output) == 1);
    s.kill();
    s.start();
    BOOST_TEST(ctl(s, {"transfer", "--accept", token, "--acting-user", "bob"}, output) == 0);
    BOOST_TEST(output == "done\n");
    BOOST_REQUIRE(ctl(s, {"list", "--desk", "south"}, output) == 0);
    BOOST_TEST(testing::says(output, first));
    BOOST_TEST(testing::says(output, second));
    BOOST_REQUIRE(ctl(s, {"list", "--handed-over"}, output) == 0);
    BOOST_TEST(!testing::says(output, first));
    BOOST_REQUIRE(ctl(s, {"show", first}, output) == 0);
    BOOST_TEST(
        testing::says(output, "offered to desk south, transfer " + token + ": end of shift"));
    BOOST_TEST(testing::says(output, "bob: took over as desk south"));
}

BOOST_AUTO_TEST_CASE(who_read_an_answer_and_to_whom_it_went_is_read_by_the_next_shift) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    const auto id = submit(s, 1);
    for (int tries = 0; tries < 200; ++tries) {
        if (testing::state_of(s, id) == v1::INQUIRY_STATE_ANSWERED) {
            break;
        }
        std::this_thread::sleep_for(50ms);
    }
    std::string output;
    BOOST_REQUIRE(ctl(s, {"explain", id}, output) == 0);
    BOOST_TEST(testing::says(output, "NOT YET: nobody has confirmed reading it"));
    BOOST_TEST(testing::says(output, "desk is told"));
    BOOST_REQUIRE(ctl(s, {"watch", "--once"}, output) == 0);
    BOOST_TEST(testing::says(output, "Once you have read it: iaqctl seen " + id));
    BOOST_TEST(ctl(s, {"seen", id, "--acting-user", "ann"}, output) == 0);
    BOOST_TEST(testing::says(output, "confirmed as read"));
    BOOST_TEST(output.find("    ") != std::string::npos);  // the words of the answer stand above
    BOOST_TEST(ctl(s, {"seen", id}, output) == 0);
    BOOST_TEST(output == "Every message of it is confirmed as read.\n");
    BOOST_TEST(ctl(s, {"disseminated", id, "--why", "bond hearing"}, output) == 2);
    BOOST_TEST(ctl(s, {"disseminated", id, "--to", "prosecutor Example", "--to-ori", "MO01"},
                   output) == 2);
    BOOST_TEST(ctl(s,
                   {"disseminated", id, "--to", "prosecutor Example", "--to-ori", "MO0110300",
                    "--why", "bond hearing"},
                   output) == 0);
    BOOST_TEST(testing::says(output, "done"));
    BOOST_REQUIRE(s.stop() == 0);
    s.start();
    for (const auto* const command : {"show", "explain"}) {
        BOOST_REQUIRE(ctl(s, {command, id}, output) == 0);
        BOOST_TEST_CONTEXT(command << ": " << output) {
            BOOST_TEST(testing::says(output, "ann: confirmed reading message"));
            BOOST_TEST(testing::says(output, "to prosecutor Example, MO0110300: bond hearing"));
            BOOST_TEST(!testing::says(output, "desk is told"));
        }
    }
    BOOST_REQUIRE(s.stop() == 0);
    auto words = s.read_journal("export");
    words.insert(words.end(), {"--to", "csv"});
    BOOST_REQUIRE(testing::run(words, output) == 0);
    BOOST_TEST(testing::says(output, "answer_seen"));
    BOOST_TEST(testing::says(output, "answer_disseminated"));
    BOOST_TEST(!testing::says(testing::contents_of(s.daemon_log()), "Example"));
}

BOOST_AUTO_TEST_CASE(g8_what_people_wrote_is_in_no_log_line) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    const auto id = submit(s, 1);
    std::string output;
    for (const auto& row : everything_done(id)) {
        BOOST_REQUIRE(ctl(s, row.words, output) == 0);
    }
    BOOST_REQUIRE(s.stop() == 0);
    const auto log = testing::contents_of(s.daemon_log());
    for (const auto* const part : {"sergeant", "Example", "wait for", "consul "}) {
        BOOST_TEST(!testing::says(log, part));
    }
}

BOOST_AUTO_TEST_CASE(a_time_that_is_none_is_refused_before_anything_is_written) {
    site s{"switch on iaq : ack ; answer after 1ms\n"};
    s.start();
    const auto id = submit(s, 1);
    std::string output;
    for (const auto* const at : {"25:00", "yesterday", "2026-13-01 10:00"}) {
        BOOST_TEST_CONTEXT(at) { BOOST_TEST(ctl(s, {"ice-contact", id, "--at", at}, output) == 2); }
    }
    BOOST_REQUIRE(ctl(s, {"show", id}, output) == 0);
    BOOST_TEST(!testing::says(output, "What people did"));
}

BOOST_AUTO_TEST_SUITE_END()
