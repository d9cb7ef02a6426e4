#pragma once

#include "framing/dmpp.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

/// The blocks of a chained DMPP-2020 message.
namespace iaq::framing::dmpp {

/// Puts the data blocks of a message together again. Its blocks follow one another and carry one
/// validation (inferred): nothing is ever put together from two messages.
class joiner {
public:
    struct incomplete {};
    struct whole {
        std::uint32_t validation = 0;
        bool wants_ack = false;
        std::string bytes;
        bool chained = false;  // of more than one block
    };
    /// The message has ended and was not kept; or a part of one that is lost asks for an answer.
    enum class refusal : std::uint8_t { too_large, mixed, spoiled };
    using outcome = std::variant<incomplete, whole, refusal>;

    explicit joiner(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}

    /// Takes a data block with plain data. A message above the bound is dropped up to its end and
    /// refused there, once. One that ends under another validation than it began with is refused.
    /// What was refused for now must come again whole: its last block alone is refused again.
    outcome take(block b);

    /// The chained message just taken could not be kept.
    void lose();

    /// Nothing came for so long that the other side may have given up what it began, and may now
    /// say it again from its first block on. What is open is joined to nothing more: it begins
    /// again, or is refused for now at its end.
    void paused();

    /// A block was refused before it came here: what cannot be read, a coded one, one of a function
    /// nobody published. The message it may have been a part of is refused at its end, or begins
    /// again: nothing shortened or said twice ever comes out.
    void spoil(function does, std::uint32_t validation);

private:
    struct unfinished {
        std::uint32_t validation = 0;
        std::optional<refusal> lost = {};
        std::string bytes = {};
        std::string first = {};  // the block it began with
    };
    /// The last block of a chain that was taken last.
    struct ending {
        std::uint32_t validation = 0;
        std::optional<std::string> data;  // none: it was refused before it came here
        bool refused = false;             // for now
    };
    [[nodiscard]] bool is_refused_end(const block& b);
    outcome take_only(block b);
    outcome take_end(const block& b);
    void keep(const block& b);

    std::size_t message_bytes_max_;
    std::optional<unfinished> open_;
    std::optional<ending> end_;
};

}  // namespace iaq::framing::dmpp
