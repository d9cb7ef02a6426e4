#include "journal/keys.hpp"
#include "journal/state_file.hpp"
#include "support/remembering_fold.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

using namespace iaq;
using namespace iaq::test;
using testing::remembering_fold;
namespace fs = std::filesystem;

namespace {

/// A sealed and signed journal that keeps snapshots.
struct kept_scratch {
    scratch folder;
    std::unique_ptr<journal::keys> keys = some_keys();

    [[nodiscard]] fs::path snapshots() const { return folder.journal().parent_path() / "snapshot"; }
    [[nodiscard]] journal::options options(const std::string& version = "1") const {
        auto how = folder.options();
        how.with = keys.get();
        how.keep = {snapshots(), version, [] { return std::make_unique<remembering_fold>(); }};
        return how;
    }
    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> found;
        if (fs::exists(snapshots())) {
            for (const auto& each : fs::directory_iterator(snapshots())) {
                found.push_back(each.path());
            }
        }
        std::ranges::sort(found);
        return found;
    }
};

std::vector<std::string> some_records(std::size_t count, std::size_t bytes = 40) {
    std::vector<std::string> records;
    for (std::size_t i = 0; i < count; ++i) {
        records.push_back("word " + std::to_string(i) + std::string(bytes, '.'));
    }
    records.emplace_back(head_record);
    return records;
}

enum class end : std::uint8_t { closed, killed };

/// Opens, appends each record durably, and closes with a snapshot, or drops all as a kill would.
void live(const journal::options& how, const std::vector<std::string>& records, end how_it_ends) {
    remembering_fold known;
    const auto opened = journal::file_journal::open(how, known);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    auto& store = *opened.value();
    listener ear;
    ear.attach(store);
    std::uint64_t last = known.records.size();
    for (const auto& record : records) {
        store.append(model::sequence{++last}, record);
        BOOST_REQUIRE(known.take(model::sequence{last}, record));
    }
    ear.wait_durable(last);
    if (how_it_ends == end::closed) {
        BOOST_REQUIRE(store.close([&](canonical& out) { known.describe(out); }));
    }
}

/// What a start came to know, and how many records it had to be told for that.
struct started {
    std::vector<std::string> records;
    std::size_t taken = 0;
};

started start(const journal::options& how) {
    remembering_fold known;
    const auto opened = journal::file_journal::open(how, known);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    BOOST_TEST(model::number_of(opened.value()->recovered().last) == known.records.size());
    return {known.records, known.taken};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_snapshot)

BOOST_AUTO_TEST_CASE(a_start_after_a_clean_stop_folds_no_record_again) {
    const kept_scratch s;
    const auto records = some_records(700);
    live(s.options(), records, end::closed);
    const auto known = start(s.options());
    BOOST_TEST(known.taken == 0U);
    BOOST_TEST((known.records == records));
    live(s.options(), {"after"}, end::killed);
    const auto later = start(s.options());
    BOOST_TEST(later.taken == 1U);
    BOOST_TEST(later.records.back() == "after");
    BOOST_TEST(later.records.size() == records.size() + 1);
}

BOOST_AUTO_TEST_CASE(a_start_after_a_kill_folds_what_came_after_the_last_closed_segment) {
    const kept_scratch s;
    auto how = s.options();
    how.segment_bytes = 64UL * 1024;
    const auto records = some_records(600, 1000);  // ten segments or so
    {
        remembering_fold known;
        const auto opened = journal::file_journal::open(how, known);
        BOOST_REQUIRE(opened);
        listener ear;
        ear.attach(*opened.value());
        for (std::size_t i = 0; i < records.size(); ++i) {
            opened.value()->append(model::sequence{i + 1}, records[i]);
        }
        ear.wait_durable(records.size());
        for (int looks = 0; s.files().empty() && looks < 4000; ++looks) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }
    BOOST_REQUIRE(s.folder.segments().size() > 3);
    BOOST_REQUIRE(!s.files().empty());
    const auto known = start(how);
    BOOST_TEST(known.taken < records.size());
    BOOST_TEST((known.records == records));
}

BOOST_AUTO_TEST_CASE(g10_no_word_of_a_record_is_in_a_snapshot) {
    const kept_scratch s;
    live(s.options(), some_records(50), end::closed);
    BOOST_REQUIRE(s.files().size() == 1U);
    BOOST_TEST(read_file(s.files().front()).find("word") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatever_is_wrong_with_a_snapshot_the_fold_takes_its_place) {
    const kept_scratch s;
    const auto records = some_records(40);
    live(s.options(), records, end::closed);
    const auto file = s.files().front();
    const auto sound = read_file(file);
    for (std::size_t at = 0; at < sound.size(); at += 131) {
        BOOST_TEST_CONTEXT("byte " << at) {
            auto flipped = sound;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x10);
            write_file(file, flipped);
            const auto known = start(s.options());
            BOOST_TEST((known.records == records));
            BOOST_TEST(known.taken == records.size());
            BOOST_TEST(!fs::exists(file));
        }
    }
    write_file(file, sound);
    BOOST_TEST(start(s.options()).taken == 0U);
}

BOOST_AUTO_TEST_CASE(a_snapshot_of_another_program_journal_or_key_is_not_used) {
    const kept_scratch s;
    const auto records = some_records(40);
    live(s.options("1"), records, end::closed);
    const auto sound = read_file(s.files().front());
    const auto name = s.files().front().filename();
    BOOST_TEST(start(s.options("2")).taken == records.size());
    const kept_scratch other;
    auto elsewhere = other.options("1");
    elsewhere.journal_id = std::string(32, '7');
    live(elsewhere, records, end::closed);
    write_file(s.snapshots() / name, read_file(other.files().front()));
    BOOST_TEST(start(s.options("1")).taken == records.size());
    auto place = journal::decode_state_file(journal::state_kind::snapshot, sound, *s.keys)->where;
    const auto strange = some_keys('N');
    write_file(s.snapshots() / name,
               journal::encode_state_file(journal::state_kind::snapshot, place, *strange,
                                          [](canonical& out) { out.number(0); }));
    BOOST_TEST(start(s.options("1")).taken == records.size());
}

BOOST_AUTO_TEST_CASE(g9_an_older_journal_beside_a_newer_snapshot_is_known_for_what_it_is) {
    const kept_scratch s;
    const kept_scratch copy;
    live(s.options(), some_records(40), end::closed);
    fs::copy(s.folder.journal(), copy.folder.journal(), fs::copy_options::recursive);
    live(s.options(), some_records(40), end::closed);
    fs::copy(s.snapshots(), copy.snapshots(), fs::copy_options::recursive);
    remembering_fold known;
    auto older = copy.options();
    older.with = s.keys.get();
    const auto opened = journal::file_journal::open(older, known);
    BOOST_REQUIRE(opened);  // nothing was shown outside: the fold over what is there
    BOOST_TEST(known.records.size() == 41U);
    BOOST_TEST(model::number_of(opened.value()->recovered().last) == 41U);
}

BOOST_AUTO_TEST_CASE(g9_a_snapshot_whose_tree_is_not_the_one_under_the_head_is_not_used) {
    const kept_scratch s;
    const auto records = some_records(600);
    live(s.options(), records, end::closed);
    const auto file = s.files().front();
    const auto read =
        journal::decode_state_file(journal::state_kind::snapshot, read_file(file), *s.keys);
    BOOST_REQUIRE(read);
    auto place = read->where;
    BOOST_REQUIRE(!place.edge.empty());
    for (auto& tile : place.edge) {
        tile.bytes.back() = static_cast<char>(tile.bytes.back() ^ 1);
    }
    const auto write_state = [&](canonical& out) { out.again(read->state()); };
    write_file(file, journal::encode_state_file(journal::state_kind::snapshot, place, *s.keys,
                                                write_state));
    BOOST_TEST(start(s.options()).taken == records.size());
    write_file(file, journal::encode_state_file(journal::state_kind::snapshot, read->where, *s.keys,
                                                write_state));
    BOOST_TEST(start(s.options()).taken == 0U);
}

BOOST_AUTO_TEST_CASE(without_keys_a_snapshot_serves_as_well) {
    const scratch folder;
    auto how = folder.options();
    how.keep = {folder.journal().parent_path() / "snapshot", "1",
                [] { return std::make_unique<remembering_fold>(); }};
    live(how, some_records(30), end::closed);
    BOOST_TEST(start(how).taken == 0U);
}

BOOST_AUTO_TEST_CASE(a_state_larger_than_a_piece_comes_back) {
    const auto keys = some_keys();
    const std::string large(3'500'000, 'x');
    const journal::state_place place{std::string(16, 'j'), model::sequence{9}, "1", {{"a", "b"}}};
    for (const auto kind : {journal::state_kind::snapshot, journal::state_kind::base}) {
        const auto bytes = journal::encode_state_file(kind, place, *keys,
                                                      [&](canonical& out) { out.text(large); });
        const auto read = journal::decode_state_file(kind, bytes, *keys);
        BOOST_TEST_REQUIRE(read.has_value());
        BOOST_TEST((read->where == place));
        BOOST_TEST(read->state().size() > large.size());
        BOOST_TEST(!journal::decode_state_file(kind, bytes.substr(0, bytes.size() - 1), *keys));
        BOOST_TEST(!journal::decode_state_file(kind, bytes.substr(0, 1'100'000), *keys));
    }
}

BOOST_AUTO_TEST_CASE(every_full_tile_is_durable_before_a_snapshot_that_rests_on_it) {
    const kept_scratch s;
    auto how = s.options();
    how.segment_bytes = 64UL * 1024;
    const auto records = some_records(1500, 300);  // eight segments, five full tiles
    std::mutex mutex;
    std::set<std::string> synced;
    std::vector<std::string> too_late;
    std::size_t snapshots = 0;
    probed_disk disk{[&](call what, const std::string& path) {
        const std::lock_guard lock{mutex};
        if (what == call::sync) {
            synced.insert(path);
        }
        if (what == call::rename && path.ends_with(".state")) {
            ++snapshots;
            const auto last = std::stoull(fs::path{path}.stem());
            for (const auto* const kind : {"entries", "0"}) {
                for (std::uint64_t full = 0; full < last / 256; ++full) {
                    const auto name = "00" + std::to_string(full);
                    const auto tile = s.folder.journal() / "tile" / kind / name;
                    if (!synced.contains(tile.string())) {
                        too_late.push_back(tile.string());
                    }
                }
            }
        }
        return boost::system::error_code{};
    }};
    remembering_fold known;
    const auto opened = journal::file_journal::open(how, known, disk);
    BOOST_REQUIRE(opened);
    listener ear;
    ear.attach(*opened.value());
    for (std::size_t i = 0; i < records.size(); ++i) {
        opened.value()->append(model::sequence{i + 1}, records[i]);
        BOOST_REQUIRE(known.take(model::sequence{i + 1}, records[i]));
    }
    ear.wait_durable(records.size());
    // What was due and not made when it is closed is in the last snapshot's care.
    BOOST_REQUIRE(opened.value()->close([&](canonical& out) { known.describe(out); }));
    BOOST_TEST(snapshots > 0U);
    BOOST_TEST(too_late == std::vector<std::string>{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(g10_a_snapshot_half_written_is_swept_away) {
    const kept_scratch s;
    live(s.options(), some_records(20), end::closed);
    const auto half = s.snapshots() / "00000000000000000009.state.new";
    write_file(half, read_file(s.files().front()));
    start(s.options());
    BOOST_TEST(!fs::exists(half));
    BOOST_TEST(s.files().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_snapshot_of_another_journal_never_ends_a_running_one) {
    const kept_scratch s;
    const kept_scratch other;
    auto elsewhere = other.options();
    elsewhere.journal_id = std::string(32, '7');
    elsewhere.with = s.keys.get();
    live(elsewhere, some_records(10), end::closed);
    auto how = s.options();
    how.segment_bytes = 64UL * 1024;
    remembering_fold known;
    const auto opened = journal::file_journal::open(how, known);
    BOOST_REQUIRE(opened);
    fs::create_directories(s.snapshots());
    const auto strange = s.snapshots() / other.files().front().filename();
    fs::copy_file(other.files().front(), strange);
    listener ear;
    ear.attach(*opened.value());
    const auto records = some_records(600, 1000);
    for (std::size_t i = 0; i < records.size(); ++i) {
        opened.value()->append(model::sequence{i + 1}, records[i]);
    }
    ear.wait_durable(records.size());
    for (int looks = 0; fs::exists(strange) && looks < 4000; ++looks) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    BOOST_TEST(!fs::exists(strange));
    BOOST_TEST(ear.failures() == 0U);
}

BOOST_AUTO_TEST_CASE(g10_after_a_rotation_the_old_master_key_opens_no_snapshot) {
    kept_scratch s;
    live(s.options(), some_records(20), end::closed);
    const auto old_one = s.files().front();
    BOOST_REQUIRE(fs::exists(old_one));
    s.keys->previous = std::move(s.keys->master);
    s.keys->master.emplace(std::string(32, 'N'));
    remembering_fold known;
    const auto opened = journal::file_journal::open(s.options(), known);
    BOOST_REQUIRE(opened);
    BOOST_TEST(known.taken == 0U);  // under two keys it serves
    BOOST_REQUIRE(
        opened.value()->rotate([](model::sequence) { return nullptr; }, model::sequence{1}));
    BOOST_TEST(!fs::exists(old_one));
    BOOST_REQUIRE(opened.value()->close([&](canonical& out) { known.describe(out); }));
    s.keys->previous.reset();
    BOOST_TEST(start(s.options()).taken == 0U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_has_no_room_for_a_snapshot_and_loses_none_to_it) {
    for (const int error : {ENOSPC, EDQUOT, EIO}) {
        BOOST_TEST_CONTEXT(error) {
            const kept_scratch s;
            probed_disk disk{[&](call what, const std::string& path) {
                const bool fails = what == call::write && path.ends_with(".state.new");
                return fails ? system_error(error) : boost::system::error_code{};
            }};
            remembering_fold known;
            auto opened = journal::file_journal::open(s.options(), known, disk);
            BOOST_REQUIRE(opened);
            listener ear;
            ear.attach(*opened.value());
            opened.value()->append(model::sequence{1}, "one");
            BOOST_REQUIRE(known.take(model::sequence{1}, "one"));
            ear.wait_durable(1);
            const auto closed = opened.value()->close([&](canonical& out) { known.describe(out); });
            BOOST_TEST(closed.has_value() == (error != EIO));
            BOOST_TEST(s.files().empty() == (error != EIO));  // what was half written is gone
            opened.value().reset();
            BOOST_TEST(start(s.options()).records.size() == 1U);
            BOOST_TEST(s.files().empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
