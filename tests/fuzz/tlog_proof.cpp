#include "evidence/tlog_proof.hpp"

#include "evidence/checkpoint.hpp"
#include "evidence/proof.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace iaq;
using namespace iaq::evidence;

/// A proof that is read is written as the same text. Checked against a root, it is taken or
/// refused, and a proof that was taken is refused for any other leaf.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto read = parse_proof(input);
    if (!read) {
        return 0;
    }
    const auto& proof = read.value();
    if (encode_proof(proof) != input) {
        std::abort();
    }
    const auto head = parse_checkpoint(proof.note);
    if (!head) {
        return 0;
    }
    seal::hasher hash;
    const auto& [origin, leaves, root] = head.value();
    const auto included = [&](const seal::digest& leaf) {
        return verify_inclusion(hash, leaf, proof.index, leaves, proof.hashes, root);
    };
    const bool of_empty = included({});
    seal::digest other{};
    other[0] = 1;
    if (of_empty && included(other)) {
        std::abort();
    }
    const seal::digest old_root = proof.hashes.empty() ? root : proof.hashes.front();
    if (verify_consistency(hash, 0, leaves, proof.hashes, old_root, root)) {
        std::abort();
    }
    verify_consistency(hash, proof.index, leaves, proof.hashes, old_root, root);
    return 0;
}
