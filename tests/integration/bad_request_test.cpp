#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <string>
#include <vector>

/// Malformed and refused requests through the real socket: each has its named refusal, the daemon
/// lives, and nothing of any of them reaches the wire or the log.
using namespace iaq;
using testing::site;
using testing::submission;

namespace {

/// `text` is merged into a good request as protobuf text; without it the field is cleared.
struct row {
    std::string name, rule, field, text;
};

constexpr const char* marked = "ZZMARKED";

// clang-format off
const std::vector<row> refused_submissions{
    {"role unset", "ROLE", "role", ""},
    {"victim", "ROLE", "role", "role: SUBJECT_ROLE_VICTIM"},
    {"witness", "ROLE", "role", "role: SUBJECT_ROLE_WITNESS"},
    {"basis unset", "BASIS", "basis", ""},
    {"contact for incarceration", "BASIS", "basis", "role: SUBJECT_ROLE_ENFORCEMENT_CONTACT"},
    {"no last name", "FIELDS", "subject.last_name", ""},
    {"blank last name", "FIELDS", "subject.last_name", "subject { last_name: '  ' }"},
    {"no first name", "FIELDS", "subject.first_name", ""},
    {"digit in a name", "FIELDS", "subject.last_name", "subject { last_name: 'ZZMARKED7' }"},
    {"period in a name", "FIELDS", "subject.last_name", "subject { last_name: 'ZZMARKED.' }"},
    {"slash in a name", "FIELDS", "subject.first_name", "subject { first_name: 'A/B' }"},
    {"line end in a name", "FIELDS", "subject.first_name", "subject { first_name: 'A\\nB' }"},
    {"other script", "FIELDS", "subject.last_name", "subject { last_name: '\\320\\226' }"},
    {"digit in the middle", "FIELDS", "subject.middle_name", "subject { middle_name: 'X9' }"},
    {"period in the suffix", "FIELDS", "subject.suffix", "subject { suffix: 'JR.' }"},
    {"no birth date", "FIELDS", "subject.date_of_birth", ""},
    {"another form", "FIELDS", "subject.date_of_birth", "subject { date_of_birth: '01/02/1980' }"},
    {"no such day", "FIELDS", "subject.date_of_birth", "subject { date_of_birth: '1981-02-29' }"},
    {"month 13", "FIELDS", "subject.date_of_birth", "subject { date_of_birth: '1981-13-01' }"},
    {"in the future", "FIELDS", "subject.date_of_birth", "subject { date_of_birth: '2199-01-01' }"},
    {"too long ago", "FIELDS", "subject.date_of_birth", "subject { date_of_birth: '1850-01-01' }"},
    {"sex unset", "FIELDS", "subject.sex", ""},
    {"no birthplace", "FIELDS", "subject.place_of_birth", ""},
    {"birthplace XX", "FIELDS", "subject.place_of_birth", "subject { place_of_birth: 'XX' }"},
    {"reference only", "FIELDS", "subject.place_of_birth", "subject { place_of_birth: 'CN' }"},
    {"place in words", "FIELDS", "subject.place_of_birth", "subject { place_of_birth: 'MEXICO' }"},
    {"unknown place", "FIELDS", "subject.place_of_birth", "subject { place_of_birth: 'Q9' }"},
    {"unknown nationality", "FIELDS", "subject.nationality", "subject { nationality: 'Q9' }"},
    {"no offence text", "FIELDS", "offense.text", ""},
    {"code of three digits", "FIELDS", "offense.ncic_code", "offense { ncic_code: '549' }"},
    {"code in letters", "FIELDS", "offense.ncic_code", "offense { ncic_code: '54A9' }"},
    {"no code though charged", "FIELDS", "offense.ncic_code", ""},
    {"alien number in letters", "", "subject.alien_number", "subject { alien_number: 'ABCDEFGH' }"},
    {"alien number too long", "", "subject.alien_number", "subject { alien_number: '1234567890' }"},
    {"FBI number too long", "", "subject.fbi_number", "subject { fbi_number: '1234567890' }"},
    {"state id too long", "", "subject.state_id", "subject { state_id: '12345678901' }"},
    {"licence too long", "", "subject.operator_license",
     "subject { operator_license: '1234567890123456789012345678901234567890' }"},
    {"licence with a delimiter", "", "subject.operator_license",
     "subject { operator_license: 'A.1' }"},
    {"no officer", "PEOPLE", "requester.officer_id", ""},
    {"officer without a name", "PEOPLE", "requester.officer_name", ""},
    {"no operator", "PEOPLE", "operator_id", ""},
    {"purpose firearms", "PROFILE", "purpose", "purpose: PURPOSE_FIREARMS"},
    {"custody not said", "PROFILE", "in_custody", ""},
    {"no ORI", "PROFILE", "ori", ""},
    {"phone of seven digits", "PROFILE", "phone", "phone: '5550100'"},
    {"phone in words", "PROFILE", "phone", "phone: 'CALL ME'"},
    {"attention with a delimiter", "PROFILE", "attention", "attention: 'SGT. X'"},
    {"attention too long", "PROFILE", "attention",
     "attention: 'ABCDEFGHIJ ABCDEFGHIJ ABCDEFGHIJ ABCDEFGHIJ'"},
    {"reason with a delimiter", "PROFILE", "reason", "reason: 'A/B'"},
    {"remarks with a delimiter", "PROFILE", "subject.remarks", "subject { remarks: 'NAM/X' }"},
};

const std::vector<row> invalid_submissions{
    {"no key", "", "idempotency_key", ""},
    {"key of 65", "", "",
     "idempotency_key: '12345678901234567890123456789012345678901234567890123456789012345'"},
    {"role of another contract", "", "", "role: 77"},
    {"sex of another contract", "", "", "subject { sex: 9 }"},
    {"basis of another contract", "", "", "basis: 9"},
    {"evidence of another contract", "", "", "identity_evidence: 44"},
    {"time before 1970", "", "", "send_before { seconds: -5 }"},
    {"time after 2200", "", "", "send_before { seconds: 99999999999 }"},
    {"nanoseconds over a second", "", "", "confined_at { seconds: 5 nanos: 2000000000 }"},
};
// clang-format on

void clear(google::protobuf::Message& message, const std::string& path) {
    const auto dot = path.find('.');
    const auto* const field = message.GetDescriptor()->FindFieldByName(path.substr(0, dot));
    BOOST_REQUIRE(field != nullptr);
    if (dot == std::string::npos) {
        message.GetReflection()->ClearField(&message, field);
        return;
    }
    clear(*message.GetReflection()->MutableMessage(&message, field), path.substr(dot + 1));
}

void spoil(v1::SubmitInquiry& request, const row& r) {
    if (r.text.empty()) {
        clear(request, r.field);
        return;
    }
    BOOST_REQUIRE(google::protobuf::TextFormat::MergeFromString(r.text, &request));
}

v1::ClientFrame spoilt(int number, const row& r) {
    auto frame = submission(number, "bad-" + std::to_string(number), "officer");
    frame.mutable_submit()->mutable_subject()->set_last_name(marked);
    spoil(*frame.mutable_submit(), r);
    return frame;
}

bool names(const v1::InquiryRefused& refused, const row& r) {
    return std::ranges::any_of(refused.violations(), [&](const v1::Violation& v) {
        return (r.rule.empty() || v.rule() == r.rule) && v.field() == r.field;
    });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_bad_request)

BOOST_AUTO_TEST_CASE(each_bad_request_has_its_named_refusal_and_nothing_of_it_leaves) {
    site s{"switch on iaq : ack\n"};
    s.start();
    auto client = s.connect();
    int number = 0;
    for (const auto& r : refused_submissions) {
        BOOST_TEST_CONTEXT(r.name) {
            const auto answer = client.call(spoilt(++number, r)).value();
            BOOST_REQUIRE_MESSAGE(answer.has_refused(), answer.ShortDebugString());
            BOOST_TEST(names(answer.refused(), r), answer.ShortDebugString());
            BOOST_TEST(answer.ShortDebugString().find(marked) == std::string::npos);
            for (const auto& v : answer.refused().violations()) {
                BOOST_TEST(!v.message().empty());
            }
        }
    }
    for (const auto& r : invalid_submissions) {
        BOOST_TEST_CONTEXT(r.name) {
            const auto answer = client.call(spoilt(++number, r)).value();
            BOOST_REQUIRE_MESSAGE(answer.has_error(), answer.ShortDebugString());
            BOOST_TEST(answer.error().code() == v1::ERROR_CODE_INVALID);
            BOOST_TEST(!answer.error().message().empty());
            BOOST_TEST(answer.ShortDebugString().find(marked) == std::string::npos);
        }
    }
    const auto unknown_fields = [&](google::protobuf::Message& where, v1::ClientFrame& frame) {
        where.GetReflection()->MutableUnknownFields(&where)->AddVarint(999, 1);
        ++number;
        BOOST_TEST(client.call(frame).value().error().code() == v1::ERROR_CODE_INVALID);
    };
    auto frame = submission(1000, "bad-outside", "officer");
    unknown_fields(*frame.mutable_submit(), frame);
    auto inside = submission(1001, "bad-inside", "officer");
    unknown_fields(*inside.mutable_submit()->mutable_subject(), inside);
    auto long_text = submission(1002, "bad-long", "officer");
    long_text.mutable_submit()->set_reason(std::string(3000, 'A'));
    ++number;
    BOOST_TEST(client.call(long_text).value().error().code() == v1::ERROR_CODE_INVALID);
    BOOST_TEST(number >= 60);
    v1::ClientFrame ping;
    ping.mutable_ping();
    BOOST_TEST(client.call(ping).value().has_pong());
    BOOST_TEST(s.stop() == 0);
    for (const auto& note : s.switch_notes()) {
        BOOST_TEST(testing::json_value(note, "what") != "heard");
    }
    std::string found;
    BOOST_TEST(testing::run({"/usr/bin/grep", "-rl", marked, s.folder().path()}, found) == 1,
               found);
}

BOOST_AUTO_TEST_SUITE_END()
