#include "seal/hasher.hpp"

#include "base/assert.hpp"

#include <openssl/evp.h>

namespace iaq::seal {

struct hasher::context {
    EVP_MD* method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_MD_CTX* running = EVP_MD_CTX_new();

    context() { ensure(method != nullptr && running != nullptr); }
    ~context() {
        EVP_MD_CTX_free(running);
        EVP_MD_free(method);
    }
    context(const context&) = delete;
    context& operator=(const context&) = delete;
};

hasher::hasher() : context_(std::make_unique<context>()) {}
hasher::~hasher() = default;
hasher::hasher(hasher&&) noexcept = default;
hasher& hasher::operator=(hasher&&) noexcept = default;

digest hasher::operator()(std::initializer_list<std::string_view> pieces) {
    ensure(EVP_DigestInit_ex2(context_->running, context_->method, nullptr) == 1);
    for (const auto piece : pieces) {
        ensure(EVP_DigestUpdate(context_->running, piece.data(), piece.size()) == 1);
    }
    digest made{};
    unsigned size = 0;
    ensure(EVP_DigestFinal_ex(context_->running, reinterpret_cast<unsigned char*>(made.data()),
                              &size) == 1);
    ensure(size == made.size());
    return made;
}

}  // namespace iaq::seal
