#pragma once

#include "base/result.hpp"
#include "evidence/checkpoint.hpp"
#include "evidence/note.hpp"
#include "evidence/tile_tree.hpp"
#include "journal/disk.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/tile_store.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"
#include "ledger/sealed.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Keeps the evidence of the journal: one leaf a record, tiles, and the signed head (G9).
namespace iaq::journal {

/// Returns who signs the heads of the journal with this id of 16 bytes. Requires: `with.signing`.
evidence::verifier verifier_of(const keys& with, const std::string& journal_id);
/// Checks a signature of the kind that the verifier names.
bool is_signed(const evidence::verifier& by, std::string_view text, std::string_view signature);

class notary {
public:
    /// Reads the head last signed, against which the records will be held.
    ///
    /// `shown`: the file that remembers the head outside of the folder; may be empty. `adopt`: it
    /// may be of more records than there are, or of others.
    ///
    /// Requires:  `with.signing`.
    /// Errors:    `wrong_key` when `log.vkey` is another key's; `damaged` when the head was not
    ///            signed by ours or is of another journal; `unreadable`, `unwritable`.
    /// Lifetime:  `on` and `with` outlive it.
    static result<notary, trouble> open(disk& on, const layout& where, const keys& with,
                                        const std::string& journal_id, std::string shown,
                                        bool adopt);

    /// Adds the record's leaf. While the journal is being replayed it compares: the tree at the
    /// head's size must have the head's root; then tiles on disk are made what they should be.
    ///
    /// Errors: `damaged` when the root is another.
    result<void, trouble> take(std::uint64_t number, const ledger::segment_header& in,
                               const ledger::facts& of, const seal::digest& digest);

    /// Goes on behind record `size`, whose leaf was the last; `edge`: the partial tiles then, the
    /// full ones are on disk. Zero: at the first record. To be called before the first `take`.
    ///
    /// Errors: `damaged` when the tree cannot be had from there, or is not the one under the head.
    result<void, trouble> resume(std::uint64_t size, const std::vector<evidence::tile_file>& edge);

    /// Ends the replay. Errors: `damaged` when the journal holds less than the head promised, or
    /// had heads and has lost them.
    result<void, trouble> settle();

    /// Writes the tiles that have become full. To be called once their records are durable.
    result<void, trouble> write_tiles();

    /// Signs the head over all records taken. Durability: complete when it returns. Lack of space
    /// leaves the head of before and is no error.
    result<void, trouble> sign();

    /// True for the record `checkpoint due`: the last leaf under the head it announces.
    static bool announces_head(const ledger::facts& of);

    /// True when the head asked for last found no room: the one before still stands.
    [[nodiscard]] bool head_is_behind() const { return head_is_behind_; }
    [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
    /// Returns the tree's partial tiles.
    [[nodiscard]] std::vector<evidence::tile_file> edge() const { return tree_.partial(); }
    /// Returns the full tiles written or looked at since it was last called, which may not be
    /// durable; nothing while some wait for room.
    [[nodiscard]] std::optional<std::vector<std::string>> take_unsynced();
    /// Records that were shown outside and are lost, when they were given up.
    [[nodiscard]] std::uint64_t lost_to() const {
        return adopt_ && shown_ && shown_->size > tree_.size() ? shown_->size : 0;
    }

private:
    notary(disk& on, const layout& where, const keys& with, std::string journal_id,
           std::string shown, bool adopt);

    result<void, trouble> keep_verifier_key();
    /// `mend`: what would do when it is damaged.
    result<std::optional<evidence::checkpoint>, trouble> read_head(const std::string& path,
                                                                   std::string_view mend);
    result<void, trouble> compare_root(const std::optional<evidence::checkpoint>& head,
                                       std::uint64_t number) const;
    result<void, trouble> persist_head(const std::string& note);
    result<void, trouble> remember_shown(const std::string& note);
    result<void, trouble> compare(std::uint64_t number);
    result<void, trouble> compare_at_head();
    std::vector<evidence::tile_file> take_full();
    result<void, trouble> remember_unlike(std::vector<evidence::tile_file> files);
    [[nodiscard]] bool is_proven() const { return !head_ || tree_.size() >= head_->size; }

    disk* disk_;
    layout layout_;
    const keys* keys_;
    std::string journal_id_;  // 16 bytes
    evidence::verifier verifier_;
    seal::hasher hash_;
    evidence::tile_tree tree_;
    tile_store tiles_;
    std::vector<evidence::tile_file> full_;
    std::vector<std::string> unsynced_;
    /// Tiles that are missing or other than they should be. Nothing on disk is touched before the
    /// records have been shown to be the ones under the signed head.
    std::vector<evidence::tile_file> unlike_;
    std::string leaf_;
    std::optional<evidence::checkpoint> head_;   // the last one signed
    std::optional<evidence::checkpoint> shown_;  // the last one remembered outside
    std::string shown_path_;
    bool adopt_;
    bool replaying_ = true;
    bool head_is_behind_ = false;
};

}  // namespace iaq::journal
