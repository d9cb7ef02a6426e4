#include "dialogue/foxtalk_inbound.hpp"
#include "unit/dialogue/told_link.hpp"

#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using namespace iaq::dialogue;
namespace limits = model::limits;

namespace {

constexpr model::connection_id first_connection{1};

void check_refused(const actions::list& wanted, std::uint16_t exchange, std::string_view words) {
    const auto frames = written(wanted);
    BOOST_TEST_REQUIRE(frames.size() == 1U);
    BOOST_TEST(frames[0].type == 'N');
    BOOST_TEST(frames[0].exchange == exchange);
    BOOST_TEST(frames[0].payload == words);
    BOOST_TEST(count<actions::heard>(wanted) == 0U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dialogue_foxtalk_inbound)

BOOST_AUTO_TEST_CASE(g3_a_message_is_acknowledged_only_when_told_that_it_is_durable) {
    told_link t;
    t.come_up();
    const auto wanted = t.hear(data(0x0217, "<OFML/>"));
    BOOST_TEST_REQUIRE(count<actions::heard>(wanted) == 1U);
    BOOST_TEST(all<actions::heard>(wanted)[0].bytes == "<OFML/>");
    BOOST_TEST(all<actions::heard>(wanted)[0].exchange == 0x0217);
    BOOST_TEST(written(wanted).empty());
    BOOST_TEST(written(t.wait(60s)).empty());
    const auto frames = written(t.tell(events::acknowledge{first_connection, 0x0217}));
    BOOST_TEST_REQUIRE(frames.size() == 1U);
    BOOST_TEST((frames[0] == plain('A', 0x0217)));
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_for_another_connection_or_of_nothing_is_not_sent) {
    told_link t;
    t.come_up();
    t.hear(data(5, "x"));
    BOOST_TEST(written(t.tell(events::acknowledge{model::connection_id{2}, 5})).empty());
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 6})).empty());
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 5})).size() == 1U);
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 5})).empty());
}

BOOST_AUTO_TEST_CASE(a_message_in_frames_broken_anywhere_is_heard_once_at_its_end_flag) {
    const std::string message = "<OFML><TXT>caf\xC3\xA9</TXT></OFML><OFML/>";
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
        BOOST_TEST_CONTEXT("cut at " << cut) {
            told_link t;
            t.come_up();
            const auto begun = t.hear(data(5, message.substr(0, cut), false));
            BOOST_TEST(begun.size() == count<actions::wake_at>(begun));
            const auto heard = all<actions::heard>(t.hear(data(5, message.substr(cut))));
            BOOST_TEST_REQUIRE(heard.size() == 1U);
            BOOST_TEST(heard[0].bytes == message);
        }
    }
}

BOOST_AUTO_TEST_CASE(two_messages_that_interleave_are_kept_apart_by_their_exchange) {
    told_link t;
    t.come_up();
    t.hear(data(5, "five", false));
    t.hear(data(6, "six</OFML>", false));
    BOOST_TEST(all<actions::heard>(t.hear(data(5, "!"))).at(0).bytes == "five!");
    BOOST_TEST(all<actions::heard>(t.hear(data(6, "!"))).at(0).bytes == "six</OFML>!");
}

BOOST_AUTO_TEST_CASE(many_frames_in_one_piece_are_all_heard_in_order) {
    told_link t;
    t.come_up();
    const auto heard =
        all<actions::heard>(t.hear(foxtalk::encode(data(1, "a")) + foxtalk::encode(data(2, "b")) +
                                   foxtalk::encode(data(3, "c"))));
    BOOST_TEST_REQUIRE(heard.size() == 3U);
    BOOST_TEST(heard[0].bytes + heard[1].bytes + heard[2].bytes == "abc");
}

BOOST_AUTO_TEST_CASE(a_repeat_is_not_heard_again_and_is_acknowledged_only_if_the_first_was) {
    told_link t;
    t.come_up();
    t.hear(data(5, "x"));
    const auto early = t.hear(data(5, "x"));
    BOOST_TEST(count<actions::heard>(early) == 0U);
    BOOST_TEST(written(early).empty());
    t.tell(events::acknowledge{first_connection, 5});
    const auto late = t.hear(data(5, "x"));
    BOOST_TEST(count<actions::heard>(late) == 0U);
    BOOST_TEST_REQUIRE(written(late).size() == 1U);
    BOOST_TEST((written(late)[0] == plain('A', 5)));
}

BOOST_AUTO_TEST_CASE(same_exchange_with_other_bytes_or_same_bytes_elsewhere_is_no_repeat) {
    told_link t;
    t.come_up();
    BOOST_TEST(count<actions::heard>(t.hear(data(5, "x"))) == 1U);
    BOOST_TEST(count<actions::heard>(t.hear(data(5, "y"))) == 1U);
    BOOST_TEST(count<actions::heard>(t.hear(data(6, "x"))) == 1U);
}

BOOST_AUTO_TEST_CASE(g3_one_acknowledgement_never_speaks_for_a_later_message_of_its_exchange) {
    told_link t;
    t.come_up();
    t.hear(data(5, "x"));
    t.hear(data(5, "y"));
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 5})).empty());
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 5})).size() == 1U);
}

BOOST_AUTO_TEST_CASE(
    nothing_is_said_twice_in_a_message_whose_frame_was_refused_and_that_comes_again) {
    for (const bool last : {true, false}) {
        BOOST_TEST_CONTEXT(last) {
            told_link t;
            t.come_up();
            t.hear(data(5, "begun ", false));
            t.hear(foxtalk::frame{5, 'E', last, "sealed"});
            t.hear(data(5, "begun ", false));
            const auto end = t.hear(data(5, "ended"));
            if (!last) {  // its end says no to the whole of it, which then comes again
                check_refused(end, 5, "message incomplete, say it whole again");
                t.hear(data(5, "begun ", false));
            }
            const auto heard = all<actions::heard>(last ? end : t.hear(data(5, "ended")));
            BOOST_TEST_REQUIRE(heard.size() == 1U);
            BOOST_TEST(heard[0].bytes == "begun ended");
        }
    }
}

BOOST_AUTO_TEST_CASE(
    a_message_begun_before_a_pause_is_refused_at_its_end_and_taken_when_it_comes_again) {
    told_link t;
    t.come_up();
    t.hear(data(5, "begun ", false));
    t.wait(30s);
    BOOST_TEST(written(t.hear(data(5, "begun ", false))).empty());
    check_refused(t.hear(data(5, "ended")), 5, "message incomplete, say it whole again");
    t.hear(data(5, "begun ", false));
    t.wait(29s);
    const auto heard = all<actions::heard>(t.hear(data(5, "ended")));
    BOOST_TEST_REQUIRE(heard.size() == 1U);
    BOOST_TEST(heard[0].bytes == "begun ended");
}

BOOST_AUTO_TEST_CASE(repeats_are_known_on_their_own_connection_only) {
    told_link t;
    t.come_up();
    t.hear(data(5, "x"));
    t.tell(events::acknowledge{first_connection, 5});
    t.tell(events::connection_closed{"gone"});
    t.wait(30s);
    t.tell(events::connected{});
    t.hear(plain('C', 1, foxtalk::encode(told_link::published_terms())));
    BOOST_TEST(count<actions::heard>(t.hear(data(5, "x"))) == 1U);
    BOOST_TEST(written(t.tell(events::acknowledge{first_connection, 5})).empty());
}

BOOST_AUTO_TEST_CASE(the_last_64_messages_are_remembered_and_the_one_before_is_not) {
    told_link t;
    t.come_up();
    for (std::uint16_t i = 1; i <= limits::exchanges_remembered_max + 1; ++i) {
        t.hear(data(i, "x"));
        t.tell(events::acknowledge{first_connection, i});
    }
    BOOST_TEST(count<actions::heard>(t.hear(data(2, "x"))) == 0U);
    BOOST_TEST(count<actions::heard>(t.hear(data(1, "x"))) == 1U);
}

BOOST_AUTO_TEST_CASE(more_messages_than_it_can_remember_unacknowledged_are_refused) {
    told_link t;
    t.come_up();
    for (std::uint16_t i = 1; i <= limits::exchanges_remembered_max; ++i) {
        BOOST_TEST(count<actions::heard>(t.hear(data(i, "x"))) == 1U);
    }
    check_refused(t.hear(data(900, "x")), 900, "too many messages unacknowledged");
    t.tell(events::acknowledge{first_connection, 1});
    BOOST_TEST(count<actions::heard>(t.hear(data(900, "x"))) == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_remembered_is_bounded_in_bytes_too) {
    foxtalk_inbound in;
    for (std::uint16_t i = 1; i <= limits::exchanges_open_max; ++i) {
        BOOST_TEST(in.take(data(i, std::string(limits::message_bytes_max, 'x'))).heard.has_value());
    }
    BOOST_TEST(!in.take(data(100, "x")).heard.has_value());
    BOOST_TEST(in.durable(1).has_value());
    BOOST_TEST(in.take(data(100, "x")).heard.has_value());
}

BOOST_AUTO_TEST_CASE(an_oversize_message_is_refused_at_its_end_and_the_line_goes_on) {
    told_link t;
    t.come_up();
    const std::string part(60'000, 'x');
    for (std::size_t sent = 0; sent <= limits::message_bytes_max; sent += part.size()) {
        BOOST_TEST(written(t.hear(data(5, part, false))).empty());
    }
    check_refused(t.hear(data(5, "end")), 5, "message too large");
    BOOST_TEST(count<actions::heard>(t.hear(data(5, "small"))) == 1U);
}

BOOST_AUTO_TEST_CASE(one_exchange_too_many_is_refused_at_its_end) {
    told_link t;
    t.come_up();
    for (std::uint16_t i = 1; i <= limits::exchanges_open_max; ++i) {
        t.hear(data(i, "x", false));
    }
    BOOST_TEST(written(t.hear(data(100, "x", false))).empty());
    check_refused(t.hear(data(100, "x")), 100, "too many exchanges open");
    BOOST_TEST(count<actions::heard>(t.hear(data(1, "y"))) == 1U);
}

BOOST_AUTO_TEST_CASE(frames_of_features_that_were_not_negotiated_are_refused) {
    for (const char type : {'E', 'K', 'I'}) {
        BOOST_TEST_CONTEXT(type) {
            told_link t;
            t.come_up();
            check_refused(t.hear(plain(type, 5, "whatever")), 5, "not negotiated");
            BOOST_TEST(t.spoken->curiosities() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_second_connect_reply_changes_nothing) {
    told_link t;
    t.come_up();
    auto terms = told_link::published_terms();
    terms.frame_bytes_max = 64;
    const auto wanted = t.hear(plain('C', 1, foxtalk::encode(terms)));
    BOOST_TEST(wanted.size() == count<actions::wake_at>(wanted));
    BOOST_TEST(written(t.tell(events::send{token_a, std::string(500, 'x')})).size() == 1U);
    BOOST_TEST(t.spoken->curiosities() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
