#include "journal/file_journal.hpp"
#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
using journal::file_journal;
using journal::unfinished_tail;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> everything(const scratch& folder) {
    std::map<std::string, std::string> files;
    for (const auto& found : fs::recursive_directory_iterator(folder.journal())) {
        if (found.is_regular_file()) {
            files[found.path().string()] = read_file(found.path());
        }
    }
    return files;
}

constexpr std::size_t frame_bytes = ledger::frame_head_bytes + 8;

const journal::reading strictly{nullptr, {}, unfinished_tail::damage};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_read_only)

BOOST_AUTO_TEST_CASE(a_scan_tells_what_is_there_and_changes_nothing) {
    const scratch folder;
    write_journal(folder.options(), {"record 1", "record 2", "record 3"});
    write_and_drop(folder.options(), {"record 4", "record 5"});
    const auto before = everything(folder);
    std::vector<std::uint64_t> numbers;
    const auto seen = file_journal::read_only_scan(
        folder.journal(), [&](model::sequence number, std::string_view record) {
            BOOST_TEST(record == "record " + std::to_string(model::number_of(number)));
            numbers.push_back(model::number_of(number));
            return ignore(number, record);
        });
    BOOST_REQUIRE(seen);
    BOOST_TEST((numbers == std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    BOOST_TEST(seen.value().journal_id == folder.options().journal_id);
    BOOST_TEST(seen.value().epoch == 1U);
    BOOST_TEST(seen.value().records == 5U);
    BOOST_TEST(seen.value().bytes == 2 * ledger::header_bytes + 5 * frame_bytes);
    BOOST_TEST(model::number_of(seen.value().last) == 5U);
    BOOST_TEST(seen.value().unfinished_bytes == 0U);
    BOOST_REQUIRE_EQUAL(seen.value().segments.size(), 2U);
    const auto& second = seen.value().segments[1];
    BOOST_TEST(second.name == "00000000000000000004.seg");
    BOOST_TEST(second.created_ns == folder.options().created_ns);
    BOOST_TEST(second.records == 2U);
    BOOST_TEST(second.bytes == ledger::header_bytes + 2 * frame_bytes);
    BOOST_TEST(model::number_of(second.first) == 4U);
    BOOST_TEST(model::number_of(second.last) == 5U);
    BOOST_TEST((everything(folder) == before));
}

BOOST_AUTO_TEST_CASE(a_half_frame_at_the_very_end_is_a_live_tail_unless_the_reader_wants_none) {
    const scratch folder;
    write_and_drop(folder.options(), {"record 1", "record 2"});
    patch_file(folder.segment(1), ledger::header_bytes + 2 * frame_bytes,
               std::string("\x80\0\0\x09half", 8));
    const auto seen = file_journal::read_only_scan(folder.journal(), ignore);
    BOOST_REQUIRE(seen);
    BOOST_TEST(seen.value().records == 2U);
    BOOST_TEST(seen.value().unfinished_bytes == 8U);
    const auto strict = file_journal::read_only_scan(folder.journal(), ignore, strictly);
    BOOST_REQUIRE(!strict);
    BOOST_TEST((strict.error().what == journal::trouble::kind::damaged));
    BOOST_TEST(strict.error().text.find("001.seg: torn_tail at offset 4144") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_scan_refuses_the_same_damage_as_a_start) {
    const scratch folder;
    write_journal(folder.options(), {"record 1", "record 2", "record 3"});
    patch_file(folder.segment(1), ledger::header_bytes + frame_bytes + 20, "x");
    const auto seen = file_journal::read_only_scan(folder.journal(), ignore);
    BOOST_REQUIRE(!seen);
    BOOST_TEST(seen.error().text == refused(folder.options()).text);
    const scratch nothing;
    const auto missing = file_journal::read_only_scan(nothing.journal(), ignore);
    BOOST_REQUIRE(!missing);
    BOOST_TEST((missing.error().what == journal::trouble::kind::unreadable));
}

BOOST_AUTO_TEST_CASE(a_journal_that_is_being_written_scans_as_a_whole_at_any_moment) {
    const scratch folder;
    listener ear;
    const auto again = reopen(folder.options());
    ear.attach(*again.journal);
    std::uint64_t number = 0;
    const auto append = [&](std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            again.journal->append(model::sequence{++number}, std::string(700, 'r'));
        }
    };
    for (int scan = 0; scan < 40; ++scan) {
        append(200);
        const auto reports = ear.reports();
        const auto durable = reports.empty() ? 0 : reports.back();
        std::uint64_t expected = 0;
        const auto seen = file_journal::read_only_scan(
            folder.journal(), [&](model::sequence at, std::string_view record) {
                BOOST_REQUIRE_EQUAL(model::number_of(at), ++expected);
                return ignore(at, record);
            });
        BOOST_REQUIRE_MESSAGE(seen, (seen ? "" : seen.error().text));
        BOOST_TEST(expected >= durable);
        BOOST_TEST(seen.value().records == expected);
    }
    BOOST_REQUIRE(again.journal->close());
    BOOST_TEST(file_journal::read_only_scan(folder.journal(), ignore, strictly).value().records ==
               8000U);
}

BOOST_AUTO_TEST_SUITE_END()
