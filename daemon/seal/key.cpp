#include "seal/key.hpp"

#include "base/assert.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace iaq::seal {
namespace {

// Two segments' paths, a master key, and the cover of the most punctured segment we expect; beyond
// it OpenSSL gives ordinary memory.
constexpr std::size_t heap_bytes = 256UL * 1024;
constexpr std::size_t smallest = 32;

}  // namespace

bool lock_key_memory() {
    // 2: made, but not locked.
    return CRYPTO_secure_malloc_initialized() == 1 ||
           CRYPTO_secure_malloc_init(heap_bytes, smallest) == 1;
}

key::key() : bytes_(static_cast<char*>(OPENSSL_secure_zalloc(size))) { ensure(bytes_ != nullptr); }

key::key(std::string_view bytes) : key() {
    ensure(bytes.size() == size);
    std::ranges::copy(bytes, bytes_);
}

key::~key() { OPENSSL_secure_clear_free(bytes_, size); }

key::key(key&& other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}

key& key::operator=(key&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
}

}  // namespace iaq::seal
