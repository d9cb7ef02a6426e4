#include "base/text.hpp"
#include "contract/records.hpp"
#include "contract/serial.hpp"
#include "model/limits.hpp"
#include "unit/contract/wire_text.hpp"

#include <iaq/v1/record.pb.h>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
namespace records = model::records;

namespace {

model::inquiry_request a_request() {
    model::inquiry_request to;
    to.idempotency_key = "k-1";
    to.ori = "MO0110100";
    to.asked_by = {"1234", "SGT JONES"};
    to.operator_id = "op7";
    to.desk = "north";
    to.incident = "24-1";
    to.phone = "8165550100";
    to.attention = "JONES";
    to.why = model::purpose::criminal_justice;
    to.reason = "BOOKING";
    to.person = {"DOE",     "JANE",     "ANN",     "JR",  "1980-02-01", model::sex::female,
                 "MM",      "GT",       "ROE",     "POE", "A012345678", "123456AA1",
                 "MO12345", "D1234567", "REMARKED"};
    to.charge = {"TRESPASS", "5707"};
    to.in_custody = false;
    to.confined_at = utc_time{1'764'000'000s};
    to.charged = model::charge_status::city_or_state;
    to.role = model::subject_role::charged;
    to.also_victim_or_witness = true;
    to.ground = model::basis::presented_for_incarceration;
    to.evidence = model::identity_evidence::government_id;
    to.document = model::identity_document{"FEDERAL", "PASSPORT", "2031-01-31"};
    to.exemption_override_reason = "DOUBT";
    to.supervisor_reason = "SAME PERSON";
    to.send_before = utc_time{1'764'000'001s};
    to.contact_expected_end = utc_time{1'764'000'002s};
    to.relates_to = "inq-0";
    to.register_only = true;
    to.dry_run = true;
    return to;
}

model::record an_admission() {
    model::record to;
    to.at_sequence = model::sequence{41};
    to.at = {utc_time{1'764'000'000'123'456'789ns}, mono_time{77}};
    to.station = "stjoe";
    to.principal = "uid:1000";
    to.acting_user = "jones";
    to.source = "unix:pid=4";
    records::admitted body;
    body.inquiry_id = "inq-1";
    body.reference = "K7";
    body.state = model::inquiry_state::queued;
    body.request = a_request();
    body.content_digest = std::string(2, '\x01');
    body.person_digest = std::string(2, '\x02');
    body.rules = {"DETAIN", "BOOKING"};
    body.advisories = {{"PARENTS", "no parents", "Names help.", "SO0801 II.B.2.f"}};
    body.delayed_at = utc_time{1'764'000'120s};
    body.order_digest = "ab";
    body.tables_digest = "cd";
    to.body = body;
    return to;
}

const std::string admission_json =
    R"({"sequence":"41","utc_ns":"1764000000123456789",)"
    R"("mono_ns":"77","station":"stjoe","principal":"uid:1000","acting_user":"jones",)"
    R"("source":"unix:pid=4","inquiry_admitted":{"inquiry_id":"inq-1","reference":"K7",)"
    R"("state":"INQUIRY_STATE_QUEUED","request":{"idempotency_key":"k-1","ori":"MO0110100",)"
    R"("requester":{"officer_id":"1234","officer_name":"SGT JONES"},"operator_id":"op7",)"
    R"("desk":"north","incident":"24-1","phone":"8165550100","attention":"JONES",)"
    R"("purpose":"PURPOSE_CRIMINAL_JUSTICE","reason":"BOOKING","subject":{"last_name":"DOE",)"
    R"("first_name":"JANE","middle_name":"ANN","suffix":"JR","date_of_birth":"1980-02-01",)"
    R"("sex":"SEX_FEMALE","place_of_birth":"MM","nationality":"GT",)"
    R"("mothers_maiden_name":"ROE","fathers_last_name":"POE","alien_number":"A012345678",)"
    R"("fbi_number":"123456AA1","state_id":"MO12345","operator_license":"D1234567",)"
    R"("remarks":"REMARKED"},"offense":{"text":"TRESPASS","ncic_code":"5707"},)"
    R"("in_custody":false,"confined_at":"2025-11-24T16:00:00Z",)"
    R"("charge_status":"CHARGE_STATUS_CITY_OR_STATE","role":"SUBJECT_ROLE_CHARGED",)"
    R"("also_victim_or_witness":true,"basis":"BASIS_PRESENTED_FOR_INCARCERATION",)"
    R"("identity_evidence":"IDENTITY_EVIDENCE_GOVERNMENT_ID","identity_document":)"
    R"({"issuer":"FEDERAL","kind":"PASSPORT","valid_until":"2031-01-31"},)"
    R"("exemption_override_reason":"DOUBT","supervisor_reason":"SAME PERSON",)"
    R"("send_before":"2025-11-24T16:00:01Z","contact_expected_end":"2025-11-24T16:00:02Z",)"
    R"("relates_to":"inq-0","register_only":true,"dry_run":true},"content_digest":"AQE=",)"
    R"("person_digest":"AgI=","rules":["DETAIN","BOOKING"],"advisories":[{"id":"PARENTS",)"
    R"("short_text":"no parents","text":"Names help.","citation":"SO0801 II.B.2.f"}],)"
    R"("delayed_at":"2025-11-24T16:02:00Z","order_digest":"ab","tables_digest":"cd"}})";

// A change here is a change of the journal's format: every journal ever written has such bytes.
const std::string admission_hex =
    "08291115cd256fa7fc7a18184d220573746a6f652a087569643a3130303032056a6f6e65733a0a756e69783a7069"
    "643d348203ad030a05696e712d3112024b37180122bf020a036b2d3112094d4f303131303130301a110a04313233"
    "341209534754204a4f4e455322036f70372a056e6f727468320432342d313a0a3831363535353031303042054a4f"
    "4e455348015207424f4f4b494e475a680a03444f4512044a414e451a03414e4e22024a522a0a313938302d30322d"
    "303130013a024d4d420247544a03524f455203504f455a0a4130313233343536373862093132333435364141316a"
    "074d4f3132333435720844313233343536377a0852454d41524b454462100a085452455350415353120435373037"
    "6800720608808292c9067802800102880101900101980102a2011f0a074645444552414c120850415353504f5254"
    "1a0a323033312d30312d3331aa0105444f554254b2010b53414d4520504552534f4eba010608818292c906c20106"
    "08828292c906ca0105696e712d30d00101d801012a020101320202023a0644455441494e3a07424f4f4b494e4742"
    "330a07504152454e5453120a6e6f20706172656e74731a0b4e616d65732068656c702e220f534f30383031204949"
    "2e422e322e66520608f88292c906620261626a026364";

std::string a_link_up(std::string_view more) {
    return test::number_field(1, 5) + test::text_field(35, more);
}

struct wound {
    std::string name, bytes, sentence;
};

const std::string by_newer = "; open it with that version";

const std::vector<wound> wounds{
    {"nothing", "", "the record has no body; it is damaged"},
    {"envelope alone", test::number_field(1, 5), "the record has no body; it is damaged"},
    {"unknown field of the envelope", test::number_field(13, 1) + a_link_up(""),
     "a newer daemon wrote this (field 13 of the record)" + by_newer},
    {"unknown field of a kind", a_link_up(test::number_field(6, 1)),
     "a newer daemon wrote this (field 6 of link_up)" + by_newer},
    {"unknown field inside a kind",
     test::text_field(81, test::text_field(3, test::number_field(9, 1))),
     "a newer daemon wrote this (field 9 of reply_matched.evidence)" + by_newer},
    {"outcome of a newer daemon", test::number_field(12, 9) + a_link_up(""),
     "a newer daemon wrote this (a value of outcome)" + by_newer},
    {"a clock of a newer daemon",
     test::text_field(48, test::text_field(14, test::number_field(1, 99))),
     "a newer daemon wrote this (a value of inquiry_admitted.clocks.clock)" + by_newer},
    {"operation of a newer daemon", test::text_field(39, test::number_field(1, 12)),
     "a newer daemon wrote this (a value of operator_action.operation)" + by_newer},
    {"unknown state", test::text_field(63, test::number_field(2, 77)),
     "a newer daemon wrote this (a value of send_given_up.state)" + by_newer},
    {"two bodies", a_link_up("") + test::text_field(36, ""),
     "body is there twice; the record is damaged"},
    {"a body of ours and a foreign one", a_link_up("") + test::text_field(300, ""),
     "a newer daemon wrote this (field 300 of the record)" + by_newer},
    {"a foreign body that is no message", test::number_field(300, 1),
     "a newer daemon wrote this (field 300 of the record)" + by_newer},
    {"peer not UTF-8", a_link_up(test::text_field(2, "\xFF")),
     "link_up.peer is not UTF-8; the record is damaged"},
    {"peer as number", a_link_up(test::number_field(2, 1)),
     "field 2 of link_up has another type; the record is damaged"},
    {"idle over 32 bits", a_link_up(test::number_field(4, 1ULL << 32U)),
     "link_up.idle_seconds is too large; the record is damaged"},
    {"cut", a_link_up("").substr(0, 3), "the record is cut short; the record is damaged"},
    {"no payload kind", test::text_field(80, test::number_field(3, 1)),
     "reply_heard.payload is unset; the record is damaged"},
    {"no time", test::text_field(52, test::text_field(3, test::number_field(2, 1'000'000'000))),
     "clock_fired.due is no time; the record is damaged"},
    {"too long", std::string(model::limits::record_bytes_max + 1, 'x'),
     "the record is too long; it is damaged"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_record_format)

BOOST_AUTO_TEST_CASE(bytes_of_a_record_never_change) {
    BOOST_TEST(text::to_hex(contract::encode(an_admission())) == admission_hex);
}

BOOST_AUTO_TEST_CASE(each_value_stands_under_its_own_name) {
    const auto line = contract::to_json(contract::encode(an_admission()), false);
    BOOST_TEST_REQUIRE(line.has_value());
    BOOST_TEST(line.value() == admission_json);
}

BOOST_AUTO_TEST_CASE(damage_and_newer_records_are_told_by_field) {
    for (const auto& each : wounds) {
        BOOST_TEST_CONTEXT(each.name) {
            const auto read = contract::decode(each.bytes);
            BOOST_TEST_REQUIRE(read.has_error());
            BOOST_TEST(read.error() == each.sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_cut_of_a_record_is_taken_for_the_whole) {
    const auto whole = contract::encode(an_admission());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        BOOST_TEST_CONTEXT(size) {
            BOOST_TEST(contract::decode(whole.substr(0, size)).has_error());
        }
    }
}

BOOST_AUTO_TEST_CASE(json_shows_kinds_of_later_steps) {
    v1::Record note;
    note.set_sequence(9);
    note.mutable_note_written()->mutable_note()->set_inquiry_id("inq-1");
    const auto line = contract::to_json(contract::serial(note), false);
    BOOST_TEST_REQUIRE(line.has_value());
    BOOST_TEST(line.value() ==
               R"({"sequence":"9","note_written":{"note":{"inquiry_id":"inq-1"}}})");
}

BOOST_AUTO_TEST_CASE(json_of_damage_is_refused_with_the_reason) {
    const auto line = contract::to_json(a_link_up(test::text_field(2, "\xFF")), true);
    BOOST_TEST_REQUIRE(line.has_error());
    BOOST_TEST(line.error().why == "link_up.peer is not UTF-8; the record is damaged");
}

BOOST_AUTO_TEST_SUITE_END()
