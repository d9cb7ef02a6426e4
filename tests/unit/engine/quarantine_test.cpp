#include "contract/records.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;
using testing::admit;
using testing::count;
using testing::gateway;
using testing::gateway_with;

namespace {

namespace records = model::records;
using model::delivery_kind;
using model::inquiry_state;

const correlation::entry& entry_of(const engine::state& known, const std::string& inquiry_id) {
    const auto index = known.inquiries().find(inquiry_id);
    BOOST_REQUIRE((index != model::inquiry_index::none));
    return known.inquiries().at(index);
}

/// The number of the last durable record of this kind.
template <class Body>
model::sequence last_of(const gateway& g) {
    for (auto i = g.journal.durable.size(); i > 0; --i) {
        if (std::holds_alternative<Body>(contract::decode(g.journal.durable[i - 1]).value().body)) {
            return model::sequence{i};
        }
    }
    BOOST_FAIL("there is no such record");
    return model::sequence::none;
}

/// The daemon dies, and a record that cannot follow stands at the journal's end.
model::sequence die_behind(gateway& g, records::body body) {
    g.die();
    model::record r;
    r.at_sequence = model::sequence{g.journal.durable.size() + 1};
    r.at = g.now();
    r.station = "one";
    r.principal = "iaqd";
    r.body = std::move(body);
    BOOST_REQUIRE(!g.replayed().apply(r).has_value());
    g.journal.durable.push_back(contract::encode(r));
    return r.at_sequence;
}

/// The third start at the record: it passes over it and says so.
void come_back_without(gateway& g, model::sequence number, const std::string& inquiry_id) {
    g.passed_over.emplace(number, inquiry_id);
    g.next_start.passed_over = {{number, inquiry_id, "it cannot follow"}};
    g.come_back();
}

bool stands(const gateway& g, const std::string& condition) {
    return g.deciding().known().standing().contains({condition, ""});
}

void check_folds_agree(gateway& g) {
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_quarantine)

BOOST_AUTO_TEST_CASE(a_record_passed_over_leaves_its_inquiry_in_doubt_for_good_and_an_alert) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto id = admit(g, "k1");
    const auto other = admit(g, "k2");
    const auto bad = die_behind(g, records::cancelled{id});
    come_back_without(g, bad, id);
    g.forget_first_life();
    BOOST_TEST((entry_of(g.deciding().known(), id).state == inquiry_state::in_doubt));
    BOOST_TEST(count(g, delivery_kind::in_doubt) == 1U);
    BOOST_TEST(stands(g, "record_quarantined"));
    const auto frames = g.frames_sent;
    g.advance(2h);
    // Its answer is not lost: it waits for a person, who is told whose it may be.
    BOOST_TEST((entry_of(g.deciding().known(), id).state == inquiry_state::in_doubt));
    BOOST_TEST((entry_of(g.deciding().known(), other).state == inquiry_state::answered));
    BOOST_TEST(count(g, delivery_kind::answered) == 1U);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 1U);
    BOOST_TEST(count(g, delivery_kind::overdue) == 0U);
    const auto told =
        std::ranges::find(g.deliveries, delivery_kind::unmatched, &model::delivery::kind);
    BOOST_TEST((told->match.candidates == std::vector<std::string>{id}));
    BOOST_TEST(g.frames_sent == frames);
    for (const auto what : {records::operation::resend, records::operation::fail}) {
        const auto asked = g.call(model::calls::operate{what, {}, "why", id});
        const auto* const refused = std::get_if<model::answers::error>(&g.answers.at(asked));
        BOOST_REQUIRE(refused != nullptr);
        BOOST_TEST(refused->message.find("in quarantine") != std::string::npos);
    }
    BOOST_TEST(g.frames_sent == frames);
    check_folds_agree(g);
    g.restart();
    BOOST_TEST((entry_of(g.deciding().known(), id).state == inquiry_state::in_doubt));
    BOOST_TEST(stands(g, "record_quarantined"));
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_queued_inquiry_of_which_a_record_is_passed_over_is_never_sent) {
    auto g = gateway_with("switch on iaq : ack ; answer after 1s\n");
    g.call(model::calls::operate{records::operation::hold, "one", "test"});
    const auto id = admit(g, "k1");
    const auto bad = die_behind(g, records::send_refused{id, {}, "no", true});
    come_back_without(g, bad, id);
    g.call(model::calls::operate{records::operation::release, "one", "test"});
    const auto other = admit(g, "k2");
    g.advance(2h);
    BOOST_TEST((entry_of(g.deciding().known(), other).state == inquiry_state::answered));
    BOOST_TEST(g.lesc().heard().size() == 1U);
    BOOST_TEST(g.frames_sent == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(later_records_of_its_inquiry_are_passed_over_and_its_reply_is_kept) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto id = admit(g, "k1");
    g.advance(1s);
    const auto acknowledged = last_of<records::send_acknowledged>(g);
    g.advance(30s);
    const auto reply = last_of<records::reply_heard>(g);
    g.die();
    g.passed_over.emplace(acknowledged, id);
    const auto known = g.replayed();
    BOOST_TEST((entry_of(known, id).state == inquiry_state::in_doubt));
    BOOST_TEST(entry_of(known, id).replies.empty());
    BOOST_TEST(known.inquiries().unmatched() == 1U);
    const auto* const kept = known.inquiries().find_reply(reply);
    BOOST_REQUIRE(kept != nullptr);
    BOOST_TEST((kept->inquiry == model::inquiry_index::none));
    BOOST_TEST((kept->evidence.candidates == std::vector<std::string>{id}));
    BOOST_TEST(known.deadlines().size() == 0U);
}

BOOST_AUTO_TEST_CASE(an_admission_passed_over_takes_the_records_of_its_inquiry_with_it) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto id = admit(g, "k1");
    const auto admitted = last_of<records::admitted>(g);
    const auto other = admit(g, "k2");
    g.advance(30s);
    g.die();
    g.passed_over.emplace(admitted, id);
    const auto known = g.replayed();
    BOOST_TEST((known.inquiries().find(id) == model::inquiry_index::none));
    BOOST_TEST((entry_of(known, other).state == inquiry_state::answered));
    BOOST_TEST(known.inquiries().unmatched() == 1U);
    BOOST_TEST((known.last() == model::sequence{g.journal.durable.size()}));
}

BOOST_AUTO_TEST_CASE(a_reply_passed_over_leaves_the_inquiry_it_was_matched_to_in_doubt) {
    auto g = gateway_with("switch on iaq : ack ; answer after 20s\n");
    const auto id = admit(g, "k1");
    g.advance(30s);
    const auto reply = last_of<records::reply_heard>(g);
    g.die();
    g.passed_over.emplace(reply, "");
    const auto known = g.replayed();
    BOOST_TEST((entry_of(known, id).state == inquiry_state::in_doubt));
    BOOST_TEST(known.is_quarantined(id));
    BOOST_TEST(known.inquiries().unmatched() == 0U);
}

BOOST_AUTO_TEST_CASE(a_record_whose_inquiry_cannot_be_told_holds_every_station) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.call(model::calls::operate{records::operation::hold, "one", "test"});
    const auto id = admit(g, "k1");
    g.call(model::calls::operate{records::operation::release, "one", "test"});
    g.die();
    // The send may be what the record told of.
    const auto begun = last_of<records::send_begun>(g);
    g.journal.durable.resize(number_of(begun));
    come_back_without(g, begun, "");
    g.advance(10min);
    BOOST_TEST(g.deciding().known().hold_of("one") != nullptr);
    BOOST_TEST((entry_of(g.deciding().known(), id).state == inquiry_state::queued));
    BOOST_TEST(g.frames_sent == 1U);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_fold_that_does_not_obey_the_quarantine_fails) {
    auto g = gateway_with("switch on iaq : ack\n");
    const auto id = admit(g, "k1");
    const auto bad = last_of<records::send_begun>(g);
    g.die();
    come_back_without(g, bad, id);
    g.die();
    g.passed_over.clear();
    engine::state known;
    bool followed = true;
    for (const auto& bytes : g.journal.durable) {
        followed = followed && known.apply(contract::decode(bytes).value()).has_value();
    }
    BOOST_TEST(!followed);
    BOOST_TEST((next(known.last()) == last_of<records::quarantined>(g)));
}

BOOST_AUTO_TEST_CASE(the_inquiry_is_told_from_bytes_that_do_not_decode) {
    model::record r;
    r.at_sequence = model::sequence{7};
    r.principal = "iaqd";
    r.body = records::send_begun{"I-1", "REF", 1, false, "bytes"};
    auto bytes = contract::encode(r);
    bytes += bytes;  // the body is there twice
    BOOST_REQUIRE(!contract::decode(bytes).has_value());
    BOOST_TEST(!contract::may_be_newer(bytes));
    BOOST_TEST(contract::inquiry_named_in(bytes) == "I-1");
    BOOST_TEST(contract::inquiry_named_in("rubbish").empty());
    r.body = records::foreign{900};
    BOOST_TEST(contract::may_be_newer(contract::encode(r)));
}

BOOST_AUTO_TEST_SUITE_END()
