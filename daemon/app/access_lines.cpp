#include "app/access_lines.hpp"

#include "base/text.hpp"
#include "model/limits.hpp"

#include <filesystem>
#include <fstream>
#include <system_error>

namespace iaq::app {

namespace {
constexpr std::size_t look_bytes_max = 256 * 1024;
}

model::inputs::offline_reads lines_in(std::string_view text, std::uint64_t from) {
    using namespace model::limits;
    model::inputs::offline_reads read;
    std::size_t at = 0;
    while (at < text.size() && read.lines.size() < access_lines_max) {
        auto end = text.find('\n', at);
        if (end == std::string_view::npos && (at > 0 || text.size() < look_bytes_max)) {
            return read;  // it is still being written
        }
        end = end == std::string_view::npos ? text.size() : end;
        const auto behind = std::min(end + 1, text.size());
        const auto line = text.substr(at, std::min(end - at, access_line_bytes_max));
        read.lines.push_back({text::valid_utf8(line), from + behind});
        at = behind;
    }
    read.more = at < text.size() || text.size() == look_bytes_max;
    return read;
}

model::inputs::offline_reads read_access_lines(const std::string& state_dir, std::uint64_t from) {
    const auto path = state_dir + "/access/reads.log";
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    const std::uint64_t there = missing ? 0 : size;
    if (there < from) {
        model::inputs::offline_reads shorter;
        shorter.is_shorter = true;
        shorter.size = there;
        return shorter;
    }
    std::string text(std::min<std::uint64_t>(there - from, look_bytes_max), '\0');
    std::ifstream file{path, std::ios::binary};
    file.seekg(static_cast<std::streamoff>(from));
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
    return lines_in(text, from);
}

}  // namespace iaq::app
