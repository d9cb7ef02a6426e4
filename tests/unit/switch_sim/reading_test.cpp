#include "switch_sim/asked.hpp"
#include "unit/switch_sim/station.hpp"
#include "wire/payload.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <string>

using namespace iaq;
using namespace iaq::switch_sim;
using namespace iaq::switch_sim::test;

namespace {

constexpr std::array both{model::payload_kind::ofml, model::payload_kind::nlets_text};

std::string iaq_in(model::payload_kind payload) {
    return payload == model::payload_kind::ofml
               ? ofml_iaq("A1B2C3D4E5")
               : "SJPD01.A1B2C3D4E5.OP1    .IAQ.MO0110100.AX.*A1B2C3D4E5.TXT\r\n"
                 "PUR/C.ATN/OFC ROE.NAM/DOE, JANE.DOB/19800201";
}

/// What the gateway's own reader makes of what the switch says about one inquiry.
std::vector<model::heard> heard_of(std::string_view told, model::payload_kind payload) {
    lesc_options options;
    options.told = scene_of(told);
    options.payload = payload;
    lesc behind(std::move(options));
    station s(behind);
    s.connect();
    s.hand_in({.exchange = 7, .payload = iaq_in(payload)});
    s.listen(10s);
    std::vector<model::heard> all;
    for (const auto& w : s.heard()) {
        all.push_back(wire::parse(payload, w.bytes));
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(switch_sim_reading)

BOOST_AUTO_TEST_CASE(an_inquiry_is_read_alike_from_both_payloads) {
    for (const auto payload : both) {
        const auto a = read_asked(iaq_in(payload));
        BOOST_TEST(a.key == "IAQ");
        BOOST_TEST(a.reference == "A1B2C3D4E5");
        BOOST_TEST(a.device == "SJPD01");
        BOOST_TEST(a.user == "OP1");
        BOOST_TEST(a.ori == "MO0110100");
        BOOST_TEST(a.name == "DOE, JANE");
        BOOST_TEST(a.dob == "19800201");
        BOOST_TEST(a.attention == "OFC ROE");
        BOOST_TEST(a.native.starts_with("IAQ.MO0110100.AX.*A1B2C3D4E5.TXT\r\nPUR/C."));
    }
}

BOOST_AUTO_TEST_CASE(any_bytes_are_read_without_harm) {
    for (const std::string bytes : {"", "<", "<OFML><REF>", "IAQ", "....", "TXT", "*", "/././.",
                                    "A.B.C.D.EEEEEEEEE", "<REF>&&amp</REF>"}) {
        BOOST_TEST_CONTEXT(bytes) {
            BOOST_TEST(read_asked(bytes).device.size() <= bytes.size());
            BOOST_TEST(read_asked(bytes).name.empty());
        }
    }
    BOOST_TEST(read_asked("IAQ.MO0110100.AX.*R9.TXT NAM/DOE, JANE").reference == "R9");
    // Three letters inside a reference are not the mark that ends the header (the loaded line).
    const auto inside =
        read_asked("SJPD01.F5TXTNZADX.OP1.IAQ.MO0110100.AX.*F5TXTNZADX.TXT\r\nPUR/C");
    BOOST_TEST(inside.reference == "F5TXTNZADX");
    BOOST_TEST(inside.key == "IAQ");
}

BOOST_AUTO_TEST_CASE(the_gateway_reads_header_number_and_trailer_of_what_the_switch_says) {
    for (const auto payload : both) {
        BOOST_TEST_CONTEXT(static_cast<int>(payload)) {
            const auto all = heard_of(
                "switch on iaq : receipt ; answer after 1s mangle-case blanks split=37 txt=2 ; "
                "er number=22 after 2s ; sm number=02 after 3s",
                payload);
            BOOST_TEST_REQUIRE(all.size() == 4U);
            const std::array<std::string, 4> keys{"AM", "IAR", "ER", "SM"};
            const std::array<std::string, 4> origins{"VTICE0900", "VTICE0900", "NL0000000",
                                                     "NL0000000"};
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& h = all[i].header;
                BOOST_TEST(h.key == keys[i]);
                BOOST_TEST(h.origin == origins[i]);
                BOOST_TEST(h.destination == "MO0110100");
                BOOST_TEST(h.device == "SJPD01");
                BOOST_TEST(wire::comparable_reference(h.reference) == "A1B2C3D4E5");
                BOOST_TEST(all[i].trailer.size() == 2U);
            }
            BOOST_TEST(all[2].header.number == "22");
            BOOST_TEST(all[2].echoed_reference == "A1B2C3D4E5");
            BOOST_TEST(all[3].header.number == "02");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_dropped_reference_is_nowhere_to_be_read) {
    for (const auto payload : both) {
        BOOST_TEST_CONTEXT(static_cast<int>(payload)) {
            const auto all = heard_of("switch on iaq : answer drop-reference", payload);
            BOOST_TEST_REQUIRE(all.size() == 1U);
            BOOST_TEST(all[0].header.reference != "A1B2C3D4E5");
            BOOST_TEST(all[0].header.control != "A1B2C3D4E5");
            BOOST_TEST(all[0].header.key == "IAR");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
