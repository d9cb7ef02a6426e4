#include "support/scripted_switch.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

/// Malformed messages of the switch through a real connection: each is stored, acknowledged and
/// shown to operators, or ends the connection with its cause; none ends the daemon or is lost.
using namespace iaq;
using namespace std::chrono_literals;
namespace foxtalk = framing::foxtalk;
using testing::scripted_switch;
using testing::site;

namespace {

std::string ofml(const std::string& header, const std::string& body) {
    return "<OFML><HDR>" + header + "</HDR><RSP>" + body + "</RSP></OFML>";
}

const std::vector<std::pair<std::string, std::string>> payloads{
    {"empty", ""},
    {"one byte", "<"},
    {"zeros", std::string(40, '\0')},
    {"bytes that are no UTF-8", "\xFF\xFE\xC0\xAF\xED\xA0\x80"},
    {"no XML", "PLAIN WORDS ZZMARKED"},
    {"unclosed element", "<OFML><HDR><MKE>IAR"},
    {"wrong close", "<OFML><HDR></OFML></HDR>"},
    {"no header", "<OFML><RSP><TXT>ZZMARKED</TXT></RSP></OFML>"},
    {"empty header", ofml("", "<TXT>ZZMARKED</TXT>")},
    {"no text", ofml("<MKE>IAR</MKE><ORI>VTICE0900</ORI>", "")},
    {"empty text", ofml("<MKE>IAR</MKE><ORI>VTICE0900</ORI>", "<TXT/>")},
    {"unknown root", "<OTHER><TXT>ZZMARKED</TXT></OTHER>"},
    {"two roots", ofml("", "<TXT>A</TXT>") + ofml("", "<TXT>B</TXT>")},
    {"document type", "<!DOCTYPE OFML [<!ENTITY a \"b\">]><OFML><RSP><TXT>&a;</TXT></RSP></OFML>"},
    {"external entity",
     "<!DOCTYPE x [<!ENTITY e SYSTEM "
     "\"file:///etc/passwd\">]><OFML><RSP><TXT>&e;</TXT></RSP></OFML>"},
    {"entity bomb",
     "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b "
     "\"&a;&a;&a;&a;\">]><OFML><RSP><TXT>&b;</TXT></RSP></OFML>"},
    {"a thousand levels",
     [] {
         std::string s;
         for (int i = 0; i < 1000; ++i) {
             s += "<A>";
         }
         return s;
     }()},
    {"reference of nobody",
     ofml("<MKE>IAR</MKE><REF>NOBODYS123</REF><ORI>VTICE0900</ORI>", "<TXT>ZZMARKED</TXT>")},
    {"very long reference",
     ofml("<MKE>IAR</MKE><REF>" + std::string(5000, 'R') + "</REF>", "<TXT>X</TXT>")},
    {"very long key", ofml("<MKE>" + std::string(5000, 'K') + "</MKE>", "<TXT>X</TXT>")},
    {"origin outside the list", ofml("<MKE>IAR</MKE><ORI>XX0000000</ORI>", "<TXT>ZZMARKED</TXT>")},
    {"no origin", ofml("<MKE>IAR</MKE><REF>ABC</REF>", "<TXT>X</TXT>")},
    {"ER without a number",
     ofml("<MKE>ER</MKE><ORI>NL0000000</ORI>", "<TXT>SOMETHING WRONG</TXT>")},
    {"ER with letters for a number",
     ofml("<MKE>ER</MKE><ORI>NL0000000</ORI>", "<TXT>.XX. WRONG</TXT>")},
    {"ER with an echo cut short",
     ofml("<MKE>ER</MKE><ORI>NL0000000</ORI>", "<TXT>.22. X\nORIGINAL MESSAGE\nIAQ.MO01</TXT>")},
    {"SM without a number",
     ofml("<MKE>SM</MKE><ORI>NL0000000</ORI>", "<TXT>NLETS TEMPORARILY OUT OF SERVICE</TXT>")},
    {"SM of an unknown number",
     ofml("<MKE>SM</MKE><ORI>NL0000000</ORI>", "<TXT>.77. WHO KNOWS</TXT>")},
    {"a million blanks", ofml("<MKE>AM</MKE>", "<TXT>" + std::string(900'000, ' ') + "</TXT>")},
    {"control characters", ofml("<MKE>AM</MKE>", "<TXT>\x01\x02\x1B[31m</TXT>")},
    {"CDATA", ofml("<MKE>AM</MKE>", "<TXT><![CDATA[<b>ZZMARKED</b>]]></TXT>")},
    {"numeric references", ofml("<MKE>AM</MKE>", "<TXT>&#65;&#0;&#xFFFFFF;</TXT>")},
    {"unknown entity", ofml("<MKE>AM</MKE>", "<TXT>&nosuch;</TXT>")},
    {"processing instruction",
     "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + ofml("", "<TXT>X</TXT>")},
    {"byte order mark", "\xEF\xBB\xBF" + ofml("<MKE>AM</MKE>", "<TXT>X</TXT>")},
    {"comment only", "<!-- ZZMARKED -->"},
    {"attributes", "<OFML a='1' a='2'><HDR/></OFML>"},
    {"native text instead", "IAR.VTICE0900\r\n05:35 01/08/2026 03911\r\nTXT\r\nZZMARKED"},
    {"native header only", "IAR."},
    {"forty parts", ofml("<MKE>AM</MKE>",
                         [] {
                             std::string s;
                             for (int i = 0; i < 40; ++i) {
                                 s += "<TXT>P</TXT>";
                             }
                             return s;
                         }())},
    {"times that are none", ofml("<MKE>AM</MKE><DAT>YESTERDAY</DAT>", "<TXT>X</TXT>")},
    {"our own words sent back",
     "<OFML><HDR><MKE>IAQ</MKE></HDR><TRN><NAM>ZZMARKED, X</NAM></TRN></OFML>"},
};

const std::vector<std::pair<std::string, std::string>> broken_frames{
    {"no start pattern", std::string(32, 'Z')},
    {"length of zero", std::string("\xFF\x00\xAA\x55\x00\x00\x00\x00", 8) + std::string(16, 'Z')},
    {"length of four gigabytes",
     std::string("\xFF\x00\xAA\x55\xFF\xFF\xFF\xFF", 8) + std::string(16, 'Z')},
    {"no stop pattern", std::string("\xFF\x00\xAA\x55\x00\x00\x00\x10\x00\x01MYZZZZ", 16)},
    {"unknown type", std::string("\xFF\x00\xAA\x55\x00\x00\x00\x10\x00\x01?Y\x55\xAA\x00\xFF", 16)},
    {"end flag of neither kind",
     std::string("\xFF\x00\xAA\x55\x00\x00\x00\x10\x00\x01M?\x55\xAA\x00\xFF", 16)},
};

std::uint64_t unmatched(client::connection& client) {
    v1::ClientFrame frame;
    frame.mutable_status();
    return client.call(frame).value().status().unmatched();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_bad_switch)

BOOST_AUTO_TEST_CASE(each_odd_message_is_stored_acknowledged_and_shown_to_operators) {
    scripted_switch wire;
    site s{"", "ofml", 1, wire.address()};
    s.start();
    wire.accept_and_negotiate();
    auto client = s.connect();
    std::uint64_t said = 0;
    BOOST_TEST(payloads.size() >= 40U);
    for (const auto& [name, payload] : payloads) {
        BOOST_TEST_CONTEXT(name) {
            BOOST_REQUIRE(wire.say_message(payload));
            BOOST_TEST(unmatched(client) == ++said);
        }
    }
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe();
    client.call(subscribe).value();
    for (std::uint64_t shown = 0; shown < said;) {
        const auto frame = client.receive(std::chrono::steady_clock::now() + 20s);
        BOOST_REQUIRE(frame.has_value());
        shown += frame.value().delivery().kind() == v1::DELIVERY_KIND_UNMATCHED ? 1U : 0U;
    }
    BOOST_TEST(s.stop() == 0);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("ZZMARKED") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_broken_frame_ends_its_connection_and_the_next_one_works) {
    scripted_switch wire;
    site s{"", "ofml", 1, wire.address()};
    s.start();
    wire.accept_and_negotiate();
    for (const auto& [name, bytes] : broken_frames) {
        BOOST_TEST_CONTEXT(name) {
            wire.say(bytes);
            BOOST_TEST(wire.is_closed_within(20s));
            wire.accept_and_negotiate();
            BOOST_TEST(wire.say_message(ofml("<MKE>AM</MKE>", "<TXT>STILL HERE</TXT>")));
        }
    }
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
