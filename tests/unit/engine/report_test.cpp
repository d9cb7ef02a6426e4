#include "engine/report_table.hpp"
#include "unit/engine/judged.hpp"
#include "unit/engine/recorded.hpp"

#include <map>

using namespace iaq;
using namespace iaq::testing;
using model::report_kind;

namespace {

using rows_of = std::vector<std::vector<std::string>>;

const model::report& ask(gateway& g, report_kind kind, nanoseconds back, nanoseconds span,
                         const std::string& desk = {}) {
    calls::report asked;
    asked.kind = kind;
    asked.from = g.now().utc - back;
    asked.to = *asked.from + span;
    asked.desk = desk;
    return answer<model::report>(g, g.call(asked, "ann"));
}

const model::report_section& section(const model::report& of, const std::string& name) {
    const auto found = std::ranges::find(of.sections, name, &model::report_section::name);
    BOOST_REQUIRE_MESSAGE(found != of.sections.end(), "no section " << name);
    for (const auto& row : found->rows) {
        BOOST_REQUIRE_EQUAL(row.size(), found->columns.size());
    }
    return *found;
}

/// One column of a section, by its heading.
std::vector<std::string> column(const model::report& of, const std::string& name,
                                const std::string& heading) {
    const auto& s = section(of, name);
    const auto at = std::ranges::find(s.columns, heading);
    BOOST_REQUIRE_MESSAGE(at != s.columns.end(), "no column " << heading);
    std::vector<std::string> cells;
    for (const auto& row : s.rows) {
        cells.push_back(row[static_cast<std::size_t>(at - s.columns.begin())]);
    }
    return cells;
}

std::map<std::string, std::string> counts(const model::report& of, const std::string& name) {
    std::map<std::string, std::string> found;
    for (const auto& row : section(of, name).rows) {
        found[row[0]] = row[1];
    }
    return found;
}

using list = std::vector<std::string>;

std::string ask_for(gateway& g, const std::string& key, const std::string& desk,
                    const std::string& born = "MM", const std::string& last = "TESTPERSON") {
    auto q = good_request(key);
    q.desk = desk;
    q.person.place_of_birth = born;
    q.person.last_name = last;
    return answer<model::answers::accepted>(g, g.submit(q)).inquiry_id;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_report)

BOOST_AUTO_TEST_CASE(a_shift_log_tells_what_was_found_what_was_done_and_what_is_left) {
    auto g = fresh(
        "switch on iaq n=1 : ack ; answer after 2h\n"
        "switch on iaq n=2 : ack\n"
        "switch on iaq n=3 : silent\n"
        "switch on iaq n=4..7 : silent\n"
        "switch on iaq n=8 : ack ; answer after 5m\n"
        "switch on iaq n=9 : ack ; answer after 1m drop-reference no-subject\n"
        "switch on iaq : ack ; answer after 2m no-subject\n",
        0, 5);
    const auto found = ask_for(g, "k1", "north");
    const auto silent = ask_for(g, "k2", "north");
    const auto doubted = ask_for(g, "k3", "south");
    g.advance(30min);
    const auto begins = g.now().utc;
    const auto quick = ask_for(g, "k4", "north");
    const auto lost = ask_for(g, "k5", "north");
    const auto wrong = ask_for(g, "k6", "north");
    g.advance(4min);
    withdraw(g, last_reply(g, wrong));
    g.call(calls::operate{operation::hold, "one", "state maintenance"}, "ann");
    g.advance(2h);
    const auto since = g.now().utc - begins;
    const auto& all = ask(g, report_kind::shift_log, since, since);
    BOOST_TEST((column(all, "open_at_start", "inquiry") == list{found, silent, doubted}));
    BOOST_TEST((column(all, "open_at_start", "state then") ==
                list{"ACKNOWLEDGED", "ACKNOWLEDGED", "IN_DOUBT"}));
    BOOST_TEST((column(all, "open_at_start", "state now") ==
                list{"ANSWERED", "ACKNOWLEDGED", "IN_DOUBT"}));
    BOOST_TEST((column(all, "asked", "inquiry") == list{quick, lost, wrong}));
    BOOST_TEST((column(all, "answered", "inquiry") == list{found, quick}));
    BOOST_TEST(column(all, "answered", "minutes since asked").front() == "119");  // and 59 seconds
    BOOST_TEST((column(all, "overdue", "inquiry") == list{found, silent, lost, wrong}));
    BOOST_TEST((column(all, "withdrawn", "inquiry") == list{wrong}));
    BOOST_TEST(section(all, "unmatched").rows.size() == 2U);
    BOOST_TEST((column(all, "in_doubt", "inquiry") == list{doubted}));
    BOOST_TEST((column(all, "holds", "reason") == list{"state maintenance"}));
    const auto& south = ask(g, report_kind::shift_log, since, since, "south");
    BOOST_TEST((column(south, "open_at_start", "inquiry") == list{doubted}));
    BOOST_TEST(section(south, "asked").rows.empty());
    BOOST_TEST(section(south, "overdue").rows.empty());
    BOOST_TEST((all.at_sequence != sequence::none));
    BOOST_TEST(all.environment == "test");
    BOOST_TEST((all.agencies == list{"Test PD"}));
    const auto told = bodies<model::records::access>(g).back();
    BOOST_TEST(told.call == "report");
    BOOST_TEST(says(told.filter, "kind=SHIFT_LOG"));
    BOOST_TEST(says(told.filter, "desk=south"));
}

BOOST_AUTO_TEST_CASE(next_clocks_are_told_the_first_one_first) {
    auto g = fresh("switch on iaq : ack\n");
    const auto first = ask_for(g, "k1", "north");
    g.advance(2min);
    const auto second = ask_for(g, "k2", "north");
    const auto& log = ask(g, report_kind::shift_log, 1h, 2h);
    BOOST_TEST((column(log, "next_clocks", "inquiry") == list{first, second, first, second}));
    BOOST_TEST((column(log, "next_clocks", "clock") ==
                list{"NO_RECEIPT", "NO_RECEIPT", "OVERDUE", "OVERDUE"}));
}

BOOST_AUTO_TEST_CASE(an_audit_pack_counts_what_was_asked_refused_and_exempt) {
    auto g = fresh("switch on iaq n=1 : ack\nswitch on iaq : ack ; answer after 3m\n");
    admit(g, "k1");
    admit(g, "k2");
    admit(g, "k3");
    auto known = good_request("k4");
    known.evidence = model::identity_evidence::personal_knowledge;
    g.submit(known);
    auto victim = good_request("k5");
    victim.role = model::subject_role::victim;
    g.submit(victim);
    auto nameless = good_request("k6");
    nameless.person.last_name.clear();
    nameless.asked_by.officer_id.clear();
    g.submit(nameless);
    g.call_by(1, "uid:1000", calls::unmatched{});  // it may not operate
    g.advance(2h);
    const auto& pack = ask(g, report_kind::audit_pack, 3h, 4h);
    BOOST_TEST((counts(pack, "by_outcome") ==
                std::map<std::string, std::string>{
                    {"ACKNOWLEDGED", "1"}, {"ANSWERED", "2"}, {"EXEMPT", "1"}}));
    BOOST_TEST(counts(pack, "by_role")["ARRESTEE"] == "4");
    BOOST_TEST(counts(pack, "by_basis")["PRESENTED_FOR_INCARCERATION"] == "4");
    BOOST_TEST(counts(pack, "by_purpose")["CRIMINAL_JUSTICE"] == "4");
    BOOST_TEST((counts(pack, "refused_by_rule") ==
                std::map<std::string, std::string>{
                    {"FIELDS", "1"}, {"PEOPLE", "1"}, {"RIGHTS", "1"}, {"ROLE", "1"}}));
    BOOST_TEST((counts(pack, "exempt") ==
                std::map<std::string, std::string>{{"PERSONAL_KNOWLEDGE", "1"}}));
    BOOST_TEST(counts(pack, "reply_times")["1 to 5 minutes"] == "2");
    BOOST_TEST(section(pack, "unanswered").rows.size() == 1U);
    BOOST_TEST(section(pack, "overdue").rows.size() == 1U);
    BOOST_TEST(section(pack, "in_doubt").rows.empty());
    BOOST_TEST(section(pack, "journal").rows.size() > 3U);
    // The span is what counts: nothing was asked in the hour before.
    const auto& before = ask(g, report_kind::audit_pack, 20h, 17h);
    BOOST_TEST(section(before, "by_outcome").rows.empty());
    BOOST_TEST(section(before, "refused_by_rule").rows.empty());
}

BOOST_AUTO_TEST_CASE(small_groups_of_birthplaces_are_hidden) {
    auto g = fresh("switch on iaq : ack ; answer after 1s\n");
    for (int i = 0; i < 12; ++i) {
        ask_for(g, "m" + std::to_string(i), "north", "MM", std::string("NAME") + char('A' + i));
    }
    ask_for(g, "g", "north", "GT", "OTHER");
    g.advance(1min);
    const auto& pack = ask(g, report_kind::audit_pack, 1h, 2h);
    auto queries = counts(pack, "by_birthplace");
    BOOST_TEST(queries["Central America and the Caribbean"] == "*");
    BOOST_TEST(queries["Mexico"] == "*");  // 13 in all would tell the other
    BOOST_TEST(queries["Europe"] == "0");
    BOOST_TEST(section(pack, "by_birthplace").notes.size() == 3U);
}

BOOST_AUTO_TEST_CASE(who_looked_and_who_reviewed_is_told) {
    auto g = fresh("switch on iaq : ack ; answer after 1s\n");
    const auto id = admit(g, "k1");
    g.advance(1min);
    g.call(calls::get{id, {}, {}, {}}, "ann");
    g.call(calls::get{id, {}, {}, {}}, "ann");
    g.call(calls::list{}, "bob");
    g.access_lines = "2026-11-24T03:01:00.000Z uid=0 iaq-journal cat --json\n";
    g.advance(2h);
    const auto now = g.now().utc;
    calls::review review{now - 2h, now - 1h, {}, "nothing out of order"};
    answer<model::answers::done>(g, g.call(review, "chief"));
    const auto& pack = ask(g, report_kind::audit_pack, 3h, 3h);
    const auto& looks = section(pack, "who_looked").rows;
    const auto times = [&](const std::string& person, const std::string& call) {
        for (const auto& row : looks) {
            if (row[1] == person && row[2] == call) {
                return row[4];
            }
        }
        return std::string{"none"};
    };
    BOOST_TEST(times("ann", "get") == "2");
    BOOST_TEST(times("bob", "list") == "1");
    BOOST_TEST(times("uid=0", "iaq-journal") == "1");
    const auto& reviews = section(pack, "reviews");
    BOOST_REQUIRE_EQUAL(reviews.rows.size(), 1U);
    BOOST_TEST(reviews.rows.front().back() == "nothing out of order");
    BOOST_TEST(reviews.notes.size() == 2U);  // the hour before it, and the one behind
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
    BOOST_TEST(section(ask(g, report_kind::audit_pack, 3h, 3h), "reviews").rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_review_is_of_the_past_and_says_what_was_found) {
    auto g = fresh("switch on iaq : ack\n");
    const auto now = g.now().utc;
    struct row {
        const char* name;
        calls::review asked;
        error_code code;
    };
    const row rows[] = {
        {"of what is to come", {now - 1h, now + 1h, {}, "x"}, error_code::invalid},
        {"of nothing", {now - 1h, now - 1h, {}, "x"}, error_code::invalid},
        {"without a word", {now - 1h, now, {}, {}}, error_code::invalid},
        {"of another ORI", {now - 1h, now, "MO0110200", "x"}, error_code::not_found},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST((answer<model::answers::error>(g, g.call(row.asked)).code == row.code));
        }
    }
    BOOST_TEST((answer<model::answers::error>(
                    g, g.call_by(3, "uid:3", calls::review{now - 1h, now, {}, "x"}))
                    .code == error_code::forbidden));
    BOOST_TEST(recorded<model::records::review_signed>(g).empty());
}

BOOST_AUTO_TEST_CASE(a_report_takes_the_right_to_audit_and_holds_nothing_of_others) {
    auto g = fresh("switch on iaq : ack ; answer after 3m\n");
    admit(g, "k1");
    g.advance(10min);
    calls::report asked;
    asked.from = g.now().utc - 1h;
    for (const auto kind : {report_kind::shift_log, report_kind::audit_pack, report_kind::rights}) {
        asked.kind = kind;
        BOOST_TEST((answer<model::answers::error>(g, g.call_by(3, "uid:3", asked)).code ==
                    error_code::forbidden));
        const auto& others = answer<model::report>(g, g.call_by(2, "uid:2", asked));
        for (const auto& s : others.sections) {
            const bool of_itself = s.name == "journal" || s.name == "rights" ||
                                   s.name == "who_looked" || s.name == "reply_times" ||
                                   s.name == "by_birthplace" || s.name == "refused_by_rule";
            BOOST_TEST((of_itself || s.rows.empty()), s.name);
        }
        for (const auto* const counted : {"reply_times", "by_birthplace"}) {
            if (kind == report_kind::audit_pack) {
                for (const auto& row : section(others, counted).rows) {
                    BOOST_TEST(row[1] == "0");
                }
            }
        }
    }
    asked.ori = "MO0110200";
    BOOST_TEST((answer<model::answers::error>(g, g.call(asked)).code == error_code::not_found));
}

BOOST_AUTO_TEST_CASE(rights_are_told_of_those_who_share_an_ori) {
    auto g = fresh("switch on iaq : ack\n");
    calls::report asked;
    asked.kind = report_kind::rights;
    const auto& mine = answer<model::report>(g, g.call(asked));
    BOOST_TEST(section(mine, "rights").rows.size() == 3U);
    BOOST_TEST(column(mine, "rights", "rights").front() == "submit read operate supervise audit");
    BOOST_TEST(column(mine, "rights", "rights")[1] == "submit read supervise audit");
    const auto& others = answer<model::report>(g, g.call_by(2, "uid:2", asked));
    BOOST_TEST((column(others, "rights", "ORIs") == list{"MO0110200"}));
}

BOOST_AUTO_TEST_CASE(g7_a_report_has_room_for_so_many_rows_and_says_how_many_it_left_out) {
    engine::report_room room;
    engine::report_table table{room, "n", "t", {"c"}};
    for (std::size_t i = 0; i < engine::report_room::rows_max + 7; ++i) {
        table.add({"cell"});
    }
    const auto made = table.take();
    BOOST_TEST(made.rows.size() == engine::report_room::rows_max);
    BOOST_TEST(made.left_out == 7U);
    engine::report_table large{room, "n", "t", {"c"}};
    large.add({std::string(3 * 1024 * 1024, 'x')});
    BOOST_TEST(large.take().left_out == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
