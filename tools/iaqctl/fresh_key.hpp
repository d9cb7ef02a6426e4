#pragma once

#include <string>

namespace iaq::ctl {

/// Returns a key for a submission that nobody used before.
std::string fresh_key();

}  // namespace iaq::ctl
