#include "switch_sim/note.hpp"
#include "unit/switch_sim/station.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

using namespace iaq;
using namespace iaq::switch_sim;
using namespace iaq::switch_sim::test;

namespace {

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

std::string all_written(const station& s) {
    std::string all;
    for (const auto& w : s.writes) {
        all += w;
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(switch_sim_answers)

BOOST_AUTO_TEST_CASE(without_a_scene_a_receipt_comes_after_1_s_and_an_answer_within_60) {
    const auto behind = lesc_of("");
    station s(*behind);
    s.connect();
    s.ask("A1B2C3D4E5");
    s.pass(999ms);
    BOOST_TEST(s.heard().empty());
    s.listen(1s);
    BOOST_TEST_REQUIRE(s.heard().size() == 1U);
    BOOST_TEST(holds(s.heard()[0].bytes, "<MKE>AM</MKE>"));
    BOOST_TEST(holds(s.heard()[0].bytes, "IAQ RECEIVED"));
    BOOST_TEST(!holds(s.heard()[0].bytes, "DOE"));
    s.listen(60s);
    BOOST_TEST_REQUIRE(s.heard().size() == 2U);
    const auto answer = s.heard()[1].bytes;
    BOOST_TEST(holds(answer, "<MKE>IAR</MKE>"));
    BOOST_TEST(holds(answer, "<REF>A1B2C3D4E5</REF>"));
    BOOST_TEST(holds(answer, "<ORI>VTICE0900</ORI><DST>MO0110100</DST>"));
    BOOST_TEST(holds(answer, "NAM/DOE, JANE DOB/19800201"));
    BOOST_TEST(holds(answer, "TEST RESPONSE"));
    BOOST_TEST(s.count(noted::delivered) == 2U);
    BOOST_TEST(behind->owed() == 0U);
}

BOOST_AUTO_TEST_CASE(an_answer_in_37_byte_frames_has_one_exchange_and_one_end) {
    const auto behind = lesc_of("switch on iaq : answer split=37");
    station s(*behind);
    s.connect();
    s.ask("R1");
    BOOST_TEST(s.frames.size() > 10U);
    std::set<std::uint16_t> exchanges;
    std::size_t ends = 0;
    for (const auto& f : s.frames) {
        if (f.type == foxtalk::type::data) {
            BOOST_TEST(foxtalk::encode(f).size() <= 37U);
            exchanges.insert(f.exchange);
            ends += f.last ? 1 : 0;
        }
    }
    BOOST_TEST(((exchanges.size() == 1 && ends == 1)));
    BOOST_TEST(holds(s.heard().at(0).bytes, "</OFML>"));
}

BOOST_AUTO_TEST_CASE(the_next_message_waits_for_the_acknowledgement_of_the_one_before) {
    const auto behind = lesc_of("switch on iaq : receipt ; answer");
    station s(*behind);
    s.connect();
    s.ask("R1");
    s.pass(20s);
    BOOST_TEST_REQUIRE(s.heard().size() == 1U);
    s.acknowledge(s.heard()[0].exchange);
    BOOST_TEST(s.heard().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_unacknowledged_answer_is_sent_again_whole_under_the_same_exchange) {
    const auto behind = lesc_of("switch on iaq : answer");
    station s(*behind);
    s.connect();
    s.ask("R1");
    s.pass(29s);
    BOOST_TEST(s.heard().size() == 1U);
    s.pass(1s);
    const auto all = s.heard();
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(((all[0].exchange == all[1].exchange && all[0].bytes == all[1].bytes)));
    s.pass(120s);
    BOOST_TEST(s.heard().size() == 4U);
    BOOST_TEST(s.closed);
    BOOST_TEST(behind->owed() == 1U);
}

BOOST_AUTO_TEST_CASE(a_link_level_repeat_has_the_exchange_of_the_first_and_a_double_has_its_own) {
    struct {
        std::string_view how;
        bool same_exchange;
    } const rows[]{{"repeat-link", true}, {"twice", false}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.how) {
            const auto behind = lesc_of("switch on iaq : answer " + std::string(r.how));
            station s(*behind);
            s.connect();
            s.ask("R1");
            s.listen(60s);
            const auto all = s.heard();
            BOOST_TEST_REQUIRE(all.size() == 2U);
            BOOST_TEST((all[0].bytes == all[1].bytes));
            BOOST_TEST((all[0].exchange == all[1].exchange) == r.same_exchange);
            BOOST_TEST(behind->owed() == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(swapped_answers_leave_backwards_and_a_lone_one_is_not_kept_for_ever) {
    const auto behind = lesc_of("switch swap 2 for 5s\nswitch on iaq : answer after 1s");
    station s(*behind);
    s.connect();
    s.ask("R1", 7);
    s.pass(1s);
    s.ask("R2", 8);
    s.listen(2s);
    BOOST_TEST_REQUIRE(s.heard().size() == 2U);
    BOOST_TEST(holds(s.heard()[0].bytes, "<REF>R2</REF>"));
    BOOST_TEST(holds(s.heard()[1].bytes, "<REF>R1</REF>"));
    s.ask("R3", 9);
    s.listen(5s);
    BOOST_TEST(s.heard().size() == 2U);
    s.listen(2s);
    BOOST_TEST(s.heard().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_reference_can_be_lost_mangled_or_another) {
    struct {
        std::string_view how, part;
    } const rows[]{{"drop-reference", "<REF></REF>"},   {"mangle-case", "<REF>a1b2</REF>"},
                   {"zeros", "<REF>00A1B2</REF>"},      {"blanks", "<REF>A1B2  </REF>"},
                   {"reference=XX9", "<REF>XX9</REF>"}, {"from=VTINS0900", "<ORI>VTINS0900</ORI>"},
                   {"name=ROE,JOHN", "NAM/ROE,JOHN"},   {"key=AR", "<MKE>AR</MKE>"}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.how) {
            const auto behind = lesc_of("switch on iaq : answer " + std::string(r.how));
            station s(*behind);
            s.connect();
            s.ask("A1B2");
            BOOST_TEST(holds(s.heard().at(0).bytes, r.part), s.heard().at(0).bytes);
            BOOST_TEST((!holds(r.how, "drop") || !holds(s.heard().at(0).bytes, "A1B2")));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_er_comes_from_nlets_with_number_and_echo_and_an_sm_with_its_words) {
    const auto behind = lesc_of("switch on iaq : er number=22 ; sm number=02");
    station s(*behind);
    s.connect();
    s.ask("A1B2C3D4E5");
    s.listen(1s);
    const auto all = s.heard();
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST(holds(all[0].bytes, "<MKE>ER</MKE>"));
    BOOST_TEST(holds(all[0].bytes, "<ORI>NL0000000</ORI>"));
    BOOST_TEST(holds(all[0].bytes, ".22. INVALID MESSAGE FORMAT"));
    BOOST_TEST(holds(all[0].bytes, "IAQ.MO0110100.AX.*A1B2C3D4E5.TXT"));
    BOOST_TEST(holds(all[1].bytes, ".02. USER OUT OF SERVICE FOR MSG TYPE, NLETS WILL FORWARD"));
}

BOOST_AUTO_TEST_CASE(an_answer_cut_mid_frame_comes_whole_on_the_next_connection) {
    const auto behind = lesc_of("switch on iaq : answer cut");
    std::size_t cut_size = 0;
    {
        station s(*behind);
        s.connect();
        s.writes.clear();
        s.ask("R1");
        BOOST_TEST(s.closed);
        BOOST_TEST(s.heard().empty());
        cut_size = all_written(s).size();
    }
    BOOST_TEST(behind->owed() == 1U);
    station again(*behind);
    again.connect();
    again.listen(1s);
    BOOST_TEST_REQUIRE(again.heard().size() == 1U);
    BOOST_TEST(holds(again.heard()[0].bytes, "<REF>R1</REF>"));
    BOOST_TEST(cut_size > 16U);
    BOOST_TEST(behind->owed() == 0U);
}

BOOST_AUTO_TEST_CASE(a_spoiled_answer_is_sent_well_after_the_timeout) {
    for (const std::string how : {"bad-stop", "bad-start", "bad-length=huge", "type=?"}) {
        BOOST_TEST_CONTEXT(how) {
            const auto behind = lesc_of("switch on iaq : answer " + how);
            station s(*behind);
            s.connect();
            s.writes.clear();
            s.ask("R1");
            s.pass(30s);
            BOOST_TEST_REQUIRE(s.writes.size() == 3U);
            BOOST_TEST((s.writes[1] != s.writes[2]));
            foxtalk::reader fresh(8000);
            fresh.feed(s.writes[2]);
            BOOST_TEST(std::holds_alternative<foxtalk::frame>(fresh.next()));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_abandoned_exchange_never_ends_and_the_answer_has_another) {
    const auto behind = lesc_of("switch on iaq : answer abandon");
    station s(*behind);
    s.connect();
    s.ask("R1");
    std::set<std::uint16_t> exchanges;
    for (const auto& f : s.frames) {
        if (f.type == foxtalk::type::data) {
            exchanges.insert(f.exchange);
        }
    }
    BOOST_TEST(exchanges.size() == 2U);
    BOOST_TEST(s.heard().size() == 1U);
}

BOOST_AUTO_TEST_CASE(unsolicited_traffic_comes_at_its_time_to_its_device) {
    const auto behind = lesc_of(
        "switch at 5s every 10s device=D2 : send key=AM text=\"TEST NEWS\"\n"
        "switch on iaq : ack");
    station one(*behind);
    station two(*behind);
    one.connect();
    two.connect();
    one.ask("R1", 7, "D1");
    two.ask("R2", 7, "D2");
    one.pass(6s);
    two.listen(16s);
    BOOST_TEST(one.heard().empty());
    BOOST_TEST_REQUIRE(two.heard().size() == 2U);
    BOOST_TEST(holds(two.heard()[0].bytes, "TEST NEWS"));
    BOOST_TEST(holds(two.heard()[0].bytes, "<REF></REF>"));
}

BOOST_AUTO_TEST_CASE(each_station_gets_its_own_answers) {
    const auto behind = lesc_of("switch on iaq : answer after 1s");
    station one(*behind);
    station two(*behind);
    one.connect();
    two.connect();
    one.ask("R1", 7, "D1");
    two.ask("R2", 7, "D2");
    one.listen(2s);
    two.listen(2s);
    BOOST_TEST_REQUIRE(((one.heard().size() == 1 && two.heard().size() == 1)));
    BOOST_TEST(holds(one.heard()[0].bytes, "<DAC>D1</DAC>"));
    BOOST_TEST(holds(two.heard()[0].bytes, "<REF>R2</REF>"));
}

BOOST_AUTO_TEST_CASE(a_connection_that_has_not_spoken_is_known_only_where_there_is_no_doubt) {
    const auto behind = lesc_of("switch on iaq : answer after 10s");
    for (const auto* const device : {"D1", "D2"}) {
        station s(*behind);
        s.connect();
        s.ask(std::string("R") + device, 7, device);
        s.break_off();
    }
    station doubtful(*behind);
    doubtful.connect();
    doubtful.listen(15s);
    BOOST_TEST(doubtful.heard().empty());
    doubtful.ask("R3", 7, "D2");
    doubtful.listen(1s);
    BOOST_TEST_REQUIRE(doubtful.heard().size() == 1U);
    BOOST_TEST(holds(doubtful.heard()[0].bytes, "<REF>RD2</REF>"));
    station last(*behind);
    last.set_clock(doubtful.now().mono);
    last.connect();
    last.listen(1s);
    BOOST_TEST_REQUIRE(last.heard().size() == 1U);
    BOOST_TEST(holds(last.heard()[0].bytes, "<REF>RD1</REF>"));
}

BOOST_AUTO_TEST_CASE(the_same_seed_tells_the_same_story_and_another_seed_another) {
    const auto story = [](std::uint64_t seed) {
        const auto behind = lesc_of("switch scramble 4", seed);
        station s(*behind);
        s.connect();
        for (std::uint16_t n = 1; n <= 8; ++n) {
            s.ask("R" + std::to_string(n), n);
        }
        s.listen(80s);
        return all_written(s);
    };
    BOOST_TEST((story(7) == story(7)));
    BOOST_TEST((story(7) != story(8)));
}

BOOST_AUTO_TEST_CASE(a_fast_switch_shortens_its_delays_and_not_the_terms) {
    lesc_options options;
    options.told = scene_of("switch on iaq : answer after 60s");
    options.fast = 60;
    lesc behind(std::move(options));
    station s(behind);
    s.connect();
    s.ask("R1");
    s.pass(1s);
    BOOST_TEST(s.heard().size() == 1U);
    s.pass(28s);
    BOOST_TEST(s.heard().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_script_can_order_what_the_switch_says_about_an_inquiry) {
    lesc_options options;
    options.told = scene_of("switch on iaq : ack");
    options.remember = true;
    lesc behind(std::move(options));
    station s(behind);
    s.connect();
    s.ask("R1");
    effect answer;
    answer.does = deed::answer;
    s.order({.told = answer, .reference = "R1", .device = {}});
    BOOST_TEST_REQUIRE(s.heard().size() == 1U);
    BOOST_TEST(holds(s.heard()[0].bytes, "<REF>R1</REF>"));
    s.order({.told = answer, .reference = "R2", .device = {}});
    BOOST_TEST(s.count(noted::fault) == 1U);
}

BOOST_AUTO_TEST_CASE(native_text_is_answered_in_the_published_header_form) {
    lesc_options options;
    options.told = scene_of("switch on iaq : answer");
    options.payload = model::payload_kind::nlets_text;
    lesc behind(std::move(options));
    station s(behind);
    s.connect();
    s.hand_in({.exchange = 7,
               .payload = "SJPD01.A1B2C3D4E5.OP1.IAQ.MO0110100.AX.*A1B2C3D4E5.TXT\r\n"
                          "PUR/C.ATN/OFC ROE.NAM/DOE, JANE.DOB/19800201.SEX/F"});
    const auto text = s.heard().at(0).bytes;
    BOOST_TEST(text.starts_with("SJPD01.A1B2C3D4E5.OP1.IAR.VTICE0900\r\n"
                                "00:00 11/24/2026 00001\r\n"
                                "00:00 11/24/2026 00001 MO0110100\r\n"
                                "*A1B2C3D4E5\r\nTXT\r\n"),
               text);
    BOOST_TEST(holds(text, "NAM/DOE, JANE DOB/19800201"));
}

BOOST_AUTO_TEST_CASE(no_note_names_the_person) {
    const auto behind = lesc_of("");
    station s(*behind);
    s.connect();
    s.ask("R1");
    s.listen(61s);
    BOOST_TEST(s.notes.size() > 4U);
    for (const auto& n : s.notes) {
        for (const auto& said : {in_words(n), in_json(n, s.now().mono)}) {
            BOOST_TEST(((!holds(said, "DOE") && !holds(said, "1980"))), said);
        }
    }
    const auto heard = std::ranges::find(s.notes, noted::heard, &note::what);
    BOOST_TEST(in_words(*heard) ==
               "heard IAQ ref=R1 device=SJPD01 exchange=0007 attempt=1 "
               "connection=1");
    BOOST_TEST(in_json(*heard, mono_time{1'500'000'000}) ==
               R"({"ms":1500,"what":"heard","connection":1,"key":"IAQ","reference":"R1",)"
               R"("device":"SJPD01","exchange":7,"attempt":1,"bytes":)" +
                   std::to_string(ofml_iaq("R1").size()) + R"(,"text":""})");
}

BOOST_AUTO_TEST_SUITE_END()
