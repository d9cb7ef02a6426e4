#include "journal/notary.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "journal/segment_seal.hpp"
#include "journal/whole_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;

constexpr std::uint64_t head_bytes_max = 64UL * 1024;
// What a power cut can keep from the disk is less: some half a minute of records.
constexpr std::size_t unlike_max = 32'768;
constexpr std::uint32_t checkpoint_due = 163;  // the kind of the record that announces a head

trouble damaged(std::string text) { return {trouble::kind::damaged, std::move(text)}; }

}  // namespace

evidence::verifier verifier_of(const keys& with, const std::string& journal_id) {
    return {with.log_name + "/journal/" + text::to_hex(journal_id),
            static_cast<std::uint8_t>(with.signing->kind()), with.signing->public_bytes()};
}

constexpr std::string_view restore_it = "restore it from a backup";
// No backup holds it, and a copy of an older head would say nothing.
constexpr std::string_view remove_it =
    "no backup holds it: make sure that the journal beside it is the newest there is, then remove "
    "it";

bool is_signed(const evidence::verifier& by, std::string_view text, std::string_view signature) {
    return seal::verify_signature(static_cast<seal::signature_kind>(by.kind), by.public_bytes, text,
                                  signature);
}

notary::notary(disk& on, const layout& where, const keys& with, std::string journal_id,
               std::string shown, bool adopt)
    : disk_(&on),
      layout_(where),
      keys_(&with),
      journal_id_(std::move(journal_id)),
      verifier_(verifier_of(with, journal_id_)),
      tiles_(on, where.root),
      shown_path_(std::move(shown)),
      adopt_(adopt) {}

result<notary, trouble> notary::open(disk& on, const layout& where, const keys& with,
                                     const std::string& journal_id, std::string shown, bool adopt) {
    ensure(with.signing.has_value());
    notary made{on, where, with, journal_id, std::move(shown), adopt};
    IAQ_TRY(made.keep_verifier_key());
    IAQ_TRY(made.head_, made.read_head(where.checkpoint, restore_it));
    if (!made.shown_path_.empty()) {
        IAQ_TRY(made.shown_, made.read_head(made.shown_path_, remove_it));
    }
    return made;
}

result<void, trouble> notary::keep_verifier_key() {
    const auto ours = evidence::vkey_of(verifier_) + "\n";
    IAQ_TRY(const auto there, read_whole_file(*disk_, layout_.verifier_key, head_bytes_max));
    if (there == ours) {
        return success();
    }
    if (there) {
        return trouble{trouble::kind::wrong_key,
                       layout_.verifier_key +
                           ": the heads of this journal are signed under another key or name; put "
                           "the signing key and log_name back that it began with"};
    }
    IAQ_TRY(replace_file(*disk_, layout_.verifier_key, ours));
    return told(disk_->sync_directory(layout_.root), trouble::kind::unwritable, "sync",
                layout_.root);
}

result<std::optional<evidence::checkpoint>, trouble> notary::read_head(const std::string& path,
                                                                       std::string_view mend) {
    IAQ_TRY(const auto note, read_whole_file(*disk_, path, head_bytes_max));
    if (!note) {
        return std::optional<evidence::checkpoint>{};
    }
    const std::array known{verifier_};
    const auto opened = evidence::open_note(*note, known, is_signed);
    if (!opened) {
        return damaged(path + ": was not signed by this journal's key as it stands; " +
                       std::string{mend});
    }
    const auto head = evidence::parse_checkpoint(opened.value().text);
    if (!head || head.value().origin != verifier_.name) {
        return damaged(path + ": is the head of another journal; " + std::string{mend});
    }
    return std::optional{head.value()};
}

result<void, trouble> notary::take(std::uint64_t number, const ledger::segment_header& in,
                                   const ledger::facts& of, const seal::digest& digest) {
    ensure(number == tree_.size() + 1);
    leaf_.clear();
    put_leaf(leaf_, number, in, of, digest);
    tree_.append(leaf_, full_);
    return replaying_ ? compare(number) : success();
}

result<void, trouble> notary::compare(std::uint64_t number) {
    IAQ_TRY(remember_unlike(take_full()));
    IAQ_TRY(compare_root(head_, number));
    if (!adopt_) {
        IAQ_TRY(compare_root(shown_, number));
    }
    IAQ_TRY(compare_at_head());
    return is_proven() && !unlike_.empty() ? tiles_.write(std::exchange(unlike_, {})) : success();
}

/// The partial tiles that stand are those of the head, and no others.
result<void, trouble> notary::compare_at_head() {
    if (!head_ || tree_.size() != head_->size) {
        return success();
    }
    IAQ_TRY(remember_unlike(tree_.partial()));
    return tiles_.sweep_partial(tree_.partial());
}

result<void, trouble> notary::resume(std::uint64_t size,
                                     const std::vector<evidence::tile_file>& edge) {
    if (size == 0) {
        return success();
    }
    if (head_ && head_->size < size) {
        return damaged("the last head is over fewer records than the state is known for");
    }
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        const auto known = std::ranges::find(edge, path, &evidence::tile_file::path);
        if (known != edge.end()) {
            return known->bytes;
        }
        auto there = read_whole_file(*disk_, layout_.root + "/" + path, head_bytes_max);
        return there ? std::move(there).value() : std::nullopt;
    };
    auto tree = evidence::tile_tree::restore(size, read);
    if (!tree) {
        return damaged(tree.error().path + ": is missing or damaged");
    }
    tree_ = std::move(tree).value();
    return compare(size);
}

std::vector<evidence::tile_file> notary::take_full() {
    for (const auto& tile : full_) {
        unsynced_.push_back(tile.path);
    }
    return std::exchange(full_, {});
}

std::optional<std::vector<std::string>> notary::take_unsynced() {
    if (tiles_.is_behind() || !unlike_.empty()) {
        return std::nullopt;
    }
    return std::exchange(unsynced_, {});
}

result<void, trouble> notary::compare_root(const std::optional<evidence::checkpoint>& head,
                                           std::uint64_t number) const {
    if (head && tree_.size() == head->size && tree_.root() != head->root) {
        return damaged("record " + std::to_string(number) +
                       " or one before it is not the one under the signed head; restore the "
                       "journal from a backup");
    }
    return success();
}

result<void, trouble> notary::remember_unlike(std::vector<evidence::tile_file> files) {
    for (auto& each : files) {
        IAQ_TRY(const bool good, tiles_.holds(each));
        if (!good) {
            unlike_.push_back(std::move(each));
        }
    }
    if (unlike_.size() > unlike_max) {
        return damaged("tile/: most of it is missing; restore it from a backup");
    }
    return success();
}

bool notary::announces_head(const ledger::facts& of) { return of.kind == checkpoint_due; }

result<void, trouble> notary::settle() {
    if (head_ && tree_.size() < head_->size) {
        return damaged("the journal ends at record " + std::to_string(tree_.size()) +
                       ", but a head over " + std::to_string(head_->size) +
                       " records was signed: records are missing; restore them from a backup");
    }
    if (shown_ && tree_.size() < shown_->size && !adopt_) {
        return damaged("the journal ends at record " + std::to_string(tree_.size()) +
                       ", but a head over " + std::to_string(shown_->size) +
                       " records was shown: this is an older copy. Restore a newer one, or go on "
                       "without the records between by --adopt-restored --reason TEXT");
    }
    // What is remembered outside was persisted here before.
    if (!head_ && shown_ && !adopt_) {
        return damaged(
            "checkpoint: is missing, though heads were signed; restore it from a backup");
    }
    replaying_ = false;
    return success();
}

result<void, trouble> notary::write_tiles() {
    if (full_.empty() && !tiles_.is_behind()) {
        return success();
    }
    return tiles_.write(take_full());
}

result<void, trouble> notary::sign() {
    head_is_behind_ = true;
    IAQ_TRY(write_tiles());
    const auto partial = tree_.partial();
    IAQ_TRY(const bool fits, tiles_.write_partial(partial));
    if (!fits || tiles_.is_behind()) {
        return success();  // a head without its tiles could not be checked: later
    }
    const evidence::checkpoint head{verifier_.name, tree_.size(), tree_.root()};
    const auto note =
        evidence::sign_note(evidence::checkpoint_text(head), verifier_,
                            [this](std::string_view text) { return keys_->signing->sign(text); });
    const auto kept = persist_head(note);
    if (!kept) {
        return kept.error().lacks_space ? result<void, trouble>{success()} : kept.error();
    }
    head_ = head;
    head_is_behind_ = false;
    IAQ_TRY(remember_shown(note));
    return tiles_.replace_partial(partial);
}

/// Its name is not synced: the head of before is as good, it is no younger than a copy of it.
result<void, trouble> notary::remember_shown(const std::string& note) {
    if (shown_path_.empty()) {
        return success();
    }
    auto written = replace_file(*disk_, shown_path_, note);
    if (!written && written.error().lacks_space) {
        return success();
    }
    return written;
}

result<void, trouble> notary::persist_head(const std::string& note) {
    IAQ_TRY(replace_file(*disk_, layout_.checkpoint, note));
    return told(disk_->sync_directory(layout_.root), trouble::kind::unwritable, "sync",
                layout_.root);
}

}  // namespace iaq::journal
