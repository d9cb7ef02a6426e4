#pragma once

#include <stdexcept>
#include <string>

namespace iaq::sim {

/// A promise is broken. Ends the history; the seed brings it back.
struct violation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Ends the history with `claim` unless it `holds`.
inline void require(bool holds, const std::string& claim) {
    if (!holds) {
        throw violation{claim};
    }
}

}  // namespace iaq::sim
