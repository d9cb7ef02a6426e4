#pragma once

#include "framing/dmpp.hpp"
#include "seal/line_cipher.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::dialogue {

/// So many bytes that nobody could foretell.
using byte_source = std::function<std::string(std::size_t)>;

/// Why we do not take what the switch said: what it is told, and what operators read.
struct dmpp_refusal {
    framing::dmpp::status status{};
    std::string_view cause;  // lives for ever
};

/// The data of blocks as the station has it configured: plain, or encrypted and nothing else. Plain
/// data on a line that encrypts is refused: nobody may talk us out of it.
class dmpp_envelope {
public:
    /// Without a cipher: plain. `ivs` is asked for one IV a block.
    dmpp_envelope(std::optional<seal::line_cipher> cipher, byte_source ivs)
        : cipher_(std::move(cipher)), ivs_(std::move(ivs)) {}

    /// Returns how much plain data fits into a block of `block_bytes`.
    [[nodiscard]] std::size_t data_bytes_max(std::size_t block_bytes) const;

    /// Returns the data block with `plain` in it.
    [[nodiscard]] framing::dmpp::block close(framing::dmpp::function does, std::uint32_t validation,
                                             std::string_view plain) const;

    /// Makes the data of a block heard plain, or returns why it is refused. A wrong key is refused
    /// for now: the switch keeps its message until the keys agree.
    std::optional<dmpp_refusal> open(framing::dmpp::block& b) const;

private:
    std::optional<seal::line_cipher> cipher_;
    byte_source ivs_;
};

}  // namespace iaq::dialogue
