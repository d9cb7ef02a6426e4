#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What stands in the clear about a record: its kind and its time; and how a sealed one is laid
/// out. The bytes themselves are opaque here (journal_format.md).
namespace iaq::ledger {

struct facts {
    std::uint32_t kind = 0;   // number of the body in the protobuf message
    std::int64_t utc_ns = 0;  // nanoseconds since 1970

    friend bool operator==(const facts&, const facts&) = default;
};

/// Returns kind and time of a protobuf record; zeros for bytes that are none.
facts facts_of(std::string_view record) noexcept;

constexpr std::size_t sealed_head_bytes = 12;  // kind and time, before the ciphertext
constexpr std::size_t sealed_tag_bytes = 16;
/// What sealing adds to a record.
constexpr std::size_t sealed_overhead_bytes = sealed_head_bytes + sealed_tag_bytes;

/// Appends kind and time as a sealed record begins with them.
void put_facts(std::string& out, const facts& of);

/// A sealed record's parts. Lifetime: `ciphertext` lies in the payload.
struct sealed_record {
    facts of;
    std::string_view ciphertext;  // tag included
};

/// Returns nothing when the payload is too short to be sealed.
std::optional<sealed_record> split_sealed(std::string_view payload);

constexpr std::size_t header_digest_bytes = 32;
constexpr std::size_t position_bytes = header_digest_bytes + 8 + sealed_head_bytes;

/// Returns where a record stands: what its seal is bound to and its leaf of the tree begins with.
///
/// `header_digest`: SHA-256 of the segment header's `digested_header_bytes`.
std::string position_of(std::string_view header_digest, std::uint64_t number, const facts& of);

}  // namespace iaq::ledger
