#include "evidence/tile_reader.hpp"

namespace iaq::evidence {

std::optional<seal::digest> tile_reader::operator()(unsigned level, std::uint64_t index) {
    if (level >= tile_height * tile_levels || index >= (size_ >> level)) {
        return std::nullopt;
    }
    const auto row = level / tile_height;
    const auto below = level % tile_height;  // levels from the subtree's root to the tile's hashes
    const auto tile = index >> (tile_height - below);
    auto& kept = loaded_[row][tile % loaded_[row].size()];
    if (kept.hashes.empty() || kept.index != tile) {
        auto fresh = load_tile(size_, row, tile, read_);
        if (!fresh) {
            missing_ = fresh.error().path;
            return std::nullopt;
        }
        kept = {tile, std::move(fresh).value()};
    }
    const auto first = static_cast<std::size_t>((index << below) % tile_width);
    seal::hasher hash;
    return perfect_root(
        hash, std::string_view{kept.hashes}.substr(first * digest_bytes, digest_bytes << below));
}

}  // namespace iaq::evidence
