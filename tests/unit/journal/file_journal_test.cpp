#include "journal/file_journal.hpp"

#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

std::string record_of(std::uint64_t number, std::size_t bytes) {
    auto record = "record " + std::to_string(number);
    record.resize(std::max(bytes, record.size()), '.');
    return record;
}

/// Appends `count` records after the last and waits until all are durable.
void append_many(journal::file_journal& to, listener& ear, std::uint64_t count, std::size_t bytes) {
    const auto last = model::number_of(to.recovered().last);
    for (auto number = last + 1; number <= last + count; ++number) {
        to.append(model::sequence{number}, record_of(number, bytes));
    }
    ear.wait_durable(last + count);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_file_journal)

BOOST_AUTO_TEST_CASE(a_new_journal_is_its_owners_alone) {
    const scratch folder;
    const auto again = reopen(folder.options());
    BOOST_TEST(again.journal->recovered().created);
    BOOST_TEST(again.journal->recovered().journal_id == folder.options().journal_id);
    BOOST_TEST((again.journal->recovered().last == model::sequence::none));
    const auto all = fs::perms::all;
    BOOST_TEST(((fs::status(folder.journal()).permissions() & all) == fs::perms::owner_all));
    for (const auto& found : fs::recursive_directory_iterator(folder.journal())) {
        BOOST_TEST_CONTEXT(found.path()) {
            const auto mode = found.status().permissions() & all;
            const auto owner = fs::perms::owner_read | fs::perms::owner_write;
            BOOST_TEST((mode == (found.is_directory() ? fs::perms::owner_all : owner)));
        }
    }
}

BOOST_AUTO_TEST_CASE(records_come_back_in_order_over_restarts) {
    const scratch folder;
    const std::vector<std::string> records{"one", std::string("two\0with a zero", 15), "three"};
    write_journal(folder.options(), {records[0], records[1]});
    write_journal(folder.options(), {records[2]});
    const auto again = reopen(folder.options());
    BOOST_TEST(again.records == records);
    BOOST_TEST(!again.journal->recovered().created);
    BOOST_TEST(model::number_of(again.journal->recovered().last) == 3U);
    BOOST_TEST(again.journal->recovered().torn_bytes == 0U);
    BOOST_TEST(folder.segments().size() == 3U);
}

BOOST_AUTO_TEST_CASE(g1_durable_is_reported_only_behind_the_sync_of_what_it_covers) {
    const scratch folder;
    std::mutex order;
    std::vector<std::string> events;  // of the segments and the reports
    probed_disk disk{[&](call what, const std::string& path) {
        if (path.ends_with(".seg")) {
            const std::lock_guard lock{order};
            events.emplace_back(name_of(what));
        }
        return boost::system::error_code{};
    }};
    listener ear;
    auto opened = journal::file_journal::open(folder.options(), ignore, disk);
    BOOST_REQUIRE(opened);
    ear.also = [&](std::uint64_t) {
        const std::lock_guard lock{order};
        events.emplace_back("durable");
    };
    ear.attach(*opened.value());
    append_many(*opened.value(), ear, 5000, 600);
    BOOST_REQUIRE(opened.value()->close());
    std::size_t reports = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i] == "durable") {
            ++reports;
            BOOST_REQUIRE_GE(i, 2U);
            BOOST_REQUIRE_EQUAL(events[i - 1], "sync");
            BOOST_REQUIRE_EQUAL(events[i - 2], "write");
        }
    }
    BOOST_TEST(reports == ear.reports().size());
    BOOST_TEST(reports < 5000U);  // many records, one sync
    BOOST_TEST(folder.segments().size() > 2U);
}

BOOST_AUTO_TEST_CASE(a_full_segment_is_cut_and_the_prepared_one_takes_over) {
    const scratch folder;
    std::atomic<int> prepared{0};
    std::atomic<int> fresh{0};
    probed_disk disk{[&](call what, const std::string& path) {
        if (path.ends_with(".seg")) {
            prepared += what == call::rename ? 1 : 0;
            fresh += what == call::create ? 1 : 0;
        }
        return boost::system::error_code{};
    }};
    {
        listener ear;
        auto opened = journal::file_journal::open(folder.options(), ignore, disk);
        BOOST_REQUIRE(opened);
        ear.attach(*opened.value());
        for (std::uint64_t number = 1; number <= 40; ++number) {
            opened.value()->append(model::sequence{number}, record_of(number, 100'000));
            ear.wait_durable(number);
        }
        BOOST_REQUIRE(opened.value()->close());
    }
    const auto names = folder.segments();
    BOOST_TEST(names.size() == 4U);  // ten records of 100,000 bytes fit each
    BOOST_TEST(prepared + fresh == 4);
    BOOST_TEST(prepared >= 1);
    for (std::uint64_t first = 1; first <= 31; first += 10) {
        BOOST_TEST(fs::file_size(folder.segment(first)) ==
                   ledger::header_bytes + 10 * (100'000 + ledger::frame_head_bytes));
    }
    BOOST_TEST(reopen(folder.options()).records.size() == 40U);
}

BOOST_AUTO_TEST_CASE(a_segment_without_a_record_is_replaced_at_the_next_start) {
    const scratch folder;
    for (int start = 0; start < 3; ++start) {
        write_journal(folder.options(), {});
    }
    BOOST_TEST(folder.segments().size() == 1U);
    write_journal(folder.options(), {"one"});
    for (int start = 0; start < 3; ++start) {
        write_and_drop(folder.options(), {});
    }
    BOOST_TEST(folder.segments().size() == 2U);
    BOOST_TEST(!reopen(folder.options()).journal->recovered().created);
}

BOOST_AUTO_TEST_CASE(g11_a_second_daemon_is_refused_and_told_who_is_first) {
    const scratch folder;
    const auto first = reopen(folder.options());
    const auto second = refused(folder.options());
    BOOST_TEST((second.what == journal::trouble::kind::locked));
    BOOST_TEST(second.text.find("process " + std::to_string(::getpid())) != std::string::npos);
    BOOST_REQUIRE(first.journal->close());
    BOOST_TEST(reopen(folder.options()).journal->recovered().created == false);
}

BOOST_AUTO_TEST_CASE(fifty_thousand_records_replay_each_once_and_unchanged) {
    const scratch folder;
    {
        listener ear;
        const auto again = reopen(folder.options());
        ear.attach(*again.journal);
        append_many(*again.journal, ear, 50'000, 100);
        BOOST_REQUIRE(again.journal->close());
    }
    const auto again = reopen(folder.options());
    BOOST_REQUIRE_EQUAL(again.records.size(), 50'000U);
    for (std::uint64_t number = 1; number <= 50'000; ++number) {
        BOOST_REQUIRE_EQUAL(again.records[number - 1], record_of(number, 100));
    }
}

BOOST_AUTO_TEST_CASE(a_record_larger_than_a_segment_has_one_of_its_own) {
    const scratch folder;
    const std::string large(3UL * 1024 * 1024, 'L');
    write_journal(folder.options(), {"small", large, "after", large});
    BOOST_TEST(folder.segments().size() == 4U);
    const auto again = reopen(folder.options());
    BOOST_TEST((again.records == std::vector<std::string>{"small", large, "after", large}));
}

BOOST_AUTO_TEST_CASE(a_segment_of_an_hour_is_closed_by_the_next_record) {
    const scratch folder;
    auto how = folder.options();
    std::atomic<std::uint64_t> now{how.created_ns};
    how.utc_ns = [&] { return now.load(); };
    listener ear;
    const auto again = reopen(how);
    ear.attach(*again.journal);
    constexpr std::uint64_t hour = 3'600'000'000'000;
    for (const std::uint64_t number : {1U, 2U, 3U, 4U}) {
        now += number == 3 ? hour : 1;
        again.journal->append(model::sequence{number}, "record");
        ear.wait_durable(number);
    }
    BOOST_REQUIRE(again.journal->close());
    BOOST_TEST(folder.segments().size() == 2U);
    const auto header = ledger::decode_header(read_file(folder.segment(3)));
    BOOST_TEST(header.value().created_ns == how.created_ns + hour + 2);
}

BOOST_AUTO_TEST_CASE(close_writes_what_was_handed_over_even_before_the_start) {
    const scratch folder;
    {
        const auto again = reopen(folder.options());
        again.journal->append(model::sequence{1}, "handed over");
        BOOST_REQUIRE(again.journal->close());
    }
    {
        listener ear;
        const auto again = reopen(folder.options());
        BOOST_TEST(again.records.size() == 1U);
        ear.attach(*again.journal);
        for (std::uint64_t number = 2; number <= 1000; ++number) {
            again.journal->append(model::sequence{number}, "queued");
        }
        BOOST_REQUIRE(again.journal->close());
        BOOST_TEST(ear.reports().back() == 1000U);
    }
    BOOST_TEST(reopen(folder.options()).records.size() == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
