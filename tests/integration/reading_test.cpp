#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "engine/state.hpp"
#include "support/small_history.hpp"

#include <iaq/v1/record.pb.h>
#include <boost/test/unit_test.hpp>

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace iaq;
using namespace std::chrono_literals;
using testing::answering;
using testing::contents_of;
using testing::let_it_happen;
using testing::site;
using testing::small_history;
using testing::write_file;
namespace fs = std::filesystem;

using words = std::vector<std::string>;

/// `iaq-journal export` on the site with its key.
words exporting(const site& s, const words& more) {
    auto command = s.read_journal("export");
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

std::string output_of(const words& command, int code = 0) {
    std::string output;
    BOOST_REQUIRE_EQUAL(testing::run(command, output), code);
    return output;
}

/// The messages in a stream of lengths and messages.
words messages_in(std::string_view stream) {
    words found;
    while (!stream.empty()) {
        const auto length = contract::read_prefix(stream);
        BOOST_REQUIRE((length.found == contract::prefix::state::complete));
        BOOST_REQUIRE(stream.size() >= length.size + length.length);
        found.emplace_back(stream.substr(length.size, length.length));
        stream.remove_prefix(length.size + length.length);
    }
    return found;
}

engine::state folded(const words& records) {
    engine::state known;
    for (const auto& bytes : records) {
        const auto entry = contract::decode(bytes);
        BOOST_REQUIRE_MESSAGE(entry, (entry ? "" : entry.error()));
        const auto taken = known.apply(entry.value());
        BOOST_REQUIRE_MESSAGE(taken, (taken ? "" : taken.error()));
    }
    return known;
}

/// RFC 4180, read by the book: the rows and their values.
std::vector<words> rows_in(const std::string& table) {
    std::vector<words> rows{{""}};
    bool quoted = false;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const char c = table[i];
        if (quoted && c == '"' && table.substr(i, 2) == "\"\"") {
            rows.back().back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            rows.back().emplace_back();
        } else if (!quoted && table.substr(i, 2) == "\r\n") {
            rows.emplace_back(1);
            ++i;
        } else {
            rows.back().back() += c;
        }
    }
    rows.pop_back();  // behind the last line end
    return rows;
}

std::size_t accesses(const site& s) {
    std::istringstream in{contents_of(s.state_dir() + "/access/reads.log")};
    std::size_t lines = 0;
    for (std::string line; std::getline(in, line);) {
        ++lines;
    }
    return lines;
}

/// Returns the first line with `part` in it; nothing when none comes within `within`.
std::string line_with(testing::process& of, const std::string& part,
                      std::chrono::milliseconds within = 5s) {
    while (const auto line = of.line(within)) {
        if (line->find(part) != std::string::npos) {
            return *line;
        }
    }
    return {};
}

words following(const site& s, const words& more = {}) {
    auto command = s.read_journal("follow");
    command.insert(command.end(), more.begin(), more.end());
    return command;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_reading)

BOOST_AUTO_TEST_CASE(g8_a_redacted_export_folds_like_the_journal_and_holds_no_word_of_a_person) {
    site s{answering};
    s.start();
    const auto happened = let_it_happen(s);
    BOOST_REQUIRE(s.stop() == 0);
    output_of(exporting(s, {"--to", "protobuf", "--out", s.folder().file("w")}));
    const auto records = messages_in(contents_of(s.folder().file("w")));
    const auto before = accesses(s);
    output_of(exporting(s, {"--to", "protobuf", "--redact", "--out", s.folder().file("r")}));
    const auto bare = contents_of(s.folder().file("r"));
    const auto emptied = messages_in(bare);
    BOOST_TEST(accesses(s) == before);

    const auto known = folded(records);
    const auto known_of_nobody = folded(emptied);
    BOOST_TEST(records.size() == emptied.size());
    BOOST_TEST(known.digest() != known_of_nobody.digest());
    for (const auto& id : {happened.answered, happened.cancelled}) {
        const auto& full = known.inquiries().at(known.inquiries().find(id));
        const auto& left = known_of_nobody.inquiries().at(known_of_nobody.inquiries().find(id));
        BOOST_TEST((left.state == full.state));
        BOOST_TEST(left.life.size() == full.life.size());
        BOOST_TEST((left.asked.whole().person == model::subject{}));
    }
    const auto rows = output_of(exporting(s, {"--to", "csv", "--redact"}));
    const auto lines = output_of(exporting(s, {"--to", "json", "--redact"}));
    const auto full_lines = output_of(exporting(s, {"--to", "json"}));
    for (const auto& word : small_history::personal_words()) {
        BOOST_TEST_CONTEXT(word) {
            BOOST_TEST(bare.find(word) == std::string::npos);
            BOOST_TEST(rows.find(word) == std::string::npos);
            BOOST_TEST(lines.find(word) == std::string::npos);
        }
    }
    for (const auto* const word : {"XAVIER", "MAINTENANCE", "8165550177", "MISTAKE"}) {
        BOOST_TEST(full_lines.find(word) != std::string::npos);
    }
    BOOST_TEST(full_lines.find("VICTORIA") == std::string::npos);  // never written at all
}

BOOST_AUTO_TEST_CASE(an_unredacted_export_is_noted_before_anything_is_shown) {
    site s{answering};
    s.start();
    testing::ask_and_wait(s, 1);
    BOOST_REQUIRE(s.stop() == 0);
    output_of(exporting(s, {"--to", "csv"}));
    BOOST_TEST(accesses(s) == 1U);
    BOOST_TEST(contents_of(s.state_dir() + "/access/reads.log").find("export --to csv --from 1") !=
               std::string::npos);
    fs::remove_all(s.state_dir() + "/access");
    write_file(s.state_dir() + "/access", "in the way");
    BOOST_TEST(output_of(exporting(s, {"--to", "csv"}), 3).empty());
    BOOST_TEST(output_of(following(s, {"--json"}), 3).empty());
    BOOST_TEST(!output_of(exporting(s, {"--to", "csv", "--redact"})).empty());
}

BOOST_AUTO_TEST_CASE(a_table_gives_odd_names_back_as_they_were) {
    site s{answering};
    s.start();
    const auto happened = let_it_happen(s);
    BOOST_REQUIRE(s.stop() == 0);
    const auto rows = rows_in(output_of(exporting(s, {"--to", "csv"})));
    const auto& head = rows.front();
    const auto column = [&](const char* name) {
        return static_cast<std::size_t>(std::ranges::find(head, name) - head.begin());
    };
    std::size_t met = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        BOOST_REQUIRE_EQUAL(rows[i].size(), head.size());
        BOOST_TEST(rows[i][column("sequence")] == std::to_string(i));
        const auto& kind = rows[i][column("kind")];
        if (kind == "inquiry_admitted" && rows[i][column("inquiry_id")] == happened.answered) {
            BOOST_TEST(rows[i][column("officer_id")] == "7\"7, A");
            BOOST_TEST(rows[i][column("last_name")] == "O'XAVIER");
            ++met;
        }
        if (kind == "inquiry_cancelled") {
            BOOST_TEST(rows[i][column("words")] == "a \"MISTAKE\",\nsorry");
            BOOST_TEST(rows[i][column("inquiry_id")] == happened.cancelled);
            ++met;
        }
        if (kind == "inquiry_refused") {
            BOOST_TEST(rows[i][column("outcome")].find("ROLE") != std::string::npos);
            ++met;
        }
    }
    BOOST_TEST(met == 3U);
}

BOOST_AUTO_TEST_CASE(an_export_goes_on_where_it_was_cut_and_refuses_a_file_of_another_journal) {
    site s{answering};
    s.start();
    testing::ask_and_wait(s, 1);
    BOOST_REQUIRE(s.stop() == 0);
    site other{answering};
    other.start();
    testing::ask_and_wait(other, 1);
    BOOST_REQUIRE(other.stop() == 0);
    for (const auto* const form : {"csv", "json", "protobuf"}) {
        BOOST_TEST_CONTEXT(form) {
            const auto out = s.folder().file(form);
            output_of(exporting(s, {"--to", form, "--out", out}));
            const auto whole = contents_of(out);
            output_of(exporting(s, {"--to", form, "--out", out}));
            BOOST_TEST((contents_of(out) == whole));
            for (const auto cut :
                 {std::size_t{0}, std::size_t{5}, whole.size() / 2, whole.size() - 1}) {
                write_file(out, whole.substr(0, cut));
                output_of(exporting(s, {"--to", form, "--out", out}));
                BOOST_TEST((contents_of(out) == whole));
            }
            output_of(exporting(other, {"--to", form, "--out", out}), 3);
            output_of(exporting(s, {"--to", form, "--redact", "--out", out}), 3);
            BOOST_TEST((contents_of(out) == whole));
        }
    }
    output_of(exporting(s, {"--to", "json", "--out", s.folder().file("csv")}), 3);
    // Behind a new start the export holds what came since, and no key leaves it closed.
    const auto before = contents_of(s.folder().file("json"));
    s.start();
    testing::ask_and_wait(s, 2);
    BOOST_REQUIRE(s.stop() == 0);
    output_of(exporting(s, {"--to", "json", "--out", s.folder().file("json")}));
    const auto after = contents_of(s.folder().file("json"));
    BOOST_TEST(after.starts_with(before));
    BOOST_TEST((after == output_of(exporting(s, {"--to", "json"}))));
    const auto closed = output_of(
        {testing::program("iaq-journal"), "export", s.journal(), "--to", "json", "--from", "2"});
    BOOST_TEST(closed.starts_with(R"({"sequence":"2","utc":")"));
    BOOST_TEST(closed.find(R"("kind":"inquiry_admitted","sealed":true})") != std::string::npos);
    BOOST_TEST(closed.find("TESTER") == std::string::npos);
    output_of({testing::program("iaq-journal"), "export", s.journal(), "--to", "protobuf", "--out",
               s.folder().file("closed")});
    std::uint64_t number = 0;
    for (const auto& each : messages_in(contents_of(s.folder().file("closed")))) {
        v1::Record envelope;
        BOOST_REQUIRE(envelope.ParseFromString(each));
        BOOST_TEST(envelope.sequence() == ++number);
        BOOST_TEST(envelope.utc_ns() != 0);
        BOOST_TEST(envelope.body_case() == v1::Record::BODY_NOT_SET);
    }
    BOOST_TEST(number > 10U);
}

BOOST_AUTO_TEST_CASE(follow_shows_a_new_inquiry_while_the_daemon_runs_and_over_its_restart) {
    site s{answering};
    s.start();
    testing::process follower{following(s, {"--json"}), s.folder().file("follow.log")};
    BOOST_TEST(!line_with(follower, "daemon_started").empty());
    const auto first = testing::ask_and_wait(s, 1);
    BOOST_TEST(line_with(follower, "inquiry_admitted").find(first) != std::string::npos);
    BOOST_TEST(!line_with(follower, "reply_matched").empty());
    BOOST_REQUIRE(s.stop() == 0);
    s.start();
    const auto second = testing::ask_and_wait(s, 2);
    BOOST_TEST(line_with(follower, "inquiry_admitted").find(second) != std::string::npos);
    s.kill();
    s.start();
    const auto third = testing::ask_and_wait(s, 3);
    BOOST_TEST(line_with(follower, "inquiry_admitted").find(third) != std::string::npos);
    follower.signal(SIGINT);
    BOOST_TEST(follower.wait(5s).value_or(-1) == 0);
    BOOST_TEST(contents_of(s.folder().file("follow.log")) == "");
    BOOST_REQUIRE(s.stop() == 0);
}

BOOST_AUTO_TEST_CASE(follow_ends_well_when_its_reader_goes_away) {
    site s{answering};
    s.start();
    const auto command = following(s);
    std::string all;
    for (const auto& word : command) {
        all += "'" + word + "' ";
    }
    // The reader leaves after one line, while nothing more comes.
    std::string output;
    const auto script = "(" + all + "; echo $? >" + s.folder().file("code") + ") | head -n 1";
    BOOST_TEST(testing::run({"/bin/sh", "-c", script}, output) == 0);
    BOOST_TEST(output.find("daemon_started") != std::string::npos);
    BOOST_TEST(contents_of(s.folder().file("code")) == "0\n");
    BOOST_REQUIRE(s.stop() == 0);
    BOOST_TEST(output_of({testing::program("iaq-journal"), "follow", s.folder().path()}, 3) == "");
}

BOOST_AUTO_TEST_CASE(a_journal_without_a_record_is_not_called_good_nor_no_journal) {
    const testing::temporary_folder folder;
    const auto said = folder.file("said");
    fs::create_directories(folder.file("segment"));
    const auto ask = [&] {
        testing::process verify{{testing::program("iaq-journal"), "verify", folder.path()}, said};
        BOOST_TEST(verify.wait(20s).value_or(-1) == 3);
        return contents_of(said);
    };
    BOOST_TEST(ask().find("holds no segment of a journal") != std::string::npos);
    // What a power cut leaves while the first segment is made.
    write_file(folder.file("segment/00000000000000000001.seg"), std::string(4096, '\0'));
    BOOST_TEST(ask().find("was still being made") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
