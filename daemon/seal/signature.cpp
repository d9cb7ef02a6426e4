#include "seal/signature.hpp"

#include "base/assert.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>

namespace iaq::seal {
namespace {

constexpr std::string_view curve_name = "prime256v1";

template <class T, void (*Free)(T*)>
struct freed {
    void operator()(T* it) const { Free(it); }
};
using private_key = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY, EVP_PKEY_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, freed<EVP_MD_CTX, EVP_MD_CTX_free>>;

struct memory_freed {
    void operator()(BIO* it) const { BIO_free_all(it); }
};
using memory = std::unique_ptr<BIO, memory_freed>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

bool is_p256(const EVP_PKEY* key) {
    std::array<char, 64> name{};
    std::size_t length = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) == 1 &&
           std::string_view{name.data(), length} == curve_name;
}

/// The digest a kind of key signs with; Ed25519 has its own inside.
const char* digest_of(signature_kind kind) {
    return kind == signature_kind::ed25519 ? nullptr : "SHA256";
}

private_key public_of(signature_kind kind, std::string_view bytes) {
    if (kind == signature_kind::ed25519) {
        return private_key{EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr,
                                                          octets(bytes), bytes.size())};
    }
    const auto* at = octets(bytes);
    private_key read{
        d2i_PUBKEY_ex(nullptr, &at, static_cast<long>(bytes.size()), nullptr, nullptr)};
    const bool whole = at == octets(bytes) + bytes.size();
    return read && whole && is_p256(read.get()) ? std::move(read) : nullptr;
}

}  // namespace

struct signing_key::held {
    private_key key;
    signature_kind kind;
};

signing_key::signing_key(std::unique_ptr<held> own) : held_(std::move(own)) {}
signing_key::signing_key(signing_key&&) noexcept = default;
signing_key& signing_key::operator=(signing_key&&) noexcept = default;
signing_key::~signing_key() = default;

result<signing_key, key_flaw> signing_key::from_pem(std::string_view pem) {
    const memory in{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    ensure(in != nullptr);
    // An encrypted key asks for its word: nobody is there to give it.
    const auto no_word = [](char*, int, int, void*) { return -1; };
    private_key key{
        PEM_read_bio_PrivateKey_ex(in.get(), nullptr, no_word, nullptr, nullptr, nullptr)};
    if (!key) {
        return key_flaw{"is no private key in PEM, or is encrypted; give PKCS#8, not encrypted"};
    }
    if (EVP_PKEY_is_a(key.get(), "ED25519") == 1) {
        return signing_key{std::make_unique<held>(held{std::move(key), signature_kind::ed25519})};
    }
    if (is_p256(key.get())) {
        return signing_key{
            std::make_unique<held>(held{std::move(key), signature_kind::ecdsa_p256})};
    }
    return key_flaw{"is another kind of key; give an Ed25519 key, or a P-256 key under fips"};
}

signing_key signing_key::generate(signature_kind kind) {
    private_key key{kind == signature_kind::ed25519
                        ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                        : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve_name.data())};
    ensure(key != nullptr);
    return signing_key{std::make_unique<held>(held{std::move(key), kind})};
}

std::string signing_key::to_pem() const {
    const memory out{BIO_new(BIO_s_secmem())};
    ensure(out && PEM_write_bio_PKCS8PrivateKey(out.get(), held_->key.get(), nullptr, nullptr, 0,
                                                nullptr, nullptr) == 1);
    char* text = nullptr;
    const auto length = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

signature_kind signing_key::kind() const { return held_->kind; }

std::string signing_key::public_bytes() const {
    if (held_->kind == signature_kind::ed25519) {
        std::string bytes(32, '\0');
        std::size_t length = bytes.size();
        ensure(EVP_PKEY_get_raw_public_key(
                   held_->key.get(), reinterpret_cast<unsigned char*>(bytes.data()), &length) == 1);
        return bytes;
    }
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(held_->key.get(), &der);
    ensure(length > 0);
    std::string bytes{reinterpret_cast<const char*>(der), static_cast<std::size_t>(length)};
    OPENSSL_free(der);
    return bytes;
}

std::string signing_key::sign(std::string_view text) const {
    const digest_context context{EVP_MD_CTX_new()};
    std::size_t length = 0;
    ensure(context &&
           EVP_DigestSignInit_ex(context.get(), nullptr, digest_of(held_->kind), nullptr, nullptr,
                                 held_->key.get(), nullptr) == 1 &&
           EVP_DigestSign(context.get(), nullptr, &length, octets(text), text.size()) == 1);
    std::string signature(length, '\0');
    ensure(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                          &length, octets(text), text.size()) == 1);
    signature.resize(length);
    return signature;
}

bool verify_signature(signature_kind kind, std::string_view public_bytes, std::string_view text,
                      std::string_view signature) {
    const auto key = public_of(kind, public_bytes);
    const digest_context context{EVP_MD_CTX_new()};
    return key && context &&
           EVP_DigestVerifyInit_ex(context.get(), nullptr, digest_of(kind), nullptr, nullptr,
                                   key.get(), nullptr) == 1 &&
           EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(text),
                            text.size()) == 1;
}

}  // namespace iaq::seal
