#pragma once

#include "iaq_journal/verifier/finding.hpp"

#include <string>
#include <vector>

/// A verdict in words.
namespace iaq::verifier {

/// Returns the lines that tell a person the verdict: the findings, the notes, and at last one line
/// that begins with `good:` or `damaged:`.
std::vector<std::string> report(const verdict& of);

}  // namespace iaq::verifier
