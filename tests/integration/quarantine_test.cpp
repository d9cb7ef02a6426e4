#include "contract/records.hpp"
#include "support/segment_builder.hpp"
#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

// A record that cannot follow, in a journal of the real daemon: three starts, and all after them.

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::answering;
using testing::contents_of;
using testing::operate;
using testing::site;
using testing::state_of;
using testing::status_of;
using testing::submission;
using testing::write_file;
namespace fs = std::filesystem;
namespace records = model::records;

int code_of_start(const site& s) {
    testing::process refused{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    return refused.wait(20s).value_or(-1);
}

/// Adds a segment behind the journal's last record. Returns the number of its first record.
model::sequence add_records(const site& s, std::vector<records::body> bodies) {
    std::string last;
    for (const auto& found : fs::directory_iterator{s.journal() + "/segment"}) {
        if (found.path().extension() == ".seg") {
            last = std::max(last, found.path().string());
        }
    }
    const auto bytes = contents_of(last);
    auto header = ledger::decode_header(bytes).value();
    header.first += test::scan_all(bytes, ledger::standing::last).payloads.size();
    test::segment_builder segment{header};
    for (auto& body : bodies) {
        model::record r;
        r.at_sequence = model::sequence{segment.next};
        r.at.utc = utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
        r.station = "one";
        r.principal = "iaqd";
        r.body = std::move(body);
        segment.add(contract::encode(r));
    }
    auto name = std::to_string(header.first);
    name.insert(0, 20 - name.size(), '0');
    write_file(s.journal() + "/segment/" + name + ".seg", segment.bytes);
    return model::sequence{header.first};
}

/// The words that run iaq-journal on what is not sealed.
std::vector<std::string> reading(const site& s, const std::string& command) {
    return {testing::program("iaq-journal"), command, s.journal()};
}

void check_replayed_digest(const site& s) {
    const auto status = status_of(s);
    auto replay = reading(s, "replay");
    replay.insert(replay.end(), {"--dry-run", "--to", std::to_string(status.state_sequence())});
    std::string replayed;
    BOOST_TEST(testing::run(replay, replayed) == 0);
    BOOST_TEST(replayed ==
               status.state_digest() + " " + std::to_string(status.state_sequence()) + "\n");
}

bool is_quarantined(const v1::Status& status) {
    return std::ranges::count(status.standing_conditions(), "record_quarantined") == 1;
}

void use_no_seal(const site& s) {
    write_file(s.config(), contents_of(s.config()) + "seal = \"off\"\n");
}

/// Submits while the station is held, and stops.
std::string leave_one_queued(site& s) {
    operate(s, v1::OPERATION_HOLD);
    auto client = s.connect();
    const auto answer = client.call(submission(2, "queued", "officer"));
    BOOST_REQUIRE(answer.value().has_accepted());
    BOOST_REQUIRE(s.stop() == 0);
    return answer.value().accepted().inquiry_id();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_quarantine)

BOOST_AUTO_TEST_CASE(a_record_that_fails_three_starts_running_is_passed_over_from_then_on) {
    site s{answering};
    use_no_seal(s);
    s.start();
    testing::ask_and_wait(s, 1);
    const auto queued = leave_one_queued(s);
    const auto bad = add_records(s, {records::send_refused{queued, {}, "NO", true},
                                     records::send_begun{queued, "X", 1, false, "bytes"}});
    const auto failures = s.state_dir() + "/fold_failures";
    for (const auto* const times : {"start 1 of 3", "start 2 of 3"}) {
        BOOST_TEST(code_of_start(s) == 70);
        const auto said = contents_of(s.daemon_log());
        BOOST_TEST(said.find("record " + std::to_string(number_of(bad))) != std::string::npos);
        BOOST_TEST(said.find(times) != std::string::npos);
        BOOST_TEST(contents_of(failures).find(" " + std::to_string(number_of(bad)) + " ") !=
                   std::string::npos);
    }
    s.start();  // the third
    BOOST_TEST(is_quarantined(status_of(s)));
    BOOST_TEST(state_of(s, queued) == v1::INQUIRY_STATE_IN_DOUBT);
    operate(s, v1::OPERATION_RELEASE);
    testing::ask_and_wait(s, 3);
    BOOST_TEST(state_of(s, queued) == v1::INQUIRY_STATE_IN_DOUBT);
    check_replayed_digest(s);
    s.kill();

    s.start();  // at once, and as it was
    BOOST_TEST(is_quarantined(status_of(s)));
    BOOST_TEST(state_of(s, queued) == v1::INQUIRY_STATE_IN_DOUBT);
    BOOST_TEST(!fs::exists(failures));
    check_replayed_digest(s);
    BOOST_TEST(s.stop() == 0);
    const auto notes = s.switch_notes();
    const auto heard = std::ranges::count_if(
        notes, [](const auto& note) { return testing::json_value(note, "what") == "heard"; });
    BOOST_TEST(heard == 2);
    std::string output;
    BOOST_TEST(testing::run(reading(s, "verify"), output) == 0);
    auto making = reading(s, "case");
    making.insert(making.end(), {queued, "--out", s.folder().file("case")});
    BOOST_TEST(testing::run(making, output) == 0);
}

BOOST_AUTO_TEST_CASE(a_journal_that_takes_a_start_in_between_is_counted_anew) {
    site s{answering};
    use_no_seal(s);
    s.start();
    const auto queued = leave_one_queued(s);
    const auto before = s.folder().file("before");
    fs::copy(s.journal(), before, fs::copy_options::recursive);
    const auto damage = [&] { add_records(s, {records::send_refused{queued, {}, "NO", true}}); };
    const auto mend = [&] {
        fs::remove_all(s.journal());
        fs::copy(before, s.journal(), fs::copy_options::recursive);
    };
    damage();
    BOOST_TEST(code_of_start(s) == 70);
    BOOST_TEST(code_of_start(s) == 70);
    mend();
    const auto shown = contents_of(s.state_dir() + "/shown");
    s.start();
    s.kill();
    write_file(s.state_dir() + "/shown", shown);
    mend();
    damage();
    BOOST_TEST(code_of_start(s) == 70);
    BOOST_TEST(contents_of(s.daemon_log()).find("start 1 of 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_a_newer_daemon_may_have_written_is_never_passed_over) {
    site s{answering};
    use_no_seal(s);
    s.start();
    BOOST_REQUIRE(s.stop() == 0);
    add_records(s, {records::foreign{900}});
    for (int start = 0; start < 4; ++start) {
        BOOST_TEST(code_of_start(s) == 65);
    }
    BOOST_TEST(!fs::exists(s.state_dir() + "/fold_failures"));
}

BOOST_AUTO_TEST_SUITE_END()
