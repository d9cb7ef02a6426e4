#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "unit/engine/roadside.hpp"

using namespace iaq;
using namespace iaq::testing;

namespace {

calls::manual of(gateway& g, const std::string& id, const std::string& answer = {}) {
    return {{}, id, {g.now().utc - 1min, "SJPD09", answer}, "content of " + id};
}

calls::manual anew(gateway& g, model::inquiry_request q) {
    return {q, {}, {g.now().utc - 1min, "SJPD09", {}}, contract::content_bytes(q)};
}

const model::answers::done& recorded(gateway& g, const calls::manual& what) {
    return answer<model::answers::done>(g, g.call(what, "ann"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_keyed_by_hand)

BOOST_AUTO_TEST_CASE(what_the_switch_does_not_have_becomes_manual_and_is_not_sent_any_more) {
    struct row {
        std::string name, rules;
        nanoseconds wait;
        inquiry_state before;
    };
    const std::vector<row> rows{
        {"waits", no_switch, 1s, inquiry_state::queued},
        {"in doubt", "switch on iaq : silent\n", 5min, inquiry_state::in_doubt},
        {"rejected", "switch on iaq : nak \"NO\"\n", 5s, inquiry_state::rejected}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            auto g = town(row.rules);
            const auto id = admit(g, "k1");
            g.advance(row.wait);
            BOOST_REQUIRE((seen(g, id).state == row.before));
            const auto sent = sends(g).size();
            const auto& done = recorded(g, of(g, id));
            BOOST_TEST((done.state == inquiry_state::manual));
            BOOST_TEST(done.inquiry_id == id);
            const auto& told = last_of(g, delivery_kind::manual);
            BOOST_TEST((told.to == model::addressee::everyone));
            BOOST_TEST((told.may_key_by_hand == model::by_hand::unsafe));
            g.advance(3h);
            BOOST_TEST(sends(g).size() == sent);
            BOOST_TEST(count(g, delivery_kind::delayed) <= 1U);
            BOOST_TEST(says(refusal_of(g, operation::resend, id), "MANUAL"));
            check_folds_agree(g);
            g.restart();
            check_folds_agree(g);
            BOOST_TEST((seen(g, id).state == inquiry_state::manual));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_one_that_the_switch_has_it_is_noted_beside_it) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    const auto& done = recorded(g, of(g, id));
    BOOST_TEST((done.state == inquiry_state::acknowledged));
    BOOST_TEST(says(done.text, "may be asked twice"));
    BOOST_TEST(count(g, delivery_kind::manual) == 0U);
    g.advance(1h);
    BOOST_TEST((seen(g, id).state == inquiry_state::answered));
    BOOST_TEST(seen(g, id).acts.size() == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(an_answer_to_our_own_attempt_still_comes_after_it_was_keyed_by_hand) {
    auto g = town("switch on iaq : silent\n");
    const auto id = admit(g, "k1");
    g.advance(5min);
    recorded(g, of(g, id));
    switch_sim::effect receipt;
    receipt.does = switch_sim::deed::receipt;
    BOOST_REQUIRE(g.order(receipt, seen(g, id).reference));
    BOOST_TEST((seen(g, id).state == inquiry_state::manual));
    switch_sim::effect said;
    said.does = switch_sim::deed::answer;
    BOOST_REQUIRE(g.order(said, seen(g, id).reference));
    BOOST_TEST((seen(g, id).state == inquiry_state::answered));
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(it_counts_as_asked_for_the_48_hours_and_its_answer_ends_the_contact_s_wait) {
    auto g = town(no_switch);
    const auto confined = admit(g, registration("k1", g.now().utc));
    recorded(g, of(g, confined));
    const auto contact = admit(g, contact_request("k2"));
    recorded(g, of(g, contact, "NO RECORD"));
    const auto other = admit(g, contact_request("k3"));
    recorded(g, of(g, other));
    g.advance(72h);
    BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
    const auto expired = all_of(g, delivery_kind::contact_expired);
    BOOST_REQUIRE_EQUAL(expired.size(), 1U);
    BOOST_TEST(expired.front().inquiry_id == other);
}

BOOST_AUTO_TEST_CASE(one_of_none_here_is_recorded_with_what_the_rules_find) {
    auto g = town();
    auto q = good_request("k1");
    q.person.place_of_birth.clear();
    const auto& done = recorded(g, anew(g, q));
    BOOST_TEST((done.state == inquiry_state::manual));
    BOOST_TEST(has_notice(done.advisories, "FIELDS"));
    const auto view = seen(g, done.inquiry_id);
    BOOST_TEST((view.state == inquiry_state::manual));
    BOOST_TEST(view.request.person.last_name == "TESTPERSON");
    BOOST_TEST(view.reference.empty());
    BOOST_REQUIRE_EQUAL(view.acts.size(), 1U);
    BOOST_TEST(says(view.life.front().what, "keyed by hand"));
    g.advance(1h);
    BOOST_TEST(g.lesc().heard().empty());
    BOOST_TEST(g.deliveries.empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(one_said_again_after_a_lost_answer_is_the_same_and_a_key_is_for_one_only) {
    auto g = town();
    const auto what = anew(g, good_request("k1"));
    const auto first = recorded(g, what);
    g.kill();
    const auto again = recorded(g, what);
    BOOST_TEST(again.inquiry_id == first.inquiry_id);
    BOOST_TEST((again.at_sequence == first.at_sequence));
    auto other = what;
    other.content += "?";
    BOOST_TEST((code_of(g, g.call(other, "ann")) == error_code::conflict));
    BOOST_TEST(g.deciding().known().inquiries().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_second_of_its_two_records_is_made_up_when_the_machine_died_between) {
    auto g = town();
    const auto what = anew(g, good_request("k1"));
    g.sync_at_once(false);
    g.call(what, "ann");
    // The first of the two records only becomes durable.
    while (!g.journal.pending.empty() && g.journal.durable.size() < g.journal.durable.max_size()) {
        const auto read = contract::decode(g.journal.pending.front());
        const bool admits = std::holds_alternative<model::records::admitted>(read.value().body);
        g.journal.durable.push_back(g.journal.pending.front());
        g.journal.pending.pop_front();
        if (admits) {
            break;
        }
    }
    g.die();
    g.come_back();
    g.sync_at_once(true);
    g.sync();
    const auto& done = recorded(g, what);
    BOOST_TEST(seen(g, done.inquiry_id).acts.size() == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(g8_a_victim_keyed_by_hand_is_written_nowhere_and_supervisors_are_told) {
    auto g = town();
    auto q = good_request("k1");
    q.role = model::subject_role::victim;
    q.person.last_name = "QXMARK";
    const auto& e = answer<model::answers::error>(g, g.call(anew(g, q), "ann"));
    BOOST_TEST((e.code == error_code::forbidden));
    BOOST_TEST(has_notice(e.notices, "ROLE"));
    const auto& told = last_of(g, delivery_kind::review);
    BOOST_TEST((told.to == model::addressee::supervisors));
    BOOST_TEST(told.inquiry_id.empty());
    BOOST_TEST(says(told.text, "Keyed by hand at SJPD09"));
    BOOST_TEST(says(told.text, "26-0001"));
    for (const auto& record : g.journal.durable) {
        BOOST_TEST(!says(record, "QXMARK"));
    }
    BOOST_TEST(g.deciding().known().protected_people().size() == 1U);
    BOOST_TEST(g.deciding().known().inquiries().size() == 0U);
    // Nor beside an inquiry of ours that it is said to stand for.
    auto beside = of(g, admit(g, "k2"));
    beside.request = q;
    BOOST_TEST((code_of(g, g.call(beside, "ann")) == error_code::forbidden));
    BOOST_TEST(seen(g, beside.inquiry_id).acts.empty());
    check_folds_agree(g);
    g.restart();
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_recorded_is_refused_in_clear_words) {
    auto g = town();
    auto nobody = good_request("k1");
    nobody.asked_by.officer_id.clear();
    auto nameless = good_request("k2");
    nameless.person.last_name.clear();
    auto elsewhere = good_request("k3");
    elsewhere.ori = "MO0110200";
    auto early = of(g, admit(g, "k4"));
    early.keyed.at = g.now().utc + 1h;
    struct row {
        calls::manual what;
        error_code code;
        std::string field;
    };
    const std::vector<row> rows{
        {anew(g, nobody), error_code::invalid, "request.requester.officer_id"},
        {anew(g, nameless), error_code::invalid, "request.subject.last_name"},
        {anew(g, elsewhere), error_code::forbidden, ""},
        {of(g, "000000-77"), error_code::not_found, "inquiry_id"},
        {early, error_code::invalid, "keyed_at"}};
    for (const auto& row : rows) {
        const auto& e = answer<model::answers::error>(g, g.call(row.what, "ann"));
        BOOST_TEST((e.code == row.code));
        BOOST_TEST(e.field == row.field);
    }
}

BOOST_AUTO_TEST_SUITE_END()
