#include "evidence/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq::evidence;

BOOST_AUTO_TEST_SUITE(evidence_base64)

BOOST_AUTO_TEST_CASE(published_examples_are_written_and_read) {
    // RFC 4648 section 10, and the two characters that the other alphabet has otherwise.
    const struct {
        std::string_view bytes;
        std::string_view text;
    } rows[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xFB\xFF\xFE", "+//+"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.text) {
            BOOST_TEST(to_base64(row.bytes) == row.text);
            BOOST_TEST((from_base64(row.text) == row.bytes));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_byte_comes_back_at_every_place) {
    for (std::size_t length = 1; length <= 6; ++length) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string bytes(length, 'x');
            bytes[length - 1] = static_cast<char>(byte);
            BOOST_REQUIRE((from_base64(to_base64(bytes)) == bytes));
        }
    }
}

BOOST_AUTO_TEST_CASE(any_second_spelling_is_refused) {
    for (const std::string_view text :
         {"Zg", "Zg=", "Zg===", "Zg==\n", " Zg==", "Zg= =", "Z===", "====", "=", "Zh==", "Zm9=",
          "Zm8=Zm8=", "Zm9v=", "Zm9-", "Zm9_", "Zm\n9v", "=m9v", "Z=9v", "\xFFm9v"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!from_base64(text)); }
    }
    BOOST_TEST(!from_base64(std::string_view{"Zm\0v", 4}));
}

BOOST_AUTO_TEST_CASE(a_digest_is_32_bytes) {
    const auto spelled = [](std::size_t bytes) { return to_base64(std::string(bytes, 'd')); };
    BOOST_REQUIRE(digest_from_base64(spelled(32)));
    BOOST_TEST(iaq::seal::view(*digest_from_base64(spelled(32))) == std::string(32, 'd'));
    for (const auto bytes : {0U, 31U, 33U, 64U}) {
        BOOST_TEST(!digest_from_base64(spelled(bytes)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
