#include "iaq_journal/csv.hpp"
#include "iaq_journal/table_row.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace iaq;
using namespace iaq::journal_tool;

BOOST_AUTO_TEST_SUITE(export_csv)

BOOST_AUTO_TEST_CASE(only_what_would_be_misread_is_quoted_and_a_quote_is_doubled) {
    struct {
        std::string_view value, written;
    } const rows[] = {
        {"", ""},
        {"DOE", "DOE"},
        {"O'NEIL ", "O'NEIL "},
        {"DOE, JR", "\"DOE, JR\""},
        {"\"DUKE\"", "\"\"\"DUKE\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"two\rlines", "\"two\rlines\""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.written) {
            BOOST_TEST(csv_line({"1", row.value, "z"}) ==
                       "1," + std::string{row.written} + ",z\r\n");
        }
    }
}

BOOST_AUTO_TEST_CASE(each_value_stands_under_its_name) {
    table_row row;
    std::string* const places[] = {
        &row.sequence,    &row.utc,           &row.kind,       &row.station,   &row.principal,
        &row.acting_user, &row.source,        &row.inquiry_id, &row.reference, &row.ori,
        &row.officer_id,  &row.operator_id,   &row.desk,       &row.incident,  &row.last_name,
        &row.first_name,  &row.date_of_birth, &row.outcome,    &row.words,     &row.sealed,
        &row.target,      &row.duration_ns,   &row.bytes_in,   &row.bytes_out, &row.result};
    BOOST_REQUIRE_EQUAL(std::size(places), table_columns.size());
    const std::vector<std::string_view> names{
        "sequence",    "utc",           "kind",       "station",   "principal",
        "acting_user", "source",        "inquiry_id", "reference", "ori",
        "officer_id",  "operator_id",   "desk",       "incident",  "last_name",
        "first_name",  "date_of_birth", "outcome",    "words",     "sealed",
        "target",      "duration_ns",   "bytes_in",   "bytes_out", "result"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        *places[i] = names[i];
    }
    const std::vector<std::string_view> columns{table_columns.begin(), table_columns.end()};
    BOOST_TEST(columns == names, boost::test_tools::per_element());
    BOOST_TEST(row.values() == names, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
