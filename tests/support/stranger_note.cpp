#include "support/stranger_note.hpp"

#include "base/assert.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace iaq::test {
namespace {

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_PKEY* make_key(note_key kind) {
    if (kind == note_key::ecdsa_p256) {
        return EVP_EC_gen("P-256");
    }
    const auto seed = sha256("the test key of a log");
    return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, octets(seed), seed.size());
}

EVP_PKEY* key_of(note_key kind) {
    static EVP_PKEY* const ed25519 = make_key(note_key::ed25519);
    static EVP_PKEY* const ecdsa = make_key(note_key::ecdsa_p256);
    EVP_PKEY* const key = kind == note_key::ed25519 ? ed25519 : ecdsa;
    ensure(key != nullptr);
    return key;
}

std::string public_bytes(note_key kind) {
    if (kind == note_key::ecdsa_p256) {
        std::string out(static_cast<std::size_t>(i2d_PUBKEY(key_of(kind), nullptr)), '\0');
        auto* at = reinterpret_cast<unsigned char*>(out.data());
        ensure(i2d_PUBKEY(key_of(kind), &at) > 0);
        return out;
    }
    std::string out(32, '\0');
    std::size_t size = out.size();
    ensure(EVP_PKEY_get_raw_public_key(key_of(kind), reinterpret_cast<unsigned char*>(out.data()),
                                       &size) == 1);
    return out;
}

std::string key_id(const std::string& name, note_key kind) {
    const auto bytes = public_bytes(kind);
    const auto digest = kind == note_key::ed25519 ? sha256(name + "\n\x01" + bytes) : sha256(bytes);
    return digest.substr(0, 4);
}

std::string signature_of(const std::string& body, note_key kind) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free};
    const char* const digest = kind == note_key::ed25519 ? nullptr : "SHA256";
    ensure(EVP_DigestSignInit_ex(context.get(), nullptr, digest, nullptr, nullptr, key_of(kind),
                                 nullptr) == 1);
    std::string out(128, '\0');
    std::size_t size = out.size();
    ensure(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                          octets(body), body.size()) == 1);
    out.resize(size);
    return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, 32> out{};
    ensure(EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, EVP_sha256(), nullptr) == 1);
    return {reinterpret_cast<const char*>(out.data()), out.size()};
}

std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), octets(bytes),
                                     static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        out += digits[static_cast<unsigned char>(byte) >> 4U];
        out += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return out;
}

std::string note_vkey(const std::string& name, note_key kind) {
    return name + "+" + hex(key_id(name, kind)) + "+" +
           base64(static_cast<char>(kind) + public_bytes(kind));
}

std::string sign_note(const std::string& name, const std::string& body, note_key kind) {
    return body + "\n\xE2\x80\x94 " + name + " " +
           base64(key_id(name, kind) + signature_of(body, kind)) + "\n";
}

}  // namespace iaq::test
