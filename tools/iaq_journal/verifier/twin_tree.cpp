#include "iaq_journal/verifier/twin_tree.hpp"

#include <bit>
#include <optional>

namespace iaq::verifier {
namespace {

using namespace std::string_view_literals;

seal::digest node_hash(seal::hasher& sha256, const seal::digest& left, const seal::digest& right) {
    return sha256({"\1"sv, seal::view(left), seal::view(right)});
}

}  // namespace

seal::digest leaf_hash(seal::hasher& sha256, std::string_view leaf) {
    return sha256({"\0"sv, leaf});
}

twin twin_tree::join(const twin& left, const twin& right) {
    const auto found = node_hash(sha256_, left.found, right.found);
    const bool alike = left.found == left.told && right.found == right.told;
    return {found, alike ? found : node_hash(sha256_, left.told, right.told)};
}

/// The root over a power of two of hashes.
twin twin_tree::over(std::span<const twin> perfect) {
    std::vector<twin> row{perfect.begin(), perfect.end()};
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) {
            row[i] = join(row[2 * i], row[2 * i + 1]);
        }
        row.resize(row.size() / 2);
    }
    return row.front();
}

void twin_tree::add(twin leaf) {
    ++size_;
    for (unsigned at = 0;; ++at) {
        if (at == levels_.size()) {
            levels_.emplace_back();
        }
        auto& here = levels_[at];
        here.hashes.push_back(leaf);
        if (here.hashes.size() < tile_width) {
            return;
        }
        tile_(at, here.tiles++, here.hashes);
        leaf = over(here.hashes);
        here.hashes.clear();
    }
}

/// The tree is a row of perfect ones, each smaller than the one before; joined from the right.
twin twin_tree::root() {
    std::optional<twin> joined;
    for (const auto& on : levels_) {
        std::span<const twin> rest{on.hashes};
        while (!rest.empty()) {
            const auto smallest = std::size_t{1} << std::countr_zero(rest.size());
            const auto peak = over(rest.last(smallest));
            joined = joined ? join(peak, *joined) : peak;
            rest = rest.first(rest.size() - smallest);
        }
    }
    if (!joined) {
        const auto empty = sha256_({});
        return {empty, empty};
    }
    return *joined;
}

void twin_tree::close() {
    for (unsigned at = 0; at < levels_.size(); ++at) {
        if (!levels_[at].hashes.empty()) {
            tile_(at, levels_[at].tiles, levels_[at].hashes);
        }
    }
}

}  // namespace iaq::verifier
