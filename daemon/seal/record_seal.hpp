#pragma once

#include "seal/key.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

/// AES-256-GCM for records. Each key seals one record, so the nonce is always zero and can never
/// repeat under a key.
namespace iaq::seal {

constexpr std::size_t tag_bytes = 16;

/// Thread: one at a time.
class record_cipher {
public:
    record_cipher();
    ~record_cipher();
    record_cipher(record_cipher&&) noexcept;
    record_cipher& operator=(record_cipher&&) noexcept;

    /// Appends ciphertext and tag to `out`. `position` is bound in, not hidden.
    void seal(std::string& out, const key& with, std::string_view position, std::string_view plain);
    /// Appends the plain text to `out`. Returns false, `out` untouched, when it was not sealed with
    /// this key at this position, or has been changed since.
    bool open(std::string& out, const key& with, std::string_view position,
              std::string_view sealed);

private:
    struct contexts;
    std::unique_ptr<contexts> contexts_;
};

}  // namespace iaq::seal
