#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq::test;
using namespace std::string_literals;

namespace {

constexpr std::uint64_t first_kept = 257;
constexpr std::uint64_t third = 385;
constexpr std::uint64_t told_at = 500;

/// 700 records in segments of 128, the first two of which were dropped; record 500 tells of it.
stranger_plan dropped(bool sealed) {
    auto plan = plan_of(700, 128, sealed);
    tell_of_drop(plan, told_at);
    plan.first_kept = first_kept;
    return plan;
}

std::string flipped(std::string bytes, std::size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

bool notes(const iaq::verifier::verdict& seen, const std::string& text) {
    return std::ranges::any_of(
        seen.notes, [&](const auto& note) { return note.find(text) != std::string::npos; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_dropped_front)

BOOST_AUTO_TEST_CASE(records_that_a_retention_dropped_are_told_and_their_leaves_proved) {
    for (const bool sealed : {false, true}) {
        const auto plan = dropped(sealed);
        auto files = journal_of(plan);
        judge judge{plan};
        const auto seen = judge(files);
        BOOST_TEST(told(seen) == "");
        BOOST_TEST(seen.records == 700U - 256U);
        BOOST_REQUIRE(seen.notes.size() == 1U);
        BOOST_TEST(seen.notes[0] ==
                   "records 1 to 256 were dropped by retention; their leaves stand");
    }
}

BOOST_AUTO_TEST_CASE(any_first_record_and_any_record_that_tells_will_do) {
    for (const std::uint64_t first : {2U, 129U, 256U, 257U, 258U, 511U, 513U, 700U}) {
        for (const std::uint64_t at : {first, std::uint64_t{700}}) {
            auto plan = plan_of(700, first - 1, true);
            plan.first_kept = first;
            tell_of_drop(plan, at);
            BOOST_TEST_CONTEXT("first " << first << ", told at " << at) {
                BOOST_TEST(told(judge{plan}(journal_of(plan))) == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_front_that_no_record_at_or_behind_it_tells_of_is_missing) {
    for (const bool sealed : {false, true}) {
        for (const std::uint64_t told_of : {0U, 1U, 256U}) {
            auto plan = plan_of(700, 128, sealed);
            if (told_of > 0) {
                tell_of_drop(plan, told_of);
            }
            plan.first_kept = first_kept;
            auto files = journal_of(plan);
            BOOST_TEST(told(judge{plan}(files)) ==
                       "front_missing " + segment_file(first_kept) + "@40#1\n");
            files.erase(base_file(first_kept));
            BOOST_TEST(told(judge{plan}(files)) ==
                       "front_missing " + segment_file(first_kept) + "@40#1\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_record_above_the_head_tells_of_no_retention_unless_there_was_a_crash) {
    auto plan = dropped(true);
    plan.head = told_at - 1;
    judge judge{plan};
    BOOST_TEST(told(judge(journal_of(plan))) ==
               "front_missing " + segment_file(first_kept) + "@40#1\n");
    judge.asked.after_crash = true;
    BOOST_TEST(told(judge(journal_of(plan))) == "");
}

BOOST_AUTO_TEST_CASE(g9_one_segment_more_than_was_told_is_missed_by_its_base) {
    const auto plan = dropped(true);
    auto files = journal_of(plan);
    files.erase(segment_file(first_kept));
    BOOST_TEST(told(judge{plan}(files)) == "missing_file " + segment_file(first_kept) + "@0#257\n");
    files.erase(sidecar_file(first_kept));
    const auto seen = judge{plan}(files);
    BOOST_TEST(told(seen) == "missing_file " + base_file(third) + "@0\n");
    BOOST_TEST(notes(seen, base_file(first_kept) + ": the base of an earlier retention"));
}

BOOST_AUTO_TEST_CASE(g9_a_base_that_is_gone_or_of_another_place_is_named) {
    const auto plan = dropped(true);
    auto other = plan;
    other.journal_id = std::string(16, 'x');
    const auto sound = base_bytes(plan, first_kept);
    const struct {
        const char* name;
        std::string bytes;
        std::string wrong;
    } rows[] = {{"empty", "", "bad_base @0"},
                {"cut", sound.substr(0, 31), "bad_base @0"},
                {"magic", flipped(sound, 7), "bad_base @0"},
                {"journal", base_bytes(other, first_kept), "wrong_journal @8"},
                {"first", base_bytes(plan, third), "bad_base @24"}};
    for (const auto& row : rows) {
        auto files = journal_of(plan);
        files[base_file(first_kept)] = row.bytes;
        auto expected = row.wrong + "#257\n";
        expected.insert(expected.find('@'), base_file(first_kept));
        BOOST_TEST_CONTEXT(row.name) { BOOST_TEST(told(judge{plan}(files)) == expected); }
    }
    auto files = journal_of(plan);
    files.erase(base_file(first_kept));
    BOOST_TEST(told(judge{plan}(files)) == "missing_file " + base_file(first_kept) + "@0\n");
}

BOOST_AUTO_TEST_CASE(g9_a_base_where_nothing_was_dropped_before_it_is_a_stray_file) {
    const auto plan = dropped(true);
    judge judge{plan};
    for (const std::uint64_t first : {1U, 300U, 385U, 2000U}) {
        auto files = journal_of(plan);
        files[base_file(first)] = base_bytes(plan, first);
        BOOST_TEST_CONTEXT(first) {
            BOOST_TEST(told(judge(files)) == "stray_file " + base_file(first) + "@0\n");
        }
    }
    auto files = journal_of(plan);
    files[base_file(129)] = base_bytes(plan, 129);
    BOOST_TEST(told(judge(files)) == "");
    files[base_file(129)] = base_bytes(plan, 130);
    BOOST_TEST(told(judge(files)) == "bad_base " + base_file(129) + "@24#129\n");
}

BOOST_AUTO_TEST_CASE(g9_leaves_of_dropped_records_that_have_changed_or_gone_are_named) {
    for (const bool sealed : {false, true}) {
        const auto plan = dropped(sealed);
        const auto sound = journal_of(plan);
        judge judge{plan};
        for (const std::size_t index : {0U, 9U, 255U}) {
            auto files = sound;
            files["tile/entries/000"] = flipped(sound.at("tile/entries/000"), 102 * index + 50);
            const auto record = "#" + std::to_string(index + 1) + "\n";
            BOOST_TEST(told(judge(files)) ==
                       "bundle_differs tile/entries/000@" + std::to_string(102 * index) + record);
            files = sound;
            files["tile/0/000"] = flipped(sound.at("tile/0/000"), 32 * index);
            BOOST_TEST(told(judge(files)) ==
                       "tile_differs tile/0/000@" + std::to_string(32 * index) + record);
        }
        for (const auto* const path : {"tile/entries/000", "tile/0/000", "tile/1/000.p/2"}) {
            auto files = sound;
            files.erase(path);
            BOOST_TEST(told(judge(files)) == "missing_file "s + path + "@0\n");
        }
        auto files = sound;
        files.erase("tile/entries/000");
        files.erase("tile/0/000");
        const auto seen = judge(files);
        BOOST_TEST(told(seen) == "missing_file tile/entries/000@0\nmissing_file tile/0/000@0\n");
        BOOST_TEST(!notes(seen, "their leaves stand"));
    }
}

BOOST_AUTO_TEST_CASE(g9_who_forges_the_leaves_of_dropped_records_is_found_by_the_signed_root) {
    const auto plan = dropped(true);
    auto false_one = plan;
    false_one.records[9].body[0] = static_cast<char>(false_one.records[9].body[0] ^ 1);
    auto files = journal_of(false_one);
    files["checkpoint"] = checkpoint_of(plan, 700);
    BOOST_TEST(told(judge{plan}(files)) == "root_differs checkpoint@0\n");
}

BOOST_AUTO_TEST_CASE(a_record_that_tells_and_has_rotted_is_one_wound) {
    const auto plan = dropped(true);
    auto files = journal_of(plan);
    auto& segment = files[segment_file(third)];
    const auto at = segment.find(plan.records[told_at - 1].body);
    segment = flipped(segment, at);
    const auto seen = judge{plan}(files);
    BOOST_TEST(seen.findings_count == 1U);
    BOOST_TEST(told(seen).ends_with("#500\n"));
    BOOST_TEST(told(seen).starts_with("bad_checksum "));
}

BOOST_AUTO_TEST_CASE(g9_keys_that_outlived_their_dropped_segment_are_stray) {
    const auto plan = dropped(true);
    auto files = journal_of(plan);
    files[sidecar_file(129)] = sidecar_bytes(129, 1);
    judge judge{plan};
    BOOST_TEST(told(judge(files)) == "stray_file " + sidecar_file(129) + "@0\n");
    judge.asked.after_crash = true;
    BOOST_TEST(told(judge(files)) == "");
}

BOOST_AUTO_TEST_CASE(a_retention_that_a_crash_stopped_on_its_way_is_no_damage_after_one) {
    const auto plan = dropped(true);
    auto whole = plan;
    whole.first_kept = 1;
    auto files = journal_of(whole);
    files[base_file(first_kept)] = base_bytes(plan, first_kept);
    judge judge{plan};
    for (const std::uint64_t first : {1U, 129U}) {  // what goes first: a segment, then its keys
        for (const auto& path : {std::string{"lock"}, segment_file(first), sidecar_file(first)}) {
            if (path != "lock") {
                files.erase(path);
            }
            judge.asked.after_crash = false;
            const bool finished = path == sidecar_file(129);
            BOOST_TEST_CONTEXT("after " << path << " of " << first) {
                BOOST_TEST((judge(files).findings_count == 0) == finished);
                judge.asked.after_crash = true;
                BOOST_TEST(told(judge(files)) == "");
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_second_retention_needs_only_the_base_of_its_own) {
    auto plan = dropped(true);
    plan.first_kept = third;
    BOOST_TEST(told(judge{plan}(journal_of(plan))) == "");
    tell_of_drop(plan, 600);
    auto files = journal_of(plan);
    BOOST_TEST(told(judge{plan}(files)) == "");
    files[base_file(first_kept)] = base_bytes(plan, first_kept);
    BOOST_TEST(told(judge{plan}(files)) == "");
}

BOOST_AUTO_TEST_SUITE_END()
