#include "unit/engine/reloading_bench.hpp"

using namespace iaq;
using namespace iaq::testing::reloading;
using testing::admit;
using testing::count;

BOOST_AUTO_TEST_SUITE(engine_reloaded_lines)

BOOST_AUTO_TEST_CASE(a_line_that_begins_anew_waits_for_the_acknowledgement_on_its_way) {
    auto g = fresh("switch on iaq : ack after 3s\n");
    const auto first = admit(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().hosts = {{"127.0.0.9", 6099}};
    const auto id = reload(g, wanted);
    const auto second = admit(g, "k2");  // taken at once, sent when the new line is up
    g.advance(2s);
    BOOST_TEST(!is_done(g, id));
    BOOST_TEST(g.frames_sent == 1U);
    g.advance(2s);
    BOOST_TEST(is_done(g, id));
    BOOST_TEST((state_of(g, first) == inquiry_state::acknowledged));
    g.advance(5s);
    BOOST_TEST((state_of(g, second) == inquiry_state::acknowledged));
    BOOST_TEST(g.frames_sent == 2U);
    BOOST_TEST(all<records::link_up>(g).size() == 2U);
    BOOST_TEST(all<records::link_down>(g).size() == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_switch_that_does_not_answer_holds_a_reload_up_for_ten_seconds_at_most) {
    auto g = fresh("switch terms timeout=60s\nswitch on iaq n=1 : silent\nswitch on iaq : ack\n");
    const auto first = admit(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().hosts = {{"127.0.0.9", 6099}};
    const auto id = reload(g, wanted);
    g.advance(9s);
    BOOST_TEST(!is_done(g, id));
    g.advance(2s);
    BOOST_TEST(is_done(g, id));
    g.advance(5s);
    // The same terminal: sent again on the next connection, and marked.
    const auto begun = all<records::send_begun>(g);
    BOOST_TEST_REQUIRE(begun.size() == 2U);
    BOOST_TEST(std::get<records::send_begun>(begun[1].body).possible_duplicate);
    BOOST_TEST((state_of(g, first) == inquiry_state::acknowledged));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_is_on_its_way_to_a_terminal_that_is_gone_is_in_doubt) {
    struct row {
        std::string name;
        rules wanted;
    };
    auto other_device = at_first();
    other_device.settings.stations.front().device = "SJPD09";
    auto other_payload = at_first();
    other_payload.settings.stations.front().payload = model::payload_kind::nlets_text;
    auto renamed = at_first();
    renamed.settings.stations.front().name = "three";
    for (const auto& [name, wanted] : {row{"device", other_device}, row{"payload", other_payload},
                                       row{"another station", renamed}}) {
        BOOST_TEST_CONTEXT(name) {
            auto g = fresh("switch terms timeout=60s\nswitch on iaq : silent\n");
            const auto first = admit(g, "k1");
            BOOST_TEST((state_of(g, first) == inquiry_state::sending));
            const auto id = reload(g, wanted);
            g.advance(11s);
            BOOST_TEST(is_done(g, id));
            BOOST_TEST((state_of(g, first) == inquiry_state::in_doubt));
            BOOST_TEST(count(g, delivery_kind::in_doubt) == 1U);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_ori_that_moves_takes_what_is_unsent_along_and_leaves_what_is_on_its_way) {
    auto g = fresh("switch terms timeout=60s\nswitch on iaq n=1 : silent\nswitch on iaq : ack\n");
    const auto on_its_way = admit_second(g, "k1");
    const auto waits = admit_second(g, "k2");
    const auto other = admit(g, "k3");
    const auto id = reload(g, with_station_two());
    BOOST_TEST(is_done(g, id));  // the line of station one stays: nothing to wait for
    BOOST_TEST((state_of(g, on_its_way) == inquiry_state::sending));
    const model::station_index two{1};
    g.hear(inputs::link_came_up{two, model::connection_id{77}, "127.0.0.1:7000", 1, 1, 1});
    const auto begun = all<records::send_begun>(g);
    BOOST_TEST(begun.back().station == "two");
    BOOST_TEST(std::get<records::send_begun>(begun.back().body).inquiry_id == waits);
    BOOST_TEST((state_of(g, other) == inquiry_state::queued));  // behind the one on its way
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(inquiries_without_a_station_wait_are_told_and_leave_when_there_is_one_again) {
    auto g = fresh();
    g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1}, "p", "c"});
    const auto waits = admit_second(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().oris.pop_back();
    BOOST_TEST(is_done(g, reload(g, wanted)));
    BOOST_TEST((state_of(g, waits) == inquiry_state::queued));
    BOOST_TEST(stands(g, "inquiries_stranded"));
    g.kill();  // and over a restart
    BOOST_TEST(stands(g, "inquiries_stranded"));
    BOOST_TEST(is_done(g, reload(g, at_first())));
    BOOST_TEST(!stands(g, "inquiries_stranded"));
    g.advance(5s);
    BOOST_TEST((state_of(g, waits) == inquiry_state::acknowledged));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_stranded_inquiry_that_is_cancelled_strands_nobody_any_more) {
    auto g = fresh();
    g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1}, "p", "c"});
    const auto waits = admit_second(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().oris.pop_back();
    reload(g, wanted);
    g.call(model::calls::cancel{waits, "moved"});
    BOOST_TEST((state_of(g, waits) == inquiry_state::cancelled));
    BOOST_TEST(!stands(g, "inquiries_stranded"));
}

BOOST_AUTO_TEST_CASE(a_line_that_stays_keeps_its_connection_and_what_is_on_its_way) {
    auto g = fresh("switch on iaq : ack after 3s\n");
    const auto first = admit(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().pause_after = 7;
    wanted.settings.stations.front().pause_wait = 9s;
    wanted.agencies.front().profile.retry.attempts_max = 9;
    BOOST_TEST(is_done(g, reload(g, wanted)));
    g.advance(4s);
    BOOST_TEST((state_of(g, first) == inquiry_state::acknowledged));
    BOOST_TEST(all<records::link_down>(g).empty());
    BOOST_TEST(g.frames_sent == 1U);
}

BOOST_AUTO_TEST_CASE(a_key_of_a_line_that_changed_begins_the_line_anew) {
    auto g = fresh();
    BOOST_TEST(is_done(g, reload(g, at_first(), {"one"})));
    g.advance(5s);
    BOOST_TEST(all<records::link_up>(g).size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_an_ended_line_says_is_neither_taken_nor_acknowledged) {
    auto g = fresh();
    auto wanted = at_first();
    wanted.settings.stations.front().hosts = {{"127.0.0.9", 6099}};
    g.sync_at_once(false);
    reload(g, wanted);
    const model::station_index before{0};
    g.hear(inputs::frame_heard{before, model::connection_id{1}, 5, "AM.TEXT"});
    g.hear(inputs::send_acknowledged{before, model::sequence{1}});
    g.sync_at_once(true);
    g.sync();
    BOOST_TEST(all<records::reply_heard>(g).empty());
    const auto acknowledged = std::ranges::count_if(g.log, [](const auto& action) {
        return std::holds_alternative<model::actions::acknowledge_frame>(action);
    });
    BOOST_TEST(acknowledged == 0);
    BOOST_TEST(all<records::link_down>(g).size() == 1U);  // its end is on record
}

BOOST_AUTO_TEST_CASE(conditions_of_a_station_end_with_it) {
    auto g = fresh("switch on iaq : ack\n", with_station_two());
    g.advance(61s);
    BOOST_TEST(stands(g, "link_down", "two"));  // nobody ever answered there
    BOOST_TEST(is_done(g, reload(g, at_first())));
    BOOST_TEST(!stands(g, "link_down", "two"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_agency_that_is_gone_still_answers_for_what_it_admitted) {
    auto two_agencies = at_first();
    two_agencies.agencies.front().settings.oris.pop_back();
    two_agencies.agencies.push_back(two_agencies.agencies.front());
    two_agencies.agencies.back().settings.oris = {second_ori};
    two_agencies.agencies.back().profile.clocks.overdue_after = 20min;
    auto g = fresh("switch on iaq : ack after 2s\n", two_agencies);
    const auto id = admit_second(g, "k1");
    auto wanted = two_agencies;
    wanted.agencies.pop_back();
    wanted.settings.stations.front().oris.pop_back();
    for (auto& principal : wanted.settings.principals) {
        principal.oris.pop_back();
    }
    BOOST_TEST(is_done(g, reload(g, wanted)));
    g.advance(3s);
    BOOST_TEST((state_of(g, id) == inquiry_state::acknowledged));
    g.advance(21min);  // its own profile's time, not the other agency's hour
    BOOST_TEST(all<records::clock_fired>(g).size() >= 1U);
    const auto overdue = std::ranges::count_if(all<records::clock_fired>(g), [](const auto& r) {
        return std::get<records::clock_fired>(r.body).clock == records::clock_kind::overdue;
    });
    BOOST_TEST(overdue == 1);
}

BOOST_AUTO_TEST_CASE(a_start_under_other_files_sends_nothing_again_from_another_terminal) {
    auto g = fresh("switch on iaq : silent\n", with_station_two());
    g.hear(inputs::link_came_up{model::station_index{1}, model::connection_id{77}, "p", 1, 1, 1});
    const auto id = admit_second(g, "k1");
    BOOST_TEST((state_of(g, id) == inquiry_state::sending));
    g.die();
    g.set_rules(at_first());
    g.come_back();
    BOOST_TEST((state_of(g, id) == inquiry_state::in_doubt));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
