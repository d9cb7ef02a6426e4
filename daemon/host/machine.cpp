#include "host/machine.hpp"

#include "base/text.hpp"
#include "host/files.hpp"

#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace iaq::host {

room room_at(const std::string& path) {
    struct statvfs there {};
    if (::statvfs(path.c_str(), &there) != 0) {
        return {};
    }
    const std::uint64_t block = there.f_frsize;
    return {there.f_bavail * block, there.f_blocks * block};
}

/// The second number of statm: pages that are in memory.
std::uint64_t memory_held() {
    constexpr std::size_t bytes_max = 256;
    const auto statm = read_file("/proc/self/statm", bytes_max);
    if (!statm) {
        return 0;
    }
    const std::string_view all{statm.value()};
    const auto first = all.find(' ');
    const auto rest = all.substr(first == std::string_view::npos ? all.size() : first + 1);
    const auto pages = text::number(rest.substr(0, rest.find(' ')));
    return static_cast<std::uint64_t>(pages.value_or(0)) *
           static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t descriptors_open() {
    std::error_code error;
    std::uint64_t count = 0;
    for (std::filesystem::directory_iterator each{"/proc/self/fd", error}, end;
         !error && each != end; each.increment(error)) {
        ++count;
    }
    return count;
}

/// A line: address, rights, offset, device, inode, then the path of a file (proc(5)). A file whose
/// name was given to another one, as package managers do, reads as deleted.
std::vector<std::string> replaced_in(std::string_view maps) {
    constexpr std::string_view deleted = " (deleted)";
    std::vector<std::string> names;
    for (auto line : text::split(maps, '\n')) {
        const auto rights = line.find(' ');
        const auto path = line.find('/');
        if (path == std::string_view::npos || !line.ends_with(deleted) ||
            line.substr(rights, 5).find('x') == std::string_view::npos) {
            continue;
        }
        line.remove_suffix(deleted.size());
        const std::string name{line.substr(line.rfind('/') + 1)};
        // A mapping of memory is no file, but is written as one.
        if (!line.substr(path).starts_with("/memfd:") &&
            std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

std::vector<std::string> replaced_files() {
    constexpr std::size_t bytes_max = 1024UL * 1024;
    const auto maps = read_file("/proc/self/maps", bytes_max);
    return maps ? replaced_in(maps.value()) : std::vector<std::string>{};
}

}  // namespace iaq::host
