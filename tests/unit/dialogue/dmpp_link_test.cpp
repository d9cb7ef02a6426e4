#include "unit/dialogue/told_dmpp.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace iaq;
using namespace iaq::dialogue;
using state = line::state;

BOOST_AUTO_TEST_SUITE(dialogue_dmpp_link)

BOOST_AUTO_TEST_CASE(the_first_word_is_a_status_request_as_published) {
    told_dmpp t;
    t.tell(events::started{});
    const auto first = only(t.tell(events::connected{}));
    BOOST_TEST((first == block{.does = function::status_request,
                               .validation = first.validation,
                               .status_code = 0x0021,
                               .destination = 1,
                               .sealed = {},
                               .data = {}}));
    BOOST_TEST((t.spoken->current() == state::negotiating));
}

BOOST_AUTO_TEST_CASE(the_first_block_of_the_switch_brings_the_line_up) {
    struct row {
        std::string_view name;
        block heard;
    };
    const std::array rows{
        row{"an answer", bare(function::status_response, 1, status::ready)},
        row{"an answer to nothing", bare(function::status_response, 99, status::good)},
        row{"a status request of its own", bare(function::status_request, 5, status::ready)},
        row{"a message", message(5, "AM.X")},
        row{"a refusal: it takes no status requests",
            bare(function::refuse, 1, status::bad_function)},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            told_dmpp t;
            t.tell(events::started{});
            t.tell(events::connected{});
            const auto wanted = t.hear(r.heard);
            BOOST_REQUIRE(count<actions::came_up>(wanted) == 1U);
            const auto terms = all<actions::came_up>(wanted).front().terms;
            BOOST_TEST(terms.frame_bytes_max == 32U * 1024);
            BOOST_TEST(terms.idle_seconds == 30U);
            BOOST_TEST(terms.timeout_seconds == 30U);
            BOOST_TEST(t.is_up());
            BOOST_TEST(count<actions::came_up>(t.hear(r.heard)) == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_first_block_nothing_is_up_and_the_next_attempt_comes) {
    told_dmpp t;
    t.tell(events::started{});
    t.tell(events::connected{});
    BOOST_TEST(count<actions::write>(t.tell(events::send{token_a, "IAQ"})) == 0U);
    const auto wanted = t.wait(30s);
    BOOST_TEST(closed_for(wanted) ==
               "first status request not answered within the connect timeout");
    BOOST_TEST(count<actions::went_down>(wanted) == 0U);
    BOOST_TEST(count<actions::open_connection>(t.wait(40s)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_switch_that_is_not_ready_is_left_and_tried_again) {
    for (const auto said : {status::not_ready, status::not_available}) {
        told_dmpp t;
        t.tell(events::started{});
        t.tell(events::connected{});
        const auto before = t.hear(bare(function::status_response, 1, said));
        BOOST_TEST(closed_for(before) == "the switch says that it is " + dmpp::words(said));
        BOOST_TEST(count<actions::came_up>(before) == 0U);
        BOOST_TEST(count<actions::open_connection>(t.wait(40s)) == 1U);
        const auto asked = only(t.tell(events::connected{}));
        t.hear(bare(function::status_response, asked.validation, status::ready));
        BOOST_REQUIRE(t.is_up());
        const auto after = t.hear(bare(function::status_response, 1, said));
        BOOST_TEST(count<actions::went_down>(after) == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_status_request_is_answered_under_its_validation) {
    told_dmpp t;
    t.come_up();
    const auto reply = only(t.hear(bare(function::status_request, 0xDEADBEEF, status::ready)));
    BOOST_TEST((reply == bare(function::status_response, 0xDEADBEEF, status::ready)));
}

BOOST_AUTO_TEST_CASE(keep_alive_counts_from_the_last_activity_of_either_side) {
    told_dmpp t;
    t.come_up();
    BOOST_TEST(count<actions::write>(t.wait(29s)) == 0U);
    t.hear(bare(function::status_request, 1));  // and our answer to it
    BOOST_TEST(count<actions::write>(t.wait(29s)) == 0U);
    t.tell(events::send{token_a, "IAQ"});
    BOOST_TEST(count<actions::write>(t.wait(29s)) == 0U);
    BOOST_TEST((only(t.wait(1s)).does == function::status_request));
}

BOOST_AUTO_TEST_CASE(two_unanswered_status_requests_are_the_end_of_the_line) {
    told_dmpp t;
    t.come_up();
    BOOST_TEST((only(t.wait(30s)).does == function::status_request));
    BOOST_TEST((only(t.wait(30s)).does == function::status_request));
    const auto wanted = t.wait(30s);
    BOOST_TEST(closed_for(wanted) == "two status requests not answered");
    BOOST_TEST(count<actions::went_down>(wanted) == 1U);
    BOOST_TEST(count<actions::open_connection>(t.wait(60s)) == 1U);
}

BOOST_AUTO_TEST_CASE(any_block_of_the_switch_answers_the_keep_alive) {
    told_dmpp t;
    t.come_up();
    for (int i = 0; i < 10; ++i) {
        BOOST_TEST((only(t.wait(30s)).does == function::status_request));
        BOOST_TEST((only(t.wait(30s)).does == function::status_request));
        t.hear(bare(function::acknowledge, 77));
    }
    BOOST_TEST(t.is_up());
}

BOOST_AUTO_TEST_CASE(bytes_that_never_become_a_block_do_not_keep_the_line) {
    told_dmpp t;
    t.come_up();
    const auto endless = dmpp::encode(message(1, std::string(1000, 'x')));
    std::string cause;
    for (std::size_t i = 0; i < 100 && cause.empty(); ++i) {
        t.hear(endless.substr(i, 1));
        cause = closed_for(t.wait(1s));
    }
    BOOST_TEST(cause == "two status requests not answered");
}

BOOST_AUTO_TEST_CASE(our_own_sends_do_not_keep_a_silent_line) {
    told_dmpp t;
    t.come_up();
    std::string cause;
    int sends = 0;
    for (; sends < 20 && cause.empty(); ++sends) {
        t.tell(events::send{token_a, "IAQ"});
        cause = closed_for(t.wait(10s));
    }
    BOOST_TEST(cause == "nothing heard for three times the keep-alive");
    BOOST_TEST(sends == 9);
}

BOOST_AUTO_TEST_CASE(a_keep_alive_of_its_own_length_is_kept_to) {
    told_dmpp t({.keep_alive = 5s});
    t.come_up();
    BOOST_TEST(count<actions::write>(t.wait(4s)) == 0U);
    BOOST_TEST((only(t.wait(1s)).does == function::status_request));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_block_end_the_line_with_the_flaw) {
    told_dmpp t;
    t.come_up();
    BOOST_TEST(closed_for(t.hear("HTTP/1.1 400 Bad Request\r\n")) == "start pattern missing");
    BOOST_TEST(!t.is_up());
}

BOOST_AUTO_TEST_CASE(what_came_behind_the_end_of_a_connection_belongs_to_nobody) {
    told_dmpp t({.hosts = 2});
    t.come_up();
    const auto wanted = t.hear(dmpp::encode(bare(function::status_response, 1, status::not_ready)) +
                               dmpp::encode(message(1, "LATE")));
    BOOST_TEST(count<actions::went_down>(wanted) == 1U);
    BOOST_TEST(count<actions::open_connection>(wanted) == 1U);
    BOOST_TEST(count<actions::heard>(wanted) == 0U);
}

BOOST_AUTO_TEST_CASE(a_switch_that_reads_nothing_is_not_answered_without_bound) {
    told_dmpp t;
    t.come_up();
    t.leaving = false;
    std::string many;
    for (int i = 0; i < 1000; ++i) {
        many += dmpp::encode(bare(function::status_request, 1));
    }
    std::string cause;
    for (int i = 0; i < 1000 && cause.empty(); ++i) {
        cause = closed_for(t.hear(many));
    }
    BOOST_TEST(cause == "the switch does not take what is written to it");
}

BOOST_AUTO_TEST_CASE(stopped_it_closes_and_says_no_more) {
    told_dmpp t;
    t.come_up();
    const auto wanted = t.tell(events::stopped{});
    BOOST_TEST(closed_for(wanted) == "stopped");
    BOOST_TEST(count<actions::went_down>(wanted) == 1U);
    BOOST_TEST(t.wait(1h).empty());
}

BOOST_AUTO_TEST_SUITE_END()
