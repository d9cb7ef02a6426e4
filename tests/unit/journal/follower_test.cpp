#include "journal/follower.hpp"
#include "journal/file_journal.hpp"
#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
using journal::follower;
using journal::trouble;

namespace {

constexpr std::size_t frame_bytes = ledger::frame_head_bytes + 8;

/// A follower and all it told so far.
struct reader {
    explicit reader(const scratch& folder, std::uint64_t first = 1,
                    const journal::keys& with = none)
        : follows(folder.journal(), with, model::sequence{first}) {}

    result<std::uint64_t, trouble> look() {
        return follows.look(
            [this](model::sequence number, std::string_view record) -> result<void, std::string> {
                told.push_back(std::to_string(number_of(number)) + " " + std::string{record});
                return boost::outcome_v2::success();
            },
            [this](const journal::closed_record& record) -> result<void, std::string> {
                told.push_back(std::to_string(number_of(record.number)) + " sealed");
                return boost::outcome_v2::success();
            });
    }
    std::uint64_t must_look() {
        const auto seen = look();
        BOOST_REQUIRE_MESSAGE(seen, (seen ? "" : seen.error().text));
        return seen.value();
    }

    static const journal::keys none;
    follower follows;
    std::vector<std::string> told;
};
const journal::keys reader::none;

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_follower)

BOOST_AUTO_TEST_CASE(each_record_is_told_once_over_restarts_and_full_segments) {
    const scratch folder;
    auto how = folder.options();
    how.segment_bytes = 64UL * 1024;
    reader sees{folder};
    std::uint64_t written = 0;
    for (int life = 0; life < 3; ++life) {
        listener ear;
        const auto again = reopen(how);
        ear.attach(*again.journal);
        BOOST_TEST(sees.must_look() == 0U);
        for (int i = 0; i < 40; ++i) {
            again.journal->append(model::sequence{++written}, std::string(9'000, 'r'));
            ear.wait_durable(written);
            BOOST_REQUIRE_EQUAL(sees.must_look(), 1U);
            BOOST_REQUIRE(sees.told.back().starts_with(std::to_string(written) + " rr"));
        }
        BOOST_REQUIRE(again.journal->close());
        BOOST_TEST(sees.must_look() == 0U);
    }
    BOOST_TEST(sees.told.size() == written);
    BOOST_TEST(folder.segments().size() > 15U);
}

BOOST_AUTO_TEST_CASE(half_a_frame_is_told_once_it_is_whole) {
    const scratch folder;
    write_and_drop(folder.options(), {"record 1", "record 2"});
    const auto second = ledger::header_bytes + frame_bytes;
    const auto frame = read_file(folder.segment(1)).substr(second, frame_bytes);
    for (std::size_t there = 0; there < frame.size(); ++there) {
        patch_file(folder.segment(1), second,
                   frame.substr(0, there) + std::string(frame.size() - there, '\0'));
        reader sees{folder};
        BOOST_REQUIRE_EQUAL(sees.must_look(), 1U);
        BOOST_REQUIRE_EQUAL(sees.must_look(), 0U);
        patch_file(folder.segment(1), second, frame);
        BOOST_REQUIRE_EQUAL(sees.must_look(), 1U);
        BOOST_REQUIRE_EQUAL(sees.told.back(), "2 record 2");
    }
}

BOOST_AUTO_TEST_CASE(zeros_within_a_long_record_do_not_end_it) {
    const scratch folder;
    listener ear;
    const auto open = reopen(folder.options());
    ear.attach(*open.journal);
    reader sees{folder};
    BOOST_TEST(sees.must_look() == 0U);
    open.journal->append(model::sequence{1}, "a" + std::string(3'000'000, '\0') + "z");
    ear.wait_durable(1);
    BOOST_TEST(sees.must_look() == 1U);
    BOOST_REQUIRE(open.journal->close());
}

BOOST_AUTO_TEST_CASE(it_begins_at_the_record_asked_for_and_waits_for_one_to_come) {
    const scratch folder;
    write_journal(folder.options(), {"record 1", "record 2", "record 3"});
    write_journal(folder.options(), {"record 4", "record 5"});
    reader sees{folder, 5};
    BOOST_TEST(sees.must_look() == 1U);
    BOOST_TEST(sees.told == std::vector<std::string>{"5 record 5"},
               boost::test_tools::per_element());
    // What lies before is not even read.
    patch_file(folder.segment(1), ledger::header_bytes + frame_bytes - 5, "rot");
    reader later{folder, 7};
    BOOST_TEST(later.must_look() == 0U);
    patch_file(folder.segment(1), ledger::header_bytes + frame_bytes - 5, "ord");
    write_journal(folder.options(), {"record 6", "record 7"});
    BOOST_TEST(later.must_look() == 1U);
    BOOST_TEST(later.told.back() == "7 record 7");
}

BOOST_AUTO_TEST_CASE(damage_is_said_and_never_passed_over) {
    const scratch folder;
    write_journal(folder.options(), {"record 1", "record 2", "record 3"});
    patch_file(folder.segment(1), ledger::header_bytes + frame_bytes + 20, "x");
    reader sees{folder};
    // In the last segment it may be a writer at work; not for ever.
    for (int look = 0; look < follower::looks_max; ++look) {
        BOOST_REQUIRE_EQUAL(sees.must_look(), look == 0 ? 1U : 0U);
        BOOST_REQUIRE(sees.follows.in_doubt());
    }
    const auto said = sees.look();
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().what == trouble::kind::damaged));
    BOOST_TEST(said.error().text == refused(folder.options()).text);
    BOOST_TEST(sees.told.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_tail_cut_in_a_segment_that_another_follows_is_damage_at_once) {
    const scratch folder;
    write_journal(folder.options(), {"record 1", "record 2"});
    write_journal(folder.options(), {"record 3"});
    const auto whole = read_file(folder.segment(1));
    write_file(folder.segment(1), whole.substr(0, whole.size() - 3));
    reader sees{folder};
    const auto said = sees.look();
    BOOST_REQUIRE(!said);
    BOOST_TEST((said.error().what == trouble::kind::damaged));
}

BOOST_AUTO_TEST_CASE(sealed_records_open_with_the_key_and_are_told_without_it) {
    const scratch folder;
    const auto with = some_keys();
    auto how = folder.options();
    how.with = with.get();
    write_journal(how, {std::string{head_record}});
    reader opens{folder, 1, *with};
    BOOST_TEST(opens.must_look() >= 1U);
    BOOST_TEST(opens.told.front() == "1 " + std::string{head_record});
    reader stays{folder};
    BOOST_TEST(stays.must_look() >= 1U);
    BOOST_TEST(stays.told.front() == "1 sealed");
}

BOOST_AUTO_TEST_CASE(where_no_journal_is_nothing_is_found) {
    const scratch folder;
    reader none{folder};
    BOOST_TEST(!none.look());
    const auto open = reopen(folder.options());
    reader empty{folder};
    BOOST_TEST(empty.must_look() == 0U);
    BOOST_TEST(empty.follows.found_a_journal());
    BOOST_REQUIRE(open.journal->close());
}

BOOST_AUTO_TEST_SUITE_END()
