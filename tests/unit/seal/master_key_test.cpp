#include "seal/master_key.hpp"

#include "base/text.hpp"
#include "unit/seal/sample_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <string>

using namespace iaq;
using seal::master_key;

namespace {

std::string hex(const char* digits) { return text::from_hex(digits).value(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_master_key)

BOOST_AUTO_TEST_CASE(it_wraps_to_the_published_bytes) {
    // Wycheproof, kwp_test, 146, 149, 161, 162 (RFC 5649 itself has examples of 192 bits only), and
    // OpenSSL's example of 256 bits.
    const struct {
        const char* master;
        const char* plain;
        const char* wrapped;
    } rows[] = {
        {"07518a82cbc8da1dcec55f3763a206d277487abd03cedd0b8bef9ee2fb157121",
         "faa4664d79fce3c7d2fdd462f6c1c423c2f8e6b69be2e071",
         "4b1220525c537aec30ebcd562b694b4e9e2ccd819de22ef608b5d8090779d9de"},
        {"38e1b1d075d9d852b9a6c01c8ff6965af01bac457a4e339ae3e1d7b2ffacc0cd",
         "80ad6820f1c90981e2ca42b817a345c1179d0a11d8e23a8adc0505e13d87295a",
         "b63b7e0fec7e315816233db6758fd3e744b9f6a40862bdf866487e53bcb950d8b2649269e51b4475"},
        {"1abf4b7fa2bb62a78f09ddab04625dcacdd9e551d1a69b6b162baa53d2700093", "e43f5e4e123a03c4",
         "3a6746052a1744cfe7e2f36dafc4042d"},
        {"1abf4b7fa2bb62a78f09ddab04625dcacdd9e551d1a69b6b162baa53d2700093", "1723eb9d000916996a",
         "db7e73da22219e1baac0f4e955c3db2b900b5d3078f94b59"},
        {"5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a80001020304050607",
         "c37b7e6492584340bed12207808941155068f738",
         "a3696fe696c7baa90972a62d5a334c353ca01cd2d02cb407d72a231e01ead9dd"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.wrapped) {
            const master_key master{hex(row.master)};
            BOOST_TEST(text::to_hex(master.wrap(hex(row.plain))) == row.wrapped);
            BOOST_TEST((master.unwrap(hex(row.wrapped)) == hex(row.plain)));
        }
    }
}

BOOST_AUTO_TEST_CASE(its_id_is_the_one_that_another_program_computed) {
    BOOST_TEST(text::to_hex(test::sample_master().id()) == "1e3feee42f67c768a662f218c7049f43");
}

BOOST_AUTO_TEST_CASE(what_was_wrapped_unwraps_at_any_length) {
    const auto master = test::sample_master();
    for (std::size_t size = 1; size <= 100; ++size) {
        const auto plain = test::counting(1, size);
        const auto wrapped = master.wrap(plain);
        BOOST_TEST(wrapped.size() == seal::wrapped_bytes(size));
        BOOST_TEST((master.unwrap(wrapped) == plain));
    }
}

BOOST_AUTO_TEST_CASE(nothing_unwraps_that_was_not_wrapped_by_this_key) {
    const auto master = test::sample_master();
    const auto good = master.wrap(test::counting(0, 45));
    BOOST_TEST(!master_key{test::counting(0x41)}.unwrap(good).has_value());
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto bad = good;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
        BOOST_TEST(!master.unwrap(bad).has_value());
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        BOOST_TEST(!master.unwrap(good.substr(0, size)).has_value());
    }
    BOOST_TEST(!master.unwrap(good + std::string(8, '\0')).has_value());
    BOOST_TEST(ERR_peek_error() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
