#include "framing/dmpp_joiner.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace iaq::framing::dmpp;

block data(std::uint32_t validation, std::string text, function f = function::data_last_ack) {
    return {.does = f, .validation = validation, .sealed = {}, .data = std::move(text)};
}

std::vector<joiner::outcome> joined(std::vector<block> blocks, std::size_t most = 100) {
    joiner j(most);
    std::vector<joiner::outcome> out;
    for (auto& b : blocks) {
        out.push_back(j.take(std::move(b)));
    }
    return out;
}

const std::string* whole_of(const joiner::outcome& o) {
    const auto* const w = std::get_if<joiner::whole>(&o);
    return w == nullptr ? nullptr : &w->bytes;
}

/// A block that was refused before it came to the joiner, and what is said around it.
struct refused_row {
    std::string_view name;
    std::vector<block> before;
    block spoilt;
    std::vector<block> after;
    std::vector<std::string> whole;  // of `after`; - for one that is refused or goes on
};

constexpr auto more = function::data_more;
constexpr auto nameless = function{0x0F0F};

const std::vector<refused_row> refused_rows{
    {"a beginning", {}, data(1, "", more), {data(1, "end"), data(2, "next")}, {"-", "next"}},
    {"a middle", {data(1, "a", more)}, data(1, "", more), {data(1, "end")}, {"-"}},
    {"an end",
     {data(1, "a", more)},
     data(1, ""),
     {data(1, "again"), data(1, "again"), data(1, "a", more), data(1, "again")},
     {"-", "-", "-", "aagain"}},
    {"an end, and then another message under its number",
     {data(1, "a", more)},
     data(1, ""),
     {data(1, "again"), data(1, "another"), data(1, "again")},
     {"-", "another", "again"}},
    {"an end, and then another message",
     {data(1, "a", more)},
     data(1, ""),
     {data(2, "next"), data(1, "again")},
     {"next", "again"}},
    {"a whole message", {}, data(1, ""), {data(1, "again")}, {"again"}},
    {"what nobody knows", {}, data(1, "", nameless), {data(1, "again")}, {"again"}},
    {"what nobody knows, amid a message",
     {data(1, "a", more)},
     data(1, "", nameless),
     {data(1, "end"), data(1, "a", more), data(1, "end")},
     {"-", "-", "aend"}},
    {"a beginning within another",
     {data(1, "a", more)},
     data(2, "", more),
     {data(2, "end"), data(1, "end"), data(1, "x")},
     {"-", "end", "x"}},
    {"an end within another", {data(1, "a", more)}, data(2, ""), {data(1, "b")}, {"-"}},
    {"a function nobody knows",
     {data(1, "a", more)},
     data(1, "", function{0x0F0F}),
     {data(1, "b"), data(1, "b"), data(1, "c")},
     {"-", "-", "c"}},
    {"a coded end",
     {data(1, "a", more)},
     data(1, "", function::coded_last_ack),
     {data(1, "a", more), data(1, "b"), data(2, "c")},
     {"-", "ab", "c"}},
    {"a coded middle",
     {data(1, "a", more)},
     data(1, "", function::coded_more),
     {data(1, "b"), data(1, "a", more), data(1, "b")},
     {"-", "-", "ab"}},
    {"a coded message within another",
     {data(1, "a", more)},
     data(2, "", function::coded_last),
     {data(1, "b"), data(1, "a", more), data(1, "b")},
     {"-", "-", "ab"}},
    {"an acknowledgement",
     {data(1, "a", more)},
     data(1, "", function::acknowledge),
     {data(1, "b")},
     {"ab"}},
    {"a status request",
     {data(1, "a", more)},
     data(1, "", function::status_request),
     {data(1, "b")},
     {"ab"}},
};

/// Returns what comes out for each block; - where nothing does.
std::vector<std::string> told_by(joiner& j, const std::vector<block>& blocks) {
    std::vector<std::string> got;
    for (const auto& b : blocks) {
        const auto outcome = j.take(b);
        const auto* const bytes = whole_of(outcome);
        got.push_back(bytes == nullptr ? "-" : *bytes);
    }
    return got;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(framing_dmpp_joiner)

BOOST_AUTO_TEST_CASE(parts_hold_the_message_and_no_more_than_fits) {
    using list = std::vector<std::string_view>;
    BOOST_TEST((parts_of("", 3) == list{""}));
    BOOST_TEST((parts_of("abc", 3) == list{"abc"}));
    BOOST_TEST((parts_of("abcdefg", 3) == list{"abc", "def", "g"}));
}

BOOST_AUTO_TEST_CASE(a_message_ends_with_0001_or_0002_and_only_0002_asks_for_an_answer) {
    for (const auto more : {function::data_more, function::data_more_ack}) {
        for (const auto last : {function::data_last, function::data_last_ack}) {
            const auto got = joined({data(7, "a", more), data(7, "b", more), data(7, "c", last)});
            BOOST_TEST(std::holds_alternative<joiner::incomplete>(got[0]));
            BOOST_TEST(std::holds_alternative<joiner::incomplete>(got[1]));
            const auto* const w = std::get_if<joiner::whole>(&got[2]);
            BOOST_REQUIRE(w != nullptr);
            BOOST_TEST(w->bytes == "abc");
            BOOST_TEST(w->validation == 7U);
            BOOST_TEST(w->wants_ack == (last == function::data_last_ack));
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_put_together_from_two_messages) {
    const auto got = joined({data(1, "begun ", function::data_more), data(2, "other"),
                             data(2, "other"), data(3, "left ", function::data_more),
                             data(4, "new ", function::data_more), data(4, "end")});
    BOOST_TEST((std::get<joiner::refusal>(got[1]) == joiner::refusal::mixed));
    BOOST_TEST(*whole_of(got[2]) == "other");
    BOOST_TEST(*whole_of(got[5]) == "new end");
}

BOOST_AUTO_TEST_CASE(a_message_above_the_bound_is_refused_once_at_its_end) {
    const auto got = joined({data(1, std::string(60, 'x'), function::data_more),
                             data(1, std::string(60, 'x'), function::data_more),
                             data(1, "y", function::data_more), data(1, "z"), data(2, "fits"),
                             data(3, std::string(101, 'x')), data(4, std::string(100, 'x'))});
    BOOST_TEST(std::holds_alternative<joiner::incomplete>(got[2]));
    BOOST_TEST((std::get<joiner::refusal>(got[3]) == joiner::refusal::too_large));
    BOOST_TEST(*whole_of(got[4]) == "fits");
    BOOST_TEST((std::get<joiner::refusal>(got[5]) == joiner::refusal::too_large));
    BOOST_TEST(whole_of(got[6])->size() == 100U);
}

BOOST_AUTO_TEST_CASE(parts_that_are_alike_all_count) {
    for (const auto more : {function::data_more, function::data_more_ack}) {
        const auto got = joined({data(1, "a", more), data(1, "a", more), data(1, "c")});
        BOOST_TEST(*whole_of(got[2]) == "aac");
    }
}

BOOST_AUTO_TEST_CASE(a_part_of_a_lost_message_that_asks_is_refused_until_it_begins_again) {
    constexpr auto more = function::data_more_ack;
    joiner j(100);
    BOOST_TEST(std::holds_alternative<joiner::incomplete>(j.take(data(1, "a", more))));
    j.spoil(more, 1);
    BOOST_TEST((std::get<joiner::refusal>(j.take(data(1, "b", more))) == joiner::refusal::spoiled));
    BOOST_TEST(std::holds_alternative<joiner::incomplete>(j.take(data(1, "a", more))));
    BOOST_TEST(std::holds_alternative<joiner::incomplete>(j.take(data(1, "b", more))));
    BOOST_TEST(*whole_of(j.take(data(1, "c"))) == "abc");
}

BOOST_AUTO_TEST_CASE(nothing_shortened_or_said_twice_comes_out_when_a_block_was_refused_before) {
    for (const auto& r : refused_rows) {
        BOOST_TEST_CONTEXT(r.name) {
            joiner j(100);
            told_by(j, r.before);
            j.spoil(r.spoilt.does, r.spoilt.validation);
            BOOST_TEST(told_by(j, r.after) == r.whole, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_begun_before_a_pause_begins_again_or_is_refused_at_its_end) {
    struct row {
        std::string_view name;
        std::vector<block> after;
        std::vector<std::string> whole;
    };
    const std::vector<row> rows{
        {"said again", {data(1, "a", more), data(1, "b", more), data(1, "c")}, {"-", "-", "abc"}},
        {"gone on with", {data(1, "b", more), data(1, "c")}, {"-", "-"}},
        {"gone on with, then said again",
         {data(1, "c"), data(1, "a", more), data(1, "b", more), data(1, "c")},
         {"-", "-", "-", "abc"}},
        {"given up for another", {data(2, "x", more), data(2, "y")}, {"-", "xy"}},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            joiner j(100);
            j.take(data(1, "a", more));
            j.paused();
            BOOST_TEST(told_by(j, r.after) == r.whole, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
