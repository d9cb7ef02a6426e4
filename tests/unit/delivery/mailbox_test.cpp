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
