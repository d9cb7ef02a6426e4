#include "iaqctl/report/report_text.hpp"
#include "iaqctl/report/text_table.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/screen/picture.hpp"

#include <boost/test/unit_test.hpp>

#include <google/protobuf/util/time_util.h>

#include <sstream>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;

namespace {

const report_head head{"Audit pack", "St. Joseph PD, MO0110100", "uid:1000 for jones",
                       "2026-11-24 00:40:00 -0600", true};

v1::ReportSection& add(v1::Report& to, const std::string& title,
                       const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows) {
    auto& section = *to.add_sections();
    section.set_title(title);
    for (const auto& name : columns) {
        section.add_columns(name);
    }
    for (const auto& row : rows) {
        auto& made = *section.add_rows();
        for (const auto& cell : row) {
            made.add_cells(cell);
        }
    }
    return section;
}

v1::Report sample() {
    v1::Report report;
    report.mutable_from()->set_seconds(1'795'400'000);
    report.mutable_to()->set_seconds(1'795'500'000);
    add(report, "Inquiries by role", {"Role", "Inquiries"}, {{"arrestee", "12"}, {"contact", "*"}});
    add(report, "Reply times", {"Up to", "Answers"},
        {{"5 min", "30"}, {"15 min", "6"}, {"60 min", "0"}, {"later", "2"}});
    add(report, "Overdue", {"Inquiry", "Words"}, {});
    add(report, "Notes", {"At", "Text"},
        {{"03:04", "<script>alert(1)</script> & \"quoted\""}, {"03:05", "=1+1"}});
    return report;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_report)

BOOST_AUTO_TEST_CASE(a_time_stands_in_the_agencys_own_and_in_csv_as_it_came) {
    set_zone("America/Chicago");
    v1::Report report;
    add(report, "Asked", {"at", "words"},
        {{"2026-11-24T06:40:00.123Z", "T, Z"}, {"2026-07-24T06:40:00Z", "2026-99-99T06:40:00Z"}});
    for (const auto& page : {report_as_text(report, head), report_as_html(report, head)}) {
        BOOST_TEST(has(page, "2026-11-24 00:40:00 -0600"));
        BOOST_TEST(has(page, "2026-07-24 01:40:00 -0500"));
        BOOST_TEST(has(page, "2026-99-99T06:40:00Z"));
        BOOST_TEST(!has(page, "2026-11-24T"));
    }
    BOOST_TEST(has(report_as_csv(report), "2026-11-24T06:40:00.123Z"));
}

BOOST_AUTO_TEST_CASE(a_table_fits_its_width_whatever_its_cells_hold) {
    const std::string words(70, 'w');
    const std::vector<table_text> tables{
        {{"a", "b"}, {{"1", "2"}, {"333", ""}}},
        {{"what", "words"}, {{words + " " + words + " " + words, "x"}}},
        {{"a", "b", "c"}, {{words, words, words}, {words}}},
        {{"\xC3\x91", "b"}, {{"\xC3\x91\xC3\x91\xC3\x91", "\033[31mred"}}},
    };
    for (const auto& table : tables) {
        for (const std::size_t width : {40U, 60U, 100U}) {
            std::istringstream lines{as_lines(table, width, 2)};
            std::size_t number = 0;
            for (std::string each; std::getline(lines, each); ++number) {
                BOOST_TEST(width_of(each) <= width);
                BOOST_TEST(!has(each, "\033"));
            }
            BOOST_TEST(number >= table.rows.size() + 2);
        }
    }
    BOOST_TEST(as_lines(tables[0], 40) == "a    b\n---  -\n1    2\n333\n");
}

BOOST_AUTO_TEST_CASE(the_text_has_every_section_and_says_when_one_is_empty) {
    const auto text = report_as_text(sample(), head);
    for (const auto* const part : {"TEST", "Audit pack", "Inquiries by role", "arrestee", "*",
                                   "Overdue\n  nothing", "made 2026-11-24 00:40:00 -0600"}) {
        BOOST_TEST_CONTEXT(part) { BOOST_TEST(has(text, part)); }
    }
    BOOST_TEST(!has(text, "CUT"));
    auto cut = sample();
    cut.set_more(true);
    BOOST_TEST(has(report_as_text(cut, head), "CUT"));
    BOOST_TEST(has(report_as_html(cut, head), "CUT"));
}

BOOST_AUTO_TEST_CASE(the_page_needs_nothing_from_outside_and_runs_nothing) {
    const auto page = report_as_html(sample(), head);
    for (const auto* const part :
         {"http:", "https:", "src=", "<script", "<link", "@import", "url("}) {
        BOOST_TEST_CONTEXT(part) { BOOST_TEST(!has(page, part)); }
    }
    BOOST_TEST(has(page, "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;"));
}

BOOST_AUTO_TEST_CASE(a_screen_reader_finds_its_way_through_the_page) {
    const auto page = report_as_html(sample(), head);
    BOOST_TEST(has(page, "<html lang=\"en\">"));
    BOOST_TEST(count(page, "<h1") == 1U);
    BOOST_TEST(count(page, "<table>") == 3U);
    BOOST_TEST(count(page, "<caption>") == 3U);
    BOOST_TEST(count(page, "<th scope=\"col\"") == 6U);
    BOOST_TEST(count(page, "<section aria-labelledby") == 5U);
    BOOST_TEST(has(page, "role=\"img\""));
    BOOST_TEST(has(page, "<title id=\"bt\">Reply times</title>"));
    BOOST_TEST(has(page, "<desc id=\"bd\">"));
    BOOST_TEST(has(page, "@media print"));
    BOOST_TEST(has(page, "Signature"));
}

BOOST_AUTO_TEST_CASE(the_picture_has_a_bar_for_each_number_and_only_for_reply_times) {
    const auto report = sample();
    const auto picture = bars_of(report.sections(1));
    BOOST_TEST(count(picture, "<rect") == 4U);
    BOOST_TEST(has(picture, "width=\"480\""));  // the longest
    BOOST_TEST(has(picture, "width=\"96\""));   // a fifth of it
    BOOST_TEST(count(report_as_html(report, head), "<svg") == 1U);
    BOOST_TEST(bars_of(report.sections(2)) == "");
    BOOST_TEST(bars_of(report.sections(3)) == "");
}

BOOST_AUTO_TEST_CASE(no_cell_of_the_spreadsheet_is_a_formula) {
    const auto csv = report_as_csv(sample());
    BOOST_TEST(has(csv, "\"Reply times\"\r\n\"Up to\",\"Answers\"\r\n\"5 min\",\"30\"\r\n"));
    BOOST_TEST(has(csv, "\"'=1+1\""));
    BOOST_TEST(has(csv, "& \"\"quoted\"\"\""));
}

BOOST_AUTO_TEST_SUITE_END()
