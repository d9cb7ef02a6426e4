#include "journal/file_journal.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
using namespace iaq::test;

namespace {

using journal::trouble;

/// Fails calls of one kind on paths with one ending, from a moment on.
struct fault {
    call what;
    std::string_view ending;
    int error;
    std::atomic<bool> on{false};

    probed_disk::probe probe() {
        return [this](call made, const std::string& path) {
            return on && made == what && path.ends_with(ending) ? system_error(error)
                                                                : boost::system::error_code{};
        };
    }
};

std::unique_ptr<journal::file_journal> open_on(const scratch& folder, journal::disk& disk) {
    auto opened = journal::file_journal::open(folder.options(), ignore, disk);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    return std::move(opened).value();
}

/// Three durable records, then the fault, then more records: says what was heard.
void check_failure(fault& fault, std::string_view words) {
    const scratch folder;
    probed_disk disk{fault.probe()};
    {
        listener ear;
        const auto open = open_on(folder, disk);
        ear.attach(*open);
        for (std::uint64_t number = 1; number <= 3; ++number) {
            open->append(model::sequence{number}, "sound");
            ear.wait_durable(number);
        }
        fault.on = true;
        open->append(model::sequence{4}, "lost");
        const auto what = ear.wait_failure();
        fault.on = false;  // even when the disk is well again
        BOOST_TEST((what.what == trouble::kind::unwritable));
        BOOST_TEST(what.text.find(words) != std::string::npos);
        for (std::uint64_t number = 5; number <= 2000; ++number) {
            open->append(model::sequence{number}, "never said");
        }
        const auto closed = open->close();
        BOOST_REQUIRE(!closed);
        BOOST_TEST(closed.error().text == what.text);
        BOOST_TEST(ear.failures() == 1U);
        BOOST_TEST(ear.reports().back() == 3U);
    }
    const auto again = reopen(folder.options());
    BOOST_TEST(again.records.size() >= 3U);
    BOOST_TEST(again.records.size() <= 4U);  // a failed sync may have reached the disk
}

// The anomaly loop: the nth call that changes something fails, for every n, once or from then on.
// Whatever was reported durable is there afterwards, and the journal can be opened.
void fail_each_call(const journal::keys* with) {
    constexpr int records = 8;  // over two segments
    const std::string record(30'000, 'r');
    for (const bool once : {true, false}) {
        for (int nth = 1;; ++nth) {
            const scratch folder;
            auto how = folder.options();
            how.segment_bytes = 128UL * 1024;
            how.with = with;
            std::atomic<int> calls{0};
            probed_disk disk{[&](call, const std::string&) {
                const int made = ++calls;
                return made == nth || (!once && made > nth) ? system_error(EIO)
                                                            : boost::system::error_code{};
            }};
            std::uint64_t durable = 0;
            listener ear;
            if (auto opened = journal::file_journal::open(how, ignore, disk)) {
                ear.attach(*opened.value());
                for (std::uint64_t number = 1; number <= records; ++number) {
                    const bool announces = number % 3 == 0;
                    opened.value()->append(model::sequence{number},
                                           announces ? std::string{head_record} : record);
                }
                const auto closed = opened.value()->close();
                const auto reports = ear.reports();
                durable = reports.empty() ? 0 : reports.back();
                BOOST_TEST(ear.failures() <= 1U);
                BOOST_TEST((!closed || durable == records));
            }
            const auto again = reopen(how);
            BOOST_TEST_CONTEXT("call " << nth << " failed, once: " << once) {
                BOOST_REQUIRE_GE(again.records.size(), durable);
                BOOST_REQUIRE_LE(again.records.size(), records);
            }
            if (calls < nth) {
                BOOST_TEST(nth > 20);
                BOOST_TEST(durable == records);
                break;
            }
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_failure)

BOOST_AUTO_TEST_CASE(g6_after_a_failed_write_nothing_is_ever_durable_again) {
    for (const int error : {EIO, ENOSPC, EDQUOT}) {
        fault broken{call::write, ".seg", error};
        check_failure(broken, "cannot write ");
    }
}

BOOST_AUTO_TEST_CASE(g6_after_a_failed_sync_nothing_is_ever_durable_again) {
    fault broken{call::sync, ".seg", EIO};
    check_failure(broken, "cannot sync ");
}

BOOST_AUTO_TEST_CASE(g6_a_failed_sync_is_never_tried_again) {
    const scratch folder;
    std::atomic<bool> broken{false};
    std::atomic<int> syncs{0};
    probed_disk disk{[&](call what, const std::string& path) {
        if (!broken || what != call::sync || !path.ends_with(".seg")) {
            return boost::system::error_code{};
        }
        ++syncs;
        return system_error(EIO);
    }};
    listener ear;
    const auto open = open_on(folder, disk);
    ear.attach(*open);
    broken = true;
    open->append(model::sequence{1}, "record");
    ear.wait_failure();
    open->append(model::sequence{2}, "record");
    BOOST_TEST(!open->close());
    BOOST_TEST(syncs == 1);
}

BOOST_AUTO_TEST_CASE(g6_whichever_call_fails_no_durable_record_is_missing) {
    fail_each_call(nullptr);
}

BOOST_AUTO_TEST_CASE(g6_g9_nor_of_a_sealed_and_signed_journal) {
    const auto keys = some_keys();
    fail_each_call(keys.get());
}

BOOST_AUTO_TEST_CASE(no_room_for_the_next_segment_does_not_stop_the_records) {
    for (const int error : {ENOSPC, EDQUOT}) {
        const scratch folder;
        fault full{call::write, "/next", error};
        full.on = true;
        probed_disk disk{full.probe()};
        {
            listener ear;
            const auto open = open_on(folder, disk);
            BOOST_TEST(!std::filesystem::exists(folder.next()));  // what was written of it is gone
            ear.attach(*open);
            for (std::uint64_t number = 1; number <= 9; ++number) {
                open->append(model::sequence{number}, std::string(300'000, 'r'));
                ear.wait_durable(number);
            }
            BOOST_REQUIRE(open->close());
            BOOST_TEST(ear.failures() == 0U);
        }
        BOOST_TEST(folder.segments().size() == 3U);
        BOOST_TEST(reopen(folder.options()).records.size() == 9U);
    }
}

// A disk as full as can be: nothing new finds room, what has its place already can be written.
BOOST_AUTO_TEST_CASE(a_full_disk_leaves_a_reserve_and_is_over_without_a_restart) {
    const scratch folder;
    const auto keys = some_keys();
    auto how = folder.options();
    how.with = keys.get();
    std::atomic<bool> full{false};
    std::atomic<int> reserve_syncs{0};
    probed_disk disk{[&](call what, const std::string& path) {
        reserve_syncs += what == call::sync && path.ends_with("/reserve") ? 1 : 0;
        const bool has_its_place = path.ends_with(".seg") || path.ends_with(".key");
        const bool grows = what == call::create || (what == call::write && !has_its_place);
        return full && grows ? system_error(ENOSPC) : boost::system::error_code{};
    }};
    auto opened = journal::file_journal::open(how, ignore, disk);
    BOOST_REQUIRE(opened);
    listener ear;
    ear.attach(*opened.value());
    while (reserve_syncs == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{100});  // its sync returns
    full = true;
    std::uint64_t number = 0;
    const auto add = [&](int count) {
        for (int i = 0; i < count; ++i) {
            opened.value()->append(model::sequence{++number}, std::string(100'000, 'r'));
            ear.wait_durable(number);
        }
    };
    add(11);  // the second segment is begun, and no third can be prepared
    ear.wait_space(1, true);
    add(10);  // the reserve is begun
    full = false;
    ear.wait_space(2, false);
    add(20);
    opened.value()->append(model::sequence{++number}, std::string{head_record});
    BOOST_REQUIRE(opened.value()->close());
    BOOST_TEST(ear.failures() == 0U);
    BOOST_TEST(reopen(how).records.size() == number);
}

BOOST_AUTO_TEST_CASE(g6_a_broken_disk_found_by_the_housekeeper_is_a_failure_too) {
    const scratch folder;
    fault broken{call::sync, "/next", EIO};
    probed_disk disk{broken.probe()};
    listener ear;
    const auto open = open_on(folder, disk);
    broken.on = true;
    ear.attach(*open);
    BOOST_TEST(ear.wait_failure().text.find("cannot prepare ") != std::string::npos);
    open->append(model::sequence{1}, "never said");
    BOOST_TEST(!open->close());
    BOOST_TEST(ear.reports().empty());
    BOOST_TEST(ear.failures() == 1U);
}

BOOST_AUTO_TEST_CASE(a_dropped_journal_keeps_what_it_called_durable) {
    const scratch folder;
    std::uint64_t durable = 0;
    {
        listener ear;
        const auto again = reopen(folder.options());
        ear.attach(*again.journal);
        for (std::uint64_t number = 1; number <= 3000; ++number) {
            again.journal->append(model::sequence{number}, std::string(500, 'd'));
        }
        ear.wait_durable(100);
        durable = ear.reports().back();
    }
    const auto again = reopen(folder.options());
    BOOST_TEST(again.records.size() >= durable);
    BOOST_TEST(again.records.size() <= 3000U);
}

BOOST_AUTO_TEST_SUITE_END()
