#pragma once

#include "base/result.hpp"

#include <string>

namespace iaq::seal {

/// Why validated algorithms cannot be had; a sentence that ends with what would do.
struct fips_flaw {
    std::string text;
};

/// Lets the whole process fetch validated algorithms only, and checks that all we need are there.
/// To be called before anything is hashed or sealed. Errors: one is missing; then nothing may be
/// served.
result<void, fips_flaw> require_fips();

}  // namespace iaq::seal
