#include "base/bytes.hpp"
#include "journal/file_journal.hpp"
#include "ledger/checksum.hpp"
#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <functional>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t frame_bytes = ledger::frame_head_bytes + 8;
constexpr std::size_t end_of_three = ledger::header_bytes + 3 * frame_bytes;

/// Two closed segments of three records each.
void two_segments(const journal::options& how) {
    write_journal(how, {"record 1", "record 2", "record 3"});
    write_journal(how, {"record 4", "record 5", "record 6"});
}

/// Small segments: these tests make many.
journal::options small(const scratch& folder) {
    auto how = folder.options();
    how.segment_bytes = 128UL * 1024;
    return how;
}

ino_t inode_of(const fs::path& path) {
    struct stat status {};
    BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_ino;
}

void change_header(const fs::path& path, const std::function<void(ledger::segment_header&)>& how) {
    const auto bytes = read_file(path);
    auto header = ledger::decode_header(bytes).value();
    how(header);
    patch_file(path, 0, ledger::encode_header(header));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_recovery)

BOOST_AUTO_TEST_CASE(a_torn_tail_is_cut_and_counted_and_what_was_durable_stays) {
    for (const bool killed : {false, true}) {
        const scratch folder;
        const std::vector<std::string> records{"record 1", "record 2", "record 3"};
        killed ? write_and_drop(folder.options(), records)
               : write_journal(folder.options(), records);
        const auto path = folder.segment(1);
        std::string frame;
        ledger::encode_frame(frame, ledger::root_of(read_file(path)), 4,
                             ledger::place::begins_batch, "half of it was written");
        patch_file(path, end_of_three, frame.substr(0, 30));
        {
            const auto again = reopen(folder.options());
            BOOST_TEST(again.records == records);
            BOOST_TEST(again.journal->recovered().torn_bytes == 30U);
            BOOST_TEST(fs::file_size(path) == end_of_three);
        }
        BOOST_TEST(reopen(folder.options()).journal->recovered().torn_bytes == 0U);
        write_journal(folder.options(), {"record 4"});
        BOOST_TEST(reopen(folder.options()).records.size() == 4U);
    }
}

BOOST_AUTO_TEST_CASE(after_a_kill_the_zeros_behind_the_last_frame_are_cut) {
    const scratch folder;
    write_and_drop(folder.options(), {"record 1", "record 2", "record 3"});
    BOOST_TEST(fs::file_size(folder.segment(1)) == folder.options().segment_bytes);
    const auto again = reopen(folder.options());
    BOOST_TEST(again.records.size() == 3U);
    BOOST_TEST(again.journal->recovered().torn_bytes == 0U);
    BOOST_TEST(fs::file_size(folder.segment(1)) == end_of_three);
}

// After a failed sync the system may hold a batch in memory only and call it clean.
BOOST_AUTO_TEST_CASE(g1_what_a_start_visits_is_written_and_synced_before_it_counts) {
    for (const bool grown : {false, true}) {
        const scratch folder;
        write_and_drop(small(folder), {"record 1", "record 2", "record 3"});
        if (grown) {  // a segment that was not prepared ends with its last frame
            fs::resize_file(folder.segment(1), end_of_three);
        }
        std::vector<std::string_view> calls;
        probed_disk disk{[&](call what, const std::string& path) {
            if (path == folder.segment(1)) {
                calls.push_back(name_of(what));
            }
            return boost::system::error_code{};
        }};
        BOOST_REQUIRE(journal::file_journal::open(small(folder), ignore, disk));
        using words = std::vector<std::string_view>;
        BOOST_TEST(
            (calls == (grown ? words{"write", "sync"} : words{"write", "truncate", "sync"})));
        BOOST_TEST(reopen(small(folder)).records.size() == 3U);
    }
}

BOOST_AUTO_TEST_CASE(damage_is_refused_with_its_file_and_offset_and_nothing_changes) {
    const std::string zero(1, '\0');
    const struct {
        const char* name;
        std::function<void(const scratch&)> wound;
        std::string_view file;
        std::string_view what;
    } rows[] = {
        {"a byte in the first segment",
         [](const auto& f) { patch_file(f.segment(1), end_of_three - 1, "x"); }, "001.seg",
         "bad_checksum at offset 4144"},
        {"a byte in the last segment, before a sound record",
         [](const auto& f) { patch_file(f.segment(4), ledger::header_bytes + 20, "x"); }, "004.seg",
         "bad_checksum at offset 4096, before a sound frame at offset 4120"},
        {"a closed segment cut inside a frame",
         [](const auto& f) { fs::resize_file(f.segment(1), end_of_three - 1); }, "001.seg",
         "bad_length at offset 4144"},
        {"a closed segment cut between frames",
         [](const auto& f) { fs::resize_file(f.segment(1), end_of_three - frame_bytes); },
         "004.seg", "number_out_of_order at offset 40"},
        {"zeros behind a closed segment",
         [](const auto& f) { fs::resize_file(f.segment(1), end_of_three + 1); }, "001.seg",
         "bad_length at offset 4168"},
        {"a closed segment emptied", [](const auto& f) { fs::resize_file(f.segment(1), 0); },
         "001.seg", "empty_file at offset 0"},
        {"the first segment gone", [](const auto& f) { fs::remove(f.segment(1)); }, "004.seg",
         "number_out_of_order at offset 40"},
        {"a header of zeros before records",
         [&](const auto& f) { patch_file(f.segment(4), 0, std::string(4096, '\0')); }, "004.seg",
         "bad_header at offset 0"},
        {"a segment under another's name",
         [](const auto& f) { fs::rename(f.segment(4), f.segment(5)); }, "005.seg",
         "number_out_of_order at offset 0"},
        {"a name that is none",
         [](const auto& f) { write_file(f.journal() / "segment/4.seg", "x"); }, "4.seg",
         "no segment's name"},
        {"a segment of another journal",
         [](const auto& f) { change_header(f.segment(4), [](auto& h) { h.journal_id[0] = 'x'; }); },
         "004.seg", "wrong_journal at offset 16"},
        {"an epoch that goes back",
         [](const auto& f) { change_header(f.segment(4), [](auto& h) { h.epoch = 0; }); },
         "004.seg", "number_out_of_order at offset 32"},
        {"a byte in next", [](const auto& f) { patch_file(f.next(), 77'777, "x"); }, "next",
         "nonzero_after_end at offset 77777"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const scratch folder;
            two_segments(small(folder));
            write_file(folder.next(), std::string(small(folder).segment_bytes, '\0'));
            row.wound(folder);
            const auto names = folder.segments();
            const auto what = refused(small(folder));
            BOOST_TEST((what.what == journal::trouble::kind::damaged));
            BOOST_TEST_CONTEXT(what.text) {
                BOOST_TEST(what.text.find(row.file) != std::string::npos);
                BOOST_TEST(what.text.find(row.what) != std::string::npos);
            }
            BOOST_TEST(folder.segments() == names);
            BOOST_TEST((refused(small(folder)).text == what.text));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_journal_of_a_newer_daemon_is_refused_by_version) {
    const scratch folder;
    two_segments(small(folder));
    auto block = read_file(folder.segment(4)).substr(0, ledger::header_bytes - 4);
    std::string version;
    bytes::put_big(version, std::uint32_t{7});
    block.replace(12, 4, version);
    bytes::put_big(block, ledger::crc32c(block));
    patch_file(folder.segment(4), 0, block);
    const auto what = refused(small(folder));
    BOOST_TEST((what.what == journal::trouble::kind::too_new));
    BOOST_TEST(what.text.find("needs an iaqd that reads format 1, fold 7") != std::string::npos);
}

// A crash between the making of a segment and its first record leaves one of these.
BOOST_AUTO_TEST_CASE(a_segment_whose_header_never_reached_the_disk_is_replaced) {
    const struct {
        const char* name;
        std::string bytes;
    } rows[] = {{"no byte", ""},
                {"zeros", std::string(1024UL * 1024, '\0')},
                {"half a header", "IAQSEG1\n" + std::string(9000, '\0')}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const scratch folder;
            two_segments(small(folder));
            write_file(folder.segment(7), row.bytes);
            write_journal(small(folder), {"record 7"});
            BOOST_TEST(reopen(small(folder)).records.size() == 7U);

            const scratch very_new;
            write_journal(small(very_new), {});
            write_file(very_new.segment(1), row.bytes);
            BOOST_TEST(reopen(small(very_new)).journal->recovered().created);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_prepared_segment_is_used_and_a_half_prepared_one_is_not) {
    for (const std::size_t bytes : {0U, 4096U, 128U * 1024, 128U * 1024 + 1}) {
        const scratch folder;
        two_segments(small(folder));
        write_file(folder.next(), std::string(bytes, '\0'));
        const auto inode = inode_of(folder.next());
        const auto again = reopen(small(folder));
        BOOST_TEST_CONTEXT(bytes << " bytes") {
            const bool used = inode_of(folder.segment(7)) == inode;
            const bool whole = bytes == small(folder).segment_bytes;
            // A removed file's inode may come back, so only the size tells in the other cases.
            BOOST_TEST((!whole || used));
            BOOST_TEST(fs::file_size(folder.segment(7)) == small(folder).segment_bytes);
            BOOST_TEST(!fs::exists(folder.next()));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_the_visitor_refuses_stops_the_opening) {
    const scratch folder;
    two_segments(small(folder));
    const auto opened =
        journal::file_journal::open(small(folder), [](model::sequence number, auto) {
            return number == model::sequence{5} ? result<void, std::string>{"no such kind"}
                                                : ignore(number, "");
        });
    BOOST_REQUIRE(!opened);
    BOOST_TEST((opened.error().what == journal::trouble::kind::refused));
    BOOST_TEST(opened.error().text == "record 5: no such kind");
}

BOOST_AUTO_TEST_CASE(what_the_visitor_refuses_is_told_before_damage_behind_it) {
    const scratch folder;
    two_segments(small(folder));
    patch_file(folder.segment(4), ledger::header_bytes + 20, "x");
    std::uint64_t visited = 0;
    const auto opened =
        journal::file_journal::open(small(folder), [&](model::sequence number, auto) {
            visited = model::number_of(number);
            return number == model::sequence{3} ? result<void, std::string>{"no such kind"}
                                                : ignore(number, "");
        });
    BOOST_REQUIRE(!opened);
    BOOST_TEST(opened.error().text == "record 3: no such kind");
    BOOST_TEST(visited == 3U);
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_is_named) {
    const scratch folder;
    auto how = folder.options();
    how.directory = (folder.journal() / "deeper").string();
    const auto what = refused(how);
    BOOST_TEST((what.what == journal::trouble::kind::unwritable));
    BOOST_TEST(what.text.find(how.directory) != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
