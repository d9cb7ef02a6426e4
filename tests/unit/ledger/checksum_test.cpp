#include "ledger/checksum.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace iaq::ledger;

BOOST_AUTO_TEST_SUITE(ledger_checksum)

// The check value of the catalogues, and the four vectors of RFC 3720, B.4.
BOOST_AUTO_TEST_CASE(published_vectors_come_out) {
    std::string rising;
    std::string falling;
    for (int i = 0; i < 32; ++i) {
        rising += static_cast<char>(i);
        falling += static_cast<char>(31 - i);
    }
    const struct {
        std::string bytes;
        std::uint32_t sum;
    } rows[] = {{"", 0},
                {"123456789", 0xE3069283},
                {std::string(32, '\0'), 0x8A9136AA},
                {std::string(32, '\xFF'), 0x62A8AB43},
                {rising, 0x46DD794E},
                {falling, 0x113FDB5C}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.bytes.size() << " bytes") {
            BOOST_TEST(crc32c(row.bytes) == row.sum);
            BOOST_TEST(crc32c_by_table(row.bytes) == row.sum);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_processor_and_the_table_agree_at_every_length_and_alignment) {
    std::mt19937 chance{7};
    std::string bytes(300, '\0');
    for (char& c : bytes) {
        c = static_cast<char>(chance());
    }
    const std::string_view all = bytes;
    for (std::size_t from = 0; from < 9; ++from) {
        for (std::size_t length = 0; length + from <= all.size(); ++length) {
            const auto piece = all.substr(from, length);
            BOOST_REQUIRE_EQUAL(crc32c(piece, 0xDEADBEEF), crc32c_by_table(piece, 0xDEADBEEF));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_sum_goes_on_where_another_ended) {
    const std::string_view all = "two pieces of one text, cut anywhere";
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        BOOST_TEST(crc32c(all.substr(cut), crc32c(all.substr(0, cut))) == crc32c(all));
    }
}

BOOST_AUTO_TEST_SUITE_END()
