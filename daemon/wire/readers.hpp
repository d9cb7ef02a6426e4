#pragma once

#include "model/heard.hpp"

#include <string_view>

namespace iaq::wire {

/// Reads OFML. No DTD is obeyed, depth and size are bounded; what is not XML, or holds no TXT,
/// becomes text as a whole.
model::heard read_ofml(std::string_view bytes);

/// Reads native Nlets text, behind a routing header or not.
model::heard read_nlets(std::string_view bytes);

/// Fills the fields of `header` that are empty with those of `more`.
void fill_empty(model::heard_header& header, const model::heard_header& more);

}  // namespace iaq::wire
