#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <iterator>

using namespace iaq::test;
using iaq::verifier::finding_kind;

namespace {

constexpr std::size_t count = 9;
constexpr std::size_t per_segment = 4;

using forgery = std::function<void(std::vector<stranger_record>&, std::size_t index)>;

/// The folder of `sound` with the segments of what the forger makes of its records: numbers, keys
/// and checksums are all good again.
folder_bytes forged(const stranger_plan& sound, const stranger_plan& false_one) {
    auto files = segments_of(false_one);
    files.merge(evidence_of(sound));
    return files;
}

stranger_plan with(stranger_plan plan, const forgery& change, std::size_t index) {
    plan.records.reserve(2 * count);
    change(plan.records, index);
    return plan;
}

void alter(std::vector<stranger_record>& records, std::size_t index) {
    auto& byte = records[index].body.back();
    byte = static_cast<char>(byte ^ 1);
}

void swap_with_next(std::vector<stranger_record>& records, std::size_t index) {
    std::swap(records[index], records[index + 1]);
}

void take_out(std::vector<stranger_record>& records, std::size_t index) {
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(index));
}

void repeat(std::vector<stranger_record>& records, std::size_t index) {
    records.insert(records.begin() + static_cast<std::ptrdiff_t>(index), records[index]);
}

/// The record that the first finding of this kind names.
std::uint64_t first_named(const iaq::verifier::verdict& seen, finding_kind kind) {
    const auto found = std::ranges::find(seen.findings, kind, &iaq::verifier::finding::kind);
    return found == seen.findings.end() ? 0 : found->record.value_or(0);
}

std::string segment_with(std::uint64_t record) {
    return segment_file((record - 1) / per_segment * per_segment + 1);
}

/// `record 5` has changed, and nothing else.
bool names_only(const iaq::verifier::verdict& seen, finding_kind kind, std::uint64_t record,
                const std::string& file) {
    return seen.findings_count == 1 && seen.findings[0].kind == kind &&
           seen.findings[0].record == record && seen.findings[0].file == file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_forger)

BOOST_AUTO_TEST_CASE(g9_an_altered_record_is_named_though_its_checksum_is_good) {
    for (const bool sealed : {false, true}) {
        const auto sound = plan_of(count, per_segment, sealed);
        for (std::size_t index = 0; index < count; ++index) {
            const auto seen = judge{sound}(forged(sound, with(sound, alter, index)));
            BOOST_TEST_CONTEXT("record " << index + 1 << "\n" << told(seen)) {
                BOOST_TEST(names_only(seen, finding_kind::leaf_differs, index + 1,
                                      segment_with(index + 1)));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_another_time_or_kind_in_the_clear_is_found) {
    const auto sound = plan_of(count, per_segment, true);
    const forgery later = [](auto& records, std::size_t index) { ++records[index].time; };
    const forgery other = [](auto& records, std::size_t index) { ++records[index].kind; };
    for (std::size_t index = 1; index < per_segment; ++index) {  // the first gives `created`
        for (const auto& change : {later, other}) {
            const auto seen = judge{sound}(forged(sound, with(sound, change, index)));
            BOOST_TEST(names_only(seen, finding_kind::leaf_differs, index + 1, segment_file(1)));
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_record_removed_swapped_or_repeated_is_named) {
    const struct {
        const char* name;
        forgery change;
        std::size_t end;     // the first index that is left out
        std::size_t behind;  // from the index to the first record that is wrong
    } rows[] = {{"removed", take_out, count - 1, 1},
                {"swapped", swap_with_next, count - 1, 1},
                {"repeated", repeat, count - 1, 2}};
    for (const bool sealed : {false, true}) {
        const auto sound = plan_of(count, per_segment, sealed);
        for (const auto& row : rows) {
            for (std::size_t index = 0; index < row.end; ++index) {
                const auto seen = judge{sound}(forged(sound, with(sound, row.change, index)));
                BOOST_TEST_CONTEXT(row.name << ", record " << index + 1 << "\n" << told(seen)) {
                    BOOST_TEST(first_named(seen, finding_kind::leaf_differs) == index + row.behind);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_journal_cut_between_records_is_found) {
    const auto sound = plan_of(count, per_segment, true);
    for (std::size_t left = 0; left < count; ++left) {
        auto cut = sound;
        cut.records.resize(left);
        const auto seen = judge{sound}(forged(sound, cut));
        BOOST_TEST_CONTEXT(left << " records left\n" << told(seen)) {
            BOOST_TEST(names_only(seen, finding_kind::records_missing, left + 1, "checkpoint"));
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_frame_taken_out_or_moved_with_its_old_number_is_named) {
    const auto sound = plan_of(count, 20, true);
    const auto files = journal_of(sound);
    const auto segment = files.at(segment_file(1));
    const auto frame = [&](std::size_t index) {
        auto part = sound;
        part.records.resize(index);
        const auto begin = segments_of(part)[segment_file(1)].size();
        part = sound;
        part.records.resize(index + 1);
        return segment.substr(
            std::max<std::size_t>(begin, 4096),
            segments_of(part)[segment_file(1)].size() - std::max<std::size_t>(begin, 4096));
    };
    const auto before = segment.find(frame(3));
    const auto two = frame(3) + frame(4);
    const struct {
        const char* name;
        std::string instead;
        std::uint64_t offset, record;
    } rows[] = {{"taken out", frame(4), before, 4},
                {"swapped", frame(4) + frame(3), before, 4},
                {"repeated", frame(3) + two, before + frame(3).size(), 5}};
    for (const auto& row : rows) {
        auto changed = files;
        changed[segment_file(1)].replace(before, two.size(), row.instead);
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST(told(judge{sound}(changed)) == "number_out_of_order " + segment_file(1) +
                                                          "@" + std::to_string(row.offset) + "#" +
                                                          std::to_string(row.record) + "\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_each_byte_of_a_header_is_held_by_the_tree) {
    const auto sound = plan_of(count, per_segment, true);
    auto files = journal_of(sound);
    judge judge{sound};
    auto& segment = files[segment_file(5)];
    const auto before = segment;
    for (std::size_t at = 0; at < 4092; ++at) {
        segment[at] = static_cast<char>(segment[at] ^ 1);
        mend_checksums(segment);
        const auto seen = judge(files);
        BOOST_TEST_CONTEXT("byte " << at << "\n" << told(seen)) {
            BOOST_REQUIRE(seen.findings_count > 0);
            if ((at >= 48 && at < 56) || (at >= 76 && at < 108)) {  // created, key commitment
                BOOST_REQUIRE(names_only(seen, finding_kind::leaf_differs, 5, segment_file(5)));
            }
        }
        segment = before;
    }
}

BOOST_AUTO_TEST_CASE(g9_who_forges_the_tree_as_well_is_found_by_the_signed_root) {
    const auto sound = plan_of(count, per_segment, true);
    for (std::size_t index = 0; index < count; ++index) {
        const auto false_one = with(sound, alter, index);
        auto files = journal_of(false_one);
        files["checkpoint"] = checkpoint_of(sound, count);
        BOOST_TEST(told(judge{sound}(files)) == "root_differs checkpoint@0\n");

        const auto true_evidence = evidence_of(sound);
        auto with_tiles = files;
        with_tiles["tile/0/000.p/9"] = true_evidence.at("tile/0/000.p/9");
        auto seen = judge{sound}(with_tiles);
        BOOST_TEST(seen.findings_count == 2U);
        BOOST_TEST(first_named(seen, finding_kind::leaf_differs) == index + 1);
        BOOST_TEST(first_named(seen, finding_kind::bundle_differs) == index + 1);

        auto with_bundle = files;
        with_bundle["tile/entries/000.p/9"] = true_evidence.at("tile/entries/000.p/9");
        seen = judge{sound}(with_bundle);
        BOOST_TEST(seen.findings_count == 2U);
        BOOST_TEST(first_named(seen, finding_kind::tile_differs) == index + 1);
    }
}

BOOST_AUTO_TEST_CASE(g9_a_head_that_another_signed_counts_for_nothing) {
    const auto sound = plan_of(count, per_segment, true);
    auto files = journal_of(with(sound, alter, 3));
    BOOST_TEST(told(judge{sound}(files)) == "");  // the owner of the key can say anything once
    auto note = files["checkpoint"];
    const auto good = checkpoint_of(sound, count);
    files["checkpoint"] = note.substr(0, note.find("\n\n")) + good.substr(good.find("\n\n"));
    const auto seen = judge{sound}(files);
    BOOST_TEST(seen.findings_count == 1U);
    BOOST_TEST((seen.findings.at(0).kind == finding_kind::bad_signature));
}

BOOST_AUTO_TEST_CASE(g9_a_segment_of_another_journal_is_not_taken) {
    const auto sound = plan_of(count, per_segment, true);
    auto other = sound;
    other.journal_id = std::string(16, 'x');
    auto files = journal_of(sound);
    files[segment_file(5)] = segments_of(other)[segment_file(5)];
    BOOST_TEST(told(judge{sound}(files)) == "wrong_journal " + segment_file(5) + "@16#5\n");
}

BOOST_AUTO_TEST_SUITE_END()
