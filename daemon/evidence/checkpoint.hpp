#pragma once

#include "base/result.hpp"
#include "evidence/note.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// A C2SP checkpoint: the head of the tree as the text of a signed note.
namespace iaq::evidence {

struct checkpoint {
    std::string origin;
    std::uint64_t size = 0;  // leaves
    seal::digest root{};

    friend bool operator==(const checkpoint&, const checkpoint&) = default;
};

/// Returns the three lines.
std::string checkpoint_text(const checkpoint& head);
/// Extension lines are passed over. Errors: anything else than the form.
result<checkpoint, note_flaw> parse_checkpoint(std::string_view text);

/// Returns the number, or nothing unless it is written as `std::to_string` writes it.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace iaq::evidence
