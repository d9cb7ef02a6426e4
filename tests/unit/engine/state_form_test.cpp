#include "base/text.hpp"
#include "engine/state.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace iaq;
namespace records = model::records;

namespace {

model::inquiry_request full_request() {
    model::inquiry_request q;
    std::size_t count = 0;
    for (auto* const text : {&q.idempotency_key,
                             &q.ori,
                             &q.asked_by.officer_id,
                             &q.asked_by.officer_name,
                             &q.operator_id,
                             &q.desk,
                             &q.incident,
                             &q.phone,
                             &q.attention,
                             &q.reason,
                             &q.person.last_name,
                             &q.person.first_name,
                             &q.person.middle_name,
                             &q.person.suffix,
                             &q.person.date_of_birth,
                             &q.person.place_of_birth,
                             &q.person.nationality,
                             &q.person.mothers_maiden_name,
                             &q.person.fathers_last_name,
                             &q.person.alien_number,
                             &q.person.fbi_number,
                             &q.person.state_id,
                             &q.person.operator_license,
                             &q.person.remarks,
                             &q.charge.text,
                             &q.charge.ncic_code,
                             &q.exemption_override_reason,
                             &q.supervisor_reason,
                             &q.relates_to}) {
        *text = "text " + std::to_string(++count);
    }
    q.in_custody = true;
    q.confined_at = utc_time{1s};
    q.send_before = utc_time{2s};
    q.contact_expected_end = utc_time{3s};
    q.document = model::identity_document{"FEDERAL", "kind", "2030-01-01"};
    q.register_only = true;
    return q;
}

records::admitted full_admission(const std::string& id) {
    records::admitted body;
    body.inquiry_id = id;
    body.reference = "R" + id;
    body.state = model::inquiry_state::queued;
    body.request = full_request();
    body.content_digest = std::string(32, 'c');
    body.rules = {"DETAIN", "HOUR"};
    body.advisories = {{"PARENTS", "short", "long", "II.B"}};
    body.notices = {{"DETAIN", "short", "long", "II.B.4"}};
    body.delayed_at = utc_time{100s};
    body.expires_at = utc_time{200s};
    return body;
}

records::refused keyed_all_the_same() {
    records::refused refused;
    refused.ori = "MO0110100";
    refused.keyed_at = utc_time{5s};
    refused.terminal = "SJPD09";
    return refused;
}

records::admitted full_contact() {
    auto body = full_admission("f");
    body.request.role = model::subject_role::enforcement_contact;
    body.request.charged = model::charge_status::none;
    body.clocks = {{records::clock_kind::contact, utc_time{800s}}};
    body.consular_open = true;
    body.to_supervisors = {"PARENTS"};
    return body;
}

records::admitted full_registration() {
    auto body = full_admission("g");
    body.state = model::inquiry_state::registered;
    body.reference.clear();
    body.clocks = {{records::clock_kind::query_36h, utc_time{900s}},
                   {records::clock_kind::query_47h, utc_time{901s}}};
    return body;
}

records::judgement judged(const std::string& reference) {
    records::judgement comes_to;
    comes_to.state = model::inquiry_state::queued;
    comes_to.request = full_request();
    comes_to.rules = {"CONTACT"};
    comes_to.notices = {{"CONTACT", "short", "long", "II.B.5"}};
    comes_to.clocks = {{records::clock_kind::query_47h, utc_time{950s}}};
    comes_to.reference = reference;
    comes_to.delayed_at = utc_time{960s};
    comes_to.expires_at = utc_time{970s};
    comes_to.consular_open = true;
    comes_to.to_supervisors = {"CONTACT"};
    return comes_to;
}

model::acts::update full_update() {
    model::acts::update with;
    with.in_custody = true;
    with.charge = model::offense{"text", "1313"};
    with.charged = model::charge_status::city_or_state;
    with.confined_at = utc_time{6s};
    with.desk = "south";
    with.evidence = model::identity_evidence::government_id;
    with.document = model::identity_document{"MO", "kind", "2030-01-01"};
    with.person = full_request().person;
    with.role = model::subject_role::charged;
    with.reason = "why";
    return with;
}

/// A history that leaves something in every part of the state.
std::vector<records::body> history() {
    records::refused refused;
    refused.person_digest = std::string(32, 'p');
    refused.role = model::subject_role::victim;
    records::reply_heard heard;
    heard.bytes = "heard";
    records::reply_heard strange;
    strange.bytes = "strange";
    const model::match_evidence evidence{model::match_rule::reference, {"b"}};
    return {
        full_admission("a"),
        full_admission("b"),
        full_admission("c"),
        refused,
        records::send_begun{"a", "Ra", 1, false, "bytes"},
        records::send_acknowledged{"a", model::sequence{5}, utc_time{300s}, utc_time{400s}},
        heard,
        records::matched{"a", model::sequence{7}, evidence, model::classification::receipt,
                         model::delivery_kind::lesc_received, false},
        strange,
        records::unmatched{model::sequence{9}, evidence, model::classification::unclassified, true},
        records::send_begun{"b", "Rb", 1, false, "kept while sending"},
        records::clock_fired{"c", records::clock_kind::delayed, utc_time{100s}},
        records::delivery_taken{"screen", {model::sequence{8}, 0}},
        records::operator_action{records::operation::hold, "one", "why"},
        records::condition_changed{"link_down", true, "words"},
        records::checkpoint_due{model::sequence{16}},
        records::legal_hold_changed{"a", true, "why"},
        records::master_key_rotated{"old", "new", {{model::sequence{1}, std::string(32, 's')}}},
        full_admission("d"),
        records::send_begun{"d", "Rd", 1, false, "bytes"},
        records::send_acknowledged{"d", model::sequence{20}, utc_time{500s}, utc_time{600s}},
        heard,
        records::matched{"d", model::sequence{22}, evidence, model::classification::status,
                         model::delivery_kind::delayed, false, utc_time{700s}},
        full_admission("e"),
        records::send_begun{"e", "Re", 1, false, "bytes"},
        records::send_given_up{"e", model::inquiry_state::in_doubt},
        records::inquiry_resolved{"e", records::operation::resend, model::inquiry_state::queued,
                                  "why"},
        records::note_written{"a", {"a remark"}},
        records::ice_contacted{"a", {utc_time{5s}, "agent 7", "wait", true, true}},
        records::consular_notified{"b", {utc_time{6s}, "MM", "fax", false}},
        records::inquiry_transferred{"b", {"t-1", "1234", "north", "open work", false}},
        records::inquiry_transferred{"b", {"t-1", "1234", "north", "open work", true}},
        keyed_all_the_same(),
        full_contact(),
        records::contact_ended{
            "f", {model::acts::contact_outcome::released, utc_time{7s}, "let go"}, judged("")},
        full_registration(),
        records::inquiry_updated{"g", full_update(), judged("Rg2")},
        records::manual_recorded{
            "c", full_request(), {utc_time{8s}, "SJPD09", "none"}, model::inquiry_state::manual},
        records::link_up{model::connection_id{1}, "peer", 1, 2, 3},
        records::clock_fired{"e", records::clock_kind::query_36h, utc_time{9s}, "a"},
        heard,
        records::unmatched{model::sequence{41}, evidence, model::classification::other, false},
        records::assigned{"d", model::sequence{41}, model::classification::unclassified,
                          model::delivery_kind::answered, "why", false, utc_time{800s}},
        records::classified{"d", model::sequence{41}, model::classification::receipt,
                            model::delivery_kind::lesc_received, "why"},
        records::withdrawn{"d", model::sequence{41}, model::inquiry_state::in_doubt, "why"},
        records::unmatched{model::sequence{41}, evidence, model::classification::other, false}};
}

/// What follows on `history`: messages that wait for a reader, and what readers said.
std::vector<records::body> readers_history() {
    records::reply_heard heard;
    heard.bytes = "heard";
    const model::match_evidence evidence{model::match_rule::reference, {"b"}};
    return {heard,
            records::matched{"a",
                             model::sequence{47},
                             evidence,
                             model::classification::answer,
                             model::delivery_kind::answered,
                             false,
                             {},
                             {utc_time{1000s}, utc_time{1100s}}},
            records::clock_fired{
                "a", records::clock_kind::unseen_desk, utc_time{1000s}, {}, model::sequence{47}},
            heard,
            records::matched{"a",
                             model::sequence{50},
                             evidence,
                             model::classification::other,
                             model::delivery_kind::follow_up,
                             true,
                             {},
                             {utc_time{1200s}, utc_time{1300s}}},
            records::answer_seen{"a", {"event", model::sequence{50}}},
            records::answer_disseminated{
                "a", {"event", model::sequence{47}, "who", "MO0110300", "why", utc_time{9s}}}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_state_form)

BOOST_AUTO_TEST_CASE(what_a_state_is_written_as_belongs_to_the_number_of_its_form) {
    engine::state known;
    auto all = history();
    std::ranges::move(readers_history(), std::back_inserter(all));
    for (const auto& body : all) {
        model::record entry;
        entry.at_sequence = next(known.last());
        entry.at.utc = utc_time{10s * static_cast<int>(number_of(entry.at_sequence))};
        entry.station = "one";
        entry.principal = "uid:7";
        entry.acting_user = "officer";
        entry.body = body;
        const auto folded = known.apply(entry);
        BOOST_REQUIRE_MESSAGE(folded, (folded ? "" : folded.error()));
    }
    known.pass_over(next(known.last()), "c");
    // Another digest means another form: raise `state::form`, so that no snapshot of the form
    // before is taken for one of this, and put the digest here.
    BOOST_TEST(engine::state::form == 8U);
    BOOST_TEST(known.digest() ==
               "e0394f8c63293d2b77a9ef5b93da07652e634751b5b427060c4f64e5e7366031");
}

BOOST_AUTO_TEST_CASE(people_at_either_end_of_time_are_written_and_read_again) {
    for (const auto at : {utc_time::min(), utc_time{}, utc_time::max()}) {
        engine::state known;
        model::record entry;
        entry.at_sequence = next(known.last());
        entry.at.utc = at;
        records::refused body;
        body.person_digest = std::string(32, 'p');
        entry.body = body;
        BOOST_REQUIRE(known.apply(entry));
        std::string bytes;
        {
            canonical out{[&](std::string_view piece) { bytes += piece; }};
            known.describe(out);
        }
        const auto read = engine::state::restore(bytes);
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read->digest() == known.digest());
        BOOST_TEST(read->find_protected(body.person_digest) != nullptr);
    }
}

BOOST_AUTO_TEST_SUITE_END()
