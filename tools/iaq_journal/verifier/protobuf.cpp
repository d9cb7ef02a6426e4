#include "iaq_journal/verifier/protobuf.hpp"

namespace iaq::verifier {
namespace {

enum class wire_type : std::uint8_t { varint = 0, fixed64 = 1, length = 2, fixed32 = 5 };

constexpr std::uint64_t number_max = (1U << 29U) - 1;

std::optional<std::uint64_t> take_varint(std::string_view& rest) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !rest.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(rest.front());
        rest.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
        if ((byte & 0x80U) == 0) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> take_bytes(std::string_view& rest, std::uint64_t count) {
    if (count > rest.size()) {
        return std::nullopt;
    }
    const auto taken = rest.substr(0, count);
    rest.remove_prefix(count);
    return taken;
}

std::uint64_t little(std::string_view bytes) {
    std::uint64_t value = 0;
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at) {
        value = value << 8U | static_cast<unsigned char>(*at);
    }
    return value;
}

}  // namespace

std::optional<protobuf_field> take_field(std::string_view& message) {
    const auto tag = take_varint(message);
    if (!tag || *tag >> 3U == 0 || *tag >> 3U > number_max) {
        return std::nullopt;
    }
    protobuf_field field{.number = static_cast<std::uint32_t>(*tag >> 3U), .fixed64 = {}};
    std::optional<std::string_view> taken;
    switch (static_cast<wire_type>(*tag & 7U)) {
        case wire_type::varint: return take_varint(message) ? std::optional{field} : std::nullopt;
        case wire_type::fixed64:
            taken = take_bytes(message, 8);
            if (taken) {
                field.fixed64 = little(*taken);
            }
            break;
        case wire_type::length:
            if (const auto count = take_varint(message)) {
                taken = take_bytes(message, *count);
            }
            break;
        case wire_type::fixed32: taken = take_bytes(message, 4); break;
    }
    return taken ? std::optional{field} : std::nullopt;
}

}  // namespace iaq::verifier
