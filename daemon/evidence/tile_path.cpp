#include "evidence/tile_path.hpp"

#include "base/assert.hpp"

#include <string_view>

namespace iaq::evidence {
namespace {

std::string three_digits(std::uint64_t number) { return std::to_string(1000 + number).substr(1); }

/// Groups of three digits, all but the last behind an `x`: no file shares its name with a folder.
std::string grouped(std::uint64_t index) {
    auto path = three_digits(index % 1000);
    while ((index /= 1000) != 0) {
        path.insert(0, "x" + three_digits(index % 1000) + "/");
    }
    return path;
}

std::string path_of(std::string_view row, std::uint64_t index, unsigned width) {
    ensure(width > 0 && width <= tile_width);
    auto path = "tile/" + std::string{row} + "/" + grouped(index);
    return width == tile_width ? path : path + ".p/" + std::to_string(width);
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, unsigned width) {
    ensure(level < tile_levels);
    return path_of(std::to_string(level), index, width);
}

std::string bundle_path(std::uint64_t index, unsigned width) {
    return path_of("entries", index, width);
}

unsigned width_of_tile(std::uint64_t size, unsigned level, std::uint64_t index) {
    ensure(level < tile_levels);
    const auto hashes = size >> (tile_height * level);
    const auto full = hashes / tile_width;
    if (index > full) {
        return 0;
    }
    return index < full ? tile_width : static_cast<unsigned>(hashes % tile_width);
}

}  // namespace iaq::evidence
