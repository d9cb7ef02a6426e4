#pragma once

#include "framing/foxtalk.hpp"
#include "switch_sim/mailbox.hpp"
#include "switch_sim/scene.hpp"

#include <string>
#include <vector>

/// Bytes as a scene wants them wrong: patterns, lengths and types that lie.
namespace iaq::switch_sim {

/// Returns the frame's bytes with the effect's faults in them.
std::string spoiled(const framing::foxtalk::frame& f, const effect& how);

/// Returns the bytes of all frames, the last of them spoiled when `how` says so.
std::string spoiled(const std::vector<framing::foxtalk::frame>& frames, const effect& how);

/// Returns `count` bytes that begin no frame.
std::string garbage(std::size_t count, dice& chance);

/// Returns the pieces of `bytes` in which they are to be written.
std::vector<std::string> in_pieces(std::string bytes, std::size_t size);

}  // namespace iaq::switch_sim
