#include "iaq_journal/verifier/tile_path.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace iaq::verifier {
namespace {

constexpr std::string_view entries = "tile/entries/";
constexpr unsigned level_max = 63;  // C2SP tlog-tiles: 0 to 63

/// The index in groups of three digits, all but the last behind an `x`: `x001/x234/067`.
std::string grouped(std::uint64_t index) {
    std::string out;
    const char* mark = "";
    do {
        const auto group = std::to_string(1000 + index % 1000).substr(1);
        out = mark + group + (out.empty() ? "" : "/") + out;
        mark = "x";
        index /= 1000;
    } while (index > 0);
    return out;
}

std::string with_width(std::string path, std::size_t width) {
    return width == tile_width ? path : path + ".p/" + std::to_string(width);
}

/// Takes the decimal number at the front of `text`.
std::optional<std::uint64_t> take_number(std::string_view& text) {
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    return value;
}

/// The number that the digits of `groups` write, whatever stands between them.
std::optional<std::uint64_t> digits_of(std::string_view groups) {
    std::string digits;
    std::ranges::copy_if(groups, std::back_inserter(digits),
                         [](char c) { return c >= '0' && c <= '9'; });
    std::string_view all{digits};
    return take_number(all);
}

}  // namespace

std::string tile_path(unsigned level, std::uint64_t index, std::size_t width) {
    return with_width("tile/" + std::to_string(level) + "/" + grouped(index), width);
}

std::string bundle_path(std::uint64_t index, std::size_t width) {
    return with_width(std::string{entries} + grouped(index), width);
}

bool is_tile_path(std::string_view path) {
    const auto partial = path.rfind(".p/");
    std::optional<std::uint64_t> width = tile_width;
    if (partial != std::string_view::npos) {
        auto text = path.substr(partial + 3);
        width = take_number(text);
    }
    const auto last_slash = path.find('/', std::string_view{"tile/"}.size());
    if (!width || last_slash == std::string_view::npos) {
        return false;
    }
    const auto index = digits_of(path.substr(last_slash, partial - last_slash));
    if (!index || *width == 0 || *width > tile_width) {
        return false;
    }
    if (path == bundle_path(*index, *width)) {
        return true;
    }
    auto level_text = path.substr(0, last_slash);
    level_text.remove_prefix(std::min(level_text.size(), std::string_view{"tile/"}.size()));
    const auto level = take_number(level_text);
    return level && *level <= level_max &&
           path == tile_path(static_cast<unsigned>(*level), *index, *width);
}

}  // namespace iaq::verifier
