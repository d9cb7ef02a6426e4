#include "seal/signature.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::seal;

namespace {

std::string hex(const char* digits) { return text::from_hex(digits).value(); }

std::string flipped(std::string bytes, std::size_t bit) {
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
    return bytes;
}

constexpr signature_kind kinds[] = {signature_kind::ed25519, signature_kind::ecdsa_p256};

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_signature)

BOOST_AUTO_TEST_CASE(it_verifies_the_published_ecdsa_signature) {
    // RFC 6979, A.2.5: P-256 with SHA-256, message "sample".
    const auto point =
        hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
            "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    const auto prefix = hex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
    const auto der =
        hex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    const auto verify = [&](std::string_view form, std::string_view message) {
        return verify_signature(signature_kind::ecdsa_p256, prefix + std::string{form} + point,
                                message, der);
    };
    BOOST_TEST(verify("\4", "sample"));
    BOOST_TEST(!verify("\4", "simple"));
    BOOST_TEST(!verify("\6", "sample"));  // the hybrid form of a point, which nobody writes
}

BOOST_AUTO_TEST_CASE(what_was_signed_verifies_and_only_that) {
    for (const auto kind : kinds) {
        BOOST_TEST_CONTEXT("kind " << static_cast<int>(kind)) {
            const auto key = signing_key::generate(kind);
            const std::string message = "a head of the tree";
            const auto signature = key.sign(message);
            const auto is_sound = [&](std::string_view held, std::string_view said,
                                      std::string_view signed_as) {
                return verify_signature(kind, held, said, signed_as);
            };
            const auto held = key.public_bytes();
            BOOST_TEST((key.kind() == kind));
            BOOST_TEST(is_sound(held, message, signature));
            BOOST_TEST(is_sound(held, "", key.sign("")));
            for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
                BOOST_TEST(!is_sound(held, message, flipped(signature, bit)));
            }
            for (std::size_t bit = 0; bit < held.size() * 8; ++bit) {
                BOOST_TEST(!is_sound(flipped(held, bit), message, signature));
            }
            for (std::size_t bit = 0; bit < message.size() * 8; ++bit) {
                BOOST_TEST(!is_sound(held, flipped(message, bit), signature));
            }
            for (const auto& [bytes, name] : std::vector<std::pair<std::string, const char*>>{
                     {held, "key"}, {signature, "signature"}}) {
                for (const auto& odd : {bytes.substr(1), bytes.substr(0, bytes.size() - 1),
                                        bytes + '\0', std::string{}}) {
                    BOOST_TEST_CONTEXT(name << " of " << odd.size()) {
                        const bool is_key = bytes == held;
                        BOOST_TEST(
                            !is_sound(is_key ? odd : held, message, is_key ? signature : odd));
                    }
                }
            }
            BOOST_TEST(ERR_peek_error() == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(keys_and_signatures_have_the_form_that_is_promised) {
    const auto ed25519 = signing_key::generate(signature_kind::ed25519);
    BOOST_TEST(ed25519.public_bytes().size() == 32U);
    BOOST_TEST(ed25519.sign("x").size() == 64U);
    const auto ecdsa = signing_key::generate(signature_kind::ecdsa_p256);
    BOOST_TEST(ecdsa.public_bytes().size() == 91U);
    BOOST_TEST(ecdsa.sign("x").starts_with("\x30"));
}

BOOST_AUTO_TEST_CASE(a_key_of_one_kind_never_vouches_for_the_other) {
    for (const auto kind : kinds) {
        const auto key = signing_key::generate(kind);
        const auto other =
            kind == signature_kind::ed25519 ? signature_kind::ecdsa_p256 : signature_kind::ed25519;
        BOOST_TEST(!verify_signature(other, key.public_bytes(), "x", key.sign("x")));
    }
}

BOOST_AUTO_TEST_CASE(no_two_keys_are_alike) {
    for (const auto kind : kinds) {
        BOOST_TEST(signing_key::generate(kind).public_bytes() !=
                   signing_key::generate(kind).public_bytes());
    }
}

BOOST_AUTO_TEST_SUITE_END()
