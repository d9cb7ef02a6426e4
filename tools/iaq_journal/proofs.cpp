#include "iaq_journal/proofs.hpp"

#include "base/bytes.hpp"
#include "evidence/leaf.hpp"
#include "evidence/proof.hpp"
#include "evidence/tile_path.hpp"
#include "evidence/tlog_proof.hpp"
#include "iaq_journal/contents.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <utility>

namespace iaq::journal_tool {
namespace {

/// Returns entry `index` of a bundle, each behind its length in two bytes; nothing when it is cut.
std::optional<std::string> entry_of(std::string_view bundle, std::size_t index) {
    constexpr std::size_t length_bytes = sizeof(std::uint16_t);
    while (bundle.size() >= length_bytes) {
        const std::size_t length = bytes::get_big<std::uint16_t>(bundle, 0);
        bundle.remove_prefix(length_bytes);
        if (length > bundle.size()) {
            break;
        }
        if (index-- == 0) {
            return std::string{bundle.substr(0, length)};
        }
        bundle.remove_prefix(length);
    }
    return std::nullopt;
}

}  // namespace

proofs::proofs(const std::string& directory, std::string note, evidence::checkpoint says)
    : directory_(directory), note_(std::move(note)), says_(std::move(says)) {
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

result<seal::digest, exit_code> proofs::hash_of(std::uint64_t number) {
    const auto hash = (*tiles_)(0, number - 1);
    if (!hash) {
        return missing();
    }
    return *hash;
}

/// A partial bundle of this very size is taken before the full one that came after it.
std::optional<std::string> proofs::bundled_leaf(std::uint64_t number) const {
    const auto page = (number - 1) / evidence::tile_width;
    const auto index = static_cast<std::size_t>((number - 1) % evidence::tile_width);
    for (const auto width : {evidence::width_of_tile(size(), 0, page), evidence::tile_width}) {
        const auto bundle = contents_of(directory_ + "/" + evidence::bundle_path(page, width));
        if (bundle) {
            return entry_of(*bundle, index);
        }
    }
    return std::nullopt;
}

result<seal::digest, exit_code> proofs::leaf(std::uint64_t number) {
    IAQ_TRY(const auto hash, hash_of(number));
    const auto bytes = bundled_leaf(number);
    seal::hasher hasher;
    if (!bytes || evidence::leaf_hash(hasher, *bytes) != hash) {
        std::fputs(fmt::format("iaq-journal: tile/entries/: the leaf of record {} is missing or "
                               "not the one of the tree; run verify\n",
                               number)
                       .c_str(),
                   stderr);
        return exit_code::damaged;
    }
    return hash;
}

result<std::string, exit_code> proofs::proof(std::uint64_t number) {
    IAQ_TRY(const auto hash, hash_of(number));
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
