#include "iaq_journal/proving.hpp"

#include "base/text.hpp"
#include "evidence/proof.hpp"
#include "evidence/tile_reader.hpp"
#include "evidence/tlog_proof.hpp"
#include "iaq_journal/signed_head.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <optional>

namespace iaq::journal_tool {
namespace {

exit_code missing(const evidence::tile_reader& tiles) {
    std::fputs(fmt::format("iaq-journal: {}: is missing or cut\n", tiles.missing()).c_str(),
               stderr);
    return exit_code::damaged;
}

}  // namespace

exit_code checkpoint(const std::string& directory) {
    const auto newest = head_of(directory);
    if (!newest) {
        return newest.error();
    }
    std::fputs(newest.value().note.c_str(), stdout);
    return printed();
}

exit_code prove(const std::string& directory, std::uint64_t number, bool leaf_only) {
    const auto newest = head_of(directory);
    if (!newest) {
        return newest.error();
    }
    const auto size = newest.value().says.size;
    if (number == 0 || number > size) {
        return unreadable(
            fmt::format("record {} is not under the newest head, which is over {} "
                        "records",
                        number, size));
    }
    evidence::tile_reader tiles{
        size, [&](const std::string& path) { return contents_of(directory + "/" + path); }};
    const evidence::subtree hashes = std::ref(tiles);
    const auto leaf = hashes(0, number - 1);
    if (!leaf) {
        return missing(tiles);
    }
    if (leaf_only) {
        std::puts(text::to_hex(seal::view(*leaf)).c_str());
        return printed();
    }
    auto path = evidence::inclusion_proof(number - 1, size, hashes);
    if (!path) {
        return missing(tiles);
    }
    seal::hasher hash;
    if (!evidence::verify_inclusion(hash, *leaf, number - 1, size, path.value(),
                                    newest.value().says.root)) {
        std::fputs("iaq-journal: tile/: the hashes do not lead to the head's root; run verify\n",
                   stderr);
        return exit_code::damaged;
    }
    std::fputs(
        evidence::encode_proof({{}, number - 1, std::move(path).value(), newest.value().note})
            .c_str(),
        stdout);
    return printed();
}

}  // namespace iaq::journal_tool
