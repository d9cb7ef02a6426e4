#include "journal/stored_tiles.hpp"

#include "base/text.hpp"
#include "evidence/tile_path.hpp"
#include "journal/whole_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace iaq::journal {
namespace {

constexpr std::uint64_t tile_bytes_max = 64UL * 1024;
constexpr std::string_view partial_mark = ".p/";

std::optional<std::string> read_tile(disk& on, const std::string& path) {
    auto there = read_whole_file(on, path, tile_bytes_max);
    return there ? std::move(there).value() : std::nullopt;
}

/// Returns the first `width` of the hashes, or leaves, in the widest of the folder's tiles.
std::optional<std::string> cut_out(disk& on, const std::string& folder, std::uint64_t width) {
    const auto names = on.list(folder);
    std::uint64_t widest = 0;
    for (const auto& name : names ? names.value() : std::vector<std::string>{}) {
        widest = std::max(widest, static_cast<std::uint64_t>(text::number(name).value_or(0)));
    }
    auto bytes = widest > width ? read_tile(on, folder + "/" + std::to_string(widest))
                                : std::optional<std::string>{};
    if (bytes && bytes->size() % widest == 0) {
        bytes->resize(bytes->size() / widest * width);
        return bytes;
    }
    return std::nullopt;
}

}  // namespace

evidence::tile_source stored_tiles(disk& on, std::string root) {
    return [&on, root = std::move(root)](const std::string& path) -> std::optional<std::string> {
        auto there = read_tile(on, root + "/" + path);
        const auto mark = path.find(partial_mark);
        if (there || mark == std::string::npos) {
            return there;
        }
        const auto width = text::number(std::string_view{path}.substr(mark + partial_mark.size()));
        return cut_out(on, root + "/" + path.substr(0, mark) + ".p",
                       static_cast<std::uint64_t>(width.value_or(0)));
    };
}

std::vector<std::string> full_tiles(std::uint64_t from, std::uint64_t to) {
    std::vector<std::string> paths;
    auto first = from / evidence::tile_width;
    auto beyond = to / evidence::tile_width;  // tiles that are full
    for (unsigned level = 0; beyond > 0; ++level) {
        for (auto tile = first; tile < beyond; ++tile) {
            paths.push_back(evidence::tile_path(level, tile));
            if (level == 0) {
                paths.push_back(evidence::bundle_path(tile));
            }
        }
        first /= evidence::tile_width;
        beyond /= evidence::tile_width;
    }
    return paths;
}

}  // namespace iaq::journal
