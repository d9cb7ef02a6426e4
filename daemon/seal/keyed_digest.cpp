#include "seal/keyed_digest.hpp"

#include "base/assert.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

namespace iaq::seal {
namespace {

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct keyed_digest::context {
    EVP_MAC* method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* running = EVP_MAC_CTX_new(method);

    explicit context(std::string_view key) {
        std::string hash = "SHA256";
        const std::array parameters{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, hash.data(), 0),
            OSSL_PARAM_construct_end()};
        ensure(running != nullptr &&
               EVP_MAC_init(running, octets(key), key.size(), parameters.data()) == 1);
    }
    ~context() {
        EVP_MAC_CTX_free(running);
        EVP_MAC_free(method);
    }
    context(const context&) = delete;
    context& operator=(const context&) = delete;
};

keyed_digest::keyed_digest(std::string_view key) : context_(std::make_unique<context>(key)) {}
keyed_digest::~keyed_digest() = default;
keyed_digest::keyed_digest(keyed_digest&&) noexcept = default;
keyed_digest& keyed_digest::operator=(keyed_digest&&) noexcept = default;

std::string keyed_digest::operator()(std::string_view text) const {
    auto* const running = context_->running;
    // Without a key the one given before is used again.
    ensure(EVP_MAC_init(running, nullptr, 0, nullptr) == 1 &&
           EVP_MAC_update(running, octets(text), text.size()) == 1);
    std::array<unsigned char, 32> out{};
    std::size_t size = 0;
    ensure(EVP_MAC_final(running, out.data(), &size, out.size()) == 1 && size == out.size());
    return {reinterpret_cast<const char*>(out.data()), size};
}

}  // namespace iaq::seal
