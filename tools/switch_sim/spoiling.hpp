#pragma once

#include "switch_sim/mailbox.hpp"
#include "switch_sim/scene.hpp"

#include <string>
#include <vector>

/// Bytes as a scene wants them wrong, where both protocols have the same: patterns and lengths that
/// lie, pieces.
namespace iaq::switch_sim {

/// Returns the bytes of one frame with the effect's faults in its length and its patterns.
std::string spoiled(std::string frame, const effect& how);

/// Returns `count` bytes that begin no frame.
std::string garbage(std::size_t count, dice& chance);

/// Returns the pieces of `bytes` in which they are to be written.
std::vector<std::string> in_pieces(std::string bytes, std::size_t size);

}  // namespace iaq::switch_sim
