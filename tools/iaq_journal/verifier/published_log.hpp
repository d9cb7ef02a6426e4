#pragma once

#include "iaq_journal/verifier/difference.hpp"
#include "iaq_journal/verifier/inventory.hpp"
#include "iaq_journal/verifier/note.hpp"
#include "iaq_journal/verifier/record.hpp"
#include "iaq_journal/verifier/version_tree.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The tree as the folder publishes it, held against the records one by one.
namespace iaq::verifier {

/// The leaf of a sound record, and where that stands.
struct found_leaf {
    std::uint64_t number;
    leaf bytes;
    const std::string& file;
    std::uint64_t offset;
};

class published_log {
public:
    /// `head`:  the signed head. `older`: another one, which the tree must have grown from.
    /// Lifetime: `files` and `on` outlive the log.
    published_log(inventory& files, docket& on, const checkpoint& head,
                  const std::optional<checkpoint>& older);

    /// Takes the leaves in order of their numbers; those that are left out are read from the entry
    /// bundles, those that are not under the head are passed over.
    void add(const found_leaf& found);
    /// Compares the roots and enters what is wrong with the tree.
    void finish();
    /// False when so many files are missing that the tree could not be followed to its end.
    [[nodiscard]] bool was_followed() const { return !given_up_; }
    /// True when each leaf under the head is told by a record, a bundle or a tile.
    [[nodiscard]] bool has_each_leaf() const { return !given_up_ && !unknown_leaf_; }
    /// The newest record under the head that tells of a retention; 0 for none. The leaf names the
    /// kind, so a record that has rotted still tells.
    [[nodiscard]] std::uint64_t last_drop() const { return last_drop_; }

private:
    /// The hash of one leaf as each of those who have it tells it.
    struct told_leaf {
        std::optional<seal::digest> record, bundle, tile;
    };

    bool fill_up_to(std::uint64_t number);
    void note_kind(std::string_view entry);
    void place(const found_leaf* found);
    void take_difference(const told_leaf& told, const found_leaf* found, std::size_t index);
    void open_page();
    std::optional<std::string> page_file(const std::string& path, std::size_t entry_bytes,
                                         std::size_t width, finding_kind kind);
    void compare_tile(unsigned level, std::uint64_t index, std::span<const versions> hashes);
    void compare_older(proof proven);
    void keep_older_root();
    [[nodiscard]] seal::digest bundled_hash(std::string_view entry, const found_leaf* found,
                                            const std::optional<seal::digest>& known);

    inventory& files_;
    docket& on_;
    checkpoint head_;
    std::optional<checkpoint> older_;
    versions older_root_;
    version_tree tree_;
    seal::hasher sha256_;
    difference_list differences_;
    std::uint64_t next_ = 1;
    std::uint64_t last_drop_ = 0;
    std::string bundle_path_, tile_path_;       // of the page that holds record `next_`
    std::optional<std::string> bundle_, tile_;  // their bytes, when they are of the right length
    bool unknown_leaf_ = false;                 // some leaf is told by nobody
    bool given_up_ = false;
};

}  // namespace iaq::verifier
