#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What the process takes of the machine, and what is left of it. Numbers only; 0 where the system
/// does not say.
namespace iaq::host {

struct room {
    std::uint64_t free = 0;  // bytes, for us
    std::uint64_t size = 0;
};
/// Returns how much there is on the file system of this path.
room room_at(const std::string& path);

/// Returns the bytes of memory that the process holds now.
std::uint64_t memory_held();
/// Returns how many descriptors it has open.
std::uint64_t descriptors_open();

/// Returns the names, without folders and each once, of the program and the libraries that the
/// process runs and whose files were replaced or removed since: an upgrade has come, and a restart
/// is due. Empty as well where the system does not say.
std::vector<std::string> replaced_files();
/// The same of what /proc/PID/maps says.
std::vector<std::string> replaced_in(std::string_view maps);

}  // namespace iaq::host
