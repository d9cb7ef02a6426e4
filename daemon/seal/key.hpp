#pragma once

#include <cstddef>
#include <string_view>

/// Secrets in memory.
namespace iaq::seal {

/// Makes the locked, undumpable heap that keys live in; once a process, before the first key.
/// Returns false when the system refuses to lock memory: keys then live in ordinary memory, and are
/// wiped all the same.
bool lock_key_memory();

/// 32 secret bytes, wiped at their end.
class key {
public:
    static constexpr std::size_t size = 32;

    /// Zeros.
    key();
    /// Requires: `size` bytes.
    explicit key(std::string_view bytes);
    ~key();
    key(key&& other) noexcept;
    key& operator=(key&& other) noexcept;
    key(const key&) = delete;
    key& operator=(const key&) = delete;

    [[nodiscard]] key copy() const { return key{view()}; }
    [[nodiscard]] std::string_view view() const { return {bytes_, size}; }
    [[nodiscard]] char* data() { return bytes_; }

private:
    char* bytes_;
};

}  // namespace iaq::seal
