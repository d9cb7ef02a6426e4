#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Journal folders in memory, written from daemon/docs/journal_format.md alone: no code of the
/// daemon and none of the verifier, so that both can be held against the page.
namespace iaq::test {

/// Paths in the journal folder, and the bytes of each file.
using folder_bytes = std::map<std::string, std::string>;

struct stranger_record {
    std::uint32_t kind = 36;
    std::uint64_t time = 1'800'000'000'000'000'000;
    std::string body;  // ciphertext and tag, or the protobuf bytes
    bool begins_batch = true;
};

/// What a journal is to hold; whatever is not said here follows from the page.
struct stranger_plan {
    bool sealed = true;
    std::string journal_id = std::string(
        "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d"
        "\x1e\x1f");
    std::vector<stranger_record> records;
    std::size_t per_segment = 1000;
    std::size_t zeros = 0;              // behind the last frame
    std::size_t next_bytes = 0;         // of `segment/next`; 0: none
    std::optional<std::uint64_t> head;  // records under the checkpoint; all, if not said
    std::vector<std::uint64_t> epochs;  // of the segments; 1 where not said
    std::uint64_t first_kept = 1;       // retention has dropped the segments before this record
};

/// Returns a plan of `count` records of invented bytes, each a batch of its own.
stranger_plan plan_of(std::size_t count, std::size_t per_segment, bool sealed);

/// Makes the record one that tells of a retention (kind 168).
void tell_of_drop(stranger_plan& plan, std::uint64_t record);

/// The segments and their sidecars, the base of the first one if any were dropped, `segment/next`
/// and `lock`.
folder_bytes segments_of(const stranger_plan& plan);
/// The checkpoint, its tiles and bundles, and `log.vkey`.
folder_bytes evidence_of(const stranger_plan& plan);
/// All of it.
folder_bytes journal_of(const stranger_plan& plan);

/// Returns the signed checkpoint over the first `size` records.
std::string checkpoint_of(const stranger_plan& plan, std::uint64_t size);
/// Returns a c2sp.org/tlog-proof@v1 that the record is under the head of `size`.
std::string proof_of(const stranger_plan& plan, std::uint64_t record, std::uint64_t size);
/// Returns the hash of the leaf of the record, 32 bytes.
std::string leaf_hash_of(const stranger_plan& plan, std::uint64_t record);
/// Returns the verifier key under which the journals of `plan` are signed, without a line end.
std::string vkey_of(const stranger_plan& plan);
/// Returns `body`, signed as a note of the log of `plan`.
std::string signed_note(const stranger_plan& plan, const std::string& body);

/// The path of the segment whose first record is `first`, of its sidecar and of its base.
std::string segment_file(std::uint64_t first);
std::string sidecar_file(std::uint64_t first);
std::string base_file(std::uint64_t first);
/// Returns a sidecar of the segment with `nodes` wrapped keys of invented bytes.
std::string sidecar_bytes(std::uint64_t first, std::size_t nodes, int salt = 0);

/// Returns a base of the state before record `first`, with invented bytes for the state.
std::string base_bytes(const stranger_plan& plan, std::uint64_t first);

/// Gives the header that `segment` begins with, and each of its frames, a checksum that is good.
void mend_checksums(std::string& segment);

}  // namespace iaq::test
