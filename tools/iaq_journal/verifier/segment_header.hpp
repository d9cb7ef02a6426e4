#pragma once

#include "base/result.hpp"
#include "iaq_journal/verifier/finding.hpp"
#include "seal/hasher.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The first 4,096 bytes of a segment.
namespace iaq::verifier {

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t header_first_at = 40;  // where it names the segment's first record

struct segment_header {
    std::string journal_id;
    std::uint64_t epoch;
    std::uint64_t first;
    bool sealed;
    std::string key_id;
    std::string sidecar_digest;
    std::uint32_t root;   // checksum of bytes 0 to 4091
    seal::digest digest;  // SHA-256 of the same
};

struct header_flaw {
    finding_kind kind;  // empty_file, bad_header, too_new
    std::uint64_t offset;
    std::string text;
};

/// Returns the header at the start of `segment`.
result<segment_header, header_flaw> read_header(std::string_view segment);

/// True for what a crash leaves while a segment is made: no byte but zeros behind the first block.
/// Requires: `read_header` has found the segment without a sound header.
bool is_unborn(std::string_view segment);

}  // namespace iaq::verifier
