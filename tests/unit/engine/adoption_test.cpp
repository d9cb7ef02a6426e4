#include "engine/adoption.hpp"
#include "contract/records.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;
using testing::admit;
using testing::count;
using testing::gateway;
using testing::gateway_with;
using testing::good_request;

namespace {

namespace records = model::records;
using model::delivery_kind;
using model::inquiry_state;

const correlation::entry* entry_of(const engine::state& known, const std::string& inquiry_id) {
    const auto index = known.inquiries().find(inquiry_id);
    return index == model::inquiry_index::none ? nullptr : &known.inquiries().at(index);
}

/// What the daemon would write of the journal when it is damaged behind its last record.
std::vector<model::record> carried_over(const gateway& g) {
    engine::salvage saved;
    for (const auto& bytes : g.journal.durable) {
        BOOST_REQUIRE(saved.take(contract::decode(bytes).value()).has_value());
    }
    engine::beginning how;
    how.started.journal_id = "ffeeddccbbaa99887766554433221100";
    how.started.environment = "test";
    how.folder = "journal.damaged-20261124T030000Z";
    how.reason = "the disk";
    how.stations = {"one"};
    how.now = g.now();
    return engine::first_records(saved, how);
}

/// The daemon dies and comes back on a new journal that holds what was carried over.
void adopt(gateway& g) {
    g.die();
    const auto records = carried_over(g);
    g.journal.durable.clear();
    for (const auto& r : records) {
        g.journal.durable.push_back(contract::encode(r));
        const auto again = contract::decode(g.journal.durable.back());
        BOOST_REQUIRE(again.has_value());
        BOOST_REQUIRE((again.value().body == r.body));
    }
    g.come_back();
    g.forget_first_life();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_adoption)

BOOST_AUTO_TEST_CASE(what_was_open_goes_on_in_doubt_and_what_was_closed_is_not_carried) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto answered = admit(g, "k1");
    g.advance(30s);
    const auto acknowledged = admit(g, "k2");
    g.advance(1s);
    g.call(model::calls::operate{records::operation::hold, "one", "test"});
    const auto queued = admit(g, "k3");
    const auto cancelled = admit(g, "k4");
    g.call(model::calls::cancel{cancelled, "test"});
    const auto before = g.deciding().known();
    adopt(g);
    const auto& now = g.deciding().known();
    for (const auto& id : {acknowledged, queued}) {
        const auto* const there = entry_of(before, id);
        const auto* const here = entry_of(now, id);
        BOOST_REQUIRE(here != nullptr);
        BOOST_TEST((here->state == inquiry_state::in_doubt));
        BOOST_TEST(here->reference == there->reference);
        BOOST_TEST((here->asked.whole() == there->asked.whole()));
        BOOST_TEST((now.inquiries().origin_of(*here) == before.inquiries().origin_of(*there)));
        BOOST_TEST(here->attempts == there->attempts);
    }
    BOOST_TEST(entry_of(now, answered) == nullptr);
    BOOST_TEST(entry_of(now, cancelled) == nullptr);
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 2U);
    BOOST_TEST(now.hold_of("one") != nullptr);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_CASE(nothing_of_it_is_sent_again_and_a_late_answer_is_delivered_as_usual) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto sent = admit(g, "k1");
    g.call(model::calls::operate{records::operation::hold, "one", "test"});
    const auto queued = admit(g, "k2");
    g.advance(1s);
    const auto frames = g.frames_sent;
    adopt(g);
    g.call(model::calls::operate{records::operation::release, "one", "test"});
    g.advance(2h);
    BOOST_TEST(g.frames_sent == frames);
    BOOST_TEST((entry_of(g.deciding().known(), sent)->state == inquiry_state::answered));
    BOOST_TEST((entry_of(g.deciding().known(), queued)->state == inquiry_state::in_doubt));
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 0U);
    g.restart();
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_CASE(its_key_is_bound_as_before) {
    auto g = gateway_with("switch on iaq : ack\n");
    const auto id = admit(g, "k1");
    adopt(g);
    BOOST_TEST(admit(g, "k1") == id);
    g.advance(1s);
    BOOST_TEST(g.lesc().heard().size() == 1U);
}

BOOST_AUTO_TEST_CASE(protected_persons_stay_protected) {
    auto g = gateway_with("switch on iaq : ack\n");
    auto victim = good_request("k1");
    victim.role = model::subject_role::victim;
    g.submit(victim);
    const auto barred = g.submit(good_request("k2"));
    BOOST_REQUIRE(std::holds_alternative<model::answers::refused>(g.answers.at(barred)));
    adopt(g);
    const auto still = g.submit(good_request("k3"));
    BOOST_TEST(std::holds_alternative<model::answers::refused>(g.answers.at(still)));
}

BOOST_AUTO_TEST_CASE(a_journal_begun_so_can_be_set_aside_in_its_turn) {
    auto g = gateway_with("switch on iaq : ack\n");
    const auto id = admit(g, "k1");
    const auto request = entry_of(g.deciding().known(), id)->asked.whole();
    adopt(g);
    adopt(g);
    const auto* const here = entry_of(g.deciding().known(), id);
    BOOST_REQUIRE(here != nullptr);
    BOOST_TEST((here->state == inquiry_state::in_doubt));
    BOOST_TEST((here->asked.whole() == request));
    BOOST_TEST(here->attempts == 1U);
}

BOOST_AUTO_TEST_CASE(the_first_records_say_what_was_set_aside_and_end_with_a_head) {
    auto g = gateway_with("switch on iaq : ack\n");
    admit(g, "k1");
    g.die();
    const auto old_last = g.replayed().last();
    const auto records = carried_over(g);
    BOOST_REQUIRE(std::holds_alternative<records::started>(records[0].body));
    const auto& said = std::get<records::journal_adopted>(records[1].body);
    BOOST_TEST(said.old_journal_id == "00112233445566778899aabbccddeeff");
    BOOST_TEST((said.good_to == old_last));
    BOOST_TEST(said.folder == "journal.damaged-20261124T030000Z");
    BOOST_TEST(said.reason == "the disk");
    const auto& head = std::get<records::checkpoint_due>(records.back().body);
    BOOST_TEST((head.tree_size == records.back().at_sequence));
}

BOOST_AUTO_TEST_CASE(what_was_carried_and_is_sent_again_may_have_left_before) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    g.call(model::calls::operate{records::operation::hold, "one", "test"});
    const auto id = admit(g, "k1");
    adopt(g);
    const auto& book = g.deciding().known().inquiries();
    BOOST_REQUIRE((book.at(book.find(id)).state == model::inquiry_state::in_doubt));
    g.call(model::calls::operate{records::operation::resend, {}, "test", id});
    BOOST_TEST((book.at(book.find(id)).state == model::inquiry_state::queued));
    const auto refused = g.call(model::calls::cancel{id, "test"});
    const auto* const why = std::get_if<model::answers::error>(&g.answers.at(refused));
    BOOST_REQUIRE(why != nullptr);
    BOOST_TEST((why->may_key_by_hand == model::by_hand::unsafe));
    g.call(model::calls::operate{records::operation::release, "one", "test"});
    g.advance(1min);
    BOOST_TEST((book.at(book.find(id)).state == model::inquiry_state::answered));
    const auto sent =
        std::ranges::find(g.deliveries, model::delivery_kind::sent, &model::delivery::kind);
    BOOST_REQUIRE((sent != g.deliveries.end()));
    BOOST_TEST(sent->possible_duplicate);
}

BOOST_AUTO_TEST_SUITE_END()
