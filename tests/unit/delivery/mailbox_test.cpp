#include "delivery/mailbox.hpp"
#include "delivery/cursor_space.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;
using model::addressee;
using model::cursor;
using model::delivery_kind;
using model::right;
using model::sequence;

namespace {

model::principal_settings with(std::initializer_list<right> rights) {
    model::principal_settings p;
    p.oris = {"MO0110100"};
    for (const auto r : rights) {
        p.rights = static_cast<std::uint8_t>(p.rights | static_cast<std::uint8_t>(r));
    }
    return p;
}

delivery::posted at(std::uint64_t record, addressee to = addressee::officer_and_desk) {
    delivery::posted p;
    p.at = {sequence{record}, 0};
    p.to = to;
    return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(delivery_mailbox)

BOOST_AUTO_TEST_CASE(a_reader_begins_behind_its_cursor) {
    delivery::mailbox box;
    for (const auto record : {3U, 5U, 9U}) {
        box.post(at(record));
    }
    BOOST_TEST(box.after({}) == 0U);
    BOOST_TEST(box.after({sequence{3}, 0}) == 1U);
    BOOST_TEST(box.after({sequence{4}, 0}) == 1U);
    BOOST_TEST(box.after({sequence{9}, 0}) == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_leaves_the_others_and_every_cursor_in_place) {
    delivery::mailbox box;
    for (const auto record : {3U, 5U, 9U}) {
        auto what = at(record);
        what.inquiry = model::inquiry_index{record == 5 ? 1U : 0U};
        box.post(what);
    }
    box.take("cad", "north", {sequence{5}, 0});
    box.forget(model::inquiry_index{1});
    BOOST_REQUIRE_EQUAL(box.stream().size(), 2U);
    BOOST_TEST(box.after({sequence{5}, 0}) == 1U);
    BOOST_TEST((box.taken("cad", "north") == cursor{sequence{5}, 0}));
    box.forget(model::inquiry_index{0});
    BOOST_TEST(box.stream().empty());
}

BOOST_AUTO_TEST_CASE(cursors_belong_to_principal_and_consumer_and_never_go_back) {
    delivery::mailbox box;
    box.take("cad", "north", {sequence{5}, 0});
    box.take("cad", "north", {sequence{3}, 0});
    BOOST_TEST((box.taken("cad", "north") == cursor{sequence{5}, 0}));
    BOOST_TEST((box.taken("booking", "north") == cursor{}));
    BOOST_TEST((box.taken("cad", "south") == cursor{}));
}

BOOST_AUTO_TEST_CASE(a_cursor_of_another_journal_or_epoch_or_none_at_all_is_not_read) {
    const delivery::cursor_space space{"aabb", 2};
    const cursor c{sequence{17}, 1};
    BOOST_TEST((space.parse(space.text(c)) == c));
    for (const auto* const text : {"aabb.1.17.1", "ccdd.2.17.1", "aabb.2.17", "aabb.2.x.1", "",
                                   "aabb.2.17.70000", "aabb.2.17.1.1"}) {
        BOOST_TEST(!space.parse(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(an_event_of_another_journal_or_none_at_all_is_not_read) {
    const delivery::cursor_space space{"00112233445566778899aabbccddeeff", 2};
    const cursor c{sequence{17}, 1};
    BOOST_TEST((space.parse_event(space.event_id(c)) == c));
    for (const auto* const text :
         {"00112234-17-1", "00112233-17", "00112233-17-1-1", "00112233-x-1", "00112233-17-70000",
          "", "17-1", "00112233.17.1", "00112233445566778899aabbccddeeff-17-1"}) {
        BOOST_TEST(!space.parse_event(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(a_delivery_is_found_by_its_place_and_a_reply_by_where_it_was_told_first) {
    delivery::mailbox box;
    const auto post = [&](std::uint64_t record, sequence reply, delivery_kind kind) {
        auto what = at(record);
        what.inquiry = model::inquiry_index{0};
        what.reply = reply;
        what.kind = kind;
        box.post(what);
    };
    post(4, sequence::none, delivery_kind::sent);
    post(6, sequence{5}, delivery_kind::lesc_received);
    post(9, sequence{5}, delivery_kind::answered);
    post(12, sequence{5}, delivery_kind::answered);
    BOOST_TEST((box.find({sequence{9}, 0})->kind == delivery_kind::answered));
    for (const auto& nowhere : {cursor{}, cursor{sequence{9}, 1}, cursor{sequence{13}, 0}}) {
        BOOST_TEST((box.find(nowhere) == nullptr));
    }
    const model::inquiry_index ours{0};
    const auto* const first = box.first_of(ours, sequence{5}, delivery_kind::answered);
    BOOST_TEST_REQUIRE((first != nullptr));
    BOOST_TEST((first->at == cursor{sequence{9}, 0}));
    BOOST_TEST((box.first_of(ours, sequence{5}, delivery_kind::follow_up) == nullptr));
    BOOST_TEST(
        (box.first_of(model::inquiry_index{1}, sequence{5}, delivery_kind::answered) == nullptr));
}

BOOST_AUTO_TEST_CASE(right_ori_and_desk_decide_who_sees_what) {
    const std::vector<std::string> station{"MO0110100"};
    const std::vector<std::string> elsewhere{"MO0990100"};
    const delivery::belonging ours{"MO0110100", "north", {}};
    const delivery::belonging theirs{"MO0990100", "north", {}};
    const auto reader = with({right::read});
    const auto operating = with({right::operate});
    auto desk = with({right::read});
    desk.desks = {"south"};
    const auto to_officer = at(1);
    const auto to_operators = at(1, addressee::operators);
    const auto to_everyone = at(1, addressee::everyone);
    using delivery::may_see;
    BOOST_TEST(may_see({reader}, to_officer, ours));
    BOOST_TEST(!may_see({reader}, to_officer, theirs));
    BOOST_TEST(!may_see({desk}, to_officer, ours));
    BOOST_TEST(!may_see({reader}, to_operators, ours));
    BOOST_TEST(may_see({operating}, to_operators, ours));
    BOOST_TEST(!may_see({operating}, to_officer, ours));
    BOOST_TEST(may_see({operating}, to_everyone, ours));
    BOOST_TEST(!may_see({operating}, to_everyone, theirs));
    BOOST_TEST(may_see({operating}, to_operators, {{}, {}, station}));
    BOOST_TEST(!may_see({operating}, to_operators, {{}, {}, elsewhere}));
    BOOST_TEST(!may_see({reader}, to_operators, {{}, {}, station}));
}

BOOST_AUTO_TEST_SUITE_END()
