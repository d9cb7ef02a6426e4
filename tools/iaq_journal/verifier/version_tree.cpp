#include "iaq_journal/verifier/version_tree.hpp"

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

versions version_tree::join(const versions& left, const versions& right) {
    const auto hash = [&](const seal::digest versions::*of) {
        return node_hash(sha256_, left.*of, right.*of);
    };
    const auto records = hash(&versions::records);
    if (left.alike() && right.alike()) {
        return {records, records, records};
    }
    return {records, hash(&versions::bundles), hash(&versions::tiles)};
}

/// The root over a power of two of hashes.
versions version_tree::over(std::span<const versions> perfect) {
    std::vector<versions> row{perfect.begin(), perfect.end()};
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) {
            row[i] = join(row[2 * i], row[2 * i + 1]);
        }
        row.resize(row.size() / 2);
    }
    return row.front();
}

void version_tree::add(versions leaf) {
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
versions version_tree::root() {
    std::optional<versions> joined;
    for (const auto& on : levels_) {
        std::span<const versions> rest{on.hashes};
        while (!rest.empty()) {
            const auto smallest = std::size_t{1} << std::countr_zero(rest.size());
            const auto peak = over(rest.last(smallest));
            joined = joined ? join(peak, *joined) : peak;
            rest = rest.first(rest.size() - smallest);
        }
    }
    if (!joined) {
        const auto empty = sha256_({});
        return {empty, empty, empty};
    }
    return *joined;
}

void version_tree::close() {
    for (unsigned at = 0; at < levels_.size(); ++at) {
        if (!levels_[at].hashes.empty()) {
            tile_(at, levels_[at].tiles, levels_[at].hashes);
        }
    }
}

}  // namespace iaq::verifier
