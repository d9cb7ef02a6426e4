#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a stranger may find wrong with a journal folder, by name, and the list of it.
namespace iaq::verifier {

enum class finding_kind : std::uint8_t {
    missing_file,         // the folder lacks a file that the rest of it calls for
    stray_file,           // a file that belongs to no journal
    unreadable_file,      // no plain file, too large, or the system would not read it
    nonzero_in_next,      // the segment to come holds something already
    empty_file,           // a segment without a byte
    bad_header,           // the first block is not a sound header, or not of this file
    wrong_journal,        // a sound segment of another journal
    too_new,              // a format that this verifier does not know
    epoch_went_back,      // an epoch lower than that of the segment before
    bad_length,           // a frame of no length, or one that runs past the segment's end
    record_too_large,     // a length that no record has
    bad_checksum,         // the frame's bytes are not those that were written
    number_out_of_order,  // a sound frame or segment that does not follow the one before
    nonzero_after_end,    // bytes where the zeros after the last frame should be
    torn_tail,            // the last batch, half written and under no checkpoint
    bad_record,           // a sound frame that holds no record
    records_missing,      // records that must be there and are not
    front_missing,        // the first records are gone, and none tells of a retention
    bad_base,             // no base of the state, or not the one of this segment
    bad_sidecar,          // keys that are not whole, or not those of the segment
    sidecar_differs,      // sound keys, but other ones, and no record tells of a change
    bad_vkey,             // the verifier key given cannot be read
    vkey_differs,         // `log.vkey` is not the key given
    bad_checkpoint,       // no signed note of three lines, or of another log
    bad_signature,        // a checkpoint that the given key has not signed
    rolled_back,          // an older checkpoint is for more records than this one
    forked,               // an older checkpoint is for other records
    root_differs,         // neither the records nor the tiles lead to the signed root
    leaf_differs,         // a sound record that is not the one in the signed tree
    bundle_differs,       // an entry bundle that does not hold the leaves of the tree
    tile_differs,         // a tile that does not hold the hashes of the tree
};

std::string_view name_of(finding_kind kind) noexcept;

struct finding {
    finding_kind kind;
    std::string file;          // in the journal folder; empty for what came from elsewhere
    std::uint64_t offset = 0;  // in the file, in bytes
    std::optional<std::uint64_t> record = std::nullopt;
    std::string text;  // for people; no personal data
};

/// What came out. Good when `findings` is empty.
struct verdict {
    std::vector<finding> findings;  // in the order in which they were met, `findings_max` at most
    std::uint64_t findings_count = 0;  // all of them
    std::uint64_t records = 0;         // sound ones
    std::uint64_t last_record = 0;     // the number of the last sound one
    std::uint64_t segments = 0;
    std::uint64_t checkpoint_size = 0;  // records under the signed head; 0 without a sound one
    std::string root_hex;               // of the signed head
    std::string journal_id;             // hex; from the verifier key
    std::vector<std::string> notes;     // what is no damage, but worth knowing
};

constexpr std::size_t findings_max = 100;
constexpr std::size_t notes_max = 100;

/// Collects findings and notes, and keeps a verdict from growing without bound.
class docket {
public:
    void enter(finding found);
    void note(std::string text);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    /// Moves all into `out`. The docket is spent afterwards.
    void close(verdict& out);

private:
    std::vector<finding> findings_;
    std::vector<std::string> notes_;
    std::uint64_t count_ = 0;
    std::uint64_t notes_left_out_ = 0;
};

}  // namespace iaq::verifier
