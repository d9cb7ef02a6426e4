#pragma once

#include "seal/key.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// What the switch's older line protocol encrypts with: AES in CBC with PKCS #7 padding, and a CRC
/// over the plain bytes (domain.md 2.2). It hides, and it finds a wrong key; whoever can change the
/// bytes on their way it does not keep out.
namespace iaq::seal {

/// Thread: one at a time.
class line_cipher {
public:
    static constexpr std::size_t iv_bytes = 16;
    static constexpr std::size_t block_bytes = 16;

    /// True for the sizes a key may have: 16 bytes, AES-128, and 32, AES-256.
    static bool is_key_size(std::size_t bytes) { return bytes == 16 || bytes == 32; }

    /// Requires: a key of 16 or 32 bytes.
    explicit line_cipher(std::string_view key_bytes);
    ~line_cipher();
    line_cipher(line_cipher&&) noexcept;
    line_cipher& operator=(line_cipher&&) noexcept;

    [[nodiscard]] line_cipher copy() const;
    [[nodiscard]] bool is_256() const { return key_bytes_ == key::size; }

    /// Returns how long `plain_bytes` are when sealed: the padding is 1 to 16 bytes.
    static constexpr std::size_t sealed_bytes(std::size_t plain_bytes) {
        return (plain_bytes / block_bytes + 1) * block_bytes;
    }

    /// Requires: an IV of `iv_bytes` that nobody could foretell; less than 2 GiB.
    [[nodiscard]] std::string seal(std::string_view iv, std::string_view plain) const;
    /// Returns the plain bytes, or nothing when the padding is wrong. A wrong key may go unnoticed
    /// here: compare the CRC.
    ///
    /// Requires: an IV of `iv_bytes`; less than 2 GiB.
    [[nodiscard]] std::optional<std::string> open(std::string_view iv,
                                                  std::string_view sealed) const;

private:
    struct method;
    [[nodiscard]] std::string_view secret() const { return secret_.view().substr(0, key_bytes_); }

    key secret_;  // zeros behind a short one
    std::size_t key_bytes_;
    std::unique_ptr<method> method_;
};

/// Returns the CRC-16/ARC: polynomial 0x8005, reflected, from 0.
std::uint16_t crc16(std::string_view bytes) noexcept;

}  // namespace iaq::seal
