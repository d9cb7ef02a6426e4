#include "wire/payload.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;

namespace {

model::heard heard_native(std::string_view bytes) {
    return wire::parse(model::payload_kind::nlets_text, bytes);
}

model::heard heard_ofml(std::string_view bytes) {
    return wire::parse(model::payload_kind::ofml, bytes);
}

using lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_payload)

BOOST_AUTO_TEST_CASE(a_reference_is_compared_without_case_blanks_and_leading_zeros) {
    BOOST_TEST(wire::comparable_reference("A1B2C3D4E5") == "A1B2C3D4E5");
    BOOST_TEST(wire::comparable_reference(" 00a1 b2c3\t") == "A1B2C3");
    BOOST_TEST(wire::comparable_reference("000") == "");
    BOOST_TEST(wire::comparable_reference("") == "");
    BOOST_TEST(wire::comparable_reference("10") == "10");
}

// domain.md 1.4, the sample of DMPP-2020 section 7.5.
BOOST_AUTO_TEST_CASE(the_published_reply_with_a_control_field_is_read) {
    const std::string bytes =
        "RR.ILLIC0000\r\n05:35 01/08/2004 03911\r\n05:35 01/08/2004 01326TX0000000\r\n"
        "*MRI3718976\r\nTXT\r\nLIC/ABC123.\r\n"
        "MRI 3718979 IN: NLI1 1971 AT 08JAN2004 07:33:43\r\n"
        "OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44";
    const auto heard = heard_native(bytes);
    const auto& h = heard.header;
    BOOST_TEST(h.key == "RR");
    BOOST_TEST(h.origin == "ILLIC0000");
    BOOST_TEST(h.received_time == "05:35 01/08/2004");
    BOOST_TEST(h.receive_count == "03911");
    BOOST_TEST(h.sent_time == "05:35 01/08/2004");
    BOOST_TEST(h.send_count == "01326");
    BOOST_TEST(h.destination == "TX0000000");
    BOOST_TEST(h.control == "MRI3718976");
    BOOST_TEST(h.reference == "");
    BOOST_TEST(heard.text == bytes);
    BOOST_TEST(heard.trailer == (lines{"MRI 3718979 IN: NLI1 1971 AT 08JAN2004 07:33:43",
                                       "OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44"}),
               boost::test_tools::per_element());
    BOOST_TEST(heard.flaws.empty());
}

// domain.md 1.4, the sample of the Nlets article on error messages.
BOOST_AUTO_TEST_CASE(the_published_error_with_number_and_echo_is_read) {
    const std::string bytes =
        "ER.NL0000000\n08:00 01/01/2010 01239\n08:00 01/01/2011 01233 AZNLETS20\nTXT\n"
        ".22. INVALID MESSAGE FORMAT - REFER TO RQ MKE OPTIONS BELOW\n1. LIC, LIY, LIT\n"
        "ORIGINAL MESSAGE\nRQ.AZNLETS20.AZ.TXT\nLIC/123456.LIT/PC";
    const auto heard = heard_native(bytes);
    const auto& h = heard.header;
    BOOST_TEST(h.key == "ER");
    BOOST_TEST(h.origin == "NL0000000");
    BOOST_TEST(h.received_time == "08:00 01/01/2010");
    BOOST_TEST(h.receive_count == "01239");
    BOOST_TEST(h.sent_time == "08:00 01/01/2011");
    BOOST_TEST(h.send_count == "01233");
    BOOST_TEST(h.destination == "AZNLETS20");
    BOOST_TEST(h.control == "");
    BOOST_TEST(h.number == "22");
    BOOST_TEST(heard.echoed_key == "RQ");
    BOOST_TEST(heard.echoed_reference == "");
    BOOST_TEST(heard.text == bytes);
    BOOST_TEST(heard.trailer.empty());
    BOOST_TEST(heard.flaws.empty());
}

// The same reply as DMPP-2020 section 7.5 carries it: OFML around the legacy text.
BOOST_AUTO_TEST_CASE(the_header_of_ofml_and_of_the_text_inside_are_read_together) {
    const auto heard = heard_ofml(
        "<OFML><HDR><ID>014S000003</ID><DAC>SPHQ00P6</DAC><DAT>20040108073344</DAT>"
        "<REF>014S000003</REF><MKE>IAR</MKE><USR>OP12</USR><ORI>VTICE0900</ORI>"
        "<DST>MO0000000</DST><CTL>MRI3718976</CTL><SUM>IAR</SUM></HDR>"
        "<RSP><TXT>IAR.VTICE0900\r\n05:35 01/08/2004 03911\r\n"
        "05:36 01/08/2004 01326MO0000000\r\n*OTHER\r\nTXT\r\nNO RECORD &amp; NO NAME</TXT>"
        "<TXT>SECOND PART\nOUT: SPHQ00P6 3 AT 08JAN2004 07:33:44</TXT></RSP></OFML>");
    const auto& h = heard.header;
    BOOST_TEST(h.key == "IAR");
    BOOST_TEST(h.origin == "VTICE0900");
    BOOST_TEST(h.destination == "MO0000000");
    BOOST_TEST(h.device == "SPHQ00P6");
    BOOST_TEST(h.reference == "014S000003");
    BOOST_TEST(h.user == "OP12");
    BOOST_TEST(h.control == "MRI3718976");
    BOOST_TEST(h.received_time == "05:35 01/08/2004");
    BOOST_TEST(h.receive_count == "03911");
    BOOST_TEST(h.sent_time == "05:36 01/08/2004");
    BOOST_TEST(h.send_count == "01326");
    BOOST_TEST(heard.text ==
               "IAR.VTICE0900\n05:35 01/08/2004 03911\n05:36 01/08/2004 01326MO0000000\n"
               "*OTHER\nTXT\nNO RECORD & NO NAME\nSECOND PART\n"
               "OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44");
    BOOST_TEST(heard.trailer == lines{"OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44"},
               boost::test_tools::per_element());
    BOOST_TEST(heard.flaws.empty());
}

// DMPP-2020 section 2.2: responses carry the DAC, REFERENCE and USER-ID that was input.
BOOST_AUTO_TEST_CASE(the_text_of_a_native_reply_begins_behind_its_routing_header) {
    const auto heard = heard_native(
        "SJPD01.A1B2C3D4E5.OP12   .IAR.VTICE0900\r\n05:35 01/08/2004 03911\r\n"
        "05:35 01/08/2004 01326MO0000000\r\n*A1B2C3D4E5\r\nTXT\r\nBODY. WORDS.");
    BOOST_TEST(heard.header.device == "SJPD01");
    BOOST_TEST(heard.header.reference == "A1B2C3D4E5");
    BOOST_TEST(heard.header.user == "OP12");
    BOOST_TEST(heard.header.key == "IAR");
    BOOST_TEST(heard.header.control == "A1B2C3D4E5");
    BOOST_TEST(heard.text ==
               "IAR.VTICE0900\r\n05:35 01/08/2004 03911\r\n05:35 01/08/2004 01326MO0000000"
               "\r\n*A1B2C3D4E5\r\nTXT\r\nBODY. WORDS.");
    BOOST_TEST(heard.flaws.empty());
}

BOOST_AUTO_TEST_CASE(the_separators_of_the_legacy_header_may_vary) {
    for (const std::string_view bytes :
         {"IAR.VTICE0900.\r\n05:35 01/08/2004 03911\r\n05:36 01/08/2004 01326\r\n"
          "MO0000000.*A1B2C3D4E5.TXT\r\nBODY",
          "IAR.VTICE0900\n05:35 01/08/2004 03911\n05:36 01/08/2004 01326MO0000000\n"
          "*A1B2C3D4E5\nTXT\nBODY",
          "IAR.VTICE0900\r05:35 01/08/2004 03911\r05:36 01/08/2004 01326 MO0000000\r"
          "*A1B2C3D4E5\rTXT\rBODY",
          "IAR.VTICE0900.05:35 01/08/2004 03911.05:36 01/08/2004 01326.MO0000000."
          "*A1B2C3D4E5.TXT.BODY",
          "\r\n IAR.VTICE0900\r\n\r\n05:35 01/08/2004   03911\r\n05:36 01/08/2004 01326 "
          "MO0000000  \r\n *A1B2C3D4E5 \r\n TXT BODY"}) {
        BOOST_TEST_CONTEXT(bytes) {
            const auto heard = heard_native(bytes);
            const auto& h = heard.header;
            BOOST_TEST(h.key == "IAR");
            BOOST_TEST(h.origin == "VTICE0900");
            BOOST_TEST(h.received_time == "05:35 01/08/2004");
            BOOST_TEST(h.receive_count == "03911");
            BOOST_TEST(h.sent_time == "05:36 01/08/2004");
            BOOST_TEST(h.send_count == "01326");
            BOOST_TEST(h.destination == "MO0000000");
            BOOST_TEST(h.control == "A1B2C3D4E5");
            BOOST_TEST(heard.text == bytes);
            BOOST_TEST(heard.flaws.empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
