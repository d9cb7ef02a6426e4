#include "seal/master_key.hpp"

#include "base/assert.hpp"
#include "seal/digest.hpp"
#include "seal/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <limits>

namespace iaq::seal {
namespace {

constexpr std::size_t shortest_wrapped = 16;
constexpr std::size_t longest = std::numeric_limits<int>::max() - 16;

}  // namespace

struct master_key::method {
    handle<EVP_CIPHER, EVP_CIPHER_free> cipher{
        EVP_CIPHER_fetch(nullptr, "AES-256-WRAP-PAD", nullptr)};

    method() { ensure(cipher != nullptr); }

    /// Returns what the cipher makes of `from`, or nothing when it refuses.
    [[nodiscard]] std::optional<std::string> turn(bool wrap, const key& with,
                                                  std::string_view from) const {
        const handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> running{EVP_CIPHER_CTX_new()};
        ensure(running != nullptr && from.size() <= longest);
        EVP_CIPHER_CTX_set_flags(running.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
        ensure(EVP_CipherInit_ex2(running.get(), cipher.get(), octets(with.view()), nullptr,
                                  wrap ? 1 : 0, nullptr) == 1);
        std::string out(wrapped_bytes(from.size()), '\0');
        int size = 0;
        if (EVP_CipherUpdate(running.get(), octets(out.data()), &size, octets(from),
                             static_cast<int>(from.size())) != 1) {
            OPENSSL_cleanse(out.data(), out.size());
            return std::nullopt;
        }
        out.resize(static_cast<std::size_t>(size));
        return out;
    }
};

master_key::master_key(std::string_view bytes)
    : secret_(bytes),
      id_(hmac_sha256(bytes, "iaq journal master key v1").substr(0, master_key_id_bytes)),
      method_(std::make_unique<method>()) {}
master_key::~master_key() = default;
master_key::master_key(master_key&&) noexcept = default;
master_key& master_key::operator=(master_key&&) noexcept = default;

std::string master_key::wrap(std::string_view plain) const {
    auto wrapped = method_->turn(true, secret_, plain);
    ensure(wrapped && wrapped->size() == wrapped_bytes(plain.size()));
    return *std::move(wrapped);
}

std::optional<std::string> master_key::unwrap(std::string_view wrapped) const {
    if (wrapped.size() < shortest_wrapped || wrapped.size() > longest || wrapped.size() % 8 != 0) {
        return std::nullopt;
    }
    const expected_failure foreign;
    return method_->turn(false, secret_, wrapped);
}

}  // namespace iaq::seal
