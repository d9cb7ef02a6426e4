#pragma once

#include "model/input.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The lines that `iaq-journal` writes before it shows personal data (`access/reads.log`).
namespace iaq::app {

/// Returns the whole lines in `text`, which begins `from` bytes into the file: at most
/// `limits::access_lines_max` of them, each cut to `limits::access_line_bytes_max`. A text without
/// any line end that is as long as one look is one line.
model::inputs::offline_reads lines_in(std::string_view text, std::uint64_t from);

/// Reads on behind the first `from` bytes of the file below `state_dir`, as far as one look goes. A
/// file that is not there has no lines.
model::inputs::offline_reads read_access_lines(const std::string& state_dir, std::uint64_t from);

}  // namespace iaq::app
