#pragma once

#include "base/result.hpp"
#include "ledger/wound.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// The first block of a segment: whose it is, where it stands, and how to read the rest.
namespace iaq::ledger {

constexpr std::size_t header_bytes = 4096;  // one page, so that the first frame is aligned
constexpr std::size_t journal_id_bytes = 16;
constexpr std::size_t key_id_bytes = 16;
constexpr std::size_t key_commitment_bytes = 32;
constexpr std::size_t sidecar_digest_bytes = 32;
/// All of a header but its checksum: what its digest runs over.
constexpr std::size_t digested_header_bytes = header_bytes - 4;

/// The newest layout of header and frames that this program reads.
constexpr std::uint32_t format_version = 1;
/// The newest fold whose records this program understands. Raised when an older daemon that folded
/// the same records would come to another state.
constexpr std::uint32_t fold_version = 1;

enum class seal_kind : std::uint32_t { off = 0, aes_256_gcm = 1 };

struct segment_header {
    std::uint32_t format = format_version;
    std::uint32_t fold = fold_version;
    std::string journal_id = std::string(journal_id_bytes, '\0');
    std::uint64_t epoch = 1;
    std::uint64_t first = 1;       // the number of the segment's first record
    std::uint64_t created_ns = 0;  // UTC, nanoseconds since 1970
    seal_kind seal = seal_kind::off;
    std::string key_id = std::string(key_id_bytes, '\0');
    std::string key_commitment = std::string(key_commitment_bytes, '\0');
    std::string sidecar_digest = std::string(sidecar_digest_bytes, '\0');

    friend bool operator==(const segment_header&, const segment_header&) = default;
};

/// Returns the block, `header_bytes` long. Requires: the byte strings have their lengths.
std::string encode_header(const segment_header& header);

/// Returns the header at the start of `segment`.
///
/// Errors: `empty_file`, `bad_header`, `too_new` (see `written_with`).
result<segment_header, wound> decode_header(std::string_view segment);

/// Returns the header's checksum, with which the checksum of each of its frames begins: a frame is
/// sound in its own segment only. Requires: `block` holds a header.
std::uint32_t root_of(std::string_view block);

/// True for a segment whose header never reached the disk whole and which holds nothing else: what
/// a crash leaves between the making of a segment and its first record.
bool is_unborn(std::string_view segment);

/// The versions that a header names. Requires: `header_bytes`.
struct versions {
    std::uint32_t format;
    std::uint32_t fold;
    std::uint32_t seal;
};
versions written_with(std::string_view segment);

/// Returns whether `after` may stand behind `before`, whose last record is `last`.
///
/// Errors: `wrong_journal`; `number_out_of_order` when a record is missing or twice there, or the
/// epoch goes back.
result<void, wound> check_follows(const segment_header& before, std::uint64_t last,
                                  const segment_header& after);

}  // namespace iaq::ledger
