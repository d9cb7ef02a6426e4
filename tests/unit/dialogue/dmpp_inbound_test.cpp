#include "unit/dialogue/told_dmpp.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace iaq;
using namespace iaq::dialogue;

namespace {

/// What the switch is told about the one block it said.
struct verdict {
    function does{};
    std::uint32_t validation = 0;
    std::uint16_t code = 0;
    friend bool operator==(const verdict&, const verdict&) = default;
};

verdict told(const actions::list& wanted) {
    const auto b = only(wanted);
    return {b.does, b.validation, b.status_code};
}

constexpr verdict nak(std::uint32_t validation, std::uint16_t code) {
    return {function::refuse, validation, code};
}
constexpr verdict ack(std::uint32_t validation) { return {function::acknowledge, validation, 1}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(dialogue_dmpp_inbound)

BOOST_AUTO_TEST_CASE(g3_a_message_is_acknowledged_only_once_it_is_durable) {
    told_dmpp t;
    t.come_up();
    const auto wanted = t.hear(message(0xFFFFFFFF, "IAR"));
    BOOST_REQUIRE(count<actions::heard>(wanted) == 1U);
    BOOST_TEST(all<actions::heard>(wanted).front().bytes == "IAR");
    BOOST_TEST(all<actions::heard>(wanted).front().exchange == 0xFFFFFFFFU);
    BOOST_TEST(count<actions::write>(wanted) == 0U);
    BOOST_TEST((told(t.store(0xFFFFFFFF)) == ack(0xFFFFFFFF)));
    BOOST_TEST(t.store(0xFFFFFFFF).empty());
}

BOOST_AUTO_TEST_CASE(g3_one_of_another_connection_is_not_acknowledged_on_this_one) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "IAR"));
    t.tell(events::connection_closed{"closed"});
    t.wait(40s);
    const auto asked = only(t.tell(events::connected{}));
    t.hear(bare(function::status_response, asked.validation, status::ready));
    BOOST_TEST(t.tell(events::acknowledge{model::connection_id{1}, 7}).empty());
}

BOOST_AUTO_TEST_CASE(a_message_that_wants_no_acknowledgement_gets_none) {
    told_dmpp t;
    t.come_up();
    const auto silent = message(7, "NOTICE", function::data_last);
    BOOST_TEST(count<actions::heard>(t.hear(silent)) == 1U);
    BOOST_TEST(t.store(7).empty());
    // Nobody waits for an answer to it, so the same again is another one.
    BOOST_TEST(count<actions::heard>(t.hear(silent)) == 1U);
}

BOOST_AUTO_TEST_CASE(g3_no_acknowledgement_is_spoken_for_another_message_of_the_same_validation) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "ONE", function::data_last));
    t.hear(message(7, "TWO"));
    t.hear(message(7, "THREE"));
    BOOST_TEST(t.store(7).empty());  // ONE, which wants none
    BOOST_TEST(t.store(7).empty());  // TWO: it would speak for THREE
    BOOST_TEST((told(t.store(7)) == ack(7)));
}

BOOST_AUTO_TEST_CASE(a_repeat_is_acknowledged_again_and_not_handed_on_again) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "IAR"));
    BOOST_TEST(t.hear(message(7, "IAR")).empty());  // not durable yet
    BOOST_TEST((told(t.store(7)) == ack(7)));
    const auto again = t.hear(message(7, "IAR"));
    BOOST_TEST(count<actions::heard>(again) == 0U);
    BOOST_TEST((told(again) == ack(7)));
    BOOST_TEST(count<actions::heard>(t.hear(message(7, "OTHER"))) == 1U);
    BOOST_TEST(count<actions::heard>(t.hear(message(8, "IAR"))) == 1U);
}

BOOST_AUTO_TEST_CASE(a_chained_message_is_one_however_it_is_cut) {
    told_dmpp t;
    t.come_up();
    const auto stream = dmpp::encode(message(7, "ONE ", function::data_more)) +
                        dmpp::encode(message(7, "MESSAGE", function::data_more)) +
                        dmpp::encode(message(7, ", WHOLE"));
    actions::list wanted;
    for (const char c : stream) {
        auto more = t.hear(std::string(1, c));
        wanted.insert(wanted.end(), more.begin(), more.end());
    }
    BOOST_REQUIRE(count<actions::heard>(wanted) == 1U);
    BOOST_TEST(all<actions::heard>(wanted).front().bytes == "ONE MESSAGE, WHOLE");
    BOOST_TEST(count<actions::write>(wanted) == 0U);
    BOOST_TEST((told(t.store(7)) == ack(7)));
}

BOOST_AUTO_TEST_CASE(a_part_that_asks_for_it_is_acknowledged_at_once_so_that_the_next_may_come) {
    told_dmpp t;
    t.come_up();
    const auto part = message(7, "ONE ", function::data_more_ack);
    BOOST_TEST((told(t.hear(part)) == ack(7)));
    BOOST_TEST((told(t.hear(part)) == ack(7)));
    const auto end = t.hear(message(7, "MESSAGE"));
    BOOST_TEST(all<actions::heard>(end).at(0).bytes == "ONE ONE MESSAGE");
    BOOST_TEST(count<actions::write>(end) == 0U);
}

BOOST_AUTO_TEST_CASE(what_we_do_not_take_is_refused_with_the_status_that_says_why) {
    struct row {
        std::string_view name;
        std::string bytes;
        verdict expected;
        std::string_view cause;
    };
    auto bad_header = dmpp::encode(message(7, "x"));
    bad_header[9] = 0x11;
    auto sealed = message(7, std::string(16, 'x'));
    sealed.sealed = dmpp::encryption{1, 0, 0, 0, std::string(16, 'i')};
    const std::array rows{
        row{"a function nobody published", dmpp::encode(bare(function{0x0051}, 7)), nak(7, 0x41),
            "a function nobody published"},
        row{"a header that contradicts itself", bad_header, nak(7, 0x43),
            "a header that contradicts itself"},
        row{"a coded message", dmpp::encode(bare(function::coded_last_ack, 7)), nak(7, 0x44),
            "a coded message"},
        row{"a coded message without answer", dmpp::encode(bare(function::coded_more, 7)),
            nak(7, 0x44), "a coded message"},
        row{"encryption that was not configured", dmpp::encode(sealed), nak(7, 0x44),
            "encrypted data, but no encryption_key is configured"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            told_dmpp t;
            t.come_up();
            const auto wanted = t.hear(r.bytes);
            BOOST_TEST((told(wanted) == r.expected));
            BOOST_TEST(count<actions::heard>(wanted) == 0U);
            BOOST_REQUIRE(count<actions::refused_heard>(wanted) == 1U);
            BOOST_TEST(all<actions::refused_heard>(wanted).front().cause == r.cause);
            BOOST_TEST(count<actions::refused_heard>(t.hear(r.bytes)) == 0U);  // said once
            BOOST_TEST(t.spoken->curiosities() == 2U);
            BOOST_TEST(t.is_up());
        }
    }
}

BOOST_AUTO_TEST_CASE(no_answer_is_ever_answered) {
    told_dmpp t;
    t.come_up();
    for (const auto does : {function::acknowledge, function::refuse, function::status_response}) {
        auto odd = dmpp::encode(bare(does, 7));
        odd[9] = 0x11;
        BOOST_TEST(count<actions::write>(t.hear(odd)) == 0U);
        BOOST_TEST(count<actions::write>(t.hear(bare(does, 7, status::ready))) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_message_above_the_bound_is_refused_as_too_long) {
    told_dmpp t;
    t.come_up();
    const std::string part(32'000, 'x');
    for (int i = 0; i < 33; ++i) {
        BOOST_TEST(t.hear(message(7, part, function::data_more)).empty());
    }
    BOOST_TEST((told(t.hear(message(7, part))) == nak(7, 0x14)));
    BOOST_TEST(count<actions::heard>(t.hear(message(8, part))) == 1U);
}

BOOST_AUTO_TEST_CASE(
    a_message_that_would_mix_two_is_refused_for_now_and_taken_when_it_comes_again) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "BEGUN", function::data_more));
    BOOST_TEST((told(t.hear(message(8, "WHOLE"))) == nak(8, 0x12)));
    const auto again = t.hear(message(8, "WHOLE"));
    BOOST_REQUIRE(count<actions::heard>(again) == 1U);
    BOOST_TEST(all<actions::heard>(again).front().bytes == "WHOLE");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_stored_fast_enough_is_refused_for_now) {
    told_dmpp t;
    t.come_up();
    for (std::uint32_t i = 0; i < 64; ++i) {
        BOOST_TEST(count<actions::heard>(t.hear(message(i, "M"))) == 1U);
    }
    BOOST_TEST((told(t.hear(message(64, "M"))) == nak(64, 0x13)));
    t.store(0);
    BOOST_TEST(count<actions::heard>(t.hear(message(64, "M"))) == 1U);
}

BOOST_AUTO_TEST_CASE(a_refused_part_never_leaves_a_shortened_message) {
    told_dmpp t;
    t.come_up();
    auto sealed = message(7, std::string(16, 'x'), function::data_more);
    sealed.sealed = dmpp::encryption{1, 0, 0, 0, std::string(16, 'i')};
    BOOST_TEST((told(t.hear(sealed)) == nak(7, 0x44)));
    const auto end = t.hear(message(7, "THE END OF IT"));
    BOOST_TEST(count<actions::heard>(end) == 0U);
    BOOST_TEST((told(end) == nak(7, 0x12)));
}

BOOST_AUTO_TEST_CASE(
    nothing_is_said_twice_in_a_message_whose_end_was_refused_and_that_comes_again) {
    for (const auto odd : {function::coded_last_ack, function::coded_more, function{0x0051}}) {
        BOOST_TEST_CONTEXT(static_cast<int>(odd)) {
            told_dmpp t;
            t.come_up();
            t.hear(message(7, "BEGUN ", function::data_more));
            BOOST_TEST((told(t.hear(message(7, "ODD", odd))).does == function::refuse));
            t.hear(message(7, "BEGUN ", function::data_more));
            const auto end = t.hear(message(7, "ENDED"));
            BOOST_REQUIRE(count<actions::heard>(end) == 1U);
            BOOST_TEST(all<actions::heard>(end).front().bytes == "BEGUN ENDED");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_message_begun_before_a_pause_is_joined_to_nothing_said_after_it) {
    for (const bool pauses : {false, true}) {
        BOOST_TEST_CONTEXT(pauses) {
            told_dmpp t;
            t.come_up();
            t.hear(message(7, "BEGUN ", function::data_more));
            t.wait(pauses ? 31s : 29s);
            t.hear(message(7, "BEGUN ", function::data_more));
            const auto end = t.hear(message(7, "ENDED"));
            BOOST_REQUIRE(count<actions::heard>(end) == 1U);
            BOOST_TEST(all<actions::heard>(end).front().bytes ==
                       (pauses ? "BEGUN ENDED" : "BEGUN BEGUN ENDED"));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_nobody_would_say_again_is_taken_however_much_comes_at_once) {
    told_dmpp t;
    t.come_up();
    for (std::uint32_t i = 0; i < 300; ++i) {
        const auto said = t.hear(message(i, "M", function::data_last));
        BOOST_TEST(count<actions::heard>(said) == 1U);
        BOOST_TEST(count<actions::write>(said) == 0U);
    }
    // They take no room from those that are acknowledged.
    for (std::uint32_t i = 1000; i < 1064; ++i) {
        BOOST_TEST(count<actions::heard>(t.hear(message(i, "M"))) == 1U);
    }
    BOOST_TEST(t.store(5).empty());
}

BOOST_AUTO_TEST_CASE(g3_a_repeat_is_not_acknowledged_while_a_newer_message_of_its_number_waits) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "X"));
    BOOST_TEST((told(t.store(7)) == ack(7)));
    BOOST_TEST(count<actions::heard>(t.hear(message(7, "Y"))) == 1U);
    BOOST_TEST(count<actions::write>(t.hear(message(7, "X"))) == 0U);
    BOOST_TEST(count<actions::write>(t.hear(message(7, "P", function::data_more_ack))) == 0U);
    BOOST_TEST((told(t.store(7)) == ack(7)));  // speaks for both
}

BOOST_AUTO_TEST_CASE(the_end_alone_of_a_message_that_was_taken_is_its_repeat) {
    told_dmpp t;
    t.come_up();
    t.hear(message(7, "BEGUN ", function::data_more));
    BOOST_TEST(count<actions::heard>(t.hear(message(7, "ENDED"))) == 1U);
    const auto waiting = t.hear(message(7, "ENDED"));
    BOOST_TEST(count<actions::heard>(waiting) == 0U);
    BOOST_TEST(count<actions::write>(waiting) == 0U);
    BOOST_TEST((told(t.store(7)) == ack(7)));
    BOOST_TEST((told(t.hear(message(7, "ENDED"))) == ack(7)));
}

BOOST_AUTO_TEST_CASE(a_chain_refused_for_want_of_room_comes_again_whole_or_not_at_all) {
    told_dmpp t;
    t.come_up();
    for (std::uint32_t i = 0; i < 64; ++i) {
        t.hear(message(i, "M"));
    }
    t.hear(message(100, "BEGUN ", function::data_more));
    BOOST_TEST((told(t.hear(message(100, "ENDED"))) == nak(100, 0x13)));
    t.store(0);
    BOOST_TEST((told(t.hear(message(100, "ENDED"))) == nak(100, 0x12)));
    t.hear(message(100, "BEGUN ", function::data_more));
    const auto whole = t.hear(message(100, "ENDED"));
    BOOST_REQUIRE(count<actions::heard>(whole) == 1U);
    BOOST_TEST(all<actions::heard>(whole).front().bytes == "BEGUN ENDED");
}

BOOST_AUTO_TEST_SUITE_END()
