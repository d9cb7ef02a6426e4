#include "base/bytes.hpp"
#include "evidence/tile_path.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "journal/scrubber.hpp"
#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "model/limits.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

using journal::scrubber;
using journal::trouble;
using namespace std::chrono_literals;

constexpr std::size_t records_each = 300;  // more than a tile

/// A sealed and signed journal of two closed segments and a last one.
struct closed_scratch {
    scratch folder;
    std::unique_ptr<journal::keys> keys = some_keys();

    closed_scratch() {
        for (int life = 0; life < 3; ++life) {
            const auto open = reopen(options());
            listener ear;
            ear.attach(*open.journal);
            auto number = open.journal->recovered().last;
            for (std::size_t i = 0; i + 1 < records_each; ++i) {
                number = model::next(number);
                open.journal->append(number, "record " + std::to_string(i));
            }
            open.journal->append(model::next(number), std::string{head_record});
            BOOST_REQUIRE(open.journal->close());
        }
    }

    [[nodiscard]] journal::options options() const {
        auto how = folder.options();
        how.with = keys.get();
        return how;
    }
    [[nodiscard]] fs::path file(const std::string& name) const { return folder.journal() / name; }
};

/// Steps until a pass is over or something is wrong; the pauses add up in `paused`.
result<void, trouble> pass(scrubber& by, std::chrono::nanoseconds* paused = nullptr) {
    const auto before = by.passes();
    for (int steps = 0; by.passes() == before; ++steps) {
        BOOST_REQUIRE(steps < 10'000);
        IAQ_TRY(const auto pause, by.step());
        if (paused != nullptr) {
            *paused += pause;
        }
    }
    return boost::outcome_v2::success();
}

/// What a scrub of the folder as it is now says; empty when nothing is wrong.
std::string said_of(const scratch& folder) {
    const auto on = journal::make_posix_disk();
    scrubber by{*on, journal::layout{folder.journal().string()}, 1s};
    const auto done = pass(by);
    if (done) {
        return {};
    }
    BOOST_TEST((done.error().what == trouble::kind::damaged));
    return done.error().text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_scrub)

BOOST_AUTO_TEST_CASE(sound_segments_pass_again_and_again_and_the_pauses_fill_the_period) {
    const closed_scratch s;
    const auto on = journal::make_posix_disk();
    scrubber by{*on, journal::layout{s.folder.journal().string()}, 1h};
    for (std::uint64_t passes = 1; passes <= 3; ++passes) {
        std::chrono::nanoseconds paused{0};
        BOOST_REQUIRE(pass(by, &paused));
        BOOST_TEST(by.passes() == passes);
        BOOST_TEST((paused > 50min && paused <= 1h));
    }
}

BOOST_AUTO_TEST_CASE(large_frames_pass_through_the_window) {
    const scratch folder;
    const std::string large(3'000'000, 'l');
    std::vector<std::string> records;
    for (int i = 0; i < 5; ++i) {
        records.push_back(large);
        records.emplace_back("small");
    }
    records.emplace_back(model::limits::record_bytes_max, 'm');
    auto how = folder.options();
    how.segment_bytes = 64UL * 1024 * 1024;
    write_journal(how, records);
    write_journal(how, {"behind"});
    BOOST_TEST(said_of(folder).empty());
    patch_file(folder.segment(1), fs::file_size(folder.segment(1)) - 1, "x");
    const auto offset = fs::file_size(folder.segment(1)) - model::limits::record_bytes_max -
                        ledger::frame_head_bytes;
    BOOST_TEST(said_of(folder).find("bad_checksum at offset " + std::to_string(offset)) !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_of_a_closed_segment_is_found_and_its_file_named) {
    const closed_scratch s;
    for (const std::uint64_t first : {1UL, 301UL}) {
        const auto path = s.folder.segment(first);
        const auto whole = read_file(path);
        for (std::size_t at = 0; at < whole.size(); at += at < 200 ? 13 : 1'009) {
            auto flipped = std::string(1, static_cast<char>(whole[at] ^ 0x10));
            patch_file(path, at, flipped);
            const auto said = said_of(s.folder);
            BOOST_TEST_CONTEXT("byte " << at << " of " << path) {
                BOOST_TEST(said.find("segment/" + path.filename().string()) == 0U);
                BOOST_TEST(said.find("at offset") != std::string::npos);
            }
            patch_file(path, at, whole.substr(at, 1));
        }
    }
    BOOST_TEST(said_of(s.folder).empty());
}

BOOST_AUTO_TEST_CASE(a_segment_that_was_cut_is_found) {
    const closed_scratch s;
    const auto path = s.folder.segment(301);
    const auto whole = read_file(path);
    for (const std::size_t size : {0UL, 100UL, 4096UL, 4100UL, whole.size() - 1}) {
        write_file(path, std::string_view{whole}.substr(0, size));
        BOOST_TEST_CONTEXT("cut to " << size) {
            BOOST_TEST(said_of(s.folder).find(path.filename().string()) != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_record_rewritten_under_a_good_checksum_is_found_by_its_leaf) {
    const closed_scratch s;
    const auto path = s.folder.segment(1);
    auto bytes = read_file(path);
    // Record 1 with one bit of its ciphertext turned, and a checksum of its own.
    const auto length = bytes::get_big<std::uint32_t>(bytes, ledger::header_bytes) & 0x7fff'ffffU;
    auto payload = bytes.substr(ledger::header_bytes + ledger::frame_head_bytes, length);
    payload.back() = static_cast<char>(payload.back() ^ 1);
    std::string frame;
    ledger::encode_frame(frame, ledger::root_of(bytes), 1, ledger::place::begins_batch, payload);
    patch_file(path, ledger::header_bytes, frame);
    const auto said = said_of(s.folder);
    BOOST_TEST(said.find("record 1 at offset 4096") != std::string::npos);
    BOOST_TEST(said.find("tile/entries/000") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rotten_tile_is_found_and_one_that_is_missing_says_nothing) {
    const closed_scratch s;
    for (const auto& name : {evidence::bundle_path(1), evidence::tile_path(0, 1)}) {
        BOOST_TEST_CONTEXT(name) {
            const auto whole = read_file(s.file(name));
            patch_file(s.file(name), whole.size() - 1, "\x01");
            BOOST_TEST(said_of(s.folder).find(name) != std::string::npos);
            write_file(s.file(name), whole.substr(0, 100));  // as one that is being written
            BOOST_TEST(said_of(s.folder).empty());
            fs::remove(s.file(name));
            BOOST_TEST(said_of(s.folder).empty());
            write_file(s.file(name), whole);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_rotten_sidecar_is_found_while_a_backup_still_has_it) {
    const closed_scratch s;
    const auto name = s.folder.segment(301).replace_extension(".key");
    const auto whole = read_file(name);
    patch_file(name, 60, "x");
    BOOST_TEST(said_of(s.folder).find(name.filename().string()) != std::string::npos);
    write_file(name, read_file(s.folder.segment(1).replace_extension(".key")));
    BOOST_TEST(said_of(s.folder).find(name.filename().string()) != std::string::npos);
    fs::remove(name);  // shredded whole
    BOOST_TEST(said_of(s.folder).empty());
}

BOOST_AUTO_TEST_CASE(keys_left_beside_a_segment_that_is_not_sealed_are_no_rot) {
    const scratch folder;
    const auto keys = some_keys();
    auto sealed = folder.options();
    sealed.with = keys.get();
    write_journal(sealed, {});
    write_journal(folder.options(), {"plain"});
    write_journal(folder.options(), {"behind"});
    BOOST_TEST(fs::exists(folder.segment(1).replace_extension(".key")));
    BOOST_TEST(said_of(folder).empty());
}

BOOST_AUTO_TEST_CASE(a_segment_removed_meanwhile_is_no_error) {
    const closed_scratch s;
    const auto on = journal::make_posix_disk();
    scrubber by{*on, journal::layout{s.folder.journal().string()}, 1s};
    BOOST_REQUIRE(by.step());  // through the first segment: it is no longer than the window
    fs::remove(s.folder.segment(301));
    BOOST_REQUIRE(pass(by));
    BOOST_TEST(by.passes() == 1U);
}

BOOST_AUTO_TEST_CASE(the_segment_being_written_is_left_alone) {
    const closed_scratch s;
    patch_file(s.folder.segment(601), 5000, "xxxx");
    BOOST_TEST(said_of(s.folder).empty());
}

BOOST_AUTO_TEST_CASE(g6_rot_found_beside_the_writer_ends_the_journal_with_file_and_offset) {
    const closed_scratch s;
    auto how = s.options();
    how.scrub_period = 10ms;
    listener ear;
    const auto open = reopen(how);
    ear.attach(*open.journal);
    open.journal->append(model::next(open.journal->recovered().last), "sound");
    ear.wait_durable(number_of(open.journal->recovered().last) + 1);
    const auto path = s.folder.segment(1);
    const auto offset = ledger::header_bytes + ledger::frame_head_bytes;
    const auto byte = read_file(path).substr(offset, 1);
    patch_file(path, offset, std::string(1, static_cast<char>(byte[0] ^ 4)));
    const auto why = ear.wait_failure();
    BOOST_TEST((why.what == trouble::kind::damaged));
    BOOST_TEST(why.text.find("segment/00000000000000000001.seg: bad_checksum at offset 4096") ==
               0U);
    BOOST_TEST(!open.journal->close());
    BOOST_TEST(ear.failures() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
