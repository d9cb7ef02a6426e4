#pragma once

#include "evidence/checkpoint.hpp"
#include "evidence/tile_reader.hpp"
#include "iaq_journal/reading.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

/// Proofs under a journal's newest head, out of its tiles. No key is needed.
namespace iaq::journal_tool {

class proofs {
public:
    /// Reads the newest head. Its signature is not looked at: whoever gets a proof does that.
    /// Errors: an exit code, already said.
    static result<proofs, exit_code> open(const std::string& directory);

    [[nodiscard]] const std::string& head() const { return note_; }
    /// What the head says.
    [[nodiscard]] const evidence::checkpoint& says() const { return says_; }
    /// How many records are under the head.
    [[nodiscard]] std::uint64_t size() const { return says_.size; }

    /// Returns the hash of the record's leaf, made from the leaf in its entry bundle, which stays
    /// when retention drops the record. Requires: 1 to `size()`. Errors: as `open`, and a leaf that
    /// is not the one of the tree.
    result<seal::digest, exit_code> leaf(std::uint64_t number);
    /// Returns the record's proof (c2sp.org/tlog-proof). Requires and errors: as `leaf`.
    result<std::string, exit_code> proof(std::uint64_t number);

private:
    proofs(const std::string& directory, std::string note, evidence::checkpoint says);
    [[nodiscard]] exit_code missing() const;
    [[nodiscard]] std::optional<std::string> bundled_leaf(std::uint64_t number) const;
    result<seal::digest, exit_code> hash_of(std::uint64_t number);

    std::string directory_;
    std::string note_;
    evidence::checkpoint says_;
    std::unique_ptr<evidence::tile_reader> tiles_;  // the hashes' source refers to it
};

}  // namespace iaq::journal_tool
