#pragma once

#include <cstdint>
#include <string>

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

}  // namespace iaq::host
