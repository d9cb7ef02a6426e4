#pragma once

#include "base/result.hpp"
#include "evidence/verifier.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// C2SP signed notes: a text, an empty line, and lines of signatures over the text.
namespace iaq::evidence {

// What the reader of the Go checksum database takes; the specification asks for 16 signatures.
constexpr std::size_t note_bytes_max = 1'000'000;
constexpr std::size_t note_signatures_max = 100;

/// Returns `text` with the signature that `sign` gives for it.
///
/// Requires: `text` ends with a line end and is UTF-8 without other control characters; `by.name`
///           may be a key's.
std::string sign_note(std::string_view text, const verifier& by,
                      const std::function<std::string(std::string_view text)>& sign);

/// Returns whether `signature` is the key's over `message`.
using check =
    std::function<bool(const verifier& by, std::string_view message, std::string_view signature)>;

struct opened_note {
    std::string text;                         // with its last line end
    std::vector<std::string> names_verified;  // in the order of the signatures, each name once
};

/// Returns the note's text and who of `known` signed it: one of them or more. Signatures of unknown
/// keys are passed over, if they are well formed.
///
/// Errors: the note is malformed or beyond the limits above; a signature of a known key is wrong,
///         whatever others stand beside it; no known key signed.
result<opened_note, note_flaw> open_note(std::string_view note, std::span<const verifier> known,
                                         const check& is_good);

}  // namespace iaq::evidence
