#pragma once

#include "base/result.hpp"
#include "iaq_journal/verifier/segment_header.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The keys of a segment, wrapped: whole, and of this segment? What they open, a stranger cannot
/// tell.
namespace iaq::verifier {

struct sidecar_flaw {
    std::uint64_t offset;
    std::string text;
};

/// Checks what a sidecar says of itself: magic, length, digest.
result<void, sidecar_flaw> check_sidecar(std::string_view bytes);

/// Checks that a whole sidecar names the segment. Requires: `check_sidecar` has succeeded.
result<void, sidecar_flaw> check_owner(std::string_view bytes, const segment_header& owner);

/// True when it is the sidecar that was first written beside the segment.
bool is_first(std::string_view bytes, const segment_header& owner);

}  // namespace iaq::verifier
