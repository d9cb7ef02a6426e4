#include "contract/frames.hpp"

#include <limits>

namespace iaq::contract {

prefix read_prefix(std::string_view buffer) {
    constexpr std::size_t bytes_max = 5;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes_max; ++i) {
        if (i == buffer.size()) {
            return {};
        }
        const auto byte = static_cast<unsigned char>(buffer[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
        if ((byte & 0x80U) == 0) {
            const bool fits = value <= std::numeric_limits<std::uint32_t>::max();
            return fits ? prefix{prefix::state::complete, static_cast<std::uint32_t>(value), i + 1}
                        : prefix{prefix::state::too_long};
        }
    }
    return {prefix::state::too_long};
}

}  // namespace iaq::contract
