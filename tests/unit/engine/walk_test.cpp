#include "contract/frames.hpp"
#include "unit/engine/judged.hpp"
#include "unit/engine/walk_steps.hpp"

#include <iaq/v1/intake.pb.h>

#include <fmt/format.h>

/// Every call with every principal: nobody without the right, the ORI, the desk or the agency sees,
/// lists, counts or infers another's inquiry. Two worlds that differ only in what a principal may
/// not see say the same to it, byte for byte.
using namespace iaq;
using namespace iaq::testing;

namespace {

constexpr auto first_ori = "MO0110100";
constexpr auto second_ori = "MO0110200";
constexpr std::uint8_t all_rights = 31;

bool is_among(const std::vector<std::string>& some, const std::string& one) {
    return std::ranges::find(some, one) != some.end();
}

/// Whom the walk is about: what it may see, whatever its rights are.
struct view {
    std::vector<std::string> oris, desks;
    [[nodiscard]] bool covers(const model::inquiry_request& q) const {
        return is_among(oris, q.ori) && (desks.empty() || is_among(desks, q.desk));
    }
};

/// Two agencies on one station. Principal 0 may do all; 1 to 32 have the view and all sets of
/// rights; 33 is a program of the second agency.
engine::rules rules_for(const view& of) {
    auto rules = shipped_rules(ofml);
    rules.agencies.push_back(rules.agencies.front());
    rules.agencies.back().settings.oris = {second_ori};
    rules.agencies.back().settings.name = "Other PD";
    rules.settings.agencies.push_back(rules.agencies.back().settings);
    rules.settings.stations.front().oris = {first_ori, second_ori};
    auto& principals = rules.settings.principals;
    principals.resize(1);
    principals.front().oris = {first_ori, second_ori};
    principals.front().rights = all_rights;
    auto one = principals.front();
    one.asserts_users = false;
    one.oris = of.oris;
    one.desks = of.desks;
    for (std::uint8_t rights = 0; rights <= all_rights; ++rights) {
        one.rights = rights;
        principals.push_back(one);
    }
    one.rights = all_rights;
    one.oris = {second_ori};
    one.desks = {};
    principals.push_back(one);
    return rules;
}

std::vector<model::inquiry_request> everything() {
    std::vector<model::inquiry_request> all;
    const auto add = [&](const char* ori, const char* desk, const char* officer, const char* name) {
        const auto n = std::to_string(all.size());
        auto q = good_request("k" + n);
        q.ori = ori;
        q.desk = desk;
        q.asked_by.officer_id = officer;
        q.incident = "26-000" + n;
        q.person.last_name = name;
        q.person.date_of_birth = "198" + n + "-02-01";
        all.push_back(std::move(q));
    };
    add(first_ori, "north", "1111", "ALPHA");
    add(first_ori, "south", "2222", "BRAVO");
    add(second_ori, "north", "3333", "CHARLIE");
    add(second_ori, "south", "4444", "DELTA");
    add(first_ori, "north", "1111", "ECHO");
    add(second_ori, "north", "3333", "FOXTROT");
    add(first_ori, "south", "2222", "GOLF");
    return all;
}

switch_sim::scene answering() {
    auto told = switch_sim::read_scene("switch on iaq : ack ; answer after 5s\n");
    BOOST_REQUIRE(told.has_value());
    return std::move(told).value();
}

/// What the view covers is asked first, so that it has the same names and numbers in both worlds;
/// then, with `also_hidden`, the rest is asked, and everything is done about it that may be.
struct world {
    world(const view& of, bool also_hidden) : g{rules_for(of), answering(), ofml} {
        g.advance(60s);
        std::vector<model::inquiry_request> hidden;
        for (const auto& q : everything()) {
            if (of.covers(q)) {
                ask(q);
            } else {
                hidden.push_back(q);
            }
        }
        first_hidden = ids.size();
        if (also_hidden) {
            BOOST_REQUIRE(hidden.size() >= 3U);
            std::ranges::for_each(hidden, [&](const auto& q) { ask(q); });
            hidden.front().idempotency_key = "refused";
            hidden.front().asked_by = {};
            g.call(calls::submit{hidden.front(), {}}, "ann");
            do_much();
        }
        g.set_clock(utc_time{1'800'000'000s} - g.now().utc);
    }

    void ask(const model::inquiry_request& q) {
        const auto got = answer<model::answers::accepted>(g, g.submit(q));
        ids.push_back(got.inquiry_id);
        references.push_back(got.reference);
        g.advance(10s);
        messages.push_back(last_reply(g, got.inquiry_id));
        events.push_back(last_of(g, delivery_kind::answered).event_id);
    }

    /// Withdrawn, classified, shredded, held by law, taken and replayed.
    void do_much() {
        const auto n = first_hidden;
        withdraw(g, messages[n]);
        done(judging(operation::classify, messages[n + 1], classification::receipt), "ann");
        const auto& gone = ids[n + 2];
        const auto token = done(calls::shred{gone, "order 26CR17", {}}, "ann").token;
        done(calls::shred{gone, {}, token, true}, "bob");
        done(calls::operate{operation::legal_hold, {}, "discovery", ids[n]}, "ann");
        const auto taker = g.call_by(33, "hidden", calls::subscribe{"hidden", {}});
        BOOST_TEST(std::holds_alternative<model::answers::done>(g.answers.at(taker)));
    }

    model::answers::done done(model::calls::call what, const std::string& user) {
        return answer<model::answers::done>(g, g.call(std::move(what), user));
    }

    gateway g;
    std::vector<std::string> ids, references;  // in order of what was asked
    std::vector<sequence> messages;
    std::vector<std::string> events;  // the deliveries of those messages
    std::size_t first_hidden = 0;
};

/// What everybody may know: how many records there are, how many programs are connected.
void clear_numbers(v1::ServerFrame& frame) {
    if (frame.has_status()) {
        auto& s = *frame.mutable_status();
        s.clear_head();
        s.clear_sessions();
        s.clear_durable();
        s.clear_state_digest();
        s.clear_state_sequence();
    } else if (frame.has_alerts()) {
        for (auto& each : *frame.mutable_alerts()->mutable_alerts()) {
            each.clear_detail();  // by how much the walk itself sets the clock
        }
    } else if (frame.has_done()) {
        frame.mutable_done()->clear_sequence();
    } else if (frame.has_report()) {
        auto& r = *frame.mutable_report();
        r.clear_sequence();
        for (auto& section : *r.mutable_sections()) {
            if (section.name() == "journal" || section.name() == "reviews") {
                section.clear_rows();
            }
        }
    }
}

std::string said(world& w, std::size_t principal, const std::string& name,
                 const model::calls::call& what) {
    const auto id = w.g.call_by(principal, name, what);
    if (!w.g.answers.contains(id)) {
        return "nothing";
    }
    const auto bytes = contract::write_answer(7, w.g.answers.at(id));
    const auto prefix = contract::read_prefix(bytes);
    v1::ServerFrame frame;
    BOOST_TEST_REQUIRE(frame.ParseFromString(bytes.substr(prefix.size)));
    clear_numbers(frame);
    return frame.DebugString();
}

bool is_forbidden(const std::string& answer) { return says(answer, "ERROR_CODE_FORBIDDEN"); }

const std::vector<view> views{{{first_ori}, {}},
                              {{first_ori}, {"north"}},
                              {{second_ori}, {}},
                              {{second_ori}, {"south"}},
                              {{first_ori, second_ori}, {"north"}}};

/// Operators decide for all desks of their ORIs, and hear of what waits for a decision there.
bool is_for_operators(const view& of, const model::inquiry_request& q, const step& s) {
    return is_among(of.oris, q.ori) &&
           (s.needs == bit(model::right::operate) || s.needs == bit(model::right::supervise));
}

/// Does everything about one that is hidden, in the world that has it and in the one that has not.
void walk(const view& of, world& there, world& not_there, std::size_t hidden,
          const model::inquiry_request& q, std::uint8_t rights) {
    for (const auto& s : steps_about({q, there.ids[hidden], there.references[hidden],
                                      there.messages[hidden], there.events[hidden]})) {
        const bool is_of_its_own = says(s.name, "replay") && is_among(of.oris, second_ori);
        // Operators with desks still hear of what waits for a decision at their other desks.
        const bool lists_for_operators =
            !of.desks.empty() && (rights & bit(model::right::operate)) != 0 &&
            (says(s.name, "unmatched") || says(s.name, "status") || says(s.name, "report"));
        if (is_of_its_own || is_for_operators(of, q, s) || lists_for_operators) {
            continue;
        }
        BOOST_TEST_CONTEXT(s.name << " by rights " << int{rights} << " of " << q.person.last_name) {
            const auto name = fmt::format("walker {}", rights);
            const auto here = said(there, 1U + rights, name, s.what);
            BOOST_TEST(here == said(not_there, 1U + rights, name, s.what));
            BOOST_TEST(is_forbidden(here) == (s.needs != 0 && (rights & s.needs) == 0));
        }
    }
}

/// What is pushed to one who begins to listen.
std::string pushed(world& w, std::size_t principal) {
    const auto before = w.g.log.size();
    const auto asked = w.g.call_by(principal, "listener", calls::subscribe{"walk", {}});
    auto listener = model::session_id::none;
    std::string all;
    for (auto i = before; i < w.g.log.size(); ++i) {
        const auto* const said = std::get_if<model::actions::answer_client>(&w.g.log[i]);
        if (said != nullptr && said->request_id == asked) {
            listener = said->session;
        }
    }
    for (auto i = before; i < w.g.log.size(); ++i) {
        const auto* const a = std::get_if<model::actions::deliver>(&w.g.log[i]);
        // By how much the walk itself sets the clock differs.
        if (a != nullptr && a->session == listener && a->what.condition != "clock_stepped") {
            all += contract::write_delivery(a->what);
        }
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_walk)

BOOST_AUTO_TEST_CASE(every_call_with_every_principal_says_nothing_of_what_it_may_not_see) {
    std::size_t walked = 0;
    for (const auto& of : views) {
        world there{of, true}, not_there{of, false};
        auto hidden = there.first_hidden;
        for (const auto& q : everything()) {
            if (of.covers(q)) {
                continue;
            }
            for (const unsigned rights : {0, 1, 2, 4, 8, 15, 16, 23, 30, 31}) {
                walk(of, there, not_there, hidden, q, static_cast<std::uint8_t>(rights));
                ++walked;
            }
            ++hidden;
        }
        BOOST_TEST(hidden == there.ids.size());
    }
    BOOST_TEST(walked > 100U);
}

BOOST_AUTO_TEST_CASE(nobody_hears_of_what_it_may_not_see) {
    for (const auto& of : views) {
        world there{of, true}, not_there{of, false};
        for (std::size_t rights = 0; rights <= all_rights; ++rights) {
            const bool decides = (rights & bit(model::right::operate)) != 0;
            if (decides && !of.desks.empty()) {
                continue;  // hears of all desks of its ORIs what is for operators
            }
            BOOST_TEST_CONTEXT("rights " << rights << " of " << of.oris.front()) {
                const auto heard = pushed(there, 1 + rights);
                BOOST_TEST((heard == pushed(not_there, 1 + rights)));
                BOOST_TEST(heard.empty() == ((rights & bit(model::right::read)) == 0));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(whoever_may_see_it_does) {
    const view of{{first_ori}, {"north"}};
    world w{of, true};
    for (std::size_t i = 0; i < w.ids.size(); ++i) {
        const auto got = w.g.answers.at(w.g.call(calls::get{w.ids[i], {}, {}, {}}));
        const bool found = std::holds_alternative<model::answers::inquiries_found>(got);
        BOOST_TEST(found == (w.g.deciding().known().inquiries().find(w.ids[i]) !=
                             model::inquiry_index::none));
    }
    BOOST_TEST(says(said(w, 1 + all_rights, "one", calls::get{w.ids[0], {}, {}, {}}), "ALPHA"));
    const auto list = said(w, 1 + all_rights, "one", calls::list{});
    BOOST_TEST(says(list, w.ids[0]));
    BOOST_TEST(says(list, w.ids[1]));
    BOOST_TEST(!says(list, w.ids[2]));
}

BOOST_AUTO_TEST_SUITE_END()
