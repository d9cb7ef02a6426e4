#pragma once

#include "base/result.hpp"
#include "evidence/note.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// The head of a tree as the text of a signed note (C2SP tlog-checkpoint).
namespace iaq::evidence {

struct checkpoint {
    std::string origin;      // which log
    std::uint64_t size = 0;  // leaves
    seal::digest root{};

    friend bool operator==(const checkpoint&, const checkpoint&) = default;
};

/// Returns the three lines. Requires: `origin` is one line, and not empty.
std::string checkpoint_text(const checkpoint& head);

/// Returns the head that a note's text gives. Lines after the third are passed over, if they are
/// not empty. It is for the caller to ask whether `origin` is the log that was meant.
///
/// Errors: a missing or empty line, a size or root in any but their one spelling.
result<checkpoint, note_flaw> parse_checkpoint(std::string_view text);

}  // namespace iaq::evidence
