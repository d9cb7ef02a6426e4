#include "iaq_journal/verifier/verify.hpp"

#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq::test;

BOOST_AUTO_TEST_SUITE(verifier_verify)

BOOST_AUTO_TEST_CASE(a_sound_journal_of_any_size_is_good) {
    for (const bool sealed : {false, true}) {
        for (const std::size_t count : {1U, 2U, 255U, 256U, 257U, 511U, 512U, 513U, 700U}) {
            for (const std::size_t per_segment : {1000U, 256U, 100U}) {
                BOOST_TEST_CONTEXT(count << " records, " << per_segment << " a segment, sealed "
                                         << sealed) {
                    auto plan = plan_of(count, per_segment, sealed);
                    plan.zeros = 5000;
                    plan.next_bytes = 10'000;
                    const auto seen = judge{plan}(journal_of(plan));
                    BOOST_TEST(told(seen) == "");
                    BOOST_TEST(seen.findings_count == 0U);
                    BOOST_TEST(seen.records == count);
                    BOOST_TEST(seen.segments == (count + per_segment - 1) / per_segment);
                    BOOST_TEST(seen.checkpoint_size == count);
                    BOOST_TEST(seen.journal_id == "101112131415161718191a1b1c1d1e1f");
                    BOOST_TEST(seen.notes.size() == 0U);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(each_size_of_the_tree_has_its_root_and_its_tiles) {
    auto plan = plan_of(70, 20, false);
    judge judge{plan};
    for (std::uint64_t head = 1; head <= plan.records.size(); ++head) {
        plan.head = head;
        BOOST_TEST_CONTEXT("head over " << head) {
            BOOST_TEST(told(judge(journal_of(plan))) == "");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_tree_of_three_levels_is_followed) {
    if (is_sanitized) {
        return;  // nothing is done there that smaller trees do not do
    }
    const auto plan = plan_of(65'536 + 256 + 1, 30'000, false);
    auto files = journal_of(plan);
    BOOST_TEST(files.contains("tile/2/000.p/1"));
    judge judge{plan};
    BOOST_TEST(told(judge(files)) == "");
    files["tile/2/000.p/1"][31] = static_cast<char>(files["tile/2/000.p/1"][31] ^ 1);
    BOOST_TEST(told(judge(files)) == "tile_differs tile/2/000.p/1@0\n");
}

BOOST_AUTO_TEST_CASE(records_above_the_head_are_allowed_and_not_hidden) {
    auto plan = plan_of(20, 7, true);
    plan.head = 17;
    const auto seen = judge{plan}(journal_of(plan));
    BOOST_TEST(told(seen) == "");
    BOOST_TEST(seen.records == 20U);
    BOOST_TEST(seen.last_record == 20U);
    BOOST_TEST(seen.checkpoint_size == 17U);
}

BOOST_AUTO_TEST_CASE(records_above_the_head_are_checked_as_far_as_frames_go) {
    auto plan = plan_of(20, 7, true);
    plan.head = 10;
    auto files = journal_of(plan);
    auto& segment = files[segment_file(8)];
    segment[segment.size() - 1] = static_cast<char>(segment[segment.size() - 1] ^ 1);
    const auto seen = judge{plan}(files);
    BOOST_TEST(seen.findings.size() == 1U);
    BOOST_TEST((seen.findings.at(0).kind == iaq::verifier::finding_kind::bad_checksum));
    BOOST_TEST((seen.findings.at(0).record == std::uint64_t{14}));
}

BOOST_AUTO_TEST_CASE(an_epoch_may_rise_and_never_fall) {
    auto plan = plan_of(9, 3, true);
    plan.epochs = {1, 2, 2};
    BOOST_TEST(told(judge{plan}(journal_of(plan))) == "");
    plan.epochs = {2, 2, 1};
    BOOST_TEST(told(judge{plan}(journal_of(plan))) ==
               "epoch_went_back " + segment_file(7) + "@32#7\n");
}

BOOST_AUTO_TEST_CASE(keys_may_change_when_a_later_record_tells_of_it) {
    for (const std::uint32_t kind : {160U, 161U, 162U}) {
        auto plan = plan_of(9, 3, true);
        plan.records[5].kind = kind;  // record 6, in the second segment
        auto files = journal_of(plan);
        files[sidecar_file(1)] = sidecar_bytes(1, 15);
        const auto seen = judge{plan}(files);
        BOOST_TEST_CONTEXT("kind " << kind) {
            if (kind == 162) {
                BOOST_TEST(told(seen) == "sidecar_differs " + sidecar_file(1) + "@0#1\n");
            } else {
                BOOST_TEST(told(seen) == "");
                BOOST_TEST(seen.notes.size() == 1U);
            }
        }
        auto later = journal_of(plan);
        later[sidecar_file(7)] = sidecar_bytes(7, 1, 1);
        BOOST_TEST(told(judge{plan}(later)) == "sidecar_differs " + sidecar_file(7) + "@0#7\n");
    }
}

BOOST_AUTO_TEST_CASE(without_a_verifier_key_nothing_is_said_to_be_good) {
    const auto plan = plan_of(3, 3, true);
    judge judge{plan};
    for (const auto* const key : {"", "x", "test.example+00000000+AAAA", "\n"}) {
        judge.asked.vkey = key;
        BOOST_TEST(told(judge(journal_of(plan))) == "bad_vkey @0\n");
    }
}

BOOST_AUTO_TEST_CASE(findings_are_bounded_and_counted) {
    const auto plan = plan_of(3, 3, true);
    auto files = journal_of(plan);
    for (int i = 0; i < 500; ++i) {
        files["stray/" + std::to_string(i)] = "";
    }
    const auto seen = judge{plan}(files);
    BOOST_TEST(seen.findings.size() == iaq::verifier::findings_max);
    BOOST_TEST(seen.findings_count == 500U);
}

BOOST_AUTO_TEST_SUITE_END()
