#include "seal/key.hpp"

#include "base/assert.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace iaq::seal {
namespace {

/// Room for 131,072 keys; half of what a service may lock where nothing else is said (8 MiB).
constexpr std::size_t locked_heap_bytes = 4UL * 1024 * 1024;

char* zeros() {
    void* made = OPENSSL_secure_zalloc(key::size);
    if (made == nullptr) {
        made = OPENSSL_zalloc(key::size);  // the locked heap is full
    }
    ensure(made != nullptr);
    return static_cast<char*>(made);
}

}  // namespace

void key::wiped::operator()(char* bytes) const noexcept {
    OPENSSL_secure_clear_free(bytes, size);  // knows which heap they came from
}

key::key() : bytes_(zeros()) {}

key::key(std::string_view bytes) : key() {
    ensure(bytes.size() == size);
    std::ranges::copy(bytes, bytes_.get());
}

key key::copy() const { return key{view()}; }

std::string_view key::view() const {
    ensure(bytes_ != nullptr);
    return {bytes_.get(), size};
}

char* key::data() {
    ensure(bytes_ != nullptr);
    return bytes_.get();
}

bool lock_key_memory() {
    // 1: made and locked; 2: made, but not locked; 0: not made, so that ordinary memory serves.
    static const bool locked = CRYPTO_secure_malloc_init(locked_heap_bytes, key::size) == 1;
    return locked;
}

}  // namespace iaq::seal
