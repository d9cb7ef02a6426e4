#pragma once

#include "switch_sim/scene.hpp"

#include <string>

/// Scenes as text of one form, for a fuzzer that reads them again.
namespace iaq::fuzz {

/// Returns a text that `read_scene` reads as this scene, but for the numbers of its lines.
std::string text_of(const switch_sim::scene& told);

/// Returns whether both say the same, lines apart.
bool are_same(const switch_sim::scene& a, const switch_sim::scene& b);

}  // namespace iaq::fuzz
