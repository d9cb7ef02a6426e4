#include "iaq_journal/verifier/published_log.hpp"

#include "iaq_journal/verifier/base64.hpp"

#include <algorithm>

namespace iaq::verifier {
namespace {

using namespace std::string_view_literals;

constexpr auto length_of_leaf = "\0\x64"sv;  // u16, before each leaf of a bundle
constexpr std::size_t entry_bytes = length_of_leaf.size() + leaf_bytes;
constexpr std::size_t hash_bytes = sizeof(seal::digest);

seal::digest digest_at(std::string_view tile, std::size_t index) {
    seal::digest read{};
    std::ranges::copy(tile.substr(index * hash_bytes, hash_bytes), read.begin());
    return read;
}

proof compare(const versions& root, const seal::digest& with) {
    return {.records = root.records == with,
            .bundles = root.bundles == with,
            .tiles = root.tiles == with};
}

}  // namespace

published_log::published_log(inventory& files, docket& on, const checkpoint& head,
                             const std::optional<checkpoint>& older)
    : files_(files),
      on_(on),
      head_(head),
      older_(older),
      tree_([this](unsigned level, std::uint64_t index, std::span<const versions> hashes) {
          compare_tile(level, index, hashes);
      }) {
    keep_older_root();
}

void published_log::add(const found_leaf& found) {
    if (found.number >= next_ && found.number <= head_.size && fill_up_to(found.number)) {
        place(&found);
    }
}

/// Returns whether the leaves before `number` are all in the tree.
bool published_log::fill_up_to(std::uint64_t number) {
    while (!given_up_ && next_ < number) {
        place(nullptr);
        given_up_ = !bundle_ && !tile_;  // or we would count to any number that a head may name
    }
    return !given_up_;
}

/// Puts the leaf of record `next_` into the tree, and the three who tell it side by side.
void published_log::place(const found_leaf* found) {
    const auto index = static_cast<std::size_t>((next_ - 1) % tile_width);
    if (index == 0) {
        open_page();
    }
    told_leaf told;
    if (found != nullptr) {
        told.record = leaf_hash(sha256_, view(found->bytes));
        note_kind(view(found->bytes));
    }
    if (bundle_) {
        const auto entry = std::string_view{*bundle_}.substr(index * entry_bytes, entry_bytes);
        told.bundle = bundled_hash(entry, found, told.record);
        note_kind(entry.substr(length_of_leaf.size()));
    }
    if (tile_) {
        told.tile = digest_at(*tile_, index);
    }
    const auto differ = [](const auto& a, const auto& b) { return a && b && a != b; };
    if (differ(told.record, told.bundle) || differ(told.record, told.tile) ||
        differ(told.bundle, told.tile)) {
        take_difference(told, found, index);
    }
    unknown_leaf_ = unknown_leaf_ || (!told.record && !told.bundle && !told.tile);
    const auto first_of = [](const auto& a, const auto& b, const auto& c) {
        return a ? *a : b ? *b : c.value_or(seal::digest{});
    };
    tree_.add({.records = first_of(told.record, told.bundle, told.tile),
               .bundles = first_of(told.bundle, told.tile, told.record),
               .tiles = first_of(told.tile, told.bundle, told.record)});
    ++next_;
    keep_older_root();
}

void published_log::note_kind(std::string_view entry) {
    if (kind_in(entry) == kind_segments_dropped) {
        last_drop_ = next_;
    }
}

void published_log::take_difference(const told_leaf& told, const found_leaf* found,
                                    std::size_t index) {
    difference over{.first = next_, .last = next_, .record = {}, .bundle = {}, .tile = {}};
    if (found != nullptr) {
        over.record = {0, found->file, found->offset};
    }
    if (told.bundle) {
        const int word = told.bundle == told.record ? 0 : 1;
        over.bundle = {word, bundle_path_, index * entry_bytes};
    }
    if (told.tile) {
        const int word = told.tile == told.record   ? 0
                         : told.tile == told.bundle ? over.bundle.word
                                                    : 2;
        over.tile = {word, tile_path_, index * hash_bytes};
    }
    differences_.take(std::move(over));
}

/// An entry whose length is not that of a leaf gives a hash that no leaf has.
seal::digest published_log::bundled_hash(std::string_view entry, const found_leaf* found,
                                         const std::optional<seal::digest>& known) {
    const bool whole = entry.starts_with(length_of_leaf);
    const auto told = whole ? entry.substr(length_of_leaf.size()) : entry;
    return found != nullptr && told == view(found->bytes) ? *known : leaf_hash(sha256_, told);
}

void published_log::open_page() {
    const auto page = (next_ - 1) / tile_width;
    const auto width = std::min<std::uint64_t>(tile_width, head_.size - page * tile_width);
    bundle_path_ = bundle_path(page, width);
    tile_path_ = tile_path(0, page, width);
    bundle_ = page_file(bundle_path_, entry_bytes, width, finding_kind::bundle_differs);
    tile_ = page_file(tile_path_, hash_bytes, width, finding_kind::tile_differs);
}

std::optional<std::string> published_log::page_file(const std::string& path, std::size_t each,
                                                    std::size_t width, finding_kind kind) {
    auto bytes = files_.demand(path);
    if (bytes && bytes->size() != each * width) {
        on_.enter({.kind = kind,
                   .file = path,
                   .offset = std::min(bytes->size(), each * width),
                   .text = std::to_string(bytes->size()) + " bytes, and must be " +
                           std::to_string(each * width)});
        return std::nullopt;
    }
    return bytes;
}

/// A hash above the leaves is wrong when it follows from no version of the leaves; which version of
/// those is wrong has been found there.
void published_log::compare_tile(unsigned level, std::uint64_t index,
                                 std::span<const versions> hashes) {
    if (level == 0) {
        return;  // compared leaf by leaf
    }
    const auto path = tile_path(level, index, hashes.size());
    const auto bytes = page_file(path, hash_bytes, hashes.size(), finding_kind::tile_differs);
    for (std::size_t i = 0; bytes && i < hashes.size(); ++i) {
        if (!hashes[i].holds(digest_at(*bytes, i))) {
            on_.enter({.kind = finding_kind::tile_differs,
                       .file = path,
                       .offset = i * hash_bytes,
                       .text = "not the hash of the tile below"});
            return;
        }
    }
}

void published_log::keep_older_root() {
    if (older_ && older_->size == tree_.size()) {
        older_root_ = tree_.root();
    }
}

void published_log::finish() {
    fill_up_to(head_.size + 1);
    if (given_up_) {
        differences_.blame({}, on_);
        return;
    }
    tree_.close();
    const auto root = tree_.root();
    const proof proven = compare(root, head_.root);
    differences_.blame(proven, on_);
    if (!proven.any() && !unknown_leaf_) {
        on_.enter({.kind = finding_kind::root_differs,
                   .file = "checkpoint",
                   .text = "signed is root " + to_hex(seal::view(head_.root)) +
                           ", the records lead to " + to_hex(seal::view(root.records))});
    }
    if (older_ && !unknown_leaf_) {
        compare_older(proven);
    }
}

/// A version that leads to our signed root must have led to the older one; while none does, any
/// may.
void published_log::compare_older(proof proven) {
    const auto older = compare(older_root_, older_->root);
    const bool grown = proven.any()
                           ? (proven.records && older.records) ||
                                 (proven.bundles && older.bundles) || (proven.tiles && older.tiles)
                           : older.any();
    if (older_->size > head_.size || grown) {
        return;  // a larger one is `rolled_back`, which is not for the tree to say
    }
    on_.enter({.kind = finding_kind::forked,
               .file = "checkpoint",
               .text = "its first " + std::to_string(older_->size) +
                       " records are not those of the older checkpoint"});
}

}  // namespace iaq::verifier
