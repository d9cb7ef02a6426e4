#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

/// A secret of 32 bytes, which is never copied by accident and never outlives its holder.
namespace iaq::seal {

/// Lives in the locked heap, where neither a swap file nor a core dump can take it, and is wiped at
/// its end. Where there is no such heap, or it is full, in ordinary memory, wiped all the same.
class key {
public:
    static constexpr std::size_t size = 32;

    /// A key of zeros.
    key();
    /// Requires: `size` bytes.
    explicit key(std::string_view bytes);
    key(key&&) noexcept = default;
    key& operator=(key&&) noexcept = default;
    ~key() = default;

    [[nodiscard]] key copy() const;
    /// Requires: not moved from; so does `data`.
    /// Lifetime: the key's.
    [[nodiscard]] std::string_view view() const;
    char* data();

private:
    struct wiped {
        void operator()(char* bytes) const noexcept;
    };
    std::unique_ptr<char, wiped> bytes_;
};

/// Makes the locked heap that keys live in, for the whole process. Asked again, it says the same.
///
/// Requires: no key was made yet; one that was stays in ordinary memory.
/// Errors:   false when the system refuses to lock memory (`LimitMEMLOCK`). Keys then live in
///           memory that is not locked.
/// Thread:   before others start.
bool lock_key_memory();

}  // namespace iaq::seal
