#pragma once

#include "model/heard.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the body of a message says about itself: ER and SM numbers, a quoted request, the
/// switch's own trailer lines (domain.md sections 1.4 and 1.6).
namespace iaq::wire {

/// Returns the number of an ER or SM as two digits; empty when the body begins with none.
std::string status_number(std::string_view key, std::string_view body);

/// Returns the lines the switch adds to what it delivers: `MRI n IN: ...`, `OUT: ... AT ...`.
std::vector<std::string> trailer_lines(std::string_view text);

/// Returns the value of the first `<name>...</name>` in XML that may be damaged or cut off; empty
/// when there is none, it holds an element, or its end is missing.
std::string scan_element(std::string_view xml, std::string_view name);

/// Fills number, echo and trailer lines of `heard` from its text, whose `body` follows the header.
void read_body(model::heard& heard, std::string_view body);

}  // namespace iaq::wire
