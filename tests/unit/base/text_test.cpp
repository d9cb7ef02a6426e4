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

BOOST_AUTO_TEST_CASE(a_foreign_byte_is_seen_at_any_place_of_a_long_text) {
    // ASCII is looked at eight bytes at a time: every place in and behind such a word counts.
    for (std::size_t place = 0; place < 20; ++place) {
        BOOST_TEST_CONTEXT(place) {
            std::string good(20, 'a');
            good.replace(place, 1, "\xC3\x91");
            BOOST_TEST(text::is_valid_utf8(good));
            BOOST_TEST(text::valid_utf8(good) == good);
            BOOST_TEST(!text::is_ascii(good));
            std::string bad(20, 'a');
            bad[place] = '\xFF';
            BOOST_TEST(!text::is_valid_utf8(bad));
            BOOST_TEST(text::valid_utf8(bad) ==
                       bad.substr(0, place) + "\xEF\xBF\xBD" + bad.substr(place + 1));
            BOOST_TEST(!text::is_ascii(bad));
        }
    }
    BOOST_TEST(text::is_ascii(std::string(20, '\x7F')));
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
