#include "evidence/tile_tree.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace iaq::evidence {
namespace {

constexpr std::size_t hash_bytes = 32;
constexpr unsigned levels_per_tile = 8;

/// Returns the number in groups of three digits, all but the last marked: `x001/x234/067`.
std::string grouped(std::uint64_t index) {
    std::string path;
    std::string mark;
    do {
        const auto group = std::to_string(index % 1000);
        path = mark + std::string(3 - group.size(), '0') + group + (path.empty() ? "" : "/") + path;
        mark = "x";
        index /= 1000;
    } while (index > 0);
    return path;
}

std::string placed(const std::string& folder, std::uint64_t index, unsigned width) {
    auto path = folder + grouped(index);
    if (width != tile_width) {
        path += ".p/" + std::to_string(width);
    }
    return path;
}

seal::digest hash_at(std::string_view hashes, std::size_t index) {
    seal::digest found;
    std::ranges::copy(hashes.substr(index * hash_bytes, hash_bytes), found.begin());
    return found;
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, unsigned width) {
    return placed("tile/" + std::to_string(level) + "/", index, width);
}

std::string bundle_path(std::uint64_t index, unsigned width) {
    return placed("tile/entries/", index, width);
}

tile_tree::tile_tree() : levels_(1) {}

void tile_tree::append(std::string_view leaf, std::vector<tile_file>& full) {
    ensure(leaf.size() == leaf_bytes);
    bytes::put_big(bundle_, static_cast<std::uint16_t>(leaf.size()));
    bundle_ += leaf;
    ++size_;
    if (size_ % tile_width == 0) {
        full.push_back({bundle_path(size_ / tile_width - 1), std::exchange(bundle_, {})});
    }
    add(0, leaf_hash(hash_, leaf), full);
}

void tile_tree::add(unsigned at, const seal::digest& hash, std::vector<tile_file>& full) {
    auto& here = levels_[at];
    here.hashes += seal::view(hash);
    const auto count = here.hashes.size() / hash_bytes;
    // As many pairs close as the count ends in zero bits: one node a leaf in the long run.
    auto top = hash;
    for (auto closed = std::countr_zero(count); closed > 0; --closed) {
        top = node_hash(hash_, here.peaks.back(), top);
        here.peaks.pop_back();
    }
    here.peaks.push_back(top);
    if (count < tile_width) {
        return;
    }
    full.push_back({tile_path(at, here.full), std::exchange(here.hashes, {})});
    here.peaks.clear();
    ++here.full;
    if (at + 1 == levels_.size()) {
        levels_.emplace_back();
    }
    add(at + 1, top, full);
}

seal::digest tile_tree::root() const {
    std::optional<seal::digest> right;
    for (const auto& here : levels_) {
        for (auto peak = here.peaks.rbegin(); peak != here.peaks.rend(); ++peak) {
            right = right ? node_hash(hash_, *peak, *right) : *peak;
        }
    }
    return right ? *right : empty_root(hash_);
}

std::vector<tile_file> tile_tree::partial() const {
    std::vector<tile_file> files;
    for (unsigned at = 0; at < levels_.size(); ++at) {
        const auto& here = levels_[at];
        const auto width = static_cast<unsigned>(here.hashes.size() / hash_bytes);
        if (width != 0) {
            files.push_back({tile_path(at, here.full, width), here.hashes});
        }
    }
    if (!bundle_.empty()) {
        files.push_back(
            {bundle_path(size_ / tile_width, static_cast<unsigned>(size_ % tile_width)), bundle_});
    }
    return files;
}

result<tile_tree, missing_tile> tile_tree::restore(std::uint64_t size, const read_tile& read) {
    tile_tree tree;
    std::vector<tile_file> none;
    unsigned at = 0;
    for (auto hashes = size; hashes > 0; hashes /= tile_width, ++at) {
        if (at == tree.levels_.size()) {
            tree.levels_.emplace_back();
        }
        tree.levels_[at].full = hashes / tile_width;
        const auto width = static_cast<unsigned>(hashes % tile_width);
        if (width == 0) {
            continue;
        }
        const auto path = tile_path(at, hashes / tile_width, width);
        const auto bytes = read(path);
        if (!bytes || bytes->size() != width * hash_bytes) {
            return missing_tile{path};
        }
        for (unsigned i = 0; i < width; ++i) {
            tree.add(at, hash_at(*bytes, i), none);
        }
    }
    if (at == tree.levels_.size()) {
        tree.levels_.emplace_back();
    }
    const auto width = static_cast<unsigned>(size % tile_width);
    if (width != 0) {
        const auto path = bundle_path(size / tile_width, width);
        auto bytes = read(path);
        if (!bytes || bytes->size() != width * (leaf_bytes + 2)) {
            return missing_tile{path};
        }
        tree.bundle_ = std::move(*bytes);
    }
    tree.size_ = size;
    return tree;
}

}  // namespace iaq::evidence
