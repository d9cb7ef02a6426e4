#include "ledger/sealed.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

namespace iaq::ledger {
namespace {

constexpr std::uint64_t time_field = 2;  // `utc_ns` of iaq.v1.Record
constexpr std::uint64_t kinds_from = 32;
constexpr std::size_t varint_bytes_max = 10;

// The types of fields on the wire; there are others, which no record of ours holds.
constexpr unsigned type_varint = 0;
constexpr unsigned type_fixed64 = 1;
constexpr unsigned type_text = 2;
constexpr unsigned type_fixed32 = 5;

/// Takes a varint off the front, or returns nothing when there is none.
std::optional<std::uint64_t> take_varint(std::string_view& from) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < varint_bytes_max && i < from.size(); ++i) {
        const auto byte = static_cast<unsigned char>(from[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7U * i);
        if ((byte & 0x80U) == 0) {
            from.remove_prefix(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

/// Returns how long the field's content is; more than there is when it is no field.
std::uint64_t content_bytes(unsigned type, std::string_view& from) noexcept {
    constexpr std::uint64_t none = ~std::uint64_t{0};
    if (type == type_varint) {
        return take_varint(from) ? 0 : none;
    }
    if (type == type_text) {
        return take_varint(from).value_or(none);
    }
    return type == type_fixed64 ? 8 : type == type_fixed32 ? 4 : none;
}

std::int64_t little_endian(std::string_view eight) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(eight[i])) << (8U * i);
    }
    return static_cast<std::int64_t>(value);
}

}  // namespace

facts facts_of(std::string_view record) noexcept {
    facts found;
    while (!record.empty()) {
        const auto tag = take_varint(record);
        if (!tag) {
            return {};
        }
        const auto number = *tag >> 3U;
        const auto type = static_cast<unsigned>(*tag & 7U);
        const auto length = content_bytes(type, record);
        if (length > record.size()) {
            return {};
        }
        if (number == time_field && type == type_fixed64) {
            found.utc_ns = little_endian(record);
        }
        if (number >= kinds_from) {
            found.kind = static_cast<std::uint32_t>(number);
        }
        record.remove_prefix(length);
    }
    return found;
}

void put_facts(std::string& out, const facts& of) {
    bytes::put_big(out, of.kind);
    bytes::put_big(out, static_cast<std::uint64_t>(of.utc_ns));
}

std::optional<sealed_record> split_sealed(std::string_view payload) {
    if (payload.size() <= sealed_head_bytes + sealed_tag_bytes) {
        return std::nullopt;
    }
    return sealed_record{{bytes::get_big<std::uint32_t>(payload, 0),
                          static_cast<std::int64_t>(bytes::get_big<std::uint64_t>(payload, 4))},
                         payload.substr(sealed_head_bytes)};
}

std::string position_of(std::string_view header_digest, std::uint64_t number, const facts& of) {
    ensure(header_digest.size() == header_digest_bytes);
    std::string place;
    place.reserve(position_bytes);
    place += header_digest;
    bytes::put_big(place, number);
    put_facts(place, of);
    return place;
}

}  // namespace iaq::ledger
