#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;
using testing::count;
using testing::gateway;
using testing::good_request;
using testing::shipped_rules;

namespace {

using model::delivery_kind;
using model::answers::error_code;
namespace calls = model::calls;

constexpr auto ofml = model::payload_kind::ofml;

gateway fresh(const std::string& rules, engine::rules in_force = shipped_rules(ofml)) {
    auto told = switch_sim::read_scene(rules);
    BOOST_REQUIRE(told.has_value());
    return {std::move(in_force), std::move(told).value(), ofml};
}

template <class Answer>
const Answer& answer(const gateway& g, std::uint64_t id) {
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const wrong = std::get_if<model::answers::error>(&g.answers.at(id));
    const auto* const found = std::get_if<Answer>(&g.answers.at(id));
    BOOST_REQUIRE_MESSAGE(found != nullptr, (wrong != nullptr ? wrong->message : "another answer"));
    return *found;
}

error_code error_of(const gateway& g, std::uint64_t id) {
    return answer<model::answers::error>(g, id).code;
}

template <class Body>
std::vector<Body> recorded(const gateway& g) {
    std::vector<Body> found;
    for (const auto& action : g.log) {
        if (const auto* const a = std::get_if<model::actions::append_record>(&action)) {
            if (const auto* const body = std::get_if<Body>(&a->entry.body)) {
                found.push_back(*body);
            }
        }
    }
    return found;
}

constexpr auto answering = "switch on iaq : ack ; answer after 5s\n";

/// Submits, and lets the answer come.
std::string answered(gateway& g, const std::string& key = "k1") {
    const auto id = answer<model::answers::accepted>(g, g.submit(good_request(key))).inquiry_id;
    g.advance(10s);
    return id;
}

std::string token_of(gateway& g, const std::string& inquiry_id, const std::string& who = "ann") {
    return answer<model::answers::done>(g,
                                        g.call(calls::shred{inquiry_id, "order 26CR17", {}}, who))
        .token;
}

/// Asked by one, confirmed by another.
std::uint64_t shred(gateway& g, const std::string& inquiry_id) {
    const auto token = token_of(g, inquiry_id);
    return g.call(calls::shred{inquiry_id, {}, token, true, false}, "bob");
}

std::uint64_t legal(gateway& g, model::records::operation what, const std::string& inquiry_id) {
    return g.call(calls::operate{what, {}, "discovery", inquiry_id}, "ann");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_shred)

BOOST_AUTO_TEST_CASE(g10_what_two_people_shred_is_gone_and_its_end_is_recorded) {
    auto g = fresh(answering);
    const auto id = answered(g);
    const auto other = answered(g, "k2");
    const auto asked =
        answer<model::answers::done>(g, g.call(calls::shred{id, "order 26CR17", {}}, "ann"));
    BOOST_TEST(!asked.token.empty());
    BOOST_TEST(asked.text.find("Backups hold the keys of their time") != std::string::npos);
    BOOST_TEST((asked.at_sequence == model::sequence::none));
    const auto done = answer<model::answers::done>(
        g, g.call(calls::shred{id, {}, asked.token, true, false}, "bob"));
    BOOST_TEST(done.text.find("backups that hold it are destroyed") != std::string::npos);
    const auto records = recorded<model::records::keys_shredded>(g);
    BOOST_REQUIRE_EQUAL(records.size(), 1U);
    const auto& r = records.front();
    BOOST_TEST(r.inquiry_id == id);
    BOOST_TEST(!r.reference.empty());
    BOOST_TEST(r.second_user == "bob");
    BOOST_TEST(r.reason == "order 26CR17");
    BOOST_TEST(r.backups_destroyed);
    BOOST_TEST(!r.master_key_rotated);
    BOOST_TEST(r.records.size() == 5U);  // admitted, begun, acknowledged, heard, matched
    BOOST_TEST(r.sidecars.size() == 1U);
    BOOST_TEST(
        (g.journal.shredded == std::set<model::sequence>(r.records.begin(), r.records.end())));

    const auto gone = answer<model::answers::error>(g, g.call(calls::get{id, {}, {}, {}}));
    BOOST_TEST((gone.code == error_code::not_found));
    BOOST_TEST(gone.message.find("was shredded: record") != std::string::npos);
    BOOST_TEST((error_of(g, g.call(calls::get{{}, "k1", {}, {}})) == error_code::not_found));
    BOOST_TEST((error_of(g, g.call(calls::get{{}, {}, r.reference, {}})) == error_code::not_found));
    const auto rows = answer<model::answers::inquiry_list>(g, g.call(calls::list{})).rows;
    BOOST_REQUIRE_EQUAL(rows.size(), 1U);
    BOOST_TEST(rows.front().inquiry_id == other);
    const auto status = answer<model::answers::status>(g, g.call(calls::status{}));
    BOOST_REQUIRE_EQUAL(status.states.size(), 1U);
    BOOST_TEST(status.states.front().count == 1U);
}

BOOST_AUTO_TEST_CASE(others_do_not_learn_that_an_inquiry_was_ever_there) {
    auto rules = shipped_rules(ofml);
    auto& principals = rules.settings.principals;
    principals.push_back(principals.front());
    principals[1].oris = {"MO0110200"};
    principals[1].asserts_users = false;
    principals.push_back(principals.front());
    principals[2].desks = {"north"};
    auto g = fresh(answering, std::move(rules));
    const auto id = answered(g);
    shred(g, id);
    const auto said_to = [&](std::size_t who, const std::string& name, const std::string& of) {
        return answer<model::answers::error>(g, g.call_by(who, name, calls::get{of, {}, {}, {}}))
            .message;
    };
    BOOST_TEST(said_to(1, "stranger", id) == said_to(1, "another", "3f9a01-999999"));
    BOOST_TEST(said_to(2, "north", id) == said_to(2, "north too", "3f9a01-999999"));
    const auto again = [&](const std::string& of) {
        return answer<model::answers::error>(
                   g, g.call_by(1, "supervisor", calls::shred{of, "order 26CR17", {}}))
            .message;
    };
    BOOST_TEST(again(id) == again("3f9a01-999999"));
    g.kill();  // the same behind a replay that meets closed records
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
    BOOST_TEST(said_to(1, "stranger", id) == said_to(1, "another", "3f9a01-999999"));
    const auto own = answer<model::answers::error>(g, g.call(calls::get{id, {}, {}, {}}));
    BOOST_TEST(own.message.find("was shredded: record") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(shredding_needs_another_human_whichever_program_they_come_by) {
    auto rules = shipped_rules(ofml);
    auto second = rules.settings.principals.front();
    second.asserts_users = false;
    rules.settings.principals.push_back(second);
    second.rights = 0;
    rules.settings.principals.push_back(second);
    auto g = fresh(answering, std::move(rules));
    const auto id = answered(g);
    const auto token = token_of(g, id);
    const calls::shred confirm{id, {}, token};
    BOOST_TEST((error_of(g, g.call(confirm)) == error_code::invalid));  // on nobody's behalf
    BOOST_TEST((error_of(g, g.call(confirm, "ann")) == error_code::forbidden));
    BOOST_TEST((error_of(g, g.call(confirm, "ANN")) == error_code::forbidden));
    BOOST_TEST((error_of(g, g.call_by(1, "ann", confirm)) == error_code::forbidden));
    BOOST_TEST((error_of(g, g.call_by(2, "eve", confirm)) == error_code::forbidden));
    BOOST_TEST(recorded<model::records::refused>(g).size() == 4U);
    BOOST_TEST(g.journal.shredded.empty());
    answer<model::answers::done>(g, g.call_by(1, "bob", confirm));
    BOOST_TEST(!g.journal.shredded.empty());
}

BOOST_AUTO_TEST_CASE(one_person_at_a_program_that_asserts_nobody_cannot_confirm_alone) {
    auto rules = shipped_rules(ofml);
    rules.settings.principals.front().asserts_users = false;
    auto g = fresh(answering, std::move(rules));
    const auto id = answered(g);
    const auto asked = answer<model::answers::done>(g, g.call(calls::shred{id, "order", {}})).token;
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, asked})) == error_code::forbidden));
}

BOOST_AUTO_TEST_CASE(a_request_ends_after_fifteen_minutes_and_at_a_restart) {
    auto g = fresh(answering);
    const auto id = answered(g);
    auto token = token_of(g, id);
    g.advance(15min);
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, token}, "bob")) == error_code::not_found));
    token = token_of(g, id);
    g.restart();
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, token}, "bob")) == error_code::not_found));
    token = token_of(g, id);
    const auto other = answered(g, "k2");
    BOOST_TEST(
        (error_of(g, g.call(calls::shred{other, {}, token}, "bob")) == error_code::not_found));
    g.advance(14min);
    answer<model::answers::done>(g, g.call(calls::shred{id, {}, token}, "bob"));
    // A token is good once.
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, token}, "bob")) == error_code::not_found));
}

BOOST_AUTO_TEST_CASE(g7_requests_to_shred_are_bounded) {
    auto g = fresh(answering);
    const auto id = answered(g);
    for (std::size_t i = 0; i < model::limits::shred_requests_max; ++i) {
        token_of(g, id);
    }
    BOOST_TEST((error_of(g, g.call(calls::shred{id, "order", {}}, "ann")) == error_code::busy));
    g.advance(15min);
    BOOST_TEST(!token_of(g, id).empty());
}

BOOST_AUTO_TEST_CASE(a_legal_hold_forbids_it_until_it_is_released) {
    using enum model::records::operation;
    auto g = fresh(answering);
    const auto id = answered(g);
    const auto token = token_of(g, id);
    answer<model::answers::done>(g, legal(g, legal_hold, id));
    BOOST_TEST((error_of(g, g.call(calls::shred{id, "order", {}}, "ann")) == error_code::conflict));
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, token}, "bob")) == error_code::conflict));
    g.restart();
    BOOST_TEST(g.deciding().known().has_legal_hold(id));
    const auto again = answer<model::answers::done>(g, legal(g, legal_hold, id));
    BOOST_TEST((again.at_sequence == model::sequence::none));  // it stands already
    answer<model::answers::done>(g, legal(g, legal_release, id));
    answer<model::answers::done>(g, shred(g, id));
    BOOST_TEST((error_of(g, legal(g, legal_hold, id)) == error_code::not_found));
    BOOST_TEST(recorded<model::records::legal_hold_changed>(g).size() == 2U);
}

BOOST_AUTO_TEST_CASE(holds_and_shredding_need_the_right_and_an_inquiry_of_ones_own) {
    using enum model::records::operation;
    auto rules = shipped_rules(ofml);
    auto other = rules.settings.principals.front();
    other.asserts_users = false;
    other.oris = {"MO9999999"};
    rules.settings.principals.push_back(other);
    other.oris = rules.settings.principals.front().oris;
    other.rights =
        static_cast<std::uint8_t>(other.rights & ~static_cast<unsigned>(model::right::supervise));
    rules.settings.principals.push_back(other);
    auto g = fresh(answering, std::move(rules));
    const auto id = answered(g);
    const calls::operate asked{legal_hold, {}, "discovery", id};
    const calls::shred ask{id, "order", {}};
    BOOST_TEST((error_of(g, g.call_by(1, "eve", ask)) == error_code::not_found));
    BOOST_TEST((error_of(g, g.call_by(1, "eve", asked)) == error_code::not_found));
    BOOST_TEST((error_of(g, g.call_by(2, "eve", ask)) == error_code::forbidden));
    BOOST_TEST((error_of(g, g.call_by(2, "eve", asked)) == error_code::forbidden));
    BOOST_TEST((error_of(g, g.call(calls::operate{legal_hold, {}, {}, id}, "ann")) ==
                error_code::invalid));
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, {}}, "ann")) == error_code::invalid));
}

BOOST_AUTO_TEST_CASE(what_waits_for_the_switch_is_not_shredded) {
    auto g = fresh("switch on connect : close\n");
    const auto id = answer<model::answers::accepted>(g, g.submit(good_request("k1"))).inquiry_id;
    BOOST_TEST((error_of(g, g.call(calls::shred{id, "order", {}}, "ann")) == error_code::conflict));
    answer<model::answers::done>(g, g.call(calls::cancel{id, "entered twice"}));
    answer<model::answers::done>(g, shred(g, id));

    auto sent = fresh("switch on iaq : silent\n");
    const auto left = answer<model::answers::accepted>(sent, sent.submit(good_request("k1")));
    BOOST_TEST((error_of(sent, sent.call(calls::shred{left.inquiry_id, "order", {}}, "ann")) ==
                error_code::conflict));
}

BOOST_AUTO_TEST_CASE(an_unsealed_journal_has_no_keys_to_destroy) {
    auto rules = shipped_rules(ofml);
    rules.settings.seals = false;
    auto g = fresh(answering, std::move(rules));
    const auto id = answered(g);
    BOOST_TEST((error_of(g, g.call(calls::shred{id, "order", {}}, "ann")) == error_code::conflict));
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_after_the_shredding_goes_to_a_person) {
    auto g = fresh("switch on iaq : ack ; answer after 100s\n");
    const auto id = answer<model::answers::accepted>(g, g.submit(good_request("k1"))).inquiry_id;
    g.advance(5s);
    const auto asked =
        answer<model::answers::done>(g, g.call(calls::shred{id, "entered wrongly", {}}, "ann"));
    BOOST_TEST(asked.text.find("still to come") != std::string::npos);
    answer<model::answers::done>(g, g.call(calls::shred{id, {}, asked.token}, "bob"));
    g.advance(120s);
    BOOST_TEST(count(g, delivery_kind::answered) == 0U);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 1U);
    g.advance(24h);  // and no clock of it fires any more
    BOOST_TEST(count(g, delivery_kind::no_receipt) + count(g, delivery_kind::overdue) == 0U);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_CASE(nobody_hears_of_it_again_and_cursors_stay_good) {
    auto g = fresh(answering);
    const auto id = answered(g);
    const auto cursor = g.deliveries.back().cursor_text;
    answer<model::answers::done>(g, g.call(calls::take{{}, cursor}));
    answer<model::answers::done>(g, shred(g, id));
    const auto other = answered(g, "k2");
    const auto heard = [&](const std::string& inquiry) {
        return std::ranges::count(g.deliveries, inquiry, &model::delivery::inquiry_id);
    };
    BOOST_TEST(heard(other) == 3);  // the subscription has kept its place
    g.restart();
    g.forget_first_life();
    BOOST_TEST(heard(id) == 0);
    BOOST_TEST(heard(other) == 3);
    answer<model::answers::done>(g, g.call(calls::take{"again", cursor}));
}

BOOST_AUTO_TEST_CASE(its_idempotency_key_is_free_and_its_reference_is_not) {
    auto g = fresh(answering);
    const auto first = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    g.advance(10s);
    answer<model::answers::done>(g, shred(g, first.inquiry_id));
    const auto again = answer<model::answers::accepted>(g, g.submit(good_request("k1")));
    BOOST_TEST(again.inquiry_id != first.inquiry_id);
    BOOST_TEST(g.deciding().known().inquiries().is_used(first.reference));
}

BOOST_AUTO_TEST_CASE(g10_done_is_said_once_the_keys_are_gone_and_no_sooner) {
    auto g = fresh(answering);
    const auto id = answered(g);
    const auto token = token_of(g, id);
    g.journal.answers_shred = false;
    const auto confirmed = g.call(calls::shred{id, {}, token}, "bob");
    BOOST_TEST(!g.answers.contains(confirmed));
    BOOST_TEST(recorded<model::records::keys_shredded>(g).empty());
    const auto other = token_of(g, id);
    BOOST_TEST((error_of(g, g.call(calls::shred{id, {}, other}, "bob")) == error_code::busy));
    g.sync_at_once(false);
    g.answer_shred();
    BOOST_TEST(recorded<model::records::keys_shredded>(g).size() == 1U);
    BOOST_TEST(g.journal.shredded.empty());  // its record is not durable yet
    BOOST_TEST(!g.answers.contains(confirmed));
    g.sync_at_once(true);
    g.sync();
    BOOST_TEST(!g.journal.shredded.empty());
    answer<model::answers::done>(g, confirmed);
}

BOOST_AUTO_TEST_CASE(records_that_come_while_it_is_made_ready_are_shredded_too) {
    auto g = fresh(answering);
    const auto id = answer<model::answers::accepted>(g, g.submit(good_request("k1"))).inquiry_id;
    g.advance(1s);
    const auto token = token_of(g, id);
    g.journal.answers_shred = false;
    const auto confirmed = g.call(calls::shred{id, {}, token}, "bob");
    const auto before = g.journal.ready.size();
    g.advance(10s);  // the answer
    g.answer_shred();
    BOOST_TEST(recorded<model::records::keys_shredded>(g).empty());
    BOOST_TEST(g.journal.ready.size() == before + 2);
    g.answer_shred();
    answer<model::answers::done>(g, confirmed);
    BOOST_TEST(recorded<model::records::keys_shredded>(g).front().records.size() == before + 2);
}

BOOST_AUTO_TEST_CASE(a_hold_that_comes_while_it_is_made_ready_still_forbids) {
    auto g = fresh(answering);
    const auto id = answered(g);
    const auto token = token_of(g, id);
    g.journal.answers_shred = false;
    const auto confirmed = g.call(calls::shred{id, {}, token}, "bob");
    answer<model::answers::done>(g, legal(g, model::records::operation::legal_hold, id));
    g.answer_shred();
    BOOST_TEST((error_of(g, confirmed) == error_code::conflict));
    BOOST_TEST(g.journal.ready.empty());
    BOOST_TEST(recorded<model::records::keys_shredded>(g).empty());
}

BOOST_AUTO_TEST_CASE(what_the_journal_refuses_changes_nothing_and_can_be_asked_again) {
    auto g = fresh(answering);
    const auto id = answered(g);
    g.journal.refuses = "segment/1.key is missing";
    BOOST_TEST((error_of(g, shred(g, id)) == error_code::unavailable));
    BOOST_TEST(recorded<model::records::keys_shredded>(g).empty());
    g.journal.refuses.clear();
    answer<model::answers::done>(g, shred(g, id));
}

BOOST_AUTO_TEST_SUITE_END()
