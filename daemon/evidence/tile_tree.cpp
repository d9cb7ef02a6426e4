#include "evidence/tile_tree.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "evidence/leaf.hpp"

#include <bit>
#include <optional>
#include <utility>

namespace iaq::evidence {

using boost::outcome_v2::success;

namespace {

unsigned last_width(std::uint64_t size, unsigned level) {
    return static_cast<unsigned>((size >> (tile_height * level)) % tile_width);
}

std::uint64_t last_index(std::uint64_t size, unsigned level) {
    // Two steps, since a shift by 64 would be none.
    return size >> (tile_height * level) >> tile_height;
}

/// Takes the next entry off the front of a bundle, or nothing when it is cut short.
std::optional<std::string_view> take_entry(std::string_view& bundle) {
    if (bundle.size() < 2) {
        return std::nullopt;
    }
    const std::size_t length = bytes::get_big<std::uint16_t>(bundle, 0);
    if (bundle.size() - 2 < length) {
        return std::nullopt;
    }
    const auto entry = bundle.substr(2, length);
    bundle.remove_prefix(2 + length);
    return entry;
}

}  // namespace

void tile_tree::append(std::string_view leaf, std::vector<tile_file>& full) {
    ensure(leaf.size() <= leaf_bytes_max);
    bytes::put_big(bundle_, static_cast<std::uint16_t>(leaf.size()));
    bundle_ += leaf;
    auto node = leaf_hash(hash_, leaf);
    put(0, node, full);
    // As in binary addition: each peak that the new leaf completes is carried into a higher one.
    unsigned height = 0;
    for (; ((size_ >> height) & 1U) != 0; ++height) {
        node = node_hash(hash_, peaks_[height], node);
        put(height + 1, node, full);
    }
    peaks_[height] = node;
    ++size_;
    if (size_ % tile_width == 0) {
        full.push_back({bundle_path(size_ / tile_width - 1, tile_width), std::move(bundle_)});
        bundle_.clear();
    }
}

void tile_tree::put(unsigned height, const seal::digest& node, std::vector<tile_file>& full) {
    if (height % tile_height != 0) {
        return;
    }
    const auto level = height / tile_height;
    auto& row = rows_[level];
    row += seal::view(node);
    if (row.size() == tile_width * digest_bytes) {
        // `size_` is still that of before the leaf, so the tile just filled is the last of it.
        full.push_back({tile_path(level, last_index(size_, level), tile_width), std::move(row)});
        row.clear();
    }
}

seal::digest tile_tree::root() const {
    seal::hasher hash;
    if (size_ == 0) {
        return empty_root(hash);
    }
    auto height = static_cast<unsigned>(std::countr_zero(size_));
    auto node = peaks_[height];
    while (++height < peaks_.size()) {
        if (((size_ >> height) & 1U) != 0) {
            node = node_hash(hash, peaks_[height], node);
        }
    }
    return node;
}

std::vector<tile_file> tile_tree::partial() const {
    std::vector<tile_file> files;
    for (unsigned level = 0; level < tile_levels; ++level) {
        if (const auto width = last_width(size_, level); width != 0) {
            files.push_back({tile_path(level, last_index(size_, level), width), rows_[level]});
        }
    }
    if (const auto width = last_width(size_, 0); width != 0) {
        files.push_back({bundle_path(last_index(size_, 0), width), bundle_});
    }
    return files;
}

result<tile_tree, missing_tile> tile_tree::restore(std::uint64_t size, const tile_source& read) {
    tile_tree tree;
    tree.size_ = size;
    for (unsigned level = 0; level < tile_levels; ++level) {
        IAQ_TRY(tree.restore_row(level, read));
    }
    IAQ_TRY(tree.restore_bundle(read));
    return tree;
}

result<void, missing_tile> tile_tree::restore_row(unsigned level, const tile_source& read) {
    const auto width = last_width(size_, level);
    if (width == 0) {
        return success();
    }
    IAQ_TRY(auto row, load_tile(size_, level, last_index(size_, level), read));
    row.resize(width * digest_bytes);
    // The bits of the width are peaks; the highest stands leftmost.
    std::size_t from = 0;
    for (unsigned height = tile_height; height-- > 0;) {
        if (((width >> height) & 1U) != 0) {
            const auto peak = std::string_view{row}.substr(from, digest_bytes << height);
            peaks_[tile_height * level + height] = perfect_root(hash_, peak);
            from += peak.size();
        }
    }
    rows_[level] = std::move(row);
    return success();
}

result<void, missing_tile> tile_tree::restore_bundle(const tile_source& read) {
    const auto width = last_width(size_, 0);
    if (width == 0) {
        return success();
    }
    const auto index = last_index(size_, 0);
    const auto path = bundle_path(index, width);
    auto bundle = read(path);
    const bool exact = bundle.has_value();
    if (!exact) {
        bundle = read(bundle_path(index, tile_width));
    }
    std::string_view rest = bundle ? std::string_view{*bundle} : std::string_view{};
    for (std::size_t i = 0; i < width; ++i) {
        const auto entry = take_entry(rest);
        const auto above = std::string_view{rows_[0]}.substr(i * digest_bytes, digest_bytes);
        if (!entry || seal::view(leaf_hash(hash_, *entry)) != above) {
            return missing_tile{path};
        }
    }
    if (exact && !rest.empty()) {
        return missing_tile{path};
    }
    bundle_ = bundle->substr(0, bundle->size() - rest.size());
    return success();
}

}  // namespace iaq::evidence
