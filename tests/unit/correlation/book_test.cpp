#include "correlation/book.hpp"
#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using correlation::book;
using model::inquiry_index;
namespace records = model::records;

namespace {

/// A book that admits inquiries by number, and shreds them.
class diary {
public:
    void admit(const std::string& id, const std::string& incident, const std::string& key,
               const std::string& advice = "advice") {
        records::admitted body;
        body.inquiry_id = id;
        body.reference = "R" + id;
        body.state = model::inquiry_state::queued;
        body.request.incident = incident;
        body.request.idempotency_key = key;
        body.request.person.date_of_birth = "1980-02-01";
        body.content_digest = "digest of " + id;
        body.rules = {"DETAIN"};
        body.advisories = {{"FIELDS", "short", advice, "II.B"}};
        apply(body);
    }
    void shred(const std::string& id) {
        records::keys_shredded body;
        body.inquiry_id = id;
        body.reference = "R" + id;
        body.records = of.records_of(of.find(id));
        apply(body);
    }
    [[nodiscard]] std::string bytes() const {
        std::string all;
        {
            canonical out{[&](std::string_view piece) { all += piece; }};
            of.describe(out);
        }
        return all;
    }

    book of;

private:
    void apply(records::body body) {
        model::record entry;
        entry.at_sequence = model::sequence{++last_};
        entry.principal = "uid:7";
        entry.station = "one";
        entry.body = std::move(body);
        const auto folded = of.apply(entry);
        BOOST_REQUIRE_MESSAGE(folded, (folded ? "" : folded.error()));
    }

    std::uint64_t last_ = 0;
};

std::vector<std::string> ids_of(const book& of, const std::vector<inquiry_index>& some) {
    std::vector<std::string> ids;
    for (const auto i : some) {
        ids.push_back(of.at(i).inquiry_id);
    }
    return ids;
}

using ids = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(correlation_book)

BOOST_AUTO_TEST_CASE(a_request_comes_back_as_it_was_admitted) {
    model::inquiry_request q;
    q.ori = "MO0110100";
    q.desk = "north";
    q.incident = "26-1";
    q.idempotency_key = "key";
    q.asked_by = {"1234", "OFFICER, SOME"};
    q.operator_id = "OP1";
    q.person.date_of_birth = "1980-02-01";
    q.in_custody = false;
    q.send_before = utc_time{1s};
    q.document = model::identity_document{"MO", "kind", "2030-01-01"};
    const correlation::kept_request kept{q, "digest"};
    BOOST_TEST((kept.whole() == q));
    BOOST_TEST(kept.content_digest() == "digest");
    BOOST_TEST(kept.ori() == q.ori);
    BOOST_TEST(kept.desk() == q.desk);
    BOOST_TEST(kept.incident() == q.incident);
    BOOST_TEST(kept.idempotency_key() == q.idempotency_key);
    BOOST_TEST(kept.officer_id() == q.asked_by.officer_id);
    BOOST_TEST(kept.operator_id() == q.operator_id);
    BOOST_TEST(kept.date_of_birth() == q.person.date_of_birth);
}

BOOST_AUTO_TEST_CASE(a_request_as_large_as_a_client_may_make_it_comes_back_whole) {
    model::inquiry_request q;
    q.ori = "MO0110100";
    q.idempotency_key = "key";
    for (auto* const text : {&q.desk,
                             &q.incident,
                             &q.operator_id,
                             &q.phone,
                             &q.attention,
                             &q.reason,
                             &q.asked_by.officer_id,
                             &q.asked_by.officer_name,
                             &q.person.last_name,
                             &q.person.first_name,
                             &q.person.middle_name,
                             &q.person.suffix,
                             &q.person.remarks,
                             &q.person.mothers_maiden_name,
                             &q.person.fathers_last_name,
                             &q.person.alien_number,
                             &q.charge.text,
                             &q.exemption_override_reason,
                             &q.supervisor_reason,
                             &q.relates_to}) {
        *text = std::string(model::limits::field_bytes_max, 'x');
    }
    q.person.date_of_birth = "1980-02-01";
    const correlation::kept_request kept{q, "digest"};
    BOOST_TEST((kept.whole() == q));
    BOOST_TEST(kept.content_digest() == "digest");
    BOOST_TEST(kept.ori() == q.ori);
    BOOST_TEST(kept.idempotency_key() == q.idempotency_key);
    BOOST_TEST(kept.date_of_birth() == q.person.date_of_birth);
}

BOOST_AUTO_TEST_CASE(inquiries_of_an_incident_are_found_in_order_whichever_is_shredded) {
    for (const std::string gone : {"a", "b", "c", "x"}) {
        BOOST_TEST_CONTEXT(gone) {
            diary d;
            d.admit("a", "26-1", "k1");
            d.admit("x", "26-2", "k2");
            d.admit("b", "26-1", "k3");
            d.admit("c", "26-1", "k4");
            BOOST_TEST((ids_of(d.of, d.of.find_incident("26-1")) == ids{"a", "b", "c"}));
            d.shred(gone);
            ids left{"a", "b", "c"};
            std::erase(left, gone);
            BOOST_TEST((ids_of(d.of, d.of.find_incident("26-1")) == left));
            BOOST_TEST(d.of.find_incident("26-2").size() == (gone == "x" ? 0U : 1U));
            BOOST_TEST(d.of.find_incident("").empty());
            d.admit("d", "26-1", "k5");
            left.emplace_back("d");
            BOOST_TEST((ids_of(d.of, d.of.find_incident("26-1")) == left));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_finds_its_newest_inquiry_and_the_one_before_when_that_is_shredded) {
    diary d;
    d.admit("a", "", "key");
    d.admit("b", "", "key");
    d.admit("c", "", "");
    BOOST_TEST((d.of.find_key("uid:7", "key") == d.of.find("b")));
    d.shred("b");
    BOOST_TEST((d.of.find_key("uid:7", "key") == d.of.find("a")));
    BOOST_TEST((d.of.find_key("uid:8", "key") == inquiry_index::none));
    BOOST_TEST((d.of.find_key("uid:7", "") == inquiry_index::none));
    BOOST_TEST(d.of.at(d.of.find("a")).asked.content_digest() == "digest of a");
    BOOST_TEST(d.of.at(d.of.find("c")).asked.content_digest().empty());
}

BOOST_AUTO_TEST_CASE(what_inquiries_share_is_held_and_written_once) {
    diary d;
    const std::string advice(500, 'a');
    d.admit("a", "", "k1", advice);
    const auto one = d.bytes().size();
    d.admit("b", "", "k2", advice);
    BOOST_TEST(d.bytes().size() - one < advice.size() / 2);
    const auto& a = d.of.at(d.of.find("a"));
    const auto& b = d.of.at(d.of.find("b"));
    BOOST_TEST(&d.of.counsel_of(a) == &d.of.counsel_of(b));
    BOOST_TEST(d.of.counsel_of(b).advisories.front().text == advice);
    BOOST_TEST(d.of.origin_of(b).principal == "uid:7");
}

BOOST_AUTO_TEST_CASE(g4_a_book_that_took_another_way_to_the_same_state_gives_the_same_bytes) {
    diary d;
    d.admit("a", "", "k1", "only said to the first");
    d.admit("b", "", "k2", "said to both");
    d.admit("c", "", "k3", "said to both");
    d.shred("a");
    const auto bytes = d.bytes();
    book back;
    canonical_reader in{bytes};
    BOOST_REQUIRE(back.restore(in));
    BOOST_TEST(in.is_done());
    std::string again;
    {
        canonical out{[&](std::string_view piece) { again += piece; }};
        back.describe(out);
    }
    BOOST_TEST((again == bytes));
    BOOST_TEST(bytes.find("only said to the first") == std::string::npos);
    BOOST_TEST((back.find_key("uid:7", "k3") == back.find("c")));
}

BOOST_AUTO_TEST_SUITE_END()
