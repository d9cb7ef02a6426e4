#include "seal/master_key.hpp"

#include "base/assert.hpp"
#include "seal/digest.hpp"

#include <openssl/evp.h>

#include <memory>

namespace iaq::seal {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t block_bytes = 8;

using cipher = std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)>;
using cipher_context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// Runs RFC 5649 over `in`. Returns nothing when unwrapping finds it unsound.
std::optional<std::string> run(const key& under, std::string_view in, bool wrapping) {
    const cipher method{EVP_CIPHER_fetch(nullptr, "AES-256-WRAP-PAD", nullptr), EVP_CIPHER_free};
    const cipher_context context{EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free};
    ensure(method && context);
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    ensure(EVP_CipherInit_ex2(context.get(), method.get(), octets(under.view()), nullptr,
                              wrapping ? 1 : 0, nullptr) == 1);
    std::string out(in.size() + 2 * block_bytes, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(out.data());
    int done = 0;
    int last = 0;
    if (EVP_CipherUpdate(context.get(), to, &done, octets(in), static_cast<int>(in.size())) != 1 ||
        EVP_CipherFinal_ex(context.get(), to + done, &last) != 1) {
        return std::nullopt;
    }
    out.resize(static_cast<std::size_t>(done + last));
    return out;
}

}  // namespace

master_key::master_key(std::string_view bytes)
    : secret_(bytes), id_(hmac_sha256(bytes, "iaq journal master key v1").substr(0, id_bytes)) {}

std::string master_key::wrap(std::string_view plain) const {
    auto wrapped = run(secret_, plain, true);
    ensure(wrapped.has_value());
    return std::move(*wrapped);
}

std::optional<std::string> master_key::unwrap(std::string_view wrapped) const {
    if (wrapped.size() < 2 * block_bytes || wrapped.size() % block_bytes != 0) {
        return std::nullopt;
    }
    return run(secret_, wrapped, false);
}

}  // namespace iaq::seal
