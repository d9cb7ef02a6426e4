#include "seal/line_cipher.hpp"

#include "base/text.hpp"
#include "unit/seal/sample_keys.hpp"

#include <openssl/err.h>
#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace iaq;
using namespace iaq::seal;
using namespace iaq::test;

namespace {

// Published with the remote agency interface of DMPP-2020, version 6a, section 8 (figures only).
// Its CRC and its ciphertext agree with `openssl enc` and a CRC computed elsewhere.
const std::string published_key =
    text::from_hex("331973EFE545A3CDEE0A87C9455F8584C02377692E0C2976345691CBE827CCF4").value();
const std::string published_iv = text::from_hex("2FC4DDF7D776241C733AA07FFA2BE456").value();
constexpr std::uint16_t published_crc = 0x7ED6;
const std::string published_plain =
    "<OFML><HDR><ID>89179</ID><DAC>IPS9</DAC><DAT>20050929141334</DAT><REF>89179</REF"
    "><MKE>RQ</MKE><USR>RON</USR><ORI>TX12345C1</ORI><DST>TX</DST></HDR><TRN><LIC>ABC"
    "123</LIC><LIY>2005</LIY><LIT>PC</LIT></TRN></OFML>";
const std::string published_sealed =
    text::from_hex(
        "14AE377E4B9737C9313CFE551E2401A6AAA28D88A3C29F375AFAFD7A820145B63F9E9A135C068F35"
        "1A404C65FCE74594A991FF5E62883B599EC4B7C58A20822A7E960DBCF68E6585243A4D1EC68A93BA"
        "A81514CBCEBB96BCF9C88E3C3C41B0F438C85ED4203DF0EEEF7087696A68937D285EF3BADC0B1910"
        "AB0125D3A43F12EF7D246090F3435D2E839C6BA32F52DAA705E1AE8E65C3293CBC9D45012EE63989"
        "B3A4A64ACD66EC4E1550FA39B35489762DBFA2431D56077622C2D2E0683FB94BD62F196FF6E74E39"
        "1DA606662266D68548942628D1080BE1004188849AACE07A")
        .value();

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_line_cipher)

BOOST_AUTO_TEST_CASE(published_example_is_sealed_and_opened_byte_for_byte) {
    const line_cipher cipher(published_key);
    BOOST_TEST(published_plain.size() == 210U);
    BOOST_TEST(cipher.is_256());
    BOOST_TEST((cipher.seal(published_iv, published_plain) == published_sealed));
    BOOST_TEST((cipher.open(published_iv, published_sealed) == published_plain));
    BOOST_TEST(crc16(published_plain) == published_crc);
}

BOOST_AUTO_TEST_CASE(crc_is_the_published_one_of_its_name) {
    BOOST_TEST(crc16("123456789") == 0xBB3D);  // the check value of CRC-16/ARC
    BOOST_TEST(crc16("") == 0);
}

BOOST_AUTO_TEST_CASE(a_short_key_is_aes_128) {
    // NIST SP 800-38A, F.2.1, the first block; the padding's block behind it is not in the text.
    const line_cipher cipher(text::from_hex("2B7E151628AED2A6ABF7158809CF4F3C").value());
    const auto sealed = cipher.seal(counting(0, line_cipher::iv_bytes),
                                    text::from_hex("6BC1BEE22E409F96E93D7E117393172A").value());
    BOOST_TEST(!cipher.is_256());
    BOOST_TEST(
        (sealed.substr(0, 16) == text::from_hex("7649ABAC8119B246CEE98E9B12E9197D").value()));
}

BOOST_AUTO_TEST_CASE(every_length_comes_back_under_both_keys) {
    for (const std::size_t size : {16U, 32U}) {
        const line_cipher cipher(counting(1, size));
        const auto iv = counting(9, line_cipher::iv_bytes);
        for (std::size_t length = 0; length < 70; ++length) {
            const std::string plain(length, 'p');
            const auto sealed = cipher.seal(iv, plain);
            BOOST_TEST(sealed.size() == line_cipher::sealed_bytes(length));
            BOOST_TEST((cipher.open(iv, sealed) == plain));
            BOOST_TEST((cipher.copy().open(iv, sealed) == plain));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_not_sealed_with_the_key_never_comes_out_with_its_crc) {
    const line_cipher ours(published_key);
    auto other_key = published_key;
    other_key[31] = static_cast<char>(other_key[31] ^ 1);
    const line_cipher other(other_key);
    for (int i = 0; i < 500; ++i) {
        const auto iv = counting(static_cast<unsigned char>(i), line_cipher::iv_bytes);
        const auto opened = ours.open(iv, other.seal(iv, published_plain));
        BOOST_TEST((!opened || crc16(*opened) != published_crc));
    }
    BOOST_TEST(ERR_peek_error() == 0UL);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_ciphertext_are_refused) {
    const line_cipher cipher(published_key);
    for (const std::size_t size : {0U, 1U, 15U, 17U, 225U}) {
        BOOST_TEST(!cipher.open(published_iv, std::string(size, 'x')).has_value());
    }
}

BOOST_AUTO_TEST_CASE(keys_have_16_or_32_bytes) {
    for (std::size_t size = 0; size < 65; ++size) {
        BOOST_TEST(line_cipher::is_key_size(size) == (size == 16 || size == 32));
    }
}

BOOST_AUTO_TEST_SUITE_END()
