#include "unit/wire/sample_inquiry.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>

using namespace iaq;
using test::sample;

namespace {

constexpr auto both = {model::payload_kind::ofml, model::payload_kind::nlets_text};

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_writer)

BOOST_AUTO_TEST_CASE(an_inquiry_in_ofml_is_these_bytes) {
    BOOST_TEST(sample{}.ofml() ==
               "<OFML><HDR><ID>A1B2C3D4E5</ID><DAC>SJPD01</DAC><DAT>20261124030405</DAT>"
               "<REF>A1B2C3D4E5</REF><MKE>IAQ</MKE><USR>OP12</USR><ORI>MO0000000</ORI>"
               "<DST>AX</DST></HDR><TRN><PUR>C</PUR><ATN>OFC J DOE 123</ATN>"
               "<PHN>8165550100</PHN><NAM>GARCIA, JUAN CARLOS</NAM><DOB>19900115</DOB>"
               "<SEX>M</SEX><POB>MM</POB><CUS>Y</CUS><OFF>5404</OFF><REM>REASON BOOKING</REM>"
               "</TRN></OFML>");
}

BOOST_AUTO_TEST_CASE(an_inquiry_in_nlets_text_is_these_bytes) {
    BOOST_TEST(sample{}.nlets() ==
               "SJPD01.A1B2C3D4E5.OP12   .IAQ.MO0000000.AX.*A1B2C3D4E5.TXT\r\n"
               "PUR/C.ATN/OFC J DOE 123.PHN/8165550100.NAM/GARCIA, JUAN CARLOS.DOB/19900115."
               "SEX/M.POB/MM.CUS/Y.OFF/5404.REM/REASON BOOKING");
}

BOOST_AUTO_TEST_CASE(routing_header_and_control_field_are_the_profiles_choice) {
    sample s;
    s.profile.fields.resize(1);
    s.profile.native_routing_header = false;
    BOOST_TEST(s.nlets() == "IAQ.MO0000000.AX.*A1B2C3D4E5.TXT\r\nPUR/C");
    s.profile.native_control_field = false;
    BOOST_TEST(s.nlets() == "IAQ.MO0000000.AX.TXT\r\nPUR/C");
    s.profile.native_routing_header = true;
    BOOST_TEST(s.nlets() == "SJPD01.A1B2C3D4E5.OP12   .IAQ.MO0000000.AX.TXT\r\nPUR/C");
}

BOOST_AUTO_TEST_CASE(every_optional_field_goes_where_the_profile_says) {
    sample s;
    auto& person = s.request.person;
    person.alien_number = "a12345678";
    person.fbi_number = "123456AB7";
    person.state_id = "MO12345678";
    person.operator_license = "x 99 & co";
    person.suffix = "Jr";
    person.mothers_maiden_name = "Núñez";
    person.fathers_last_name = "García";
    person.remarks = "seen twice";
    s.request.why = model::purpose::firearms;
    s.request.in_custody = false;
    person.said_sex = model::sex::unknown;
    BOOST_TEST(s.nlets().substr(s.nlets().find("\r\n") + 2) ==
               "PUR/F.ATN/OFC J DOE 123.PHN/8165550100.NAM/GARCIA, JUAN CARLOS JR.DOB/19900115."
               "SEX/U.POB/MM.CUS/N.OFF/5404.ARN/A12345678.FBI/123456AB7.SID/MO12345678."
               "OLN/X 99 & CO.REM/SEEN TWICE, REASON BOOKING, MOTHERS MAIDEN NAME NUNEZ, "
               "FATHERS LAST NAME GARCIA");
    BOOST_TEST(s.ofml().find("<OLN>X 99 &amp; CO</OLN>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(markup_in_a_text_is_escaped_in_ofml) {
    sample s;
    s.request.person.remarks = "<a> & </OFML";
    BOOST_TEST(s.flawed(model::payload_kind::ofml) == "subject.remarks");  // it holds a slash
    s.request.person.remarks = "<OFML> & ]]>";
    BOOST_TEST(s.ofml().find("<REM>&lt;OFML&gt; &amp; ]]&gt;, REASON BOOKING</REM>") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_aside_without_room_in_the_remarks_is_left_out_whole) {
    sample s;
    s.request.reason.clear();
    s.request.person.mothers_maiden_name = "GARCIA";
    s.request.person.fathers_last_name = "LO";
    s.profile.fields.back().size_max = 27;  // "MOTHERS MAIDEN NAME GARCIA" has 26
    BOOST_TEST(s.nlets().ends_with(".REM/MOTHERS MAIDEN NAME GARCIA"));
    s.profile.fields.back().size_max = 25;
    BOOST_TEST(s.nlets().ends_with(".REM/FATHERS LAST NAME LO"));
    s.profile.fields.back().size_max = 10;
    BOOST_TEST(s.nlets().ends_with(".OFF/5404"));
    s.profile.fields[14].required = true;
    BOOST_TEST(s.flawed(model::payload_kind::nlets_text) == "subject.mothers_maiden_name");
    s.profile.fields[14].tag = "MOT";
    BOOST_TEST(s.nlets().find(".MOT/GARCIA") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_field_that_is_not_sent_is_not_judged) {
    sample s;
    s.profile.fields[9].in_remarks = false;
    s.profile.fields[9].required = true;
    s.request.reason = "no. such / thing";
    BOOST_TEST(s.nlets().ends_with(".OFF/5404"));
}

BOOST_AUTO_TEST_CASE(the_user_id_holds_letters_and_digits_at_its_exact_size) {
    sample s;
    const auto header = [&] { return s.nlets().substr(0, s.nlets().find(".IAQ.") + 1); };
    s.request.operator_id = "";
    s.profile.user_id = "IAQD";
    BOOST_TEST(header() == "SJPD01.A1B2C3D4E5.IAQD   .");
    s.profile.user_id = "";
    s.request.operator_id = "núñez.maria/7";
    BOOST_TEST(header() == "SJPD01.A1B2C3D4E5.NUNEZMA.");
    BOOST_TEST(s.ofml().find("<USR>NUNEZMARIA7</USR>") != std::string::npos);
    s.request.operator_id = std::string(40, 'x');
    BOOST_TEST(s.ofml().find("<USR>" + std::string(30, 'X') + "</USR>") != std::string::npos);
    s.request.operator_id = "../*";
    for (const auto payload : both) {
        BOOST_TEST(s.flawed(payload) == "operator_id");
    }
}

BOOST_AUTO_TEST_CASE(dates_follow_the_profiles_form_or_are_not_written) {
    sample s;
    s.profile.date_form = "mmddyy";
    BOOST_TEST(s.nlets().find(".DOB/011590.") != std::string::npos);
    s.profile.date_form = "ddmmyy";
    BOOST_TEST(s.flawed(model::payload_kind::nlets_text) == "subject.date_of_birth");
}

BOOST_AUTO_TEST_CASE(a_name_is_cut_to_the_smaller_of_its_two_sizes) {
    sample s;
    s.profile.name_size_max = 12;
    BOOST_TEST(s.nlets().find(".NAM/GARCIA, JUAN.") != std::string::npos);
    s.profile.fields[3].size_max = 9;
    BOOST_TEST(s.nlets().find(".NAM/GARCIA, J.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_names_its_field) {
    struct row {
        const char* field;
        std::function<void(sample&)> spoil;
    };
    const row rows[] = {
        {"purpose", [](sample& s) { s.request.why = model::purpose::unspecified; }},
        {"attention", [](sample& s) { s.request.attention = ""; }},
        {"attention", [](sample& s) { s.request.attention = " \r\n "; }},
        {"attention", [](sample& s) { s.request.attention = "SGT. DOE"; }},
        {"attention", [](sample& s) { s.request.attention = std::string(31, 'A'); }},
        {"attention", [](sample& s) { s.request.attention = "DOE\x01"; }},
        {"attention", [](sample& s) { s.request.attention = "ДОУ"; }},
        {"attention", [](sample& s) { s.request.attention = "A\xFF"; }},
        {"attention", [](sample& s) { s.request.attention = std::string("A\0B", 3); }},
        {"phone", [](sample& s) { s.request.phone = "n/a"; }},
        {"phone", [](sample& s) { s.request.phone = "555-0100 x12"; }},
        {"phone", [](sample& s) { s.request.phone = "123456789012345678901"; }},
        {"phone", [](sample& s) { s.request.phone = "()"; }},
        {"reason", [](sample& s) { s.request.reason = "and/or"; }},
        {"reason", [](sample& s) { s.request.reason = std::string(31, 'A'); }},
        {"subject.last_name", [](sample& s) { s.request.person.last_name = "DOE.SEX"; }},
        {"subject.last_name", [](sample& s) { s.request.person.last_name = ""; }},
        {"subject.last_name", [](sample& s) { s.request.person.first_name = "J/R"; }},
        {"subject.last_name", [](sample& s) { s.request.person.suffix = "3"; }},
        {"subject.date_of_birth", [](sample& s) { s.request.person.date_of_birth = ""; }},
        {"subject.date_of_birth", [](sample& s) { s.request.person.date_of_birth = "19900115"; }},
        {"subject.date_of_birth", [](sample& s) { s.request.person.date_of_birth = "1990-02-30"; }},
        {"subject.sex", [](sample& s) { s.request.person.said_sex = model::sex::unspecified; }},
        {"subject.place_of_birth", [](sample& s) { s.request.person.place_of_birth = ""; }},
        {"subject.place_of_birth", [](sample& s) { s.request.person.place_of_birth = "MEX"; }},
        {"subject.place_of_birth", [](sample& s) { s.request.person.place_of_birth = "M."; }},
        {"in_custody", [](sample& s) { s.request.in_custody.reset(); }},
        {"offense.ncic_code", [](sample& s) { s.request.charge.ncic_code = "54/4"; }},
        {"offense.ncic_code", [](sample& s) { s.request.charge.ncic_code = "54040"; }},
        {"subject.alien_number", [](sample& s) { s.request.person.alien_number = "1234567890"; }},
        {"subject.remarks", [](sample& s) { s.request.person.remarks = "*** SEE ***"; }},
        {"subject.remarks", [](sample& s) { s.request.person.remarks = std::string(101, 'A'); }},
        {"subject.fathers_last_name",
         [](sample& s) { s.request.person.fathers_last_name = "R2D2"; }},
        {"ori", [](sample& s) { s.request.ori = "MO000000"; }},
        {"ori", [](sample& s) { s.request.ori = "MO000.000"; }},
        {"ori", [](sample& s) { s.request.ori = "1O0000000"; }},
        {"device", [](sample& s) { s.device = "SJ.PD"; }},
        {"device", [](sample& s) { s.device = ""; }},
        {"device", [](sample& s) { s.device = "ABCDEFGHIJKL"; }},
        {"reference", [](sample& s) { s.reference = ""; }},
        {"reference", [](sample& s) { s.reference = "A1B2C3D4E5F"; }},
        {"reference", [](sample& s) { s.reference = "a1b2c3d4e5"; }},
        {"reference", [](sample& s) { s.profile.reference_alphabet = "0123456789"; }},
        {"profile", [](sample& s) { s.profile.query_key = "I.Q"; }},
        {"profile", [](sample& s) { s.profile.destination = ""; }},
        {"purpose", [](sample& s) { s.profile.fields[0].tag = "P<R"; }},
        {"shoe_size", [](sample& s) { s.profile.fields[0].name = "shoe_size"; }},
    };
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        for (const auto payload : both) {
            BOOST_TEST_CONTEXT("row " << i << ", " << rows[i].field) {
                sample s;
                rows[i].spoil(s);
                BOOST_TEST(s.flawed(payload) == rows[i].field);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_reason_of_a_flaw_never_quotes_the_value) {
    sample s;
    s.request.person.remarks = "SECRETWORD.";
    const auto written = s.write(model::payload_kind::ofml);
    BOOST_REQUIRE(!written);
    BOOST_TEST(written.error().reason.find("SECRETWORD") == std::string::npos);
    BOOST_TEST(!written.error().reason.empty());
}

BOOST_AUTO_TEST_SUITE_END()
