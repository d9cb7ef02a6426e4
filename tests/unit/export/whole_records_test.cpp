#include "iaq_journal/whole_records.hpp"
#include "contract/records.hpp"
#include "iaq_journal/export_format.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace iaq;
using namespace iaq::journal_tool;

namespace {

std::string message(std::uint64_t number) {
    return contract::delimited(contract::envelope_only(model::sequence{number}, utc_time{1s}));
}

/// Records of a form, whole, after one another; the third is long and holds line ends.
std::vector<std::string> records_of(export_format of) {
    const std::string longer(70'000, 'x');
    switch (of) {
        case export_format::csv:
            return {head_of(of), "1,a\r\n", "2,\"b\r\n\"\"" + longer + "\n\"\r\n"};
        case export_format::json: return {"{\"sequence\":\"1\"}\n", "{\"x\":\"" + longer + "\"}\n"};
        case export_format::protobuf:
            return {message(1), message(300), contract::delimited(longer)};
    }
    return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_whole_records)

BOOST_AUTO_TEST_CASE(wherever_a_file_is_cut_its_last_whole_record_is_found) {
    for (const auto of : {export_format::csv, export_format::json, export_format::protobuf}) {
        BOOST_TEST_CONTEXT("format " << static_cast<int>(of)) {
            const auto records = records_of(of);
            std::string all;
            for (const auto& each : records) {
                all += each;
            }
            for (std::size_t cut = 0; cut <= all.size(); cut += cut < 2000 ? 1 : 997) {
                std::size_t begin = 0;
                std::size_t end = 0;
                for (std::size_t i = 0, at = 0; i < records.size(); ++i) {
                    at += records[i].size();
                    if (at <= cut) {
                        begin = end;
                        end = at;
                    }
                }
                whole_records found{of};
                for (std::size_t at = 0; at < cut; at += 777) {
                    found.feed(
                        std::string_view{all}.substr(at, std::min<std::size_t>(777, cut - at)));
                }
                BOOST_REQUIRE_EQUAL(found.begin(), begin);
                BOOST_REQUIRE_EQUAL(found.end(), end);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(behind_a_length_that_is_none_nothing_is_whole) {
    for (const auto* const bad : {"\xff\xff\xff\xff\xff\x01", "\xff\xff\xff\x7f"}) {
        whole_records found{export_format::protobuf};
        found.feed(message(7) + bad + message(8));
        BOOST_TEST(found.end() == message(7).size());
    }
    whole_records empty{export_format::protobuf};
    empty.feed(std::string(9, '\0'));
    BOOST_TEST(empty.end() == 0U);
}

BOOST_AUTO_TEST_CASE(a_record_tells_its_number_in_every_form) {
    const journal::closed_record record{model::sequence{1042}, 60, 5};
    for (const auto of : {export_format::csv, export_format::json, export_format::protobuf}) {
        BOOST_TEST(number_in(written_closed(record, of), of) == 1042U);
        BOOST_TEST(number_in("hello", of) == 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
