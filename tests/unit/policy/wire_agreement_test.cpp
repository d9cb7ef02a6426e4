#include "support/order_builder.hpp"
#include "wire/payload.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace iaq;
using namespace iaq::tests;
using namespace std::string_literals;

// Policy is the first lock, the wire's writer the second: what is admitted can be written.
BOOST_AUTO_TEST_SUITE(policy_wire_agreement)

namespace {

using request = model::inquiry_request;

const std::string values[]{
    "",
    " ",
    "A",
    "DOE",
    "12345678",
    "123456789",
    "Ñandú-O'Neill",
    "Straße",
    "ST. JOHN",
    "A/B",
    "*X",
    "TXT",
    "A\nTXT\nB",
    "A\r\nB",
    "A\tB",
    "<a>&\"'",
    "]]>",
    "\x01",
    "\x7F",
    "\xC2\x85",
    "\xFF\xFE",
    "Кузнецов",
    "a\0b"s,
    "MM",
    "0399",
    "1990-01-15",
    std::string(31, 'A'),
    std::string(61, 'A'),
    std::string(121, 'A'),
    std::string(2048, 'A'),
    "ß" + std::string(2046, 'A'),
};

template <auto Member>
void set_own(request& r, const std::string& value) {
    r.*Member = value;
}

template <auto Member>
void set_person(request& r, const std::string& value) {
    r.person.*Member = value;
}

using person = model::subject;

struct field {
    std::string_view name;
    void (*set)(request&, const std::string&);
};

const field fields[]{
    {"operator_id", set_own<&request::operator_id>},
    {"phone", set_own<&request::phone>},
    {"attention", set_own<&request::attention>},
    {"reason", set_own<&request::reason>},
    {"last_name", set_person<&person::last_name>},
    {"first_name", set_person<&person::first_name>},
    {"middle_name", set_person<&person::middle_name>},
    {"suffix", set_person<&person::suffix>},
    {"date_of_birth", set_person<&person::date_of_birth>},
    {"place_of_birth", set_person<&person::place_of_birth>},
    {"mothers_maiden_name", set_person<&person::mothers_maiden_name>},
    {"fathers_last_name", set_person<&person::fathers_last_name>},
    {"alien_number", set_person<&person::alien_number>},
    {"fbi_number", set_person<&person::fbi_number>},
    {"state_id", set_person<&person::state_id>},
    {"operator_license", set_person<&person::operator_license>},
    {"remarks", set_person<&person::remarks>},
    {"officer_name",
     [](request& r, const std::string& value) {
         r.attention = "";
         r.asked_by.officer_name = value;
     }},
    {"ncic_code", [](request& r, const std::string& value) { r.charge.ncic_code = value; }},
};

/// Judges and writes; says whether the inquiry was admitted.
bool admitted_and_written(const bench& b, const request& asked) {
    const auto said = b.judge(asked);
    if (said.refused()) {
        return false;
    }
    for (const auto payload : {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
        const auto bytes =
            wire::format(payload, {said.request, b.profile, "SJPD01", "AB23456789", b.now});
        const auto flaw = bytes ? "" : bytes.error().field + ": " + bytes.error().reason;
        BOOST_TEST(flaw == "");
    }
    return true;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_policy_admits_the_wire_can_write) {
    std::size_t admitted = 0, refused = 0;
    for (const auto& profile : {plain_profile(), shipped_profile()}) {
        bench b;
        b.profile = profile;
        for (const auto& f : fields) {
            for (const auto& value : values) {
                BOOST_TEST_CONTEXT(profile.name << ' ' << f.name << ' ' << value.substr(0, 40)) {
                    auto asked = sound_request();
                    f.set(asked, value);
                    (admitted_and_written(b, asked) ? admitted : refused) += 1;
                }
            }
        }
    }
    BOOST_TEST(admitted > 100U);
    BOOST_TEST(refused > 100U);
}

BOOST_AUTO_TEST_SUITE_END()
