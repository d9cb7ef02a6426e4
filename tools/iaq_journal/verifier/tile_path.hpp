#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Where the tree lies in the folder (C2SP tlog-tiles).
namespace iaq::verifier {

constexpr std::size_t tile_width = 256;  // hashes in a full tile, leaves in a full bundle

/// `tile/<level>/<index>`, with `.p/<width>` behind it unless the tile is full.
std::string tile_path(unsigned level, std::uint64_t index, std::size_t width);
/// `tile/entries/<index>`, likewise.
std::string bundle_path(std::uint64_t index, std::size_t width);

/// True when a tile or a bundle of some tree has this path.
bool is_tile_path(std::string_view path);

}  // namespace iaq::verifier
