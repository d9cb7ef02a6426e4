#include "seal/record_seal.hpp"

#include "base/text.hpp"
#include "unit/seal/sample_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <string>

using namespace iaq;
using namespace iaq::seal;
using namespace std::string_literals;

namespace {

const std::string position = test::counting(0) + "\0\0\0\0\0\0\0\7\0\0\0\40\0\0\0\0\0\0\0\1"s;

std::string flipped(std::string bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
    return bytes;
}

std::string sealed(std::string_view plain) {
    std::string out;
    record_cipher{}.seal(out, test::sample_root(), position, plain);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_record_seal)

BOOST_AUTO_TEST_CASE(it_seals_to_the_published_bytes) {
    // McGrew and Viega, The Galois/Counter Mode of Operation, test cases 13 and 14: all zeros.
    record_cipher cipher;
    std::string out;
    cipher.seal(out, key{}, "", "");
    BOOST_TEST(text::to_hex(out) == "530f8afbc74536b9a963b4f1c4cb738b");
    out.clear();
    cipher.seal(out, key{}, "", std::string(16, '\0'));
    BOOST_TEST(text::to_hex(out) ==
               "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
}

BOOST_AUTO_TEST_CASE(it_seals_a_record_to_the_bytes_that_another_program_computed) {
    key_tree tree{test::whole_tree()};
    std::string out;
    record_cipher{}.seal(out, *tree.leaf(6), position, "a record");
    BOOST_TEST(text::to_hex(out) == "04e6fd28068c28bcaccf08001965b730501de5dc54dc9d05");
}

BOOST_AUTO_TEST_CASE(what_was_sealed_opens_whatever_the_cipher_did_before) {
    record_cipher cipher;
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 1000U, 4U * 1024U * 1024U}) {
        BOOST_TEST_CONTEXT(size << " bytes") {
            const std::string plain(size, 'p');
            std::string made = "before";
            cipher.seal(made, test::sample_root(), position, plain);
            BOOST_TEST(made.size() == 6 + size + tag_bytes);
            std::string read = "before";
            const auto bytes = std::string_view{made}.substr(6);
            BOOST_TEST(!cipher.open(read, key{}, position, bytes));
            BOOST_TEST(cipher.open(read, test::sample_root(), position, bytes));
            BOOST_TEST((read == "before" + plain));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_bit_of_record_tag_position_or_key_can_change) {
    record_cipher cipher;
    const auto good = sealed("a record");
    const auto refuses = [&](std::string_view root, std::string_view where,
                             std::string_view bytes) {
        std::string out = "before";
        const bool opened = cipher.open(out, key{root}, where, bytes);
        return !opened && out == "before";
    };
    BOOST_REQUIRE(!refuses(test::counting(0), position, good));
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        BOOST_TEST(refuses(test::counting(0), position, flipped(good, bit)));
    }
    for (std::size_t bit = 0; bit < position.size() * 8; ++bit) {
        BOOST_TEST(refuses(test::counting(0), flipped(position, bit), good));
    }
    for (std::size_t bit = 0; bit < key::size * 8; ++bit) {
        BOOST_TEST(refuses(flipped(test::counting(0), bit), position, good));
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        BOOST_TEST(refuses(test::counting(0), position, good.substr(0, size)));
    }
    BOOST_TEST(refuses(test::counting(0), position, good + "x"));
}

BOOST_AUTO_TEST_CASE(a_forged_record_leaves_no_error_behind_for_others_to_find) {
    std::string out;
    BOOST_TEST(!record_cipher{}.open(out, key{}, position, sealed("a record")));
    BOOST_TEST(ERR_peek_error() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
