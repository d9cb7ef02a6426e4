#pragma once

#include "model/ids.hpp"

#include <string>

namespace iaq::model {

/// The sidecar of a segment as a start left it. Digests are SHA-256, 32 bytes.
struct sidecar_found {
    sequence segment = sequence::none;  // its first record
    std::string sha256;                 // of the file now
    std::string first_sha256;           // of the file as it was first written
    bool operator==(const sidecar_found&) const = default;
};

}  // namespace iaq::model
