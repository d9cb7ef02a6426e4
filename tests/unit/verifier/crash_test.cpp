#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq::test;

namespace {

/// Twelve records in two segments, the last two of them in one batch and above the head.
stranger_plan crashed() {
    auto plan = plan_of(12, 8, true);
    plan.records[11].begins_batch = false;
    plan.head = 10;
    return plan;
}

std::size_t end_of(stranger_plan plan, std::size_t records) {
    plan.records.resize(records);
    plan.zeros = 0;
    return segments_of(plan)[segment_file(9)].size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_crash)

BOOST_AUTO_TEST_CASE(a_torn_tail_above_the_head_is_damage_unless_there_was_a_crash) {
    const auto plan = crashed();
    const auto begin = end_of(plan, 10);
    const auto sound = journal_of(plan);
    judge judge{plan};
    for (const bool filled : {false, true}) {
        for (auto size = begin + 1; size < end_of(plan, 12); ++size) {
            if (size >= end_of(plan, 11) && size <= end_of(plan, 11) + 3) {
                continue;  // a whole record, and at most the zeros that a short length begins with
            }
            auto files = sound;
            auto& segment = files[segment_file(9)];
            segment.resize(size);
            segment.append(filled ? 2000 : 0, '\0');
            const bool second = size > end_of(plan, 11);
            judge.asked.after_crash = false;
            BOOST_TEST(told(judge(files)) == "torn_tail " + segment_file(9) + "@" +
                                                 std::to_string(end_of(plan, second ? 11 : 10)) +
                                                 (second ? "#12\n" : "#11\n"));
            judge.asked.after_crash = true;
            const auto seen = judge(files);
            BOOST_TEST(told(seen) == "");
            BOOST_TEST(seen.notes.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_first_record_of_a_batch_that_is_torn_before_a_sound_second_is_a_torn_tail) {
    const auto plan = crashed();
    auto files = journal_of(plan);
    files[segment_file(9)][end_of(plan, 10) + 20] ^= 1;
    judge judge{plan};
    judge.asked.after_crash = true;
    BOOST_TEST(told(judge(files)) == "");
}

BOOST_AUTO_TEST_CASE(a_torn_tail_under_the_head_is_damage_after_any_crash) {
    auto plan = crashed();
    plan.head = 12;
    auto files = journal_of(plan);
    files[segment_file(9)].resize(end_of(plan, 12) - 3);
    judge judge{plan};
    judge.asked.after_crash = true;
    const auto at = "@" + std::to_string(end_of(plan, 11)) + "#12\n";
    BOOST_TEST(told(judge(files)) == "bad_length " + segment_file(9) + at);
    files[segment_file(9)].append(4096, '\0');
    BOOST_TEST(told(judge(files)) == "bad_checksum " + segment_file(9) + at);
    files[segment_file(9)].resize(end_of(plan, 11));
    BOOST_TEST(told(judge(files)) == "records_missing checkpoint@0#12\n");
}

BOOST_AUTO_TEST_CASE(rot_before_a_later_batch_is_damage_after_any_crash) {
    auto plan = crashed();
    plan.records[11].begins_batch = true;
    auto files = journal_of(plan);
    files[segment_file(9)][end_of(plan, 10) + 20] ^= 1;
    judge judge{plan};
    judge.asked.after_crash = true;
    BOOST_TEST(told(judge(files)) == "bad_checksum " + segment_file(9) + "@" +
                                         std::to_string(end_of(plan, 10)) + "#11\n");
}

BOOST_AUTO_TEST_CASE(bytes_behind_zeros_of_the_same_sector_or_too_far_away_were_not_torn_off) {
    auto plan = crashed();
    plan.zeros = 4'300'000;
    const auto sound = journal_of(plan);
    const auto end = end_of(plan, 12);
    judge judge{plan};
    judge.asked.after_crash = true;
    const struct {
        std::size_t at;
        bool torn;
    } rows[] = {{end + 15, true},
                {end + 16, false},
                {end / 512 * 512 + 511, false},
                {end / 512 * 512 + 512, true},
                {end + 4'198'399, true},
                {end + 4'198'400, false}};
    for (const auto& row : rows) {
        auto files = sound;
        files[segment_file(9)][row.at] = 'x';
        BOOST_TEST_CONTEXT(row.at - end << " bytes behind the end") {
            BOOST_TEST(told(judge(files)) == (row.torn
                                                  ? ""
                                                  : "nonzero_after_end " + segment_file(9) + "@" +
                                                        std::to_string(row.at) + "#13\n"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_segment_that_was_being_made_is_damage_unless_there_was_a_crash) {
    const auto plan = plan_of(8, 8, true);
    const auto born = segments_of(plan_of(9, 8, true));
    for (const auto& header :
         {std::string{}, std::string(4096, '\0'), born.at(segment_file(9)).substr(0, 60),
          born.at(segment_file(9)).substr(0, 60) + std::string(9000, '\0')}) {
        for (const bool has_keys : {false, true}) {
            auto files = journal_of(plan);
            files[segment_file(9)] = header;
            if (has_keys) {
                files[sidecar_file(9)] = born.at(sidecar_file(9));
            }
            judge judge{plan};
            BOOST_TEST(judge(files).findings_count > 0U);
            judge.asked.after_crash = true;
            BOOST_TEST(told(judge(files)) == "");
        }
    }
    auto files = journal_of(plan);
    files[segment_file(9)] = std::string(4096, '\0') + "x";
    judge judge{plan};
    judge.asked.after_crash = true;
    BOOST_TEST(told(judge(files)) == "bad_header " + segment_file(9) + "@0#9\n");
}

BOOST_AUTO_TEST_CASE(what_a_crash_leaves_between_two_steps_is_damage_unless_there_was_one) {
    const auto plan = plan_of(8, 8, true);
    const auto keys = segments_of(plan_of(9, 8, true)).at(sidecar_file(9));
    const folder_bytes left{{"checkpoint.new", "half"},
                            {"segment/00000000000000000001.key.new", ""},
                            {"tile/0/000.p/9", "x"},
                            {"tile/entries/000.p/7", "x"},
                            {sidecar_file(9), keys}};
    judge judge{plan};
    for (const auto& [path, bytes] : left) {
        auto files = journal_of(plan);
        files[path] = bytes;
        BOOST_TEST_CONTEXT(path) {
            judge.asked.after_crash = false;
            BOOST_TEST(judge(files).findings_count == 1U);
            judge.asked.after_crash = true;
            const auto seen = judge(files);
            BOOST_TEST(told(seen) == "");
            BOOST_TEST(seen.notes.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
