#include "correlation/match.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using correlation::book;
using model::classification;
using model::delivery_kind;
using model::match_rule;

namespace {

/// A book with two sent inquiries: `a` on Jane Doe, `b` on Richard Roe.
class two_sent {
public:
    two_sent() {
        admit("a", "REFAAAAAAA", "DOE", "JANE", "1980-02-01");
        admit("b", "REFBBBBBBB", "ROE", "RICHARD", "1975-03-02");
        send("a", "REFAAAAAAA");
        send("b", "REFBBBBBBB");
        profile.answer_key = "IAR";
        profile.answer_oris = {"VTICE0900"};
        profile.status_oris = {"NL0000000"};
        profile.receipt.keys = {"AM"};
        profile.receipt.phrases = {"IAQ RECEIVED"};
    }

    book inquiries;
    model::profile profile;

    correlation::placement place(const model::heard& said, const std::string& reference,
                                 const std::string& control = {}, const std::string& echoed = {}) {
        return correlation::place(inquiries, profile, {said, reference, control, echoed});
    }
    void answer(const std::string& id, classification classed) {
        model::records::reply_heard heard;
        heard.bytes = "x";
        apply(heard);
        model::records::matched matched;
        matched.inquiry_id = id;
        matched.reply = model::sequence{last_};
        matched.classed = classed;
        matched.kind = classed == classification::receipt ? delivery_kind::lesc_received
                                                          : delivery_kind::answered;
        apply(matched);
    }
    void apply(model::records::body body) {
        model::record r;
        r.at_sequence = model::sequence{++last_};
        r.body = std::move(body);
        BOOST_REQUIRE(inquiries.apply(r).has_value());
    }

private:
    void admit(const std::string& id, const std::string& reference, const std::string& last,
               const std::string& first, const std::string& born) {
        model::records::admitted body;
        body.inquiry_id = id;
        body.reference = reference;
        body.state = model::inquiry_state::queued;
        body.request.ori = "MO0110100";
        body.request.person.last_name = last;
        body.request.person.first_name = first;
        body.request.person.date_of_birth = born;
        apply(body);
    }
    void send(const std::string& id, const std::string& reference) {
        model::records::send_begun body;
        body.inquiry_id = id;
        body.reference = reference;
        apply(body);
    }
    std::uint64_t last_ = 0;
};

model::heard said(const std::string& key, const std::string& text,
                  const std::string& origin = "VTICE0900", const std::string& number = {}) {
    model::heard h;
    h.header.key = key;
    h.header.origin = origin;
    h.header.number = number;
    h.text = text;
    return h;
}

const std::string about_jane = "TEST RESPONSE NAM/DOE, JANE DOB/19800201 END";
const std::string about_richard = "TEST RESPONSE NAM/ROE, RICHARD DOB/19750302 END";

}  // namespace

BOOST_AUTO_TEST_SUITE(correlation_match)

BOOST_AUTO_TEST_CASE(our_reference_decides_and_the_control_field_stands_in_for_it) {
    two_sent t;
    const auto by_reference = t.place(said("IAR", about_jane), "REFAAAAAAA");
    BOOST_TEST((by_reference.evidence.rule == match_rule::reference));
    BOOST_TEST((by_reference.classed == classification::answer));
    BOOST_TEST((by_reference.kind == delivery_kind::answered));
    const auto by_control = t.place(said("IAR", about_richard), "", "REFBBBBBBB");
    BOOST_TEST(number_of(by_control.inquiry) == 1U);
}

BOOST_AUTO_TEST_CASE(an_origin_outside_the_profile_is_unmatched_with_the_inquiry_as_candidate) {
    two_sent t;
    const auto placed = t.place(said("IAR", about_jane, "XX0000000"), "REFAAAAAAA");
    BOOST_TEST((placed.inquiry == model::inquiry_index::none));
    BOOST_TEST((placed.evidence.rule == match_rule::origin));
    BOOST_TEST(placed.evidence.candidates == std::vector<std::string>{"a"},
               boost::test_tools::per_element());
    // An ORI that is trusted for errors is not trusted for answers.
    BOOST_TEST((t.place(said("IAR", about_jane, "NL0000000"), "REFAAAAAAA").evidence.rule ==
                match_rule::origin));
}

BOOST_AUTO_TEST_CASE(a_text_about_another_open_person_goes_to_people_with_both_candidates) {
    two_sent t;
    const auto placed = t.place(said("IAR", about_richard), "REFAAAAAAA");
    BOOST_TEST((placed.evidence.rule == match_rule::other_person));
    BOOST_TEST(placed.evidence.candidates == (std::vector<std::string>{"a", "b"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(name_and_birth_date_propose_and_never_deliver) {
    two_sent t;
    const auto placed = t.place(said("IAR", about_jane), "");
    BOOST_TEST((placed.inquiry == model::inquiry_index::none));
    BOOST_TEST((placed.evidence.rule == match_rule::ambiguous));
    BOOST_TEST(placed.evidence.candidates == std::vector<std::string>{"a"},
               boost::test_tools::per_element());
    BOOST_TEST((t.place(said("IAR", "NOTHING KNOWN"), "UNKNOWNREF").evidence.rule ==
                match_rule::none_found));
}

BOOST_AUTO_TEST_CASE(the_receipt_rule_and_in_doubt_an_unclassified_answer) {
    struct row {
        std::string name, key, text;
        bool answered_before;
        classification classed;
        delivery_kind kind;
    };
    const std::vector<row> rows{
        {"AM that names nobody", "AM", "IAQ RECEIVED 08:20", false, classification::receipt,
         delivery_kind::lesc_received},
        {"AM that names the subject", "AM", about_jane, false, classification::unclassified,
         delivery_kind::follow_up},
        {"AM after the answer", "AM", "IAQ RECEIVED", true, classification::unclassified,
         delivery_kind::follow_up},
        {"IAR with a receipt phrase only", "IAR", "IAQ RECEIVED: 04/10", false,
         classification::receipt, delivery_kind::lesc_received},
        {"IAR with a receipt phrase and the subject", "IAR", "IAQ RECEIVED " + about_jane, false,
         classification::unclassified, delivery_kind::answered},
        {"IAR", "IAR", about_jane, false, classification::answer, delivery_kind::answered},
        {"IAR that names nobody", "IAR", "NO RECORD", false, classification::answer,
         delivery_kind::answered},
        {"IAR without words", "IAR", " \r\n", false, classification::unclassified,
         delivery_kind::answered},
        {"second IAR", "IAR", about_jane, true, classification::answer, delivery_kind::follow_up},
        {"another key", "QQ", "WORDS", false, classification::unclassified,
         delivery_kind::follow_up}};
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            two_sent t;
            if (r.answered_before) {
                t.answer("a", classification::answer);
            }
            const auto placed = t.place(said(r.key, r.text), "REFAAAAAAA");
            BOOST_TEST((placed.classed == r.classed));
            BOOST_TEST((placed.kind == r.kind));
        }
    }
}

BOOST_AUTO_TEST_CASE(er_rejects_and_sm_steers_by_its_number) {
    two_sent t;
    const auto er = t.place(said("ER", "FORMAT", "NL0000000", "22"), "", "", "REFAAAAAAA");
    BOOST_TEST((er.evidence.rule == match_rule::echoed_header));
    BOOST_TEST((er.kind == delivery_kind::rejected));
    for (const auto& [number, kind] :
         {std::pair{"01", delivery_kind::rejected},
          std::pair{"02", delivery_kind::waiting_destination},
          std::pair{"04", delivery_kind::rejected}, std::pair{"09", delivery_kind::follow_up}}) {
        const auto sm = t.place(said("SM", "STATUS", "NL0000000", number), "REFBBBBBBB");
        BOOST_TEST((sm.kind == kind), number);
        BOOST_TEST((sm.classed == classification::status));
    }
}

BOOST_AUTO_TEST_CASE(an_unclassified_answer_leaves_the_state_for_a_person_to_say) {
    two_sent t;
    t.answer("a", classification::unclassified);
    BOOST_TEST((t.inquiries.at(model::inquiry_index{0}).state == model::inquiry_state::sending));
    BOOST_TEST(!t.inquiries.at(model::inquiry_index{0}).answer_came);
}

BOOST_AUTO_TEST_CASE(a_record_that_contradicts_the_book_changes_nothing) {
    two_sent t;
    model::record r;
    r.at_sequence = model::sequence{99};
    r.body = model::records::cancelled{"a"};
    BOOST_TEST(!t.inquiries.apply(r).has_value());
    r.body = model::records::matched{
        "a", model::sequence{77}, {}, classification::answer, delivery_kind::answered, false};
    BOOST_TEST(!t.inquiries.apply(r).has_value());
    BOOST_TEST((t.inquiries.at(model::inquiry_index{0}).state == model::inquiry_state::sending));
}

BOOST_AUTO_TEST_SUITE_END()
