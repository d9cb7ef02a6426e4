#pragma once

#include "base/result.hpp"
#include "journal/disk.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"
#include "ledger/sealed.hpp"
#include "seal/hasher.hpp"
#include "seal/key_tree.hpp"
#include "seal/record_seal.hpp"
#include "seal/sidecar.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The seal of one segment: makes a frame's payload of a record, and a record of a payload.
namespace iaq::journal {

constexpr std::size_t sidecar_bytes_max = 84 + 56 * seal::sidecar_nodes_max;

/// Appends the leaf that a record has in the evidence tree.
///
/// `digest`: as `segment_seal` gives it with the record.
void put_leaf(std::string& out, std::uint64_t number, const ledger::segment_header& in,
              const ledger::facts& of, const seal::digest& digest);

/// What one frame holds.
struct opened_record {
    ledger::facts of;
    std::string_view plain;  // empty when it cannot be opened
    seal::digest digest{};   // for its leaf of the tree
    enum class state { open, shredded, closed } how = state::open;  // `closed`: without a key
};

class segment_seal {
public:
    /// Makes the keys of a new segment, and its sidecar durable but for its name, which the
    /// caller's sync of the directory brings; fills in what the header says of them. Without a seal
    /// it changes nothing.
    ///
    /// `room`: a file that takes the sidecar and its name, the caller's own; nothing: a new one.
    static result<segment_seal, trouble> begin(disk& on, const layout& where, const keys& with,
                                               ledger::segment_header& header,
                                               const std::optional<std::string>& room);

    /// Opens the seal of a segment on disk. Without a master key, or with its sidecar gone, its
    /// records stay closed.
    ///
    /// Errors: `damaged` (the sidecar is not this segment's), `wrong_key` (another master key),
    /// `unreadable`.
    static result<segment_seal, trouble> open(disk& on, const layout& where, const keys& with,
                                              std::string_view header_block,
                                              const ledger::segment_header& header);

    /// Returns a seal that opens no sealed record and looks at no sidecar: for the digests alone.
    static segment_seal without_keys(std::string_view header_block,
                                     const ledger::segment_header& header) {
        return segment_seal{header, header_block};
    }

    /// Returns the payload for a record, and its leaf's digest.
    /// Lifetime: the payload until the next call.
    struct made {
        std::string_view payload;
        ledger::facts of;
        seal::digest digest{};
    };
    made close_record(std::uint64_t number, std::string_view record);

    /// Returns what a frame holds. Errors: `forged` payloads give nothing.
    /// Lifetime: `plain` until the next call.
    std::optional<opened_record> open_record(std::uint64_t number, std::string_view payload);

    /// SHA-256 of the sidecar on disk; nothing when the segment has none.
    [[nodiscard]] const std::optional<std::string>& sidecar_digest() const { return sidecar_; }

private:
    segment_seal(const ledger::segment_header& header, std::string_view header_block);

    seal::hasher hash_;
    seal::record_cipher cipher_;
    std::optional<seal::key_tree> tree_;
    std::optional<std::string> sidecar_;
    std::string header_digest_;
    std::uint64_t first_;
    bool sealed_;
    std::string buffer_;
};

}  // namespace iaq::journal
