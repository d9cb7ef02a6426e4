#include "host/machine.hpp"

#include "base/text.hpp"
#include "host/files.hpp"

#include <sys/statvfs.h>
#include <unistd.h>

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

}  // namespace iaq::host
