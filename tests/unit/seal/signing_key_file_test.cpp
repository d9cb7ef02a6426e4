#include "seal/signature.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

using namespace iaq;
using namespace iaq::seal;

namespace {

std::string hex(const char* digits) { return text::from_hex(digits).value(); }

/// Returns a PKCS#8 file of these bytes.
std::string pem_of(std::string_view der) {
    std::string base64((der.size() + 2) / 3 * 4 + 1, '\0');
    const auto size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                                      reinterpret_cast<const unsigned char*>(der.data()),
                                      static_cast<int>(der.size()));
    base64.resize(static_cast<std::size_t>(size));
    std::string lines;
    for (std::size_t at = 0; at < base64.size(); at += 64) {
        lines += base64.substr(at, 64) + "\n";
    }
    return "-----BEGIN PRIVATE KEY-----\n" + lines + "-----END PRIVATE KEY-----\n";
}

/// RFC 8410: an Ed25519 key of 32 bytes.
std::string ed25519_pem(std::string_view seed) {
    return pem_of(hex("302e020100300506032b657004220420").append(seed));
}

using key_holder = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

key_holder held(EVP_PKEY* made) { return {made, &EVP_PKEY_free}; }

std::string text_of(BIO* memory) {
    char* bytes = nullptr;
    const auto size = BIO_get_mem_data(memory, &bytes);
    std::string all{bytes, static_cast<std::size_t>(size)};
    BIO_free(memory);
    return all;
}

std::string pkcs8(const key_holder& from, const char* passphrase = nullptr) {
    auto* const memory = BIO_new(BIO_s_mem());
    const auto* const cipher = passphrase == nullptr ? nullptr : EVP_aes_256_cbc();
    BOOST_REQUIRE(PEM_write_bio_PKCS8PrivateKey(memory, from.get(), cipher, passphrase,
                                                passphrase == nullptr ? 0 : 1, nullptr,
                                                nullptr) == 1);
    return text_of(memory);
}

std::string sec1(const key_holder& from) {
    auto* const memory = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(PEM_write_bio_PrivateKey_traditional(memory, from.get(), nullptr, nullptr, 0,
                                                       nullptr, nullptr) == 1);
    return text_of(memory);
}

std::string public_pem(const key_holder& from) {
    auto* const memory = BIO_new(BIO_s_mem());
    BOOST_REQUIRE(PEM_write_bio_PUBKEY(memory, from.get()) == 1);
    return text_of(memory);
}

/// A P-256 key that writes itself in an unusual way.
key_holder p256_with(const char* parameter, const char* value) {
    auto made = held(EVP_EC_gen("P-256"));
    BOOST_REQUIRE(EVP_PKEY_set_utf8_string_param(made.get(), parameter, value) == 1);
    return made;
}

/// RFC 6979, A.2.5, with the y of another point.
std::string halves_that_do_not_fit() {
    const auto other = signing_key::generate(signature_kind::ecdsa_p256).public_bytes();
    return pem_of(hex("308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420"
                      "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
                      "a144034200")
                      .append(other.substr(26)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_signing_key_file)

BOOST_AUTO_TEST_CASE(it_signs_to_the_published_ed25519_bytes) {
    // RFC 8032, 7.1, TEST 1 and TEST 2.
    const struct {
        const char* seed;
        const char* held;
        const char* message;
        const char* signature;
    } rows[] = {
        {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
         "1cf9b46bd25bf5f0595bbe24655141438e7a100b"},
        {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
         "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("key " << row.held) {
            const auto read = signing_key::from_pem(ed25519_pem(hex(row.seed)));
            BOOST_REQUIRE(read.has_value());
            BOOST_TEST(text::to_hex(read.value().public_bytes()) == row.held);
            BOOST_TEST(text::to_hex(read.value().sign(hex(row.message))) == row.signature);
            BOOST_TEST(verify_signature(signature_kind::ed25519, hex(row.held), hex(row.message),
                                        hex(row.signature)));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_that_was_written_is_read_as_the_same_key) {
    for (const auto kind : {signature_kind::ed25519, signature_kind::ecdsa_p256}) {
        const auto made = signing_key::generate(kind);
        const auto file = made.to_pem();
        const auto read = signing_key::from_pem("made by hand\n" + file);
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST((read.value().kind() == kind));
        BOOST_TEST(read.value().public_bytes() == made.public_bytes());
        BOOST_TEST(read.value().to_pem() == file);
        BOOST_TEST(verify_signature(kind, made.public_bytes(), "x", read.value().sign("x")));
    }
}

BOOST_AUTO_TEST_CASE(a_p256_key_written_with_a_compressed_point_has_the_one_public_form) {
    const auto odd = p256_with(OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                               OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_COMPRESSED);
    const auto read = signing_key::from_pem(pkcs8(odd));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read.value().public_bytes().size() == 91U);
}

BOOST_AUTO_TEST_CASE(what_is_no_signing_key_of_ours_is_refused_in_words) {
    const auto p256 = held(EVP_EC_gen("P-256"));
    const auto good = pkcs8(p256);
    const struct {
        const char* name;
        std::string file;
        const char* words;
    } rows[] = {
        {"nothing", "", "no PEM"},
        {"no PEM", "32 secret bytes", "no PEM"},
        {"RSA", pkcs8(held(EVP_RSA_gen(1024))), "other signatures"},
        {"P-384", pkcs8(held(EVP_EC_gen("P-384"))), "other signatures"},
        {"secp256k1", pkcs8(held(EVP_EC_gen("secp256k1"))), "other signatures"},
        {"X25519", pkcs8(held(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"))), "other signatures"},
        {"encrypted", pkcs8(p256, "a passphrase"), "encrypted"},
        {"before PKCS#8", sec1(p256), "another kind"},
        {"the public half", public_pem(p256), "another kind"},
        {"cut", good.substr(0, good.size() / 2), "cannot be read"},
        {"an Ed25519 key of 31 bytes", ed25519_pem(std::string(31, 'x')), "cannot be read"},
        {"halves that do not fit", halves_that_do_not_fit(), "do not fit"},
        {"a curve spelled out",
         pkcs8(p256_with(OSSL_PKEY_PARAM_EC_ENCODING, OSSL_PKEY_EC_ENCODING_EXPLICIT)),
         "its curve has no name"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto read = signing_key::from_pem(row.file);
            BOOST_REQUIRE(!read.has_value());
            BOOST_TEST(read.error().find(row.words) != std::string::npos, read.error());
            BOOST_TEST(read.error().find("Ed25519") != std::string::npos);
            BOOST_TEST(ERR_peek_error() == 0);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
