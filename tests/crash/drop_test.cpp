#include "crash/every_cut.hpp"
#include "crash/quiet_voice.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "support/memory_disk.hpp"
#include "support/remembering_fold.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
using testing::disk_image;
using testing::memory_disk;
using testing::remembering_fold;

namespace {

using model::sequence;

/// A record `checkpoint due`, as the journal knows it: field 163, empty.
constexpr std::string_view head_record{"\x9a\x0a\x00", 3};
constexpr std::uint64_t first_kept = 5;
constexpr std::uint64_t records_before = 8;  // and a head
constexpr std::uint64_t dropped_at = records_before + 2;

std::unique_ptr<journal::keys> some_keys() {
    auto made = std::make_unique<journal::keys>();
    made->master.emplace(std::string(seal::key::size, 'M'));
    made->seals = true;
    made->signing.emplace(seal::signing_key::generate(seal::signature_kind::ed25519));
    made->log_name = "crash.example";
    made->random = [drawn = 0](std::size_t count) mutable {
        return std::string(count, static_cast<char>(++drawn));
    };
    return made;
}

struct life {
    remembering_fold known;
    std::unique_ptr<journal::file_journal> journal;
    std::string refused;

    life(memory_disk& on, const journal::keys& with) {
        journal::options how;
        how.directory = "/state/journal";
        how.segment_bytes = 64UL * 1024;
        how.journal_id = "000102030405060708090a0b0c0d0e0f";
        how.created_ns = 1'800'000'000'000'000'000;
        how.with = &with;
        how.shown_head = "/state/shown";
        how.keep = {"/state/snapshot", "1", [] { return std::make_unique<remembering_fold>(); }};
        auto opened = journal::file_journal::open(how, known, on);
        if (opened) {
            journal = std::move(opened).value();
        } else {
            refused = opened.error().text;
        }
    }
};

/// Waits for what the journal's threads say.
class ear {
public:
    void attach(journal::file_journal& to) {
        to.start(
            {.durable = [this](sequence upto) { say([&] { durable = number_of(upto); }); },
             .failure = [this](const journal::trouble&) { say([&] { failed = true; }); },
             .segments_changed = [this](model::journal_segments now) { say([&] { there = now; }); },
             .drop_prepared =
                 [this](sequence, std::string sha256) {
                     say([&] { prepared = true, base_sha256 = sha256; });
                 }});
    }
    template <class Until>
    void wait(Until until) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return failed || until(); });
    }
    std::uint64_t durable = 0;
    model::journal_segments there;
    std::string base_sha256;
    bool prepared = false, failed = false;

private:
    template <class Change>
    void say(Change change) {
        const std::lock_guard lock{mutex_};
        change();
        changed_.notify_all();
    }
    std::mutex mutex_;
    std::condition_variable changed_;
};

disk_image empty_state() { return {.directories = {"/", "/state"}, .files = {}}; }

bool holds(const disk_image& on, const std::string& ending) {
    return std::ranges::any_of(on.files,
                               [&](const auto& each) { return each.first.ends_with(ending); });
}

/// Writes records of two to a segment, a head over them, and makes ready to drop the first two.
void prepare_some(life& now, ear& hears) {
    BOOST_REQUIRE_MESSAGE(now.journal, now.refused);
    hears.attach(*now.journal);
    for (std::uint64_t n = 1; n <= records_before; ++n) {
        now.journal->append(sequence{n}, std::to_string(n) + std::string(25'000, 'r'));
    }
    now.journal->append(sequence{records_before + 1}, std::string{head_record});
    hears.wait([&] { return hears.durable > records_before && hears.there.open == sequence{7}; });
    now.journal->prepare_drop(sequence{first_kept});
    hears.wait([&] { return hears.prepared; });
}

/// Records of two to a segment, of which the first two segments are dropped.
void drop_some(memory_disk& on, const journal::keys& with) {
    life now{on, with};
    BOOST_REQUIRE_MESSAGE(now.journal, now.refused);
    ear hears;
    hears.attach(*now.journal);
    const auto append = [&](std::uint64_t n, std::string bytes) {
        now.journal->append(sequence{n}, std::move(bytes));
        hears.wait([&] { return hears.durable >= n; });
    };
    for (std::uint64_t n = 1; n <= records_before; ++n) {
        append(n, std::to_string(n) + std::string(25'000, 'r'));
    }
    append(records_before + 1, std::string{head_record});
    hears.wait([&] { return hears.there.open == sequence{7}; });
    now.journal->prepare_drop(sequence{first_kept});
    hears.wait([&] { return hears.prepared; });
    if (hears.failed) {
        return;
    }
    BOOST_REQUIRE(!hears.base_sha256.empty());
    append(dropped_at, std::string{remembering_fold::drop_mark} + std::to_string(first_kept));
    append(dropped_at + 1, std::string{head_record});
    now.journal->commit_drop(sequence{first_kept});
    hears.wait([&] {
        return !hears.there.closed.empty() &&
               hears.there.closed.front().first == sequence{first_kept};
    });
    if (!hears.failed) {
        append(dropped_at + 2, "after");
        static_cast<void>(now.journal->close().has_value());
    }
}

struct seen_start {
    bool recorded = false, half_gone = false;
};

/// What must hold at a start after a power cut.
seen_start check_start(const disk_image& left, const journal::keys& with) {
    memory_disk disk{left};
    const life at{disk, with};
    BOOST_REQUIRE_MESSAGE(at.journal, at.refused);
    seen_start seen;
    seen.recorded = at.known.before > 0;
    const auto last = at.known.before + at.known.records.size();
    BOOST_TEST(at.known.before == (seen.recorded ? first_kept - 1 : 0U));
    BOOST_TEST(seen.recorded == (last >= dropped_at));
    const auto after = disk.seen();
    const bool has_first = holds(after, "00000000000000000001.seg");
    const bool has_second = holds(after, "00000000000000000003.seg");
    BOOST_TEST(holds(after, "00000000000000000005.base") == seen.recorded);
    if (!seen.recorded && last >= 3) {
        BOOST_TEST(has_first);  // nothing goes before its record
        BOOST_TEST(has_second);
    }
    BOOST_TEST((has_second || !has_first || !seen.recorded));  // from the first on
    seen.half_gone = seen.recorded && !has_first && has_second;
    if (!has_first && seen.recorded) {
        BOOST_TEST(!holds(after, "00000000000000000001.key"));
    }
    return seen;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_drop)

BOOST_AUTO_TEST_CASE(a_power_cut_at_any_step_leaves_a_journal_that_starts_with_all_that_is_kept) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    memory_disk disk{empty_state()};
    drop_some(disk, *keys);
    std::size_t recorded = 0;
    std::size_t half_gone = 0;
    const auto states = after_every_cut(empty_state(), disk.log(), "/state/journal/segment",
                                        [&](const disk_image& left, const std::string& which) {
                                            BOOST_TEST_CONTEXT(which) {
                                                const auto seen = check_start(left, *keys);
                                                recorded += seen.recorded ? 1U : 0U;
                                                half_gone += seen.half_gone ? 1U : 0U;
                                            }
                                        });
    BOOST_TEST_MESSAGE(states << " disks, the drop recorded on " << recorded << ", half done on "
                              << half_gone);
    BOOST_TEST(recorded > 0U);
    BOOST_TEST(half_gone > 0U);
    BOOST_TEST(recorded < states);
}

BOOST_AUTO_TEST_CASE(a_drop_that_was_called_off_or_stopped_before_its_record_leaves_no_base) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    for (const bool is_called_off : {true, false}) {
        memory_disk disk{empty_state()};
        life now{disk, *keys};
        ear hears;
        prepare_some(now, hears);
        BOOST_TEST(holds(disk.seen(), ".base"));
        if (is_called_off) {
            now.journal->abandon_drop(sequence{first_kept});
        }
        BOOST_REQUIRE(now.journal->close());
        BOOST_TEST(!holds(disk.seen(), ".base"));
        now.journal.reset();
        const life again{disk, *keys};
        BOOST_REQUIRE_MESSAGE(again.journal, again.refused);
        BOOST_TEST(again.known.records.size() == records_before + 1);
    }
}

BOOST_AUTO_TEST_CASE(a_stop_behind_the_record_of_a_drop_leaves_its_base) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    memory_disk disk{empty_state()};
    life now{disk, *keys};
    ear hears;
    prepare_some(now, hears);
    now.journal->append(sequence{dropped_at}, std::string{"\xc2\x0a\x00", 3});  // field 168, empty
    BOOST_REQUIRE(now.journal->close());
    BOOST_TEST(holds(disk.seen(), "00000000000000000005.base"));
}

BOOST_AUTO_TEST_CASE(nothing_goes_while_the_head_over_its_record_finds_no_room) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    std::atomic<bool> is_full{false};
    memory_disk disk{
        empty_state(), [&](const testing::operation& asked) {
            const auto* const made = std::get_if<testing::operations::created>(&asked);
            const bool fails =
                is_full && made != nullptr && made->path == "/state/journal/checkpoint.new";
            return fails ? boost::system::error_code{ENOSPC, boost::system::system_category()}
                         : boost::system::error_code{};
        }};
    life now{disk, *keys};
    BOOST_REQUIRE(now.journal);
    ear hears;
    hears.attach(*now.journal);
    std::uint64_t last = 0;
    const auto append = [&](std::string bytes) {
        now.journal->append(sequence{++last}, std::move(bytes));
        hears.wait([&] { return hears.durable >= last; });
    };
    for (std::uint64_t n = 1; n <= records_before; ++n) {
        append(std::to_string(n) + std::string(25'000, 'r'));
    }
    append(std::string{head_record});
    hears.wait([&] { return hears.there.open == sequence{7}; });
    now.journal->prepare_drop(sequence{first_kept});
    hears.wait([&] { return hears.prepared; });
    is_full = true;
    append(std::string{remembering_fold::drop_mark} + std::to_string(first_kept));
    append(std::string{head_record});
    now.journal->commit_drop(sequence{first_kept});
    append("after");
    append(std::string(60'000, 'f'));  // in a new segment: whoever drops has had its turn
    hears.wait([&] { return hears.there.open >= sequence{last}; });
    BOOST_TEST(holds(disk.seen(), "00000000000000000001.seg"));
    is_full = false;
    append(std::string{head_record});
    now.journal->commit_drop(sequence{first_kept});
    hears.wait([&] { return hears.there.closed.front().first == sequence{first_kept}; });
    BOOST_TEST(!hears.failed);
    BOOST_TEST(!holds(disk.seen(), "00000000000000000001.seg"));
}

BOOST_AUTO_TEST_CASE(rot_in_what_is_to_go_ends_the_daemon_and_nothing_goes) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    memory_disk disk{empty_state()};
    {
        life now{disk, *keys};
        ear hears;
        hears.attach(*now.journal);
        for (std::uint64_t n = 1; n <= records_before; ++n) {
            now.journal->append(sequence{n}, std::to_string(n) + std::string(25'000, 'r'));
        }
        now.journal->append(sequence{records_before + 1}, std::string{head_record});
        hears.wait([&] { return hears.durable > records_before; });
        BOOST_REQUIRE(now.journal->close());
    }
    auto rotten = disk.seen();
    auto& segment = rotten.files.at("/state/journal/segment/00000000000000000003.seg");
    life now{disk, *keys};
    ear hears;
    hears.attach(*now.journal);
    hears.wait([&] { return !hears.there.closed.empty(); });
    segment[20'000] = static_cast<char>(segment[20'000] ^ 1);
    {
        const auto file =
            disk.open("/state/journal/segment/00000000000000000003.seg", journal::access::write);
        BOOST_REQUIRE(file);
        BOOST_REQUIRE(file.value()->write_at(20'000, std::string(1, segment[20'000])));
    }
    now.journal->prepare_drop(sequence{first_kept});
    hears.wait([&] { return hears.prepared; });
    BOOST_TEST(hears.failed);
    BOOST_TEST(!holds(disk.seen(), ".base"));
    BOOST_TEST(holds(disk.seen(), "00000000000000000001.seg"));
}

BOOST_AUTO_TEST_CASE(nothing_goes_whose_leaves_do_not_stand_whole) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    for (const std::string tile : {"entries/000", "0/000"}) {
        BOOST_TEST_CONTEXT(tile) {
            memory_disk disk{empty_state()};
            life now{disk, *keys};
            ear hears;
            hears.attach(*now.journal);
            constexpr std::uint64_t count = 900;
            for (std::uint64_t n = 1; n <= count; ++n) {
                now.journal->append(sequence{n}, std::string(250, 'r'));
            }
            now.journal->append(sequence{count + 1}, std::string{head_record});
            hears.wait([&] { return hears.durable > count && hears.there.closed.size() > 2; });
            const auto kept = hears.there.closed[2].first;
            BOOST_REQUIRE(number_of(kept) > 257);
            {
                const auto file = disk.open("/state/journal/tile/" + tile, journal::access::write);
                BOOST_REQUIRE(file);
                BOOST_REQUIRE(file.value()->truncate(1000));
            }
            now.journal->prepare_drop(kept);
            hears.wait([&] { return hears.prepared; });
            BOOST_TEST(!hears.failed);
            BOOST_TEST(hears.base_sha256.empty());
            BOOST_TEST(!holds(disk.seen(), ".base"));
        }
    }
}

BOOST_AUTO_TEST_CASE(keys_on_their_way_out_are_compared_with_nothing) {
    const std::vector<journal::segment_summary> there{{.name = "00000000000000000001.seg",
                                                       .sealed = true,
                                                       .sidecar = "punctured",
                                                       .first_sidecar = "as first written"},
                                                      {.name = "00000000000000000005.seg",
                                                       .sealed = true,
                                                       .sidecar = "kept",
                                                       .first_sidecar = "kept"}};
    const auto nothing = [](sequence) -> const std::string* { return nullptr; };
    BOOST_TEST(!journal::compare_sidecars(there, nothing, sequence{1}));
    BOOST_TEST(!!journal::compare_sidecars(there, nothing, sequence{5}));
}

BOOST_AUTO_TEST_SUITE_END()
