#pragma once

#include "seal/key.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

/// One record under a key of its own: AES-256-GCM, journal_format.md, Sealing.
namespace iaq::seal {

constexpr std::size_t tag_bytes = 16;

/// Nothing is fetched or allocated per call but the room in `out`. Thread: one at a time.
class record_cipher {
public:
    record_cipher();
    ~record_cipher();
    record_cipher(record_cipher&&) noexcept;
    record_cipher& operator=(record_cipher&&) noexcept;

    /// Appends the ciphertext of `plain` and its tag, bound to `position`, to `out`.
    ///
    /// Requires: `with` has sealed nothing before, since the nonce is always zero; `plain` and
    /// `position` do not lie in `out`.
    /// Units:    less than 2 GiB.
    void seal(std::string& out, const key& with, std::string_view position, std::string_view plain);

    /// Appends to `out` what was sealed.
    ///
    /// Requires: as `seal`.
    /// Errors:   false when `with` did not seal these bytes for this place; `out` is as before.
    [[nodiscard]] bool open(std::string& out, const key& with, std::string_view position,
                            std::string_view sealed);

private:
    struct context;
    std::unique_ptr<context> context_;
};

}  // namespace iaq::seal
