#include "evidence/stored_tile.hpp"

#include "evidence/leaf.hpp"
#include "evidence/tile_path.hpp"

#include <algorithm>

namespace iaq::evidence {

result<std::string, missing_tile> load_tile(std::uint64_t size, unsigned level, std::uint64_t index,
                                            const tile_source& read) {
    const auto width = width_of_tile(size, level, index);
    if (width == 0) {
        return missing_tile{tile_path(level, index, tile_width)};
    }
    const auto path = tile_path(level, index, width);
    const auto stored = read(path);
    if (stored && stored->size() == width * digest_bytes) {
        return *stored;
    }
    const auto full = width < tile_width ? read(tile_path(level, index)) : std::nullopt;
    if (full && full->size() == tile_width * digest_bytes) {
        return full->substr(0, width * digest_bytes);
    }
    return missing_tile{path};
}

seal::digest perfect_root(seal::hasher& hash, std::string_view row) {
    if (row.size() == digest_bytes) {
        seal::digest only;
        std::ranges::copy(row, only.begin());
        return only;
    }
    const auto half = row.size() / 2;
    return node_hash(hash, perfect_root(hash, row.substr(0, half)),
                     perfect_root(hash, row.substr(half)));
}

}  // namespace iaq::evidence
