#include "seal/digest.hpp"

#include "base/assert.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace iaq::seal {
namespace {

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Fetched once: fetching by name on every call costs more than the hash of a short record.
const EVP_MD* sha256_method() {
    static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    ensure(method != nullptr);
    return method;
}

}  // namespace

std::string sha256(std::string_view data) {
    std::array<unsigned char, 32> out{};
    unsigned size = 0;
    ensure(EVP_Digest(data.data(), data.size(), out.data(), &size, sha256_method(), nullptr) == 1);
    return {reinterpret_cast<const char*>(out.data()), size};
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    std::array<unsigned char, 32> out{};
    unsigned size = 0;
    ensure(HMAC(sha256_method(), key.data(), static_cast<int>(key.size()), octets(data),
                data.size(), out.data(), &size) != nullptr);
    return {reinterpret_cast<const char*>(out.data()), size};
}

struct sha256_stream::context {
    EVP_MD_CTX* evp = EVP_MD_CTX_new();
    context() { ensure(evp != nullptr && EVP_DigestInit_ex(evp, sha256_method(), nullptr) == 1); }
    ~context() { EVP_MD_CTX_free(evp); }
    context(const context&) = delete;
    context& operator=(const context&) = delete;
};

sha256_stream::sha256_stream() : context_(std::make_unique<context>()) {}
sha256_stream::~sha256_stream() = default;

void sha256_stream::update(std::string_view piece) {
    ensure(EVP_DigestUpdate(context_->evp, piece.data(), piece.size()) == 1);
}

std::string sha256_stream::finish() {
    std::array<unsigned char, 32> out{};
    unsigned size = 0;
    ensure(EVP_DigestFinal_ex(context_->evp, out.data(), &size) == 1);
    return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace iaq::seal
