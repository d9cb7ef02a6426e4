#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;

BOOST_AUTO_TEST_SUITE(base_text)

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_become_the_replacement_character) {
    BOOST_TEST(text::valid_utf8("A\xFF"
                                "B") ==
               "A\xEF\xBF\xBD"
               "B");
    BOOST_TEST(text::valid_utf8("\xC3\x91") == "\xC3\x91");
    // An overlong form, a surrogate and a cut sequence are not UTF-8.
    BOOST_TEST(!text::is_valid_utf8("\xC0\xAF"));
    BOOST_TEST(!text::is_valid_utf8("\xED\xA0\x80"));
    BOOST_TEST(!text::is_valid_utf8("\xE2\x82"));
}

BOOST_AUTO_TEST_CASE(lines_end_at_any_of_the_three_line_ends) {
    const auto found = text::lines("a\r\nb\nc\rd");
    BOOST_REQUIRE_EQUAL(found.size(), 4U);
    BOOST_TEST(found[0] == "a");
    BOOST_TEST(found[3] == "d");
}

BOOST_AUTO_TEST_CASE(numbers_are_digits_only_and_bounded) {
    BOOST_TEST((text::number("0042") == 42));
    BOOST_TEST(!text::number("-1"));
    BOOST_TEST(!text::number(""));
    BOOST_TEST(!text::number("1234567890123456789"));
}

BOOST_AUTO_TEST_CASE(hex_round_trip_and_odd_or_foreign_characters_are_refused) {
    BOOST_TEST(text::to_hex(*text::from_hex("ff00aa55")) == "ff00aa55");
    BOOST_TEST(!text::from_hex("f"));
    BOOST_TEST(!text::from_hex("zz"));
}

BOOST_AUTO_TEST_SUITE_END()
