#include "unit/engine/reloading_bench.hpp"

using namespace iaq;
using namespace iaq::testing::reloading;
using testing::admit;
using testing::good_request;

BOOST_AUTO_TEST_SUITE(engine_reloading)

BOOST_AUTO_TEST_CASE(done_is_said_when_the_set_is_in_force_and_on_record) {
    auto g = fresh();
    g.sync_at_once(false);
    const auto id = reload(g, without_principal(2000));
    BOOST_TEST(!g.answers.contains(id));
    g.sync();
    BOOST_TEST(is_done(g, id));
    const auto loaded = all<records::configuration_loaded>(g);
    BOOST_TEST_REQUIRE(loaded.size() == 2U);  // at the start, and now
    BOOST_TEST(loaded[1].principal == "uid:1000");
    BOOST_TEST(loaded[1].acting_user == "ann");
    BOOST_TEST(std::get<records::configuration_loaded>(loaded[1].body).reason == "new files");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_signal_reloads_too_and_is_on_record_as_one) {
    auto g = fresh();
    g.on_disk = new_rules{without_principal(2000), {}};
    g.hear(inputs::reload_asked{"SIGHUP"});
    const auto loaded = all<records::configuration_loaded>(g);
    BOOST_TEST_REQUIRE(loaded.size() == 2U);
    BOOST_TEST(loaded[1].principal == "iaqd");
    BOOST_TEST(loaded[1].source == "SIGHUP");
}

BOOST_AUTO_TEST_CASE(a_bad_file_keeps_the_old_set_and_says_where_it_is_wrong) {
    auto g = fresh();
    g.complaints = {"iaqd.toml:3:1: what is this", "mules.toml:9:9: and this"};
    const auto id = reload(g, without_principal(1000));
    BOOST_TEST((code_of(g, id) == error_code::invalid));
    const auto& said = std::get<model::answers::error>(g.answers.at(id)).message;
    BOOST_TEST(said.find("iaqd.toml:3:1: what is this\nmules.toml:9:9: and this") !=
               std::string::npos);
    BOOST_TEST(stands(g, "configuration_refused"));
    BOOST_TEST(all<records::configuration_loaded>(g).size() == 1U);
    admit(g, "k1");  // its principal is there still
    g.complaints.clear();
    BOOST_TEST(is_done(g, reload(g, at_first())));
    BOOST_TEST(!stands(g, "configuration_refused"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(many_complaints_are_cut_and_counted) {
    auto g = fresh();
    g.complaints.assign(100, "iaqd.toml:1:1: wrong");
    const auto id = reload(g, at_first());
    const auto& said = std::get<model::answers::error>(g.answers.at(id)).message;
    BOOST_TEST(said.size() < 1000U);
    BOOST_TEST(said.find("and 80 more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reload_during_a_reload_is_queued_and_reads_again) {
    auto g = fresh();
    g.reads_at_once = false;
    const auto first = reload(g, at_first());
    const auto second = reload(g, at_first());
    const auto third = reload(g, at_first());
    BOOST_TEST(g.readings == 1U);
    g.finish_reading();
    BOOST_TEST(is_done(g, first));
    BOOST_TEST(!g.answers.contains(second));
    BOOST_TEST(g.readings == 2U);
    g.on_disk->wanted = without_principal(2000);  // what changed while the first was read
    g.finish_reading();
    BOOST_TEST(is_done(g, second));
    BOOST_TEST(is_done(g, third));
    BOOST_TEST(g.readings == 2U);  // one serves both: they asked before it began
    BOOST_TEST(all<records::configuration_loaded>(g).size() == 3U);
}

BOOST_AUTO_TEST_CASE(g7_reloads_that_wait_are_bounded) {
    auto g = fresh();
    g.reads_at_once = false;
    std::vector<std::uint64_t> asked;
    for (std::size_t i = 0; i < model::limits::reloads_waiting_max + 2; ++i) {
        asked.push_back(reload(g, at_first()));
    }
    BOOST_TEST((code_of(g, asked.back()) == error_code::busy));
    g.finish_reading();
    g.finish_reading();
    asked.pop_back();
    for (const auto id : asked) {
        BOOST_TEST(is_done(g, id));
    }
}

BOOST_AUTO_TEST_CASE(a_reload_needs_the_right_to_operate) {
    auto in_force = at_first();
    in_force.settings.principals.back().rights &= static_cast<std::uint8_t>(~4U);
    auto g = fresh("switch on iaq : ack\n", std::move(in_force));
    const auto id = g.call_by(1, "uid:2000", model::calls::reload{});
    BOOST_TEST((code_of(g, id) == error_code::forbidden));
    BOOST_TEST(g.readings == 0U);
}

BOOST_AUTO_TEST_CASE(a_session_whose_principal_is_gone_hears_its_last_answer_and_why_it_ends) {
    auto g = fresh();
    g.sync_at_once(false);
    const auto asked =
        g.call_by(1, "uid:2000", model::calls::submit{good_request("k1"), "content"});
    BOOST_TEST(!g.answers.contains(asked));
    const auto id = reload(g, without_principal(2000));
    g.sync();
    g.sync();
    BOOST_TEST(std::holds_alternative<model::answers::accepted>(g.answers.at(asked)));
    BOOST_TEST((code_of(g, 0) == error_code::unauthenticated));
    BOOST_TEST(closed_sessions(g).size() == 1U);
    BOOST_TEST(is_done(g, id));
    // In this order: accepted, the reason, the end.
    std::vector<std::string> order;
    for (const auto& action : g.log) {
        if (const auto* const said = std::get_if<model::actions::answer_client>(&action)) {
            order.emplace_back(said->request_id == asked ? "accepted"
                               : said->request_id == 0 &&
                                       std::holds_alternative<model::answers::error>(said->body)
                                   ? "reason"
                                   : "");
        } else if (std::holds_alternative<model::actions::close_session>(action)) {
            order.emplace_back("end");
        }
    }
    std::erase(order, "");
    BOOST_TEST(order == (std::vector<std::string>{"accepted", "reason", "end"}),
               boost::test_tools::per_element());
    // What it asks between that and its end is not heard.
    const auto late = closed_sessions(g).front();
    g.hear(inputs::call_received{late, 9999, {}, model::calls::ping{}});
    BOOST_TEST(!g.answers.contains(9999));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_session_that_stays_has_the_rights_of_the_new_set_at_once) {
    auto g = fresh();
    auto wanted = without_principal(2000);
    wanted.settings.principals.insert(wanted.settings.principals.begin(),
                                      at_first().settings.principals.back());
    auto& own = wanted.settings.principals.back();  // at another place now
    own.rights &= static_cast<std::uint8_t>(~1U);   // no right to submit
    BOOST_TEST(is_done(g, reload(g, std::move(wanted))));
    BOOST_TEST(closed_sessions(g).empty());
    BOOST_TEST((code_of(g, g.submit(good_request("k1"))) == error_code::forbidden));
}

BOOST_AUTO_TEST_CASE(who_follows_deliveries_and_may_read_no_more_is_closed) {
    auto g = fresh();
    auto wanted = at_first();
    wanted.settings.principals.front().rights &= static_cast<std::uint8_t>(~2U);
    reload(g, std::move(wanted));
    BOOST_TEST(closed_sessions(g).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_peer_known_by_the_set_before_is_let_in_by_the_new_one_or_not_at_all) {
    auto g = fresh();
    BOOST_TEST(is_done(g, reload(g, without_principal(2000))));
    g.hear(inputs::session_opened{model::session_id{70}, 1, "uid:2000", "bob", "unix:pid=1"});
    g.hear(inputs::session_opened{model::session_id{71}, 0, "uid:1000", "ann", "unix:pid=1"});
    const auto closed = closed_sessions(g);
    BOOST_TEST_REQUIRE(closed.size() == 1U);
    BOOST_TEST((closed[0] == model::session_id{70}));
    g.hear(inputs::call_received{model::session_id{71}, 7001, {}, model::calls::ping{}});
    BOOST_TEST(std::holds_alternative<model::answers::pong>(g.answers.at(7001)));
}

BOOST_AUTO_TEST_CASE(a_reload_while_it_stops_is_refused_and_one_under_way_is_answered) {
    auto g = fresh("switch terms timeout=60s\nswitch on iaq : silent\n");
    admit(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().hosts = {{"127.0.0.9", 6099}};
    const auto under_way = reload(g, wanted);
    g.hear(inputs::shutdown_asked{});
    BOOST_TEST((code_of(g, under_way) == error_code::unavailable));
    const auto late = reload(g, wanted);
    BOOST_TEST((code_of(g, late) == error_code::unavailable));
    BOOST_TEST(all<records::configuration_loaded>(g).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
