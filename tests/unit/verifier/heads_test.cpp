#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

using namespace iaq::test;

namespace {

constexpr std::size_t count = 300;

void alter(stranger_plan& plan, std::size_t record) {
    auto& byte = plan.records[record - 1].body.back();
    byte = static_cast<char>(byte ^ 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_heads)

BOOST_AUTO_TEST_CASE(g9_a_journal_that_grew_from_the_older_head_is_good) {
    const auto plan = plan_of(count, 100, true);
    const auto files = journal_of(plan);
    judge judge{plan};
    for (const std::uint64_t size : {0U, 1U, 2U, 100U, 255U, 256U, 257U, 299U, 300U}) {
        judge.asked.at_least = checkpoint_of(plan, size);
        BOOST_TEST_CONTEXT(size << " records") { BOOST_TEST(told(judge(files)) == ""); }
    }
}

BOOST_AUTO_TEST_CASE(g9_a_journal_set_back_as_a_whole_is_found_by_a_later_head) {
    const auto plan = plan_of(count, 100, true);
    judge judge{plan};
    judge.asked.at_least = checkpoint_of(plan, count);
    for (const std::size_t left : {1U, 100U, 256U, 299U}) {
        auto back = plan;
        back.records.resize(left);
        BOOST_TEST(told(judge(journal_of(back))) == "rolled_back checkpoint@0\n");
    }
}

BOOST_AUTO_TEST_CASE(g9_a_journal_written_anew_under_the_key_is_found_by_an_earlier_head) {
    const auto plan = plan_of(count, 100, true);
    judge judge{plan};
    for (const std::size_t altered : {1U, 150U, 200U}) {
        auto fork = plan;
        alter(fork, altered);
        const auto files = journal_of(fork);
        for (const std::size_t size : {150U, 200U, 300U}) {
            judge.asked.at_least = checkpoint_of(plan, size);
            BOOST_TEST(told(judge(files)) == (altered <= size ? "forked checkpoint@0\n" : ""));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_older_head_that_the_key_has_not_signed_proves_nothing) {
    const auto plan = plan_of(20, 10, true);
    judge judge{plan};
    auto note = checkpoint_of(plan, 10);
    note.replace(note.find("\n10\n"), 4, "\n11\n");
    judge.asked.at_least = note;
    const auto seen = judge(journal_of(plan));
    BOOST_TEST(seen.findings_count == 1U);
    BOOST_TEST(name_of(seen.findings.at(0).kind) == "bad_signature");
    judge.asked.at_least = "";
    BOOST_TEST(told(judge(journal_of(plan))) == "bad_checkpoint @0\n");
}

BOOST_AUTO_TEST_CASE(a_damaged_journal_is_not_called_a_fork) {
    const auto plan = plan_of(count, 100, true);
    judge judge{plan};
    judge.asked.at_least = checkpoint_of(plan, 150);
    auto altered = plan;
    alter(altered, 20);
    auto files = segments_of(altered);
    files.merge(evidence_of(plan));
    const auto seen = judge(files);
    BOOST_TEST(seen.findings_count == 1U);
    BOOST_TEST(name_of(seen.findings.at(0).kind) == "leaf_differs");
}

BOOST_AUTO_TEST_SUITE_END()
