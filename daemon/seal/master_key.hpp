#pragma once

#include "seal/key.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// The agency's own key, under which all others are kept: RFC 5649, AES-256 key wrap with padding.
namespace iaq::seal {

constexpr std::size_t master_key_id_bytes = 16;

/// Returns how long `plain_bytes` are when wrapped: padded to eights, and one eight for the check.
constexpr std::size_t wrapped_bytes(std::size_t plain_bytes) {
    return (plain_bytes + 7) / 8 * 8 + 8;
}

/// Thread: any, many at once.
class master_key {
public:
    /// Requires: `key::size` bytes.
    explicit master_key(std::string_view bytes);
    ~master_key();
    master_key(master_key&&) noexcept;
    master_key& operator=(master_key&&) noexcept;

    /// Returns the `master_key_id_bytes` that name this key without giving it away.
    [[nodiscard]] const std::string& id() const { return id_; }

    /// Requires: 1 byte or more, less than 2 GiB.
    [[nodiscard]] std::string wrap(std::string_view plain) const;
    /// Returns what was wrapped, or nothing: not wrapped by this key, or damaged.
    [[nodiscard]] std::optional<std::string> unwrap(std::string_view wrapped) const;

private:
    struct method;
    key secret_;
    std::string id_;
    std::unique_ptr<method> method_;
};

}  // namespace iaq::seal
