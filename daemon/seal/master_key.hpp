#pragma once

#include "seal/key.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The agency's key, under which the keys of segments are wrapped.
namespace iaq::seal {

class master_key {
public:
    /// Requires: `key::size` bytes.
    explicit master_key(std::string_view bytes);

    /// Names the key without telling it: 16 bytes.
    [[nodiscard]] const std::string& id() const { return id_; }

    /// Returns `plain` wrapped (RFC 5649).
    [[nodiscard]] std::string wrap(std::string_view plain) const;
    /// Returns what was wrapped, or nothing: by another key, or it has been changed.
    [[nodiscard]] std::optional<std::string> unwrap(std::string_view wrapped) const;

private:
    key secret_;
    std::string id_;
};

}  // namespace iaq::seal
