#pragma once

#include "model/heard.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The header of a Nlets text as the switch delivers it (domain.md section 1.4). The published
/// samples differ in their separators, so any run of periods, blanks and line ends is one.
namespace iaq::wire {

struct nlets_header {
    model::heard_header fields;
    bool recognised = false;  // a key and what belongs to it stood at the beginning
    bool has_txt = false;     // the header ended in TXT, as it should
    std::size_t text_at = 0;  // the switch's own words begin here: behind a certain routing header
    std::size_t body_at = 0;  // what follows the header
};

/// Reads the header at the beginning of `text`. Requires: valid UTF-8.
nlets_header read_nlets_header(std::string_view text);

/// What a quoted request says about itself.
struct request_header {
    std::string key, reference;  // the control field's, else the routing header's; may be empty
};

/// Reads a line that looks like the first of a request: `IAQ.MO0110100.AX.*REF.TXT`, with or
/// without a routing header before it, perhaps cut off.
std::optional<request_header> read_request_header(std::string_view line);

}  // namespace iaq::wire
