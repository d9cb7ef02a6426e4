#pragma once

#include <string_view>

namespace iaq::journal_tool {

/// The text of tools/check_proof.sh, byte for byte.
extern const std::string_view check_proof_script;

}  // namespace iaq::journal_tool
