#pragma once

#include <cstdint>
#include <string>

namespace iaq::host {

/// Returns unpredictable bytes of the kernel's generator.
std::string random_bytes(std::size_t count);
std::uint64_t random_number();

}  // namespace iaq::host
