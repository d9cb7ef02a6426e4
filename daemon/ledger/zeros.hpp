#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

/// Finding what is not zero in much that should be.
namespace iaq::ledger {

inline bool all_zero(std::string_view bytes) noexcept {
    return bytes.empty() || (bytes.front() == '\0' &&
                             std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

/// Returns where the first byte at or after `from` that is not zero lies, or `npos`.
inline std::size_t first_nonzero(std::string_view bytes, std::size_t from = 0) noexcept {
    constexpr std::size_t piece = 4096;
    while (from < bytes.size() && all_zero(bytes.substr(from, piece))) {
        from += piece;
    }
    return from < bytes.size() ? bytes.find_first_not_of('\0', from) : std::string_view::npos;
}

/// Returns where the last byte that is not zero lies, or `npos`.
inline std::size_t last_nonzero(std::string_view bytes) noexcept {
    constexpr std::size_t piece = 4096;
    while (!bytes.empty() && all_zero(bytes.substr(bytes.size() - std::min(piece, bytes.size())))) {
        bytes.remove_suffix(std::min(piece, bytes.size()));
    }
    return bytes.find_last_not_of('\0');
}

}  // namespace iaq::ledger
