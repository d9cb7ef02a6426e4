#pragma once

#include "base/result.hpp"
#include "evidence/note.hpp"
#include "seal/hasher.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A portable receipt of one leaf: c2sp.org/tlog-proof. It verifies offline, without the log.
namespace iaq::evidence {

struct tlog_proof {
    std::string extra;  // bytes of the application; may be empty
    std::uint64_t index = 0;
    std::vector<seal::digest> hashes;
    std::string note;  // the signed checkpoint

    friend bool operator==(const tlog_proof&, const tlog_proof&) = default;
};

std::string encode_proof(const tlog_proof& proof);
/// Errors: anything else than the form. The note is not opened here.
result<tlog_proof, note_flaw> parse_proof(std::string_view text);

}  // namespace iaq::evidence
