#include "wire/payload.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;

namespace {

using enum model::payload_kind;
using namespace std::string_literals;

/// What must come out. `text` null: the whole of the bytes, made valid UTF-8.
struct expected {
    std::string key = {}, origin = {}, reference = {}, control = {}, number = {};
    std::string echoed_key = {}, echoed_reference = {};
    const char* text = nullptr;
    std::string flaw = {};  // one that must be noted; empty: none may be
};

struct row {
    const char* name;
    model::payload_kind payload;
    std::string bytes;
    expected out;
};

void check(const row& row) {
    BOOST_TEST_CONTEXT(row.name) {
        const auto heard = wire::parse(row.payload, row.bytes);
        const auto& h = heard.header;
        BOOST_TEST(h.key == row.out.key);
        BOOST_TEST(h.origin == row.out.origin);
        BOOST_TEST(h.reference == row.out.reference);
        BOOST_TEST(h.control == row.out.control);
        BOOST_TEST(h.number == row.out.number);
        BOOST_TEST(heard.echoed_key == row.out.echoed_key);
        BOOST_TEST(heard.echoed_reference == row.out.echoed_reference);
        const auto text = row.out.text == nullptr ? text::valid_utf8(row.bytes) : row.out.text;
        BOOST_TEST(heard.text == text);
        BOOST_TEST(text::is_valid_utf8(heard.text));
        if (row.out.flaw.empty()) {
            BOOST_TEST(heard.flaws.empty());
        } else {
            BOOST_TEST((std::ranges::find(heard.flaws, row.out.flaw) != heard.flaws.end()));
        }
    }
}

std::string document(const std::string& header, const std::string& rest) {
    return "<OFML><HDR>" + header + "</HDR>" + rest + "</OFML>";
}

std::string nested(int depth, const std::string& inside) {
    std::string out;
    for (int i = 0; i < depth; ++i) {
        out += "<A>";
    }
    out += inside;
    for (int i = 0; i < depth; ++i) {
        out += "</A>";
    }
    return out;
}

const std::string head = "<MKE>IAR</MKE><ORI>VTICE0900</ORI><REF>A1B2C3D4E5</REF>";
const std::string er_head =
    "ER.NL0000000\r\n05:35 01/08/2004 03911\r\n"
    "05:35 01/08/2004 01326MO0000000\r\nTXT\r\n";
const std::string sm_head =
    "SM.NL0000000\r\n05:35 01/08/2004 03911\r\n"
    "05:35 01/08/2004 01326MO0000000\r\nTXT\r\n";

const expected iar_ours{.key = "IAR", .origin = "VTICE0900", .reference = "A1B2C3D4E5"};

expected iar(const char* text, std::string flaw = {}) {
    auto out = iar_ours;
    out.text = text;
    out.flaw = std::move(flaw);
    return out;
}

expected nl(std::string key, std::string number, std::string flaw = {}) {
    return {.key = std::move(key),
            .origin = "NL0000000",
            .number = std::move(number),
            .flaw = std::move(flaw)};
}

expected echo(std::string number, std::string key, std::string reference) {
    auto out = nl("ER", std::move(number));
    out.echoed_key = std::move(key);
    out.echoed_reference = std::move(reference);
    return out;
}

expected only(std::string flaw) { return {.flaw = std::move(flaw)}; }

constexpr const char* whole_flaw = "no TXT that holds all of it";

const row odd_ofml[] = {
    {"empty", ofml, "", only(whole_flaw)},
    {"blanks only", ofml, " \r\n ", only(whole_flaw)},
    {"not XML at all", ofml, "SWITCH DOWN FOR MAINTENANCE", only(whole_flaw)},
    {"a stray angle bracket", ofml, "A < B", only("not XML")},
    {"native text on an OFML line",
     ofml,
     "IAR.VTICE0900.MO0000000.*A1.TXT\r\nBODY",
     {.key = "IAR", .origin = "VTICE0900", .control = "A1", .flaw = whole_flaw}},
    {"cut off in the text", ofml, "<OFML><HDR>" + head + "</HDR><RSP><TXT>HALF A SENT",
     iar(nullptr, "not XML")},
    {"cut off in the header",
     ofml,
     "<OFML><HDR><ID>A1</ID><REF>A1B2C3D4E5</REF><MKE>IA",
     {.reference = "A1B2C3D4E5", .echoed_reference = "A1B2C3D4E5", .flaw = "not XML"}},
    {"end tags crossed", ofml, document(head, "<RSP><TXT>X</RSP></TXT>"), iar(nullptr, "not XML")},
    {"no TXT", ofml, document(head, "<RSP><MSG>HELLO</MSG></RSP>"), iar(nullptr, whole_flaw)},
    {"an empty TXT", ofml, document(head, "<RSP><TXT/></RSP>"), iar(nullptr, whole_flaw)},
    {"a TXT of blanks", ofml, document(head, "<RSP><TXT> \n </TXT></RSP>"),
     iar(nullptr, whole_flaw)},
    {"words before the document", ofml, "NOTICE " + document(head, "<TXT>X</TXT>"),
     iar(nullptr, whole_flaw)},
    {"words behind the document", ofml, document(head, "<TXT>X</TXT>") + "NOTICE",
     iar(nullptr, whole_flaw)},
    {"words beside TXT", ofml, document(head, "<RSP>Y<TXT>X</TXT></RSP>"),
     iar("X", "words beside TXT")},
    {"the reply quotes the request in TRN", ofml,
     document(head, "<TRN><NAM>D</NAM></TRN><TXT>X</TXT>"), iar("X")},
    {"zeros behind the document", ofml, document(head, "<TXT>X</TXT>") + "\0\0"s,
     iar("X", "zero bytes behind the XML")},
    {"a zero in the document", ofml, document(head, "<TXT>X\0Y</TXT>"s),
     iar(nullptr, "a zero byte in XML")},
    {"a reference to the zero character", ofml, document(head, "<TXT>X&#0;LOST?</TXT>"),
     iar(nullptr, "a reference to no character")},
    {"a reference that wraps to zero", ofml, document(head, "<TXT>X&#4294967296;LOST?</TXT>"),
     iar(nullptr, "a reference to no character")},
    {"a reference to a surrogate", ofml, document(head, "<TXT>X&#xD800;Y</TXT>"),
     iar("X\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDY")},
    {"an unknown entity", ofml, document(head, "<TXT>X &unknown; Y & Z</TXT>"),
     iar("X &unknown; Y & Z")},
    {"a document type declaration", ofml,
     "<!DOCTYPE OFML [<!ENTITY a \"AAAA\"><!ENTITY b \"&a;&a;\">]>" +
         document(head, "<TXT>&b;</TXT>"),
     iar("&b;", "a document type declaration; not obeyed")},
    {"an external entity", ofml,
     "<!DOCTYPE OFML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
         document(head, "<TXT>&x;</TXT>"),
     iar("&x;", "a document type declaration; not obeyed")},
    {"an XML declaration and a comment", ofml,
     "<?xml version=\"1.0\"?><!-- c -->" + document(head, "<TXT>A<!-- c -->B</TXT>"), iar("AB")},
    {"a character section", ofml, document(head, "<TXT><![CDATA[A < B & C]]> D</TXT>"),
     iar("A < B & C D")},
    {"elements inside TXT", ofml, document(head, "<TXT>A <B>BOLD</B> C<BR/></TXT>"),
     iar("A BOLD C")},
    {"several TXT", ofml, document(head, "<RSP><TXT>A\r\nB</TXT><TXT>C</TXT></RSP><TXT> D </TXT>"),
     iar("A\nB\nC\n D ")},
    {"names in small letters with a prefix", ofml,
     "<o:ofml xmlns:o='x'><o:hdr><o:mke>IAR</o:mke><o:ori>VTICE0900</o:ori>"
     "<o:ref>A1B2C3D4E5</o:ref></o:hdr><o:txt>X</o:txt></o:ofml>",
     iar("X")},
    {"another root", ofml, "<X><HDR>" + head + "</HDR><TXT>T</TXT></X>", iar("T")},
    {"ID alone", ofml,
     document("<ID>A1B2C3D4E5</ID><REF/><MKE>IAR</MKE><ORI>VTICE0900</ORI>", "<TXT>X</TXT>"),
     iar("X")},
    {"blanks around the reference", ofml,
     document("<MKE> IAR </MKE><ORI>VTICE0900</ORI><REF>\r\n A1B2C3D4E5 </REF>", "<TXT>X</TXT>"),
     iar("X")},
    {"a control field with its star",
     ofml,
     document("<MKE>AM</MKE><CTL>*MRI1</CTL>", "<TXT>X</TXT>"),
     {.key = "AM", .control = "MRI1", .text = "X"}},
    {"no header", ofml, "<OFML><RSP><TXT>X</TXT></RSP></OFML>", {.text = "X"}},
    {"a header field twice", ofml, document(head + "<MKE>AM</MKE>", "<TXT>X</TXT>"),
     iar("X", "a header field more than once")},
    {"two references",
     ofml,
     document(head + "<REF>B2</REF>", "<TXT>X</TXT>"),
     {.key = "IAR", .origin = "VTICE0900", .text = "X", .flaw = "two references"}},
    {"two documents for two inquiries",
     ofml,
     document(head, "<TXT>X</TXT>") + document("<REF>B2</REF>", "<TXT>Y</TXT>"),
     {.key = "IAR", .origin = "VTICE0900", .text = "X\nY", .flaw = "two references"}},
    {"two documents for one inquiry", ofml,
     document(head, "<TXT>X</TXT>") + document(head, "<TXT>Y</TXT>"),
     iar("X\nY", "more than one HDR")},
    {"a header field too long",
     ofml,
     document("<REF>" + std::string(65, 'A') + "</REF><MKE>IAR</MKE><ORI>VTICE0900</ORI>",
              "<TXT>X</TXT>"),
     {.key = "IAR",
      .origin = "VTICE0900",
      .text = "X",
      .flaw = "a header field of more than 64 bytes"}},
    {"nested too deep around TXT", ofml, document(head, nested(40, "<TXT>X</TXT>")),
     iar(nullptr, "elements more than 32 deep")},
    {"nested too deep in TXT", ofml, document(head, "<TXT>A" + nested(40, "X") + "</TXT>"),
     iar(nullptr, whole_flaw)},
    {"a hundred thousand levels", ofml, nested(100'000, "X"), only("elements more than 32 deep")},
    {"larger than a message may be", ofml,
     document(head, "<TXT>" + std::string(1024 * 1024, 'X') + "</TXT>"),
     iar(nullptr, "larger than a message may be")},
    {"Latin-1 that says so", ofml,
     "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + document(head,
                                                                  "<TXT>PE\xD1"
                                                                  "A</TXT>"),
     iar("PEÑA", "bytes that are not UTF-8")},
    {"Latin-1 that does not", ofml,
     document(head,
              "<TXT>PE\xD1"
              "A</TXT>"),
     iar("PE\xEF\xBF\xBD"
         "A",
         "bytes that are not UTF-8")},
    {"a byte order mark", ofml, "\xEF\xBB\xBF" + document(head, "<TXT>X</TXT>"), iar("X")},
    {"an ER that quotes OFML, cut at 100 characters",
     ofml,
     document("<MKE>ER</MKE><ORI>NL0000000</ORI>",
              "<TXT>.01. INVALID HEADER INFORMATION\nORIGINAL MESSAGE\n"
              "&lt;OFML>&lt;HDR>&lt;ID>A1B2C3D4E5&lt;/ID>&lt;DAC>SJPD01&lt;/DAC>"
              "&lt;DAT>20261124030405&lt;/DAT>&lt;REF>A1B2C3</TXT>"),
     {.key = "ER",
      .origin = "NL0000000",
      .number = "01",
      .echoed_reference = "A1B2C3D4E5",
      .text = ".01. INVALID HEADER INFORMATION\nORIGINAL MESSAGE\n<OFML><HDR>"
              "<ID>A1B2C3D4E5</ID><DAC>SJPD01</DAC><DAT>20261124030405</DAT><REF>A1B2C3"}},
};

const row odd_nlets[] = {
    {"empty", nlets_text, "", only("the message is empty")},
    {"free text", nlets_text, "SWITCH DOWN FOR MAINTENANCE", only("no header of Nlets")},
    {"free text with periods", nlets_text, "MR. J. DOE. CALLED.", only("no header of Nlets")},
    {"small letters", nlets_text, "iar.vtice0900\r\ntxt\r\nx", only("no header of Nlets")},
    {"bytes that are not UTF-8",
     nlets_text,
     "IAR.VTICE0900.TXT\r\nPE\xD1"
     "A",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "bytes that are not UTF-8"}},
    {"a zero byte",
     nlets_text,
     "IAR.VTICE0900.TXT\r\nA\0B"s,
     {.key = "IAR", .origin = "VTICE0900"}},
    {"control characters around the header",
     nlets_text,
     "\x01\x02IAR.VTICE0900\x1E\r\nTXT\x03",
     {.key = "IAR", .origin = "VTICE0900"}},
    {"no TXT",
     nlets_text,
     "IAR.VTICE0900\r\nNO TXT HERE",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"a body that begins with stars",
     nlets_text,
     "IAR.VTICE0900\r\n*** LAW ENFORCEMENT SENSITIVE ***",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"a word that begins like TXT",
     nlets_text,
     "IAR.VTICE0900\r\nTXTURE",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"an origin that is none",
     nlets_text,
     "IAR.VT?\r\n05:35 01/08/2004 03911\r\n*A1\r\nTXT",
     {.key = "IAR", .control = "A1", .flaw = "no origin in the header"}},
    {"unsolicited: blank reference and user",
     nlets_text,
     "SJPD01.          .       .AM.ILLIC0000.TXT\r\nX",
     {.key = "AM", .origin = "ILLIC0000", .text = "AM.ILLIC0000.TXT\r\nX"}},
    {"unsolicited: nothing between the periods",
     nlets_text,
     "SJPD01...AM.ILLIC0000.TXT\r\nX",
     {.key = "AM", .origin = "ILLIC0000", .text = "AM.ILLIC0000.TXT\r\nX"}},
    {"a line end behind the routing header", nlets_text,
     "SJPD01.A1B2C3D4E5.OP12   .\r\nIAR.VTICE0900.TXT\r\nX", iar("\r\nIAR.VTICE0900.TXT\r\nX")},
    {"a routing header before no ORI",
     nlets_text,
     "SJPD01.A1B2C3D4E5.OP12   .IAR.VT?\r\nX",
     {.key = "IAR", .reference = "A1B2C3D4E5", .flaw = "no origin in the header"}},
    {"a routing header alone", nlets_text, "SJPD01.A1B2C3D4E5.OP12   .",
     only("no header of Nlets")},
    {"a reference too long to be one",
     nlets_text,
     "SJPD01.A1B2C3D4E5F6G.OP12   .IAR.VTICE0900.TXT\r\nX",
     {.echoed_key = "IAR", .echoed_reference = "A1B2C3D4E5F6G", .flaw = "no header of Nlets"}},
    {"header on one line",
     nlets_text,
     "IAR.VTICE0900.MO0000000.*A1B2C3D4E5.TXT X",
     {.key = "IAR", .origin = "VTICE0900", .control = "A1B2C3D4E5"}},
    {"a date that is cut",
     nlets_text,
     "IAR.VTICE0900\r\n05:35 01/08/20\r\nTXT",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"three clocks",
     nlets_text,
     "IAR.VTICE0900\r\n05:35 01/08/2004 1\r\n05:35 01/08/2004 2\r\n05:35 01/08/2004 3\r\nTXT",
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"a control field without end",
     nlets_text,
     "IAR.VTICE0900\r\n*" + std::string(100, 'A'),
     {.key = "IAR", .origin = "VTICE0900", .flaw = "the header does not end in TXT"}},
    {"OFML on a native line",
     nlets_text,
     document(head, "<TXT>X</TXT>"),
     {.echoed_key = "IAR", .echoed_reference = "A1B2C3D4E5", .flaw = "no header of Nlets"}},
    {"periods only", nlets_text, std::string(1000, '.'), only("no header of Nlets")},
    {"ER 0", nlets_text, er_head + "0 MESSAGE FORMAT/STRUCTURE ERROR", nl("ER", "00")},
    {"ER .0.", nlets_text, er_head + ".0. MESSAGE FORMAT/STRUCTURE ERROR", nl("ER", "00")},
    {"ER with the word", nlets_text, er_head + "ERROR 22 INVALID MESSAGE FORMAT", nl("ER", "22")},
    {"ER without number", nlets_text, er_head + "INVALID MESSAGE", nl("ER", "")},
    {"ER with a number of three digits", nlets_text, er_head + ".123. WHAT", nl("ER", "")},
    {"ER without a body", nlets_text, er_head, nl("ER", "")},
    {"SM .02.", nlets_text, sm_head + ".02. USER OUT OF SERVICE FOR MSG TYPE, NLETS WILL FORWARD",
     nl("SM", "02")},
    {"SM .4.", nlets_text, sm_head + ".4. USER OUT OF SERVICE", nl("SM", "04")},
    {"SM with the word", nlets_text, sm_head + "SM 01 USER DOES NOT RESPOND", nl("SM", "01")},
    {"SM whose text begins with a date", nlets_text, sm_head + "04 JAN NLETS MAINTENANCE",
     nl("SM", "")},
    {"SM of free text", nlets_text, sm_head + "NLETS IN SERVICE", nl("SM", "")},
    {"a number in an IAR is not a status",
     nlets_text,
     "IAR.VTICE0900.TXT\r\n.01. POINT ONE",
     {.key = "IAR", .origin = "VTICE0900"}},
    {"ER with our header", nlets_text,
     er_head + ".05. DOB INVALID\r\nIAQ.MO0000000.AX.*A1B2C3D4E5.TXT\r\nPUR/C",
     echo("05", "IAQ", "A1B2C3D4E5")},
    {"ER with our header behind an introduction on its line", nlets_text,
     er_head + ".05. DOB\r\nORIGINAL MESSAGE: IAQ.MO0000000.AX.*A1B2C3D4E5.TXT",
     echo("05", "IAQ", "A1B2C3D4E5")},
    {"ER with our routing header", nlets_text,
     er_head + ".05. DOB\r\nSJPD01.A1B2C3D4E5.OP12   .IAQ.MO0000000.AX.TXT",
     echo("05", "IAQ", "A1B2C3D4E5")},
    {"ER with our header cut in the control field", nlets_text,
     er_head + ".05. DOB\r\nIAQ.MO0000000.AX.*A1B2C", echo("05", "IAQ", "")},
    {"ER whose echo was made by hand", nlets_text, er_head + ".05. DOB\r\nIAQ.MO0000000",
     echo("05", "IAQ", "")},
    {"ER without echo", nlets_text, er_head + ".05. DOB\r\nPUR/C.ATN/X", nl("ER", "05")},
    {"an IAR that quotes a header echoes nothing",
     nlets_text,
     "IAR.VTICE0900.TXT\r\nIAQ.MO0000000.AX.*A1B2C3D4E5.TXT",
     {.key = "IAR", .origin = "VTICE0900"}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_odd_replies)

BOOST_AUTO_TEST_CASE(odd_ofml_loses_no_word_and_is_told_as_odd) {
    BOOST_TEST(std::size(odd_ofml) >= 40U);
    for (const auto& row : odd_ofml) {
        check(row);
    }
}

BOOST_AUTO_TEST_CASE(odd_nlets_text_loses_no_byte_and_is_told_as_odd) {
    BOOST_TEST(std::size(odd_nlets) >= 40U);
    for (const auto& row : odd_nlets) {
        check(row);
    }
}

BOOST_AUTO_TEST_CASE(trailer_lines_are_bounded_and_only_those_of_the_switch) {
    std::string bytes =
        "IAR.VTICE0900.TXT\r\nOUT: OF STATE AT NIGHT\r\nMRI 1 AT HOME\r\n"
        "SEEN AT 08JAN2004 07:33:43\r\n";
    BOOST_TEST(wire::parse(nlets_text, bytes).trailer.empty());
    for (int i = 0; i < 100; ++i) {
        bytes += "OUT: SPHQ00P6 3 AT 08JAN2004 07:33:44\r\n";
    }
    BOOST_TEST(wire::parse(nlets_text, bytes).trailer.size() == 16U);
}

BOOST_AUTO_TEST_CASE(every_cut_of_a_good_reply_is_read_without_loss) {
    const std::string native = "SJPD01.A1B2C3D4E5.OP12   ." + er_head +
                               ".05. DOB\r\nIAQ.MO0000000.AX.*A1B2C3D4E5.TXT\r\nPUR/C";
    for (std::size_t size = 0; size <= native.size(); ++size) {
        const auto heard = wire::parse(nlets_text, native.substr(0, size));
        BOOST_TEST(native.substr(0, size).ends_with(heard.text));
        BOOST_TEST(heard.text.size() + 26 >= size);  // at most the routing header is gone
    }
    const auto whole = document(head, "<RSP><TXT>SOME WORDS</TXT></RSP>");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        BOOST_TEST(wire::parse(model::payload_kind::ofml, whole.substr(0, size)).text ==
                   whole.substr(0, size));
    }
}

BOOST_AUTO_TEST_SUITE_END()
