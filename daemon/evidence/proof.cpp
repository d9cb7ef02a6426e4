#include "evidence/proof.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <bit>

namespace iaq::evidence {
namespace {

constexpr unsigned levels_per_tile = 8;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t tiles_kept_max = 64;

/// The hash over a row of hashes, a power of two of them.
seal::digest fold(seal::hasher& hash, std::string_view row) {
    if (row.size() == hash_bytes) {
        seal::digest one;
        std::ranges::copy(row, one.begin());
        return one;
    }
    const auto half = row.size() / 2;
    return node_hash(hash, fold(hash, row.substr(0, half)), fold(hash, row.substr(half)));
}

/// The leaves [begin, end) of a tree, `begin` a multiple of the size's power of two: its hash is a
/// chain of perfect subtrees.
class prover {
public:
    explicit prover(const subtree& hashes) : hashes_(hashes) {}

    result<seal::digest, no_proof> hash_of(std::uint64_t begin, std::uint64_t end) {
        const auto count = end - begin;
        if (std::has_single_bit(count)) {
            const auto level = static_cast<unsigned>(std::countr_zero(count));
            const auto found = hashes_(level, begin >> level);
            if (!found) {
                return no_proof{"a hash of the tree is missing"};
            }
            return *found;
        }
        const auto split = begin + std::bit_floor(count);
        IAQ_TRY(const auto left, hash_of(begin, split));
        IAQ_TRY(const auto right, hash_of(split, end));
        return node_hash(hash_, left, right);
    }

    result<void, no_proof> path(std::uint64_t index, std::uint64_t begin, std::uint64_t end) {
        const auto count = end - begin;
        if (count == 1) {
            return boost::outcome_v2::success();
        }
        const auto split = begin + half(count);
        const bool left = index < split;
        IAQ_TRY(left ? path(index, begin, split) : path(index, split, end));
        IAQ_TRY(const auto other, left ? hash_of(split, end) : hash_of(begin, split));
        proof.push_back(other);
        return boost::outcome_v2::success();
    }

    /// RFC 9162 section 2.1.4.1, SUBPROOF. `known`: the verifier has this subtree's hash.
    result<void, no_proof> subproof(std::uint64_t from, std::uint64_t begin, std::uint64_t end,
                                    bool known) {
        const auto count = end - begin;
        if (from == count) {
            if (!known) {
                IAQ_TRY(const auto whole, hash_of(begin, end));
                proof.push_back(whole);
            }
            return boost::outcome_v2::success();
        }
        const auto middle = half(count);
        const auto split = begin + middle;
        if (from <= middle) {
            IAQ_TRY(subproof(from, begin, split, known));
            IAQ_TRY(const auto right, hash_of(split, end));
            proof.push_back(right);
        } else {
            IAQ_TRY(subproof(from - middle, split, end, false));
            IAQ_TRY(const auto left, hash_of(begin, split));
            proof.push_back(left);
        }
        return boost::outcome_v2::success();
    }

    std::vector<seal::digest> proof;

private:
    /// The largest power of two below `count`.
    static std::uint64_t half(std::uint64_t count) { return std::bit_floor(count - 1); }

    const subtree& hashes_;
    seal::hasher hash_;
};

}  // namespace

const std::string* tile_reader::tile(unsigned level, std::uint64_t index) {
    const auto known = tiles_.find({level, index});
    if (known != tiles_.end()) {
        return &known->second;
    }
    const auto hashes = size_ >> (levels_per_tile * level);
    const auto width = std::min<std::uint64_t>(tile_width, hashes - index * tile_width);
    for (const auto wide : {std::uint64_t{tile_width}, width}) {
        auto bytes = read_(tile_path(level, index, static_cast<unsigned>(wide)));
        if (bytes && bytes->size() == wide * hash_bytes) {
            if (tiles_.size() >= tiles_kept_max) {
                tiles_.clear();
            }
            return &tiles_.emplace(std::pair{level, index}, std::move(*bytes)).first->second;
        }
    }
    missing_ = tile_path(level, index, static_cast<unsigned>(width));
    return nullptr;
}

std::optional<seal::digest> tile_reader::operator()(unsigned level, std::uint64_t index) {
    const auto at = level / levels_per_tile;
    const auto count = std::size_t{1} << (level % levels_per_tile);
    const auto first = index * count;
    if (((index + 1) << level) > size_) {
        return std::nullopt;
    }
    const auto* const found = tile(at, first / tile_width);
    if (found == nullptr) {
        return std::nullopt;
    }
    return fold(hash_, std::string_view{*found}.substr(first % tile_width * hash_bytes,
                                                       count * hash_bytes));
}

result<std::vector<seal::digest>, no_proof> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                            const subtree& hashes) {
    ensure(index < size);
    prover made{hashes};
    IAQ_TRY(made.path(index, 0, size));
    return std::move(made.proof);
}

result<std::vector<seal::digest>, no_proof> consistency_proof(std::uint64_t from, std::uint64_t to,
                                                              const subtree& hashes) {
    ensure(0 < from && from <= to);
    prover made{hashes};
    IAQ_TRY(made.subproof(from, 0, to, true));
    return std::move(made.proof);
}

result<seal::digest, no_proof> root_of(std::uint64_t size, const subtree& hashes) {
    if (size == 0) {
        seal::hasher hash;
        return empty_root(hash);
    }
    return prover{hashes}.hash_of(0, size);
}

bool verify_inclusion(seal::hasher& hash, const seal::digest& leaf, std::uint64_t index,
                      std::uint64_t size, std::span<const seal::digest> proof,
                      const seal::digest& root) {
    if (index >= size) {
        return false;
    }
    auto fn = index;
    auto sn = size - 1;
    auto r = leaf;
    for (const auto& p : proof) {
        if (sn == 0) {
            return false;
        }
        if ((fn & 1U) != 0 || fn == sn) {
            r = node_hash(hash, p, r);
            while ((fn & 1U) == 0 && fn != 0) {
                fn >>= 1U;
                sn >>= 1U;
            }
        } else {
            r = node_hash(hash, r, p);
        }
        fn >>= 1U;
        sn >>= 1U;
    }
    return sn == 0 && r == root;
}

bool verify_consistency(seal::hasher& hash, std::uint64_t from, std::uint64_t to,
                        std::span<const seal::digest> proof, const seal::digest& root_from,
                        const seal::digest& root_to) {
    if (from == 0 || from > to) {
        return false;
    }
    if (from == to) {
        return proof.empty() && root_from == root_to;
    }
    auto rest = proof;
    auto fr = root_from;
    if (!std::has_single_bit(from)) {
        if (rest.empty()) {
            return false;
        }
        fr = rest.front();
        rest = rest.subspan(1);
    }
    auto sr = fr;
    auto fn = from - 1;
    auto sn = to - 1;
    const auto shift = static_cast<unsigned>(std::countr_one(fn));
    fn >>= shift;
    sn >>= shift;
    for (const auto& c : rest) {
        if (sn == 0) {
            return false;
        }
        if ((fn & 1U) != 0 || fn == sn) {
            fr = node_hash(hash, c, fr);
            sr = node_hash(hash, c, sr);
            while ((fn & 1U) == 0 && fn != 0) {
                fn >>= 1U;
                sn >>= 1U;
            }
        } else {
            sr = node_hash(hash, sr, c);
        }
        fn >>= 1U;
        sn >>= 1U;
    }
    return sn == 0 && fr == root_from && sr == root_to;
}

}  // namespace iaq::evidence
