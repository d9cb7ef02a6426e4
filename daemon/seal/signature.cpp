#include "seal/signature.hpp"

#include "base/assert.hpp"
#include "seal/openssl.hpp"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <limits>
#include <optional>

namespace iaq::seal {
namespace {

using pkey = handle<EVP_PKEY, EVP_PKEY_free>;
using stream = handle<BIO, BIO_free_all>;
using digest_context = handle<EVP_MD_CTX, EVP_MD_CTX_free>;

constexpr std::size_t ed25519_public_bytes = 32;

/// RFC 5480: how every SubjectPublicKeyInfo of a P-256 key in full begins; x and y follow.
constexpr std::string_view p256_prefix{
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
    "\x03\x42\x00\x04",
    27};
constexpr std::size_t p256_public_bytes = p256_prefix.size() + 64;

/// The digest that OpenSSL is to sign by; Ed25519 has its own.
const char* digest_of(signature_kind kind) {
    switch (kind) {
        case signature_kind::ed25519: return nullptr;
        case signature_kind::ecdsa_p256: return "SHA256";
    }
    return nullptr;
}

std::optional<signature_kind> kind_of(const EVP_PKEY* held) {
    std::array<char, 32> group{};
    if (EVP_PKEY_is_a(held, "ED25519") == 1) {
        return signature_kind::ed25519;
    }
    if (EVP_PKEY_is_a(held, "EC") == 1 &&
        EVP_PKEY_get_group_name(held, group.data(), group.size(), nullptr) == 1 &&
        std::string_view{group.data()} == SN_X9_62_prime256v1) {
        return signature_kind::ecdsa_p256;
    }
    return std::nullopt;
}

pkey public_key(signature_kind kind, std::string_view bytes) {
    switch (kind) {
        case signature_kind::ed25519:
            if (bytes.size() != ed25519_public_bytes) {
                return nullptr;
            }
            return pkey{EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, octets(bytes),
                                                       bytes.size())};
        case signature_kind::ecdsa_p256:
            if (bytes.size() != p256_public_bytes || !bytes.starts_with(p256_prefix)) {
                return nullptr;
            }
            const auto* at = octets(bytes);
            return pkey{d2i_PUBKEY_ex(nullptr, &at, p256_public_bytes, nullptr, nullptr)};
    }
    return nullptr;
}

/// Never asks anyone: a daemon has no one to ask.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*of*/) { return -1; }

}  // namespace

struct signing_key::secret {
    pkey held;
    signature_kind kind;
};

signing_key::signing_key(std::unique_ptr<secret> from) : secret_(std::move(from)) {}
signing_key::~signing_key() = default;
signing_key::signing_key(signing_key&&) noexcept = default;
signing_key& signing_key::operator=(signing_key&&) noexcept = default;

result<signing_key, std::string> signing_key::from_pem(std::string_view pem) {
    const std::string will_do =
        "; a P-256 key or, unless fips = true, an Ed25519 key in PKCS#8 PEM would do";
    if (pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string_view::npos) {
        return "it is encrypted, and nobody is there to type the passphrase" + will_do;
    }
    const auto label = pem.find("-----BEGIN ");
    if (label == std::string_view::npos || pem.size() > std::numeric_limits<int>::max()) {
        return "it holds no PEM" + will_do;
    }
    if (!pem.substr(label).starts_with("-----BEGIN PRIVATE KEY-----")) {
        return "it is PEM of another kind" + will_do + " (openssl pkcs8 -topk8 -nocrypt)";
    }
    const expected_failure broken;
    const stream in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    pkey held{PEM_read_bio_PrivateKey(in.get(), nullptr, no_passphrase, nullptr)};
    if (!held) {
        return "it cannot be read as a private key" + will_do;
    }
    const auto kind = kind_of(held.get());
    if (!kind) {
        return "it is a key for other signatures" + will_do;
    }
    // In whatever form the file spells the public half, we give it out in one.
    if (kind == signature_kind::ecdsa_p256) {
        ensure(
            EVP_PKEY_set_utf8_string_param(held.get(), OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                           OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) == 1);
    }
    signing_key read{std::make_unique<secret>(secret{std::move(held), *kind})};
    // A file can hold a public half that does not belong to its secret, or a curve spelled out.
    constexpr std::string_view probe = "does this key verify what it signs?";
    if (!verify_signature(*kind, read.public_bytes(), probe, read.sign(probe))) {
        return "its halves do not fit, or its curve has no name" + will_do;
    }
    return read;
}

signing_key signing_key::generate(signature_kind kind) {
    pkey made;
    switch (kind) {
        case signature_kind::ed25519:
            made.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
            break;
        case signature_kind::ecdsa_p256:
            made.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", SN_X9_62_prime256v1));
            break;
    }
    ensure(made != nullptr && kind_of(made.get()) == kind);
    return signing_key{std::make_unique<secret>(secret{std::move(made), kind})};
}

std::string signing_key::to_pem() const {
    const stream out{BIO_new(BIO_s_secmem())};
    ensure(out != nullptr && PEM_write_bio_PKCS8PrivateKey(out.get(), secret_->held.get(), nullptr,
                                                           nullptr, 0, nullptr, nullptr) == 1);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &text);
    ensure(size > 0);
    return {text, static_cast<std::size_t>(size)};
}

signature_kind signing_key::kind() const { return secret_->kind; }

std::string signing_key::public_bytes() const {
    switch (secret_->kind) {
        case signature_kind::ed25519: {
            std::string raw(ed25519_public_bytes, '\0');
            auto size = raw.size();
            ensure(EVP_PKEY_get_raw_public_key(secret_->held.get(), octets(raw.data()), &size) ==
                       1 &&
                   size == raw.size());
            return raw;
        }
        case signature_kind::ecdsa_p256: {
            unsigned char* der = nullptr;
            const auto size = i2d_PUBKEY(secret_->held.get(), &der);
            ensure(size > 0);
            std::string bytes{reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)};
            OPENSSL_free(der);
            return bytes;
        }
    }
    return {};
}

std::string signing_key::sign(std::string_view message) const {
    const digest_context running{EVP_MD_CTX_new()};
    ensure(running != nullptr &&
           EVP_DigestSignInit_ex(running.get(), nullptr, digest_of(secret_->kind), nullptr, nullptr,
                                 secret_->held.get(), nullptr) == 1);
    std::size_t size = 0;
    ensure(EVP_DigestSign(running.get(), nullptr, &size, octets(message), message.size()) == 1);
    std::string signature(size, '\0');
    ensure(EVP_DigestSign(running.get(), octets(signature.data()), &size, octets(message),
                          message.size()) == 1);
    signature.resize(size);  // a DER can be shorter than the longest
    return signature;
}

bool verify_signature(signature_kind kind, std::string_view public_bytes, std::string_view message,
                      std::string_view signature) {
    const expected_failure unsound;
    const auto held = public_key(kind, public_bytes);
    const digest_context running{EVP_MD_CTX_new()};
    return held != nullptr && running != nullptr &&
           EVP_DigestVerifyInit_ex(running.get(), nullptr, digest_of(kind), nullptr, nullptr,
                                   held.get(), nullptr) == 1 &&
           EVP_DigestVerify(running.get(), octets(signature), signature.size(), octets(message),
                            message.size()) == 1;
}

}  // namespace iaq::seal
