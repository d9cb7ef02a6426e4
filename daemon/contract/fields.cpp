#include "contract/fields.hpp"

#include <limits>

namespace iaq::contract {
namespace {

constexpr std::size_t varint_bytes_max = 10;

bool take_bytes(std::string_view& rest, std::uint64_t size, std::string_view& out) {
    if (size > rest.size()) {
        return false;
    }
    out = rest.substr(0, static_cast<std::size_t>(size));
    rest.remove_prefix(static_cast<std::size_t>(size));
    return true;
}

}  // namespace

bool take_varint(std::string_view& rest, std::uint64_t& out) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < rest.size() && i < varint_bytes_max; ++i) {
        const auto byte = static_cast<unsigned char>(rest[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
        if ((byte & 0x80U) == 0) {
            rest.remove_prefix(i + 1);
            out = value;
            return true;
        }
    }
    return false;
}

bool fields::wound() {
    broken_ = true;
    return false;
}

bool fields::body(field& out) {
    std::uint64_t size = 0;
    std::string_view skipped;
    switch (out.type) {
        case wire_type::varint: return take_varint(rest_, out.value);
        case wire_type::eight_bytes: return take_bytes(rest_, 8, skipped);
        case wire_type::text: return take_varint(rest_, size) && take_bytes(rest_, size, out.bytes);
        case wire_type::four_bytes: return take_bytes(rest_, 4, skipped);
    }
    return false;
}

bool fields::next(field& out) {
    if (rest_.empty() || broken_) {
        return false;
    }
    const auto before = rest_;
    std::uint64_t tag = 0;
    if (!take_varint(rest_, tag) || tag > std::numeric_limits<std::uint32_t>::max()) {
        return wound();
    }
    out = field{};
    out.number = static_cast<std::uint32_t>(tag >> 3U);
    out.type = static_cast<wire_type>(tag & 7U);
    if (out.number == 0 || !body(out)) {
        return wound();
    }
    out.whole = before.substr(0, before.size() - rest_.size());
    return true;
}

}  // namespace iaq::contract
