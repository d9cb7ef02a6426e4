#include "support/stranger_note.hpp"
#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq::test;

namespace {

/// Nine records in three segments.
stranger_plan small(bool sealed) { return plan_of(9, 3, sealed); }

std::string at(const std::string& file, std::uint64_t offset, std::uint64_t record) {
    return file + "@" + std::to_string(offset) + "#" + std::to_string(record) + "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_chain)

BOOST_AUTO_TEST_CASE(a_sound_header_that_no_writer_of_this_format_makes_is_named_by_its_field) {
    const struct {
        const char* name;
        std::size_t offset;
        std::string bytes;
        const char* kind;
    } rows[] = {{"format 2", 8, {"\0\0\0\2", 4}, "too_new "},
                {"format 0", 8, {"\0\0\0\0", 4}, "bad_header "},
                {"fold 0", 12, {"\0\0\0\0", 4}, "bad_header "},
                {"record 0", 40, std::string(8, '\0'), "bad_header "},
                {"another record", 40, {"\0\0\0\0\0\0\0\5", 8}, "bad_header "},
                {"seal 2", 56, {"\0\0\0\2", 4}, "too_new "},
                {"reserved", 140, "x", "bad_header "},
                {"last reserved", 4091, "x", "bad_header "}};
    for (const bool sealed : {false, true}) {
        for (const auto& row : rows) {
            auto files = journal_of(small(sealed));
            auto& segment = files[segment_file(4)];
            segment.replace(row.offset, row.bytes.size(), row.bytes);
            mend_checksums(segment);
            BOOST_TEST_CONTEXT(row.name << ", sealed " << sealed) {
                BOOST_TEST(told(judge{small(sealed)}(files)) ==
                           row.kind + at(segment_file(4), row.offset, 4));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(without_the_seal_no_key_is_named) {
    for (const std::size_t offset : {60U, 76U, 108U}) {
        auto files = journal_of(small(false));
        files[segment_file(4)][offset] = 'x';
        mend_checksums(files[segment_file(4)]);
        BOOST_TEST(told(judge{small(false)}(files)) ==
                   "bad_header " + at(segment_file(4), offset, 4));
    }
}

BOOST_AUTO_TEST_CASE(a_segment_under_another_name_is_found) {
    auto files = journal_of(small(false));
    files[segment_file(5)] = files[segment_file(4)];
    files.erase(segment_file(4));
    BOOST_TEST(told(judge{small(false)}(files)) == "bad_header " + at(segment_file(5), 40, 5));
}

BOOST_AUTO_TEST_CASE(a_sound_frame_without_a_record_is_named) {
    auto plan = small(true);
    plan.records[4].body.resize(15);  // less than a tag
    auto files = journal_of(plan);
    const auto first = 4096 + 16 + 12 + plan.records[3].body.size();
    BOOST_TEST(told(judge{plan}(files)) == "bad_record " + at(segment_file(4), first, 5));
}

BOOST_AUTO_TEST_CASE(keys_of_another_segment_are_not_taken) {
    auto files = journal_of(small(true));
    files[sidecar_file(4)] = files[sidecar_file(7)];
    BOOST_TEST(told(judge{small(true)}(files)) == "bad_sidecar " + sidecar_file(4) + "@8\n");
    auto sidecar = sidecar_bytes(4, 1);
    sidecar[47] = '\5';  // the last byte of its first record
    sidecar.resize(sidecar.size() - 32);
    files[sidecar_file(4)] = sidecar + sha256(sidecar);
    BOOST_TEST(told(judge{small(true)}(files)) == "bad_sidecar " + sidecar_file(4) + "@40\n");
}

BOOST_AUTO_TEST_CASE(records_cut_off_before_the_next_segment_are_missed) {
    const auto plan = small(true);
    auto files = journal_of(plan);
    auto& segment = files[segment_file(4)];
    segment.resize(segment.size() - 16 - 12 - plan.records[5].body.size());
    BOOST_TEST(told(judge{plan}(files)) == "records_missing " + at(segment_file(7), 40, 6));
}

BOOST_AUTO_TEST_CASE(nothing_stands_behind_the_frames_of_a_segment_that_another_follows) {
    const auto plan = small(true);
    for (const std::size_t zeros : {1U, 16U, 4096U}) {
        auto files = journal_of(plan);
        const auto end = files[segment_file(4)].size();
        files[segment_file(4)].append(zeros, '\0');
        BOOST_TEST(told(judge{plan}(files)) == "bad_length " + at(segment_file(4), end, 7));
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_belongs_to_the_next_segment_is_named) {
    const auto plan = small(true);
    auto longer = plan;
    longer.per_segment = 4;
    auto files = journal_of(plan);
    files[segment_file(1)] = segments_of(longer)[segment_file(1)];  // record 4 twice
    const auto end = journal_of(plan)[segment_file(1)].size();
    BOOST_TEST(told(judge{plan}(files)) == "number_out_of_order " + at(segment_file(1), end, 4));
}

BOOST_AUTO_TEST_CASE(damage_within_a_segment_hides_no_record_behind_it) {
    auto plan = small(true);
    const auto second = 4096 + 16 + 12 + plan.records[3].body.size();
    auto forged = plan;
    forged.records[5].body.back() = static_cast<char>(forged.records[5].body.back() ^ 1);
    auto files = segments_of(forged);
    files.merge(evidence_of(plan));
    const auto third = second + 16 + 12 + plan.records[4].body.size();
    files[segment_file(4)][second] = '\x7F';  // a length above any
    BOOST_TEST(told(judge{plan}(files)) == "record_too_large " + at(segment_file(4), second, 5) +
                                               "leaf_differs " + at(segment_file(4), third, 6));
}

BOOST_AUTO_TEST_SUITE_END()
