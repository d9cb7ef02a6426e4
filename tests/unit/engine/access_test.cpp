#include "model/limits.hpp"
#include "unit/engine/judged.hpp"
#include "unit/engine/recorded.hpp"

using namespace iaq;
using namespace iaq::testing;
using accessed = model::records::access;

namespace {

constexpr auto answering = "switch on iaq : ack ; answer after 1s\n";

std::vector<accessed> reads(const gateway& g, const std::string& call) {
    auto all = bodies<accessed>(g);
    std::erase_if(all, [&](const auto& each) { return each.call != call; });
    return all;
}

calls::list by_person(const std::string& last, const std::string& born = {},
                      const std::string& reason = "complaint 17") {
    calls::list asked;
    asked.last_name = last;
    asked.date_of_birth = born;
    asked.reason = reason;
    return asked;
}

std::size_t found(gateway& g, const calls::list& asked) {
    return answer<model::answers::inquiry_list>(g, g.call(asked, "ann")).rows.size();
}

std::string name_in(const std::string& last, const std::string& key, gateway& g) {
    auto q = good_request(key);
    q.person.last_name = last;
    return answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_access)

BOOST_AUTO_TEST_CASE(every_reading_call_is_a_record_with_its_filter) {
    auto g = fresh(answering);
    const auto id = admit(g, "k1");
    g.advance(2s);
    g.call(calls::get{id, {}, {}, {}}, "ann");
    g.call(calls::get{{}, {}, {}, "26-0001"}, "ann");
    g.call(calls::get{"none", {}, {}, {}}, "ann");
    auto printed = calls::get{id, {}, {}, {}};
    printed.printed = true;
    g.call(printed, "ann");
    calls::list listed;
    listed.desk = "north";
    listed.open_only = true;
    g.call(listed, "ann");
    g.call(calls::unmatched{}, "ann");
    const auto gets = reads(g, "get");
    BOOST_REQUIRE_EQUAL(gets.size(), 3U);
    BOOST_TEST(gets[0].filter == "inquiry_id=" + id);
    BOOST_TEST(gets[0].ori == "MO0110100");
    BOOST_TEST(gets[1].filter == "incident=26-0001");
    BOOST_TEST(gets[2].filter == "inquiry_id=none found=none");
    BOOST_TEST(reads(g, "print").size() == 1U);
    BOOST_TEST(reads(g, "list").front().filter == "desk=north open_only=yes");
    BOOST_TEST(reads(g, "unmatched").size() == 1U);
    BOOST_TEST(reads(g, "subscribe").size() == 1U);
    const auto by = recorded<accessed>(g).back();
    BOOST_TEST(by.principal == "uid:1000");
    BOOST_TEST(by.acting_user == "ann");
    BOOST_TEST(by.source == "unix:pid=1");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g1_nothing_is_shown_before_the_reading_is_durable) {
    auto g = fresh(answering);
    const auto id = admit(g, "k1");
    g.sync_at_once(false);
    const auto asked = g.call(calls::get{id, {}, {}, {}});
    BOOST_TEST(!g.answers.contains(asked));
    g.sync();
    BOOST_TEST(g.answers.contains(asked));
}

BOOST_AUTO_TEST_CASE(the_same_poll_within_a_minute_is_summed) {
    auto g = fresh(answering);
    admit(g, "k1");
    for (int second = 0; second < 150; ++second) {
        g.call(calls::list{}, "ann");
        g.advance(1s);
    }
    g.call(calls::list{}, "bob");  // another person
    const auto lists = recorded<accessed>(g);
    std::uint64_t ann = 0;
    std::uint64_t records = 0;
    for (const auto& each : lists) {
        const auto& body = std::get<accessed>(each.body);
        if (body.call == "list" && each.acting_user == "ann") {
            ann += std::max<std::uint64_t>(body.times, 1);
            ++records;
        }
    }
    BOOST_TEST(records == 5U);  // three first ones, two sums; the third is not over
    BOOST_TEST(ann == 120U + 1U);
    g.restart();  // a clean stop writes what is counted
    ann = 0;
    for (const auto& each : recorded<accessed>(g)) {
        const auto& body = std::get<accessed>(each.body);
        if (body.call == "list" && each.acting_user == "ann") {
            ann += std::max<std::uint64_t>(body.times, 1);
        }
    }
    BOOST_TEST(ann == 150U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g7_kinds_of_reading_are_summed_up_to_a_bound_and_then_written_one_by_one) {
    engine::readings some;
    instant now{utc_time{}, mono_time{1}};
    const auto kind = [](std::size_t i) {
        return engine::readings::reading{"p", "u", "get", std::to_string(i), ""};
    };
    for (std::size_t i = 0; i < model::limits::reads_summed_max; ++i) {
        BOOST_REQUIRE(some.note(kind(i), now));
    }
    BOOST_TEST(!some.note(kind(0), now));
    BOOST_TEST(some.note(kind(model::limits::reads_summed_max), now));
    BOOST_TEST(some.note(kind(model::limits::reads_summed_max), now));
    now.mono = now.mono + 60s;
    const auto sums = some.take_sums(now.mono, false);
    BOOST_REQUIRE_EQUAL(sums.size(), 1U);
    BOOST_TEST(sums.front().times == 1U);
    BOOST_TEST(!some.next_over().has_value());
}

BOOST_AUTO_TEST_CASE(a_search_by_person_takes_the_right_to_audit_and_a_reason) {
    auto g = fresh(answering);
    const auto id = admit(g, "k1");
    BOOST_TEST(found(g, by_person("TESTPERSON")) == 1U);
    const auto told = reads(g, "list").back();
    BOOST_TEST(told.filter == "last_name=given");
    BOOST_TEST(told.reason == "complaint 17");
    const auto refused = [&](std::size_t principal, const calls::list& asked) {
        return answer<model::answers::error>(g, g.call_by(principal, "uid:9", asked)).code;
    };
    BOOST_TEST((refused(3, by_person("TESTPERSON")) == error_code::forbidden));
    BOOST_TEST((refused(0, by_person("TESTPERSON", {}, {})) == error_code::invalid));
    // Of another ORI it finds nobody; and what was searched for stands nowhere.
    BOOST_TEST(
        answer<model::answers::inquiry_list>(g, g.call_by(2, "uid:2", by_person("TESTPERSON")))
            .rows.empty());
    for (const auto& each : recorded<accessed>(g)) {
        const auto& body = std::get<accessed>(each.body);
        BOOST_TEST(body.filter.find("TESTPERSON") == std::string::npos);
    }
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_person_is_found_exactly_and_folded) {
    auto g = fresh(answering);
    name_in(
        "Nu\xC3\xB1"
        "ez Garc\xC3\xAD"
        "a",
        "k1", g);
    name_in("NUNEZ", "k2", g);
    struct row {
        const char* last;
        const char* born;
        std::size_t found;
    };
    const row rows[] = {{"NUNEZ GARCIA", "", 1},
                        {"nu\xC3\xB1"
                         "ez garcia",
                         "", 1},
                        {"NUNEZ", "", 1},
                        {"NUN", "", 0},
                        {"", "1980-02-01", 2},
                        {"NUNEZ", "1980-02-01", 1},
                        {"NUNEZ", "1981-02-01", 0}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.last << " " << row.born) {
            BOOST_TEST(found(g, by_person(row.last, row.born)) == row.found);
        }
    }
    auto asked = by_person("NUNEZ");
    asked.first_name = "juana";
    BOOST_TEST(found(g, asked) == 1U);
    asked.first_name = "OTHER";
    BOOST_TEST(found(g, asked) == 0U);
}

BOOST_AUTO_TEST_CASE(every_line_of_the_journal_tool_becomes_a_record_once) {
    auto g = fresh(answering);
    g.access_lines =
        "2026-11-24T02:59:00.000Z uid=1000 iaq-journal cat --json\n"
        "2026-11-24T02:59:30.000Z uid=0 iaq-journal case DIR 001122-3\n"
        "half a li";
    g.advance(61s);
    auto offline = reads(g, "iaq-journal");
    BOOST_REQUIRE_EQUAL(offline.size(), 2U);
    BOOST_TEST(offline[0].offline);
    BOOST_TEST(offline[0].filter == "cat --json");
    BOOST_TEST((offline[0].first_at ==
                utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 2h + 59min}));
    BOOST_TEST(offline[1].filter == "case DIR 001122-3");
    g.kill();
    g.restart();
    g.advance(3min);
    BOOST_TEST(reads(g, "iaq-journal").size() == 2U);
    g.access_lines += "ne\n";
    g.advance(61s);
    offline = reads(g, "iaq-journal");
    BOOST_REQUIRE_EQUAL(offline.size(), 3U);
    BOOST_TEST(offline[2].filter == "half a line");  // no line of ours; kept all the same
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(access_lines_that_vanish_are_told_and_the_new_ones_read) {
    auto g = fresh(answering);
    g.access_lines = "2026-11-24T02:59:00.000Z uid=1000 iaq-journal cat --json\n";
    g.advance(61s);
    g.access_lines = "2026-11-24T03:05:00.000Z uid=7 iaq-journal export\n";
    g.advance(61s);
    const auto offline = reads(g, "iaq-journal");
    BOOST_REQUIRE_EQUAL(offline.size(), 3U);
    BOOST_TEST(says(offline[1].filter, "became shorter"));
    BOOST_TEST(offline[2].filter == "export");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
