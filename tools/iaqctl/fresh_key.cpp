#include "iaqctl/fresh_key.hpp"

#include "base/assert.hpp"

#include <sys/random.h>

#include <array>

namespace iaq::ctl {

/// Twelve bytes come whole or not at all (getrandom(2)).
std::string fresh_key() {
    std::array<unsigned char, 12> bytes{};
    ensure(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
    static constexpr char digits[] = "0123456789abcdef";
    std::string key = "iaqctl-";
    for (const auto byte : bytes) {
        key += digits[byte >> 4U];
        key += digits[byte & 15U];
    }
    return key;
}

}  // namespace iaq::ctl
