#include "dialogue/foxtalk_link.hpp"
#include "unit/dialogue/told_link.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string_view>

using namespace iaq;
using namespace iaq::dialogue;
using state = foxtalk_link::state;

BOOST_AUTO_TEST_SUITE(dialogue_foxtalk_link)

BOOST_AUTO_TEST_CASE(nothing_happens_before_it_is_started) {
    told_link t;
    BOOST_TEST(t.wait(1h).empty());
    BOOST_TEST(t.tell(events::connected{}).empty());
    BOOST_TEST((t.spoken->current() == state::idle));
}

BOOST_AUTO_TEST_CASE(started_it_connects_to_the_first_host) {
    told_link t;
    const auto opened = all<actions::open_connection>(t.tell(events::started{}));
    BOOST_REQUIRE(opened.size() == 1U);
    BOOST_TEST(opened[0].host == 0U);
    BOOST_TEST((opened[0].connection == model::connection_id{1}));
}

BOOST_AUTO_TEST_CASE(connected_it_offers_its_terms_byte_for_byte) {
    foxtalk_options options;
    options.version_minor = 0;
    options.coding = "B64";
    options.newline = "LF";
    told_link t(options);
    t.tell(events::started{});
    const auto writes = all<actions::write>(t.tell(events::connected{}));
    BOOST_REQUIRE(writes.size() == 1U);
    // The published client connect.
    BOOST_TEST(text::to_hex(writes[0].bytes) ==
               "ff00aa550000002400014359000100000000fde8000000004e4236344c46202055aa00ff");
}

BOOST_AUTO_TEST_CASE(by_default_it_speaks_version_1_1_without_coding_and_with_crlf) {
    told_link t;
    t.tell(events::started{});
    const auto frames = written(t.tell(events::connected{}));
    BOOST_REQUIRE(frames.size() == 1U);
    const auto terms = foxtalk::parse_terms(frames[0].payload);
    BOOST_REQUIRE(terms.has_value());
    BOOST_TEST((*terms == foxtalk::connect_terms{1, 1, 65000, 0, 0, false, "NON", "CRLF"}));
}

BOOST_AUTO_TEST_CASE(the_servers_terms_rule) {
    told_link t;
    const auto up = all<actions::came_up>(t.come_up());
    BOOST_REQUIRE(up.size() == 1U);
    BOOST_TEST((up[0].connection == model::connection_id{1}));
    BOOST_TEST(up[0].terms.frame_bytes_max == 8000U);
    BOOST_TEST(up[0].terms.idle_seconds == 180U);
    BOOST_TEST(up[0].terms.timeout_seconds == 30U);
}

BOOST_AUTO_TEST_CASE(a_server_that_raises_the_frame_size_does_not_make_us_send_longer_ones) {
    foxtalk_options options;
    options.frame_bytes_max = 1000;
    told_link t(options);
    const auto up = all<actions::came_up>(t.come_up());
    BOOST_REQUIRE(up.size() == 1U);
    BOOST_TEST(up[0].terms.frame_bytes_max == 1000U);
}

BOOST_AUTO_TEST_CASE(unacceptable_terms_end_the_connection_with_their_name) {
    struct row {
        std::string_view part;  // of the cause
        foxtalk::connect_terms terms;
    };
    auto base = told_link::published_terms();
    std::array<row, 5> rows{row{"version", base}, row{"version", base}, row{"encryption", base},
                            row{"64", base}, row{"timeout", base}};
    rows[0].terms.major = 2;
    rows[1].terms.major = 0;
    rows[2].terms.encryption = true;
    rows[3].terms.frame_bytes_max = 63;
    rows[4].terms.timeout_seconds = 0;
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.part) {
            told_link t;
            const auto wanted = t.come_up(r.terms);
            BOOST_TEST(closed_for(wanted).find(r.part) != std::string::npos);
            BOOST_TEST(count<actions::came_up>(wanted) == 0U);
            BOOST_TEST(count<actions::went_down>(wanted) == 0U);
            BOOST_TEST((t.spoken->current() == state::waiting));
        }
    }
    base.frame_bytes_max = 64;
    told_link t;
    BOOST_TEST(count<actions::came_up>(t.come_up(base)) == 1U);
}

BOOST_AUTO_TEST_CASE(anything_but_a_connect_reply_ends_the_negotiation) {
    for (const char type : {'M', 'A', 'N', 'H', 'K', 'I', 'E'}) {
        BOOST_TEST_CONTEXT(type) {
            told_link t;
            t.tell(events::started{});
            t.tell(events::connected{});
            const auto wanted = t.hear(plain(type, 1));
            BOOST_TEST(closed_for(wanted) == "another frame than the connect reply came first");
            BOOST_TEST(count<actions::heard>(wanted) == 0U);
        }
    }
    told_link t;
    t.tell(events::started{});
    t.tell(events::connected{});
    BOOST_TEST(closed_for(t.hear(plain('C', 1, "short"))) == "connect reply cannot be read");
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_answer_the_connect_is_left_after_the_timeout) {
    told_link t;
    t.tell(events::started{});
    t.tell(events::connected{});
    BOOST_TEST(closed_for(t.wait(30s - 1ns)).empty());
    BOOST_TEST(closed_for(t.wait(1ns)) == "no connect reply within the connect timeout");
}

BOOST_AUTO_TEST_CASE(an_attempt_that_hangs_is_given_up_after_the_connect_timeout) {
    told_link t;
    t.tell(events::started{});
    BOOST_TEST(closed_for(t.wait(30s - 1ns)).empty());
    BOOST_TEST(closed_for(t.wait(1ns)) == "no connection within the connect timeout");
}

BOOST_AUTO_TEST_CASE(it_tries_each_host_at_once_and_then_waits_for_ever_again_and_again) {
    foxtalk_options options;
    options.hosts = 2;
    told_link t(options);
    t.tell(events::started{});
    const auto second = all<actions::open_connection>(t.tell(events::connect_failed{"refused"}));
    BOOST_REQUIRE(second.size() == 1U);
    BOOST_TEST(second[0].host == 1U);
    BOOST_TEST(count<actions::open_connection>(t.tell(events::connect_failed{"refused"})) == 0U);
    BOOST_TEST((t.spoken->current() == state::waiting));
    for (int round = 0; round < 50; ++round) {
        BOOST_TEST_CONTEXT("round " << round) {
            // Never sooner than 30 s (domain.md 8: public clients came back after 5 s, or gave up).
            BOOST_TEST(t.wait(29s).empty());
            std::size_t tries = 0;
            for (const auto until = t.now + 400s; tries < 2 && t.now < until;) {
                tries += count<actions::open_connection>(t.wait(1s));
                while (t.spoken->current() == state::connecting) {
                    tries +=
                        count<actions::open_connection>(t.tell(events::connect_failed{"refused"}));
                }
            }
            BOOST_TEST(tries == 2U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_reported_with_its_bytes_and_its_time) {
    told_link t;
    t.come_up();
    t.wait(10s);
    const auto wanted = t.tell(events::connection_closed{"reset by the switch"});
    const auto down = all<actions::went_down>(wanted);
    BOOST_REQUIRE(down.size() == 1U);
    BOOST_TEST((down[0].connection == model::connection_id{1}));
    BOOST_TEST(down[0].cause == "reset by the switch");
    BOOST_TEST(down[0].bytes_in == 36U);
    BOOST_TEST(down[0].bytes_out == 36U);
    BOOST_TEST((down[0].duration == 10s));
    BOOST_TEST(count<actions::close_connection>(wanted) == 0U);
    BOOST_TEST(count<actions::open_connection>(t.wait(30s)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_framing_flaw_closes_the_connection_with_its_name) {
    told_link t;
    t.come_up();
    const auto wanted = t.hear(std::string("\xFF\x00\xAA\x55\x7F\xFF\xFF\xFF", 8));
    BOOST_TEST(closed_for(wanted) == "length above the limit");
    BOOST_TEST(all<actions::went_down>(wanted).at(0).cause == "length above the limit");
}

BOOST_AUTO_TEST_CASE(stopped_it_closes_and_never_connects_again) {
    foxtalk_options options;
    options.hosts = 2;
    told_link t(options);
    t.come_up();
    const auto wanted = t.tell(events::stopped{});
    BOOST_TEST(closed_for(wanted) == "stopped");
    BOOST_TEST(count<actions::went_down>(wanted) == 1U);
    BOOST_TEST(count<actions::open_connection>(wanted) == 0U);
    BOOST_TEST(t.wait(1h).empty());
    BOOST_TEST(t.tell(events::started{}).empty());
    BOOST_TEST(t.tell(events::send{token_a, "x"}).empty());
    BOOST_TEST(t.tell(events::stopped{}).empty());
}

BOOST_AUTO_TEST_CASE(a_switch_that_reads_nothing_cannot_make_us_keep_without_end) {
    told_link t;
    t.come_up();
    t.leaving = false;
    std::string closed;
    std::string beats;
    for (int i = 0; i < 1000; ++i) {
        beats += foxtalk::encode(plain('H', 9));
    }
    for (int i = 0; i < 1000 && closed.empty(); ++i) {
        closed = closed_for(t.hear(beats));
    }
    BOOST_TEST(closed == "the switch does not take what is written to it");
}

BOOST_AUTO_TEST_SUITE_END()
