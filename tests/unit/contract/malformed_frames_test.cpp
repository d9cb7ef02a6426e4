#include "contract/frames.hpp"
#include "model/limits.hpp"
#include "unit/contract/wire_text.hpp"

#include <iaq/v1/intake.pb.h>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <vector>

using namespace iaq;
using iaq::v1::ClientFrame;
using model::calls::malformed;

namespace {

const auto& frame_type() { return *ClientFrame::descriptor(); }
std::string id() { return test::number_field(1, 7); }
std::string text(std::string_view path, std::string_view content) {
    return id() + test::inside(frame_type(), path, content);
}
std::string number(std::string_view path, std::uint64_t value) {
    return id() + test::number_at(frame_type(), path, value);
}
std::string time(std::string_view path, std::uint64_t seconds, std::uint64_t nanos = 0) {
    return text(path, test::number_field(1, seconds) + test::number_field(2, nanos));
}
std::string key(std::size_t size) { return test::text_field(1, std::string(size, 'k')); }
std::string a_time(std::uint32_t field, std::uint64_t seconds) {
    return test::text_field(field, test::number_field(1, seconds));
}

struct row {
    std::string name, bytes, field, sentence;
};

// The part named is the part at fault.
row at(std::string name, std::string path, std::string_view content, std::string sentence) {
    return {std::move(name), text(path, content), path, std::move(sentence)};
}
row number_at(std::string name, std::string path, std::uint64_t value, std::string sentence) {
    return {std::move(name), number(path, value), path, std::move(sentence)};
}
row time_at(std::string name, std::string path, std::uint64_t seconds, std::string sentence,
            std::uint64_t nanos = 0) {
    return {std::move(name), time(path, seconds, nanos), path, std::move(sentence)};
}

const std::string bad_text = "M\xC3";  // a character of two bytes, cut
const std::string long_text(model::limits::field_bytes_max + 1, 'x');
const std::string not_utf8 = " is not UTF-8; send UTF-8 text";
const std::string too_long = " is longer than 2048 bytes; shorten it";
const std::string no_value = " holds a value that this daemon does not know; use one of its names";
const std::string no_time =
    " is no time from 1970 to 2199, or no duration from 0 to 200 years; correct it";
const std::string garbled = " is cut short or garbled; send the whole frame again";
const std::string no_key = " must be 1 to 64 bytes; make one key for each inquiry";
const std::string no_name = " must be at most 32 characters; shorten it";
const std::string twice = " is given more than once; give exactly one";
const std::string too_large = " is too large a number; send a smaller one";
const std::string no_body = " is absent; put one call into the frame";
const std::string no_inquiry =
    " names no inquiry; give inquiry_id, idempotency_key, reference or incident";
const std::string no_id = " is 0 or absent; count your requests from 1";

std::string unknown(int field) {
    return " has a field " + std::to_string(field) +
           " that this daemon does not know; leave it out";
}
std::string other_type(int field) {
    return " has field " + std::to_string(field) + " written as another type; use the .proto files";
}

// clang-format off
const std::vector<row> rows{
    // the frame
    {"nothing", "", "request_id", no_id},
    {"request_id 0", test::number_field(1, 0) + test::text_field(15, ""), "request_id", no_id},
    {"no request_id", test::text_field(15, ""), "request_id", no_id},
    {"no body", id(), "body", no_body},
    {"user without body", id() + test::text_field(2, "jones"), "body", no_body},
    {"two calls", id() + test::text_field(15, "") + test::text_field(14, ""), "body", twice},
    {"one call twice", id() + test::text_field(15, "") + test::text_field(15, ""), "body", twice},
    {"unknown call", id() + test::text_field(99, ""), "", unknown(99)},
    {"reserved number", id() + test::number_field(3, 1), "", unknown(3)},
    {"very high number", id() + test::number_field(536870911, 1), "", unknown(536870911)},
    {"field number 0", id() + std::string("\x02\x00", 2), "", garbled},
    {"tag cut", id() + "\x80", "", garbled},
    {"tag over 32 bits", id() + "\xF8\xFF\xFF\xFF\xFF\x01", "", garbled},
    {"length cut", id() + "\x7A\x80", "", garbled},
    {"content cut", id() + "\x7A\x05" "ab", "", garbled},
    {"endless varint", id() + std::string(1, '\x08') + std::string(11, '\xFF'), "", garbled},
    {"old group", id() + "\x0B\x0C", "", garbled},
    {"unused wire type", id() + "\x0F", "", garbled},
    {"text, not protobuf", "GET / HTTP/1.1\r\n\r\n", "", garbled},
    {"JSON, not protobuf", "{\"request_id\":7}", "", garbled},
    {"request_id as text", test::text_field(1, "7"), "", other_type(1)},
    {"request_id as eight bytes", std::string("\x09") + std::string(8, '\0'), "", other_type(1)},
    {"call as number", id() + test::number_field(15, 1), "", other_type(15)},
    {"user not UTF-8", id() + test::text_field(2, bad_text), "acting_user", not_utf8},
    {"user too long", id() + test::text_field(2, long_text), "acting_user", too_long},
    {"frame too long", std::string(model::limits::request_bytes_max + 1, 'x'), "",
     " is longer than 65536 bytes; send less in one frame"},
    // submit
    {"no key", text("submit", ""), "submit.idempotency_key", no_key},
    at("empty key", "submit.idempotency_key", "", no_key),
    {"key of 65", text("submit", key(65)), "submit.idempotency_key", no_key},
    at("key not UTF-8", "submit.idempotency_key", bad_text, not_utf8),
    at("unknown field", "submit", key(1) + test::number_field(28, 1), unknown(28)),
    at("unknown in subject", "submit.subject", test::number_field(16, 1), unknown(16)),
    at("unknown in requester", "submit.requester", test::text_field(3, "x"), unknown(3)),
    at("unknown in time", "submit.send_before", test::number_field(3, 1), unknown(3)),
    at("subject cut", "submit.subject", "\x0A\x05" "A", garbled),
    at("subject as text", "submit.subject", "DOE, JANE", garbled),
    {"name as number", number("submit.subject.last_name", 1), "submit.subject", other_type(1)},
    {"sex as text", text("submit.subject.sex", ""), "submit.subject", other_type(6)},
    at("name not UTF-8", "submit.subject.last_name", bad_text, not_utf8),
    at("overlong UTF-8", "submit.subject.first_name", "\xC0\xAF", not_utf8),
    at("half a surrogate", "submit.subject.remarks", "\xED\xA0\x80", not_utf8),
    at("Latin-1", "submit.offense.text", "A\xF1O", not_utf8),
    at("ori not UTF-8", "submit.ori", bad_text, not_utf8),
    at("remarks too long", "submit.subject.remarks", long_text, too_long),
    at("reason too long", "submit.reason", long_text, too_long),
    number_at("unknown sex", "submit.subject.sex", 4, no_value),
    number_at("unknown role", "submit.role", 7, no_value),
    number_at("unknown purpose", "submit.purpose", 3, no_value),
    number_at("unknown basis", "submit.basis", 99, no_value),
    number_at("unknown charge", "submit.charge_status", 4, no_value),
    number_at("unknown evidence", "submit.identity_evidence", 4, no_value),
    number_at("negative role", "submit.role", ~0ULL, no_value),
    number_at("role that 32 bits would cut to 1", "submit.role", 0x100000001ULL, no_value),
    number_at("custody neither true nor false", "submit.in_custody", 2, too_large),
    time_at("before 1970", "submit.send_before", ~0ULL, no_time),
    time_at("in 2200", "submit.confined_at", 7258118400, no_time),
    time_at("nanos of a whole second", "submit.contact_expected_end", 5, no_time, 1000000000),
    time_at("negative nanos", "submit.send_before", 5, no_time, ~0ULL),
    {"nanos over 32 bits", time("submit.send_before", 5, 0x100000000ULL),
     "submit.send_before.nanos", too_large},
    // the other calls
    {"get nothing", text("get", ""), "get.by", no_inquiry},
    {"get empty id", text("get.inquiry_id", ""), "get.by", no_inquiry},
    at("get empty key", "get.idempotency_key", "", no_key),
    at("get long key", "get.idempotency_key", std::string(65, 'k'), no_key),
    {"get by two", text("get", test::text_field(1, "a") + test::text_field(3, "b")),
     "get.by", twice},
    number_at("list unset state", "list.states", 0, " holds an unset state; leave it out"),
    number_at("list unknown state", "list.states", 14, no_value),
    at("list unknown packed state", "list.states", "\x01\x0E", no_value),
    at("list cut packed state", "list.states", "\x01\x80", garbled),
    number_at("list too many", "list.limit", 1001,
     " must be at most 1000; ask for less, or leave it out"),
    number_at("list limit over 32 bits", "list.limit", 0x100000001ULL, too_large),
    {"list backwards", text("list", a_time(7, 9) + a_time(8, 8)), "list.from",
     " is later than list.to; exchange them"},
    time_at("list negative age", "list.older_than", ~0ULL, no_time),
    time_at("list age of an aeon", "list.older_than", 1ULL << 62U, no_time),
    {"cancel nothing", text("cancel", ""), "cancel.inquiry_id", " is absent; say which inquiry"},
    at("subscribe long name", "subscribe.consumer", std::string(33, 'c'), no_name),
    {"subscribe by cursor and newest",
     text("subscribe", test::text_field(2, "c5") + test::number_field(3, 1)),
     "subscribe.newest", " stands beside a cursor; give one of them"},
    number_at("subscribe with too many", "subscribe.newest", 1001,
     " must be at most 1000; begin with fewer"),
    at("take long name", "take.consumer", std::string(33, 'c'), no_name),
    {"take nothing", text("take", ""),
     "take.cursor", " is absent; give the cursor of the last delivery stored"},
    {"operate unset", text("operate.station", "stjoe"),
     "operate.operation", " is unset; say what is to be done"},
    number_at("operate unknown", "operate.operation", 12, no_value),
    {"legal hold without inquiry", number("operate.operation", 9),
     "operate.inquiry_id", " is absent; say which inquiry"},
    {"shred nothing", text("shred", ""), "shred.inquiry_id", " is absent; say which inquiry"},
    {"shred without reason", text("shred.inquiry_id", "a-1"),
     "shred.reason", " is absent; say why, for the journal"},
    {"assign without a message", number("operate.operation", 5),
     "operate.reply", " is absent; give the number of the message"},
    {"assign without inquiry",
     text("operate", test::number_field(1, 5) + test::number_field(5, 42)),
     "operate.inquiry_id", " is absent; say which inquiry"},
    {"classify as nothing", text("operate", test::number_field(1, 7) + test::number_field(5, 42)),
     "operate.classification", " must be RECEIPT, ANSWER or OTHER"},
    {"classify as an error",
     text("operate", test::number_field(1, 7) + test::number_field(5, 42) +
                         test::number_field(6, 4)),
     "operate.classification", " must be RECEIPT, ANSWER or OTHER"},
    {"replay to nobody", number("operate.operation", 8),
     "operate.consumer", " is absent; say whose deliveries"},
    {"replay from two places",
     text("operate", test::number_field(1, 8) + test::text_field(7, "cad-1") +
                         test::text_field(8, "c5") + a_time(9, 5)),
     "operate.since", " stands beside operate.from; give one of them"},
    {"first name alone", text("list", test::text_field(13, "JANE") + test::text_field(15, "why")),
     "list.first_name", " is alone; add last_name or date_of_birth"},
    {"person without reason", text("list.last_name", "DOE"),
     "list.reason", " is absent; say why by person, for the journal"},
    {"reason without person", text("list.reason", "why"),
     "list.reason", " has no person beside it; leave it out"},
    {"report of nothing", text("report", ""), "report.kind", " is unset; say which report"},
    {"report of ever", number("report.kind", 1), "report.from", " is absent; say from when"},
    {"report backwards", text("report", test::number_field(1, 1) + a_time(2, 9) + a_time(3, 8)),
     "report.from", " is later than report.to; exchange them"},
    {"review from ever", text("review", ""),
     "review.from", " is absent; say which span was reviewed"},
    {"review until ever", text("review", a_time(1, 5)),
     "review.to", " is absent; say which span was reviewed"},
    {"review without findings", text("review", a_time(1, 5) + a_time(2, 6)),
     "review.findings", " is absent; say what was found"},
    {"more unmatched than there are rows", number("unmatched.limit", 1001),
     "unmatched.limit", " must be at most 1000; ask for less, or leave it out"},
    {"operate without station", number("operate.operation", 1),
     "operate.station", " is absent; name the station"},
    {"operate without reason",
     text("operate", test::number_field(1, 1) + test::text_field(2, "stjoe")),
     "operate.reason", " is absent; say why, for the journal"},
    at("status with content", "status", test::number_field(1, 1), unknown(1)),
    at("ping with content", "ping", test::text_field(1, "x"), unknown(1)),
    at("hello not UTF-8", "hello.program", bad_text, not_utf8),
    // calls of later steps are looked over all the same
    at("note not UTF-8", "note.text", bad_text, not_utf8),
    number_at("update of unknown role", "update.role", 7, no_value),
    at("manual with bad subject", "record_manual.request.subject.suffix", bad_text, not_utf8),
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_malformed_frames)

BOOST_AUTO_TEST_CASE(each_bad_frame_is_answered_with_its_field_and_what_would_do) {
    BOOST_TEST(rows.size() >= 60U);
    for (const auto& each : rows) {
        BOOST_TEST_CONTEXT(each.name) {
            const auto read = contract::read_client_frame(each.bytes);
            const auto* const bad = std::get_if<malformed>(&read.call);
            BOOST_TEST_REQUIRE((bad != nullptr));
            BOOST_TEST(bad->field == each.field);
            BOOST_TEST(bad->message ==
                       (each.field.empty() ? "the frame" : each.field) + each.sentence);
        }
    }
}

BOOST_AUTO_TEST_CASE(garbled_frame_still_tells_its_request_id_when_that_can_be_read) {
    const auto read = contract::read_client_frame(text("submit.subject.last_name", bad_text));
    BOOST_TEST(read.request_id == 7U);
    BOOST_TEST(contract::read_client_frame("\x80").request_id == 0U);
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_good_frame_is_malformed_or_complete_and_never_more) {
    const auto whole = text("submit", key(3) + test::inside(*v1::SubmitInquiry::descriptor(),
                                                            "subject.last_name", "DOE"));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        BOOST_TEST_CONTEXT(size) {
            const auto read = contract::read_client_frame(whole.substr(0, size));
            BOOST_TEST(std::holds_alternative<malformed>(read.call));
        }
    }
    BOOST_TEST(
        std::holds_alternative<model::calls::submit>(contract::read_client_frame(whole).call));
}

BOOST_AUTO_TEST_CASE(values_of_the_client_are_never_repeated) {
    const std::string secret = "ZANZIBAR";
    for (const auto& bytes :
         {text("submit.subject.last_name", secret + bad_text), text("submit.subject", secret),
          text("submit.ori", secret + long_text), text("get.idempotency_key", secret + long_text),
          text("take.consumer", secret + std::string(40, 'c'))}) {
        const auto read = contract::read_client_frame(bytes);
        const auto& bad = std::get<malformed>(read.call);
        BOOST_TEST(bad.message.find(secret) == std::string::npos);
        BOOST_TEST(bad.field.find(secret) == std::string::npos);
    }
}

namespace {

void none_nests_in_itself(const google::protobuf::Descriptor& of, std::set<std::string> above) {
    BOOST_TEST_REQUIRE(above.insert(of.full_name()).second);
    BOOST_TEST_REQUIRE(above.size() < 32U);
    for (int i = 0; i < of.field_count(); ++i) {
        if (const auto* const inner = of.field(i)->message_type()) {
            none_nests_in_itself(*inner, above);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(depth_of_a_frame_is_bounded_by_the_contract) {
    none_nests_in_itself(frame_type(), {});
}

BOOST_AUTO_TEST_SUITE_END()
