#include "unit/dialogue/told_dmpp.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace iaq;
using namespace iaq::dialogue;

BOOST_AUTO_TEST_SUITE(dialogue_dmpp_outbound)

BOOST_AUTO_TEST_CASE(a_message_asks_for_its_acknowledgement_and_is_matched_by_validation) {
    told_dmpp t;
    t.come_up();
    const auto sent = only(t.tell(events::send{token_a, "IAQ"}));
    BOOST_TEST((sent == message(sent.validation, "IAQ", function::data_last_ack)));
    const auto wanted = t.hear(bare(function::acknowledge, sent.validation));
    BOOST_REQUIRE(count<actions::send_acknowledged>(wanted) == 1U);
    BOOST_TEST((all<actions::send_acknowledged>(wanted).front().token == token_a));
    BOOST_TEST(t.spoken->curiosities() == 0U);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_with_another_validation_counts_for_nothing) {
    told_dmpp t;
    t.come_up();
    const auto sent = only(t.tell(events::send{token_a, "IAQ"}));
    for (const auto other : {sent.validation + 1, sent.validation - 1, 0U, 0xFFFFFFFFU}) {
        BOOST_TEST(t.hear(bare(function::acknowledge, other)).empty());
        BOOST_TEST(count<actions::send_refused>(t.hear(bare(function::refuse, other))) == 0U);
    }
    BOOST_TEST(t.spoken->curiosities() == 8U);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_twice_is_one_and_none_for_the_next) {
    told_dmpp t;
    t.come_up();
    const auto first = only(t.tell(events::send{token_a, "A"}));
    const auto ack = bare(function::acknowledge, first.validation);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(ack)) == 1U);
    const auto second = only(t.tell(events::send{token_b, "B"}));
    BOOST_TEST(second.validation != first.validation);
    BOOST_TEST(count<actions::send_acknowledged>(t.hear(ack)) == 0U);
    BOOST_TEST(t.spoken->curiosities() == 1U);
}

BOOST_AUTO_TEST_CASE(a_refusal_has_its_code_and_words_and_says_whether_it_is_for_now) {
    struct row {
        std::uint16_t code;
        std::string data;
        std::string_view text;
        bool temporary;
    };
    const std::array rows{
        row{0x0011, "", "0011 permanent error", false},
        row{0x0012, "", "0012 temporary error", true},
        row{0x0013, "", "0013 logical error or queue full", true},
        row{0x0014, "", "0014 too long", false},
        row{0x0022, "", "0022 not ready", false},
        row{0x0041, "", "0041 bad function", false},
        row{0x0042, "", "0042 bad destination", false},
        row{0x0043, "", "0043 bad header", false},
        row{0x0044, "", "0044 unsupported", false},
        row{0x0F0F, "", "0F0F status 0F0F", false},
        row{0x0011, "DEVICE\r\nUNKNOWN", "0011 permanent error: DEVICE??UNKNOWN", false},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.text) {
            told_dmpp t;
            t.come_up();
            auto nak = bare(function::refuse, only(t.tell(events::send{token_a, "A"})).validation,
                            status{r.code});
            nak.data = r.data;
            const auto refused = all<actions::send_refused>(t.hear(nak));
            BOOST_REQUIRE(refused.size() == 1U);
            BOOST_TEST((refused.front().token == token_a));
            BOOST_TEST(refused.front().text == r.text);
            BOOST_TEST(refused.front().temporary == r.temporary);
        }
    }
}

BOOST_AUTO_TEST_CASE(g5_without_an_acknowledgement_it_is_said_once_and_nothing_leaves_unasked) {
    told_dmpp t({.keep_alive = 1h, .acknowledge_wait = 10s});
    t.come_up();
    const auto sent = only(t.tell(events::send{token_a, "IAQ"}));
    BOOST_TEST(t.wait(9s).empty());
    const auto overdue = t.wait(1s);
    BOOST_TEST(count<actions::send_unacknowledged>(overdue) == 1U);
    BOOST_TEST(count<actions::write>(overdue) == 0U);
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(10min)) == 0U);
    const auto again = only(t.tell(events::send{token_a, "IAQ"}));
    BOOST_TEST((again == sent));
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(10s)) == 1U);
    // The first attempt's acknowledgement, late, is the message's all the same.
    BOOST_TEST(count<actions::send_acknowledged>(
                   t.hear(bare(function::acknowledge, sent.validation))) == 1U);
}

BOOST_AUTO_TEST_CASE(the_wait_for_an_acknowledgement_begins_when_all_has_left) {
    told_dmpp t({.keep_alive = 1h, .acknowledge_wait = 10s});
    t.come_up();
    t.leaving = false;
    t.tell(events::send{token_a, "IAQ"});
    t.wait(8s);
    t.tell(events::write_finished{});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(9s)) == 0U);
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(1s)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_long_message_leaves_in_blocks_under_one_validation) {
    told_dmpp t({.block_bytes_max = 128});
    t.come_up();
    const auto blocks = blocks_in(t.tell(events::send{token_a, std::string(250, 'x')}));
    BOOST_REQUIRE(blocks.size() == 3U);
    std::string whole;
    for (const auto& b : blocks) {
        BOOST_TEST(dmpp::encode(b).size() <= 128U);
        BOOST_TEST(b.validation == blocks.front().validation);
        BOOST_TEST(
            (b.does == (&b == &blocks.back() ? function::data_last_ack : function::data_more)));
        whole += b.data;
    }
    BOOST_TEST(whole == std::string(250, 'x'));
}

BOOST_AUTO_TEST_CASE(no_block_of_ours_is_above_32_kib_whatever_is_configured) {
    told_dmpp t({.block_bytes_max = 1024 * 1024});
    t.come_up();
    for (const auto& b : blocks_in(t.tell(events::send{token_a, std::string(100'000, 'x')}))) {
        BOOST_TEST(dmpp::encode(b).size() <= 32U * 1024);
    }
}

BOOST_AUTO_TEST_CASE(a_window_holds_several_and_each_answer_finds_its_own) {
    told_dmpp t({.window = 3});
    t.come_up();
    constexpr model::send_token token_c{13};
    const auto a = only(t.tell(events::send{token_a, "A"}));
    const auto b = only(t.tell(events::send{token_b, "B"}));
    const auto c = only(t.tell(events::send{token_c, "C"}));
    const auto second = t.hear(bare(function::refuse, b.validation, status::queue_full));
    BOOST_TEST((all<actions::send_refused>(second).at(0).token == token_b));
    const auto third = t.hear(bare(function::acknowledge, c.validation));
    BOOST_TEST((all<actions::send_acknowledged>(third).at(0).token == token_c));
    const auto first = t.hear(bare(function::acknowledge, a.validation));
    BOOST_TEST((all<actions::send_acknowledged>(first).at(0).token == token_a));
    BOOST_TEST(t.spoken->curiosities() == 0U);
}

BOOST_AUTO_TEST_CASE(all_that_are_overdue_are_said) {
    told_dmpp t({.keep_alive = 1h, .window = 2});
    t.come_up();
    t.tell(events::send{token_a, "A"});
    t.wait(1s);
    t.tell(events::send{token_b, "B"});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(30s)) == 2U);
}

BOOST_AUTO_TEST_CASE(abandoned_it_is_no_longer_waited_for) {
    told_dmpp t({.keep_alive = 1h});
    t.come_up();
    const auto sent = only(t.tell(events::send{token_a, "A"}));
    t.tell(events::abandon{token_a});
    BOOST_TEST(count<actions::send_unacknowledged>(t.wait(1min)) == 0U);
    BOOST_TEST(count<actions::send_acknowledged>(
                   t.hear(bare(function::acknowledge, sent.validation))) == 0U);
}

BOOST_AUTO_TEST_CASE(after_a_lost_connection_nothing_is_in_flight_and_nothing_leaves_unasked) {
    told_dmpp t;
    t.come_up();
    const auto sent = only(t.tell(events::send{token_a, "A"}));
    t.tell(events::connection_closed{"closed by the switch"});
    BOOST_TEST(t.tell(events::send{token_b, "B"}).empty());
    t.wait(40s);
    const auto asked = only(t.tell(events::connected{}));
    BOOST_TEST(asked.validation != sent.validation);
    t.hear(bare(function::status_response, asked.validation, status::ready));
    BOOST_TEST(count<actions::send_acknowledged>(
                   t.hear(bare(function::acknowledge, sent.validation))) == 0U);
    BOOST_TEST(t.spoken->curiosities() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
