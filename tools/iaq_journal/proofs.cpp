#include "iaq_journal/proofs.hpp"

#include "evidence/proof.hpp"
#include "evidence/tlog_proof.hpp"
#include "iaq_journal/contents.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <utility>

namespace iaq::journal_tool {

proofs::proofs(const std::string& directory, std::string note, evidence::checkpoint says)
    : note_(std::move(note)), says_(std::move(says)) {
    tiles_ = std::make_unique<evidence::tile_reader>(
        says_.size,
        [directory](const std::string& path) { return contents_of(directory + "/" + path); });
}

result<proofs, exit_code> proofs::open(const std::string& directory) {
    auto note = contents_of(directory + "/checkpoint");
    if (!note) {
        return unreadable(directory + "/checkpoint: cannot be read; no head was signed yet");
    }
    const auto end = note->find("\n\n");
    auto says = evidence::parse_checkpoint(std::string_view{*note}.substr(0, end + 1));
    if (end == std::string::npos || !says) {
        std::fputs("iaq-journal: checkpoint: is not as it was written\n", stderr);
        return exit_code::damaged;
    }
    return proofs{directory, std::move(*note), std::move(says).value()};
}

exit_code proofs::missing() const {
    std::fputs(fmt::format("iaq-journal: {}: is missing or cut\n", tiles_->missing()).c_str(),
               stderr);
    return exit_code::damaged;
}

result<seal::digest, exit_code> proofs::leaf(std::uint64_t number) {
    const auto hash = (*tiles_)(0, number - 1);
    if (!hash) {
        return missing();
    }
    return *hash;
}

result<std::string, exit_code> proofs::proof(std::uint64_t number) {
    IAQ_TRY(const auto hash, leaf(number));
    auto path = evidence::inclusion_proof(number - 1, size(), std::ref(*tiles_));
    if (!path) {
        return missing();
    }
    seal::hasher hasher;
    if (!evidence::verify_inclusion(hasher, hash, number - 1, size(), path.value(), says_.root)) {
        std::fputs("iaq-journal: tile/: the hashes do not lead to the head's root; run verify\n",
                   stderr);
        return exit_code::damaged;
    }
    return evidence::encode_proof({{}, number - 1, std::move(path).value(), note_});
}

}  // namespace iaq::journal_tool
