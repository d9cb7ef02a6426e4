#pragma once

#include "support/stranger_journal.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A sound journal of more than ten thousand records, and where everything stands in it.
namespace iaq::mutations {

using test::folder_bytes;
using test::stranger_plan;

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t frame_head_bytes = 16;
constexpr std::size_t page_width = 256;  // leaves in a tile or an entry bundle
constexpr std::size_t entry_bytes = 102;
constexpr std::size_t hash_bytes = 32;

/// Sizes that every journal here has in common.
constexpr std::uint64_t records = 10'400;
constexpr std::uint64_t per_segment = 1500;

struct segment {
    std::uint64_t first = 0;
    std::string path;
    std::vector<std::size_t> starts;  // of the frames, and behind them the end of the last one
    bool is_last = false;

    [[nodiscard]] std::size_t count() const { return starts.size() - 1; }
    [[nodiscard]] std::uint64_t number(std::size_t index) const { return first + index; }
    /// The number of the first record behind the segment.
    [[nodiscard]] std::uint64_t limit() const { return first + count(); }
    [[nodiscard]] std::size_t end() const { return starts.back(); }
};

struct large_journal {
    const char* name;
    stranger_plan plan;
    folder_bytes files;
    std::vector<segment> segments;
    std::vector<folder_bytes> older;  // the same folder at earlier times
    std::vector<std::uint64_t> older_sizes;
    bool was_dropped;  // its front

    [[nodiscard]] std::string_view bytes(const segment& of) const { return files.at(of.path); }
    [[nodiscard]] std::string frame(const segment& of, std::size_t index) const {
        const auto start = of.starts[index];
        return std::string{bytes(of).substr(start, of.starts[index + 1] - start)};
    }
};

/// Returns a sealed journal, one without the seal, and a sealed one whose front was dropped.
std::vector<large_journal> large_journals();

}  // namespace iaq::mutations
