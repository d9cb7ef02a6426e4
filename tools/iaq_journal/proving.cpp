#include "iaq_journal/proving.hpp"

#include "base/text.hpp"
#include "iaq_journal/proofs.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace iaq::journal_tool {

exit_code checkpoint(const std::string& directory) {
    const auto found = proofs::open(directory);
    if (!found) {
        return found.error();
    }
    std::fputs(found.value().head().c_str(), stdout);
    return printed();
}

exit_code prove(const std::string& directory, std::uint64_t number, bool leaf_only) {
    auto found = proofs::open(directory);
    if (!found) {
        return found.error();
    }
    const auto size = found.value().size();
    if (number == 0 || number > size) {
        return unreadable(
            fmt::format("record {} is not under the newest head, which is over {} "
                        "records",
                        number, size));
    }
    if (leaf_only) {
        const auto leaf = found.value().leaf(number);
        if (!leaf) {
            return leaf.error();
        }
        std::puts(text::to_hex(seal::view(leaf.value())).c_str());
        return printed();
    }
    const auto proof = found.value().proof(number);
    if (!proof) {
        return proof.error();
    }
    std::fputs(proof.value().c_str(), stdout);
    return printed();
}

}  // namespace iaq::journal_tool
