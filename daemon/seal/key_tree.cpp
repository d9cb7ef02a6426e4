#include "seal/key_tree.hpp"

#include "base/assert.hpp"
#include "seal/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <utility>

namespace iaq::seal {
namespace {

constexpr unsigned digit_bits = 4;

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

/// The digit of `leaf` that chooses a child of a node at `depth`.
unsigned digit(std::uint32_t leaf, unsigned depth) {
    return (leaf >> (digit_bits * (tree_depth - 1 - depth))) & (tree_fanout - 1);
}

bool covers(const node& n, std::uint32_t leaf) {
    return leaf - first_leaf(n.depth, n.index) < leaf_count(n.depth);
}

}  // namespace

/// SP 800-108 in counter mode over HMAC-SHA-256, one block: one MAC a child, its context kept.
struct key_tree::derivation {
    EVP_MAC* method = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* running = nullptr;

    derivation() {
        ensure(method != nullptr);
        running = EVP_MAC_CTX_new(method);
        ensure(running != nullptr);
        char name[] = "SHA256";
        const OSSL_PARAM chosen[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
            OSSL_PARAM_construct_end()};
        ensure(EVP_MAC_CTX_set_params(running, chosen) == 1);
    }
    ~derivation() {
        EVP_MAC_CTX_free(running);
        EVP_MAC_free(method);
    }
    derivation(const derivation&) = delete;
    derivation& operator=(const derivation&) = delete;

    /// Puts child `digit` of `parent`, which stands at `depth`, into `child`.
    void operator()(const key& parent, unsigned depth, unsigned digit, key& child) const {
        constexpr std::string_view before{"\0\0\0\1iaq journal key\0", 20};
        constexpr std::string_view after{"\0\0\1\0", 4};  // 256 bits
        const char place[] = {static_cast<char>(depth + 1), static_cast<char>(digit)};
        std::size_t size = 0;
        ensure(EVP_MAC_init(running, octets(parent.view()), key::size, nullptr) == 1 &&
               EVP_MAC_update(running, octets(before), before.size()) == 1 &&
               EVP_MAC_update(running, octets({place, sizeof place}), sizeof place) == 1 &&
               EVP_MAC_update(running, octets(after), after.size()) == 1 &&
               EVP_MAC_final(running, reinterpret_cast<unsigned char*>(child.data()), &size,
                             key::size) == 1 &&
               size == key::size);
    }
};

key_tree::key_tree(std::vector<node> cover)
    : derive_(std::make_unique<derivation>()), cover_(std::move(cover)) {
    std::uint32_t next = 0;
    for (const auto& each : cover_) {
        ensure(each.depth <= tree_depth && first_leaf(each.depth, each.index) >= next &&
               each.index < (1U << (digit_bits * each.depth)));
        next = first_leaf(each.depth, each.index) + leaf_count(each.depth);
    }
}

key_tree::~key_tree() = default;
key_tree::key_tree(key_tree&& other) noexcept = default;
key_tree& key_tree::operator=(key_tree&& other) noexcept = default;

const node* key_tree::covering(std::uint32_t leaf) const {
    const auto behind = std::ranges::upper_bound(
        cover_, leaf, {}, [](const node& n) { return first_leaf(n.depth, n.index); });
    if (behind == cover_.begin() || !covers(*std::prev(behind), leaf)) {
        return nullptr;
    }
    return &*std::prev(behind);
}

const key* key_tree::leaf(std::uint32_t index) {
    ensure(index < leaves_max);
    unsigned depth = 0;  // up to here the way is the one of the last leaf
    if (from_ != nullptr && covers(*from_, index)) {
        while (depth < tree_depth && digit(index, depth) == digit(last_, depth)) {
            ++depth;
        }
        depth = std::max<unsigned>(depth, from_->depth);
    } else {
        from_ = covering(index);
        if (from_ == nullptr) {
            return nullptr;
        }
        depth = from_->depth;
        std::ranges::copy(from_->secret.view(), path_[depth].data());
    }
    for (; depth < tree_depth; ++depth) {
        (*derive_)(path_[depth], depth, digit(index, depth), path_[depth + 1]);
    }
    last_ = index;
    return &path_[tree_depth];
}

std::vector<node> key_tree::punctured(std::span<const std::uint32_t> leaves) const {
    auto left = cover();
    for (const auto leaf : leaves) {
        const auto at = std::ranges::find_if(left, [&](const node& n) { return covers(n, leaf); });
        if (at == left.end()) {
            continue;  // gone already
        }
        // The siblings beside the way down, in order: those before it, then those behind it.
        std::vector<node> before;
        std::vector<node> behind;
        node here = std::move(*at);
        while (here.depth < tree_depth) {
            const auto chosen = digit(leaf, here.depth);
            std::vector<node> siblings;
            node next;
            for (unsigned i = 0; i < tree_fanout; ++i) {
                node child{static_cast<std::uint8_t>(here.depth + 1), here.index * tree_fanout + i,
                           key{}};
                (*derive_)(here.secret, here.depth, i, child.secret);
                if (i < chosen) {
                    before.push_back(std::move(child));
                } else if (i == chosen) {
                    next = std::move(child);
                } else {
                    siblings.push_back(std::move(child));
                }
            }
            std::ranges::move(behind, std::back_inserter(siblings));
            behind = std::move(siblings);
            here = std::move(next);
        }
        std::ranges::move(behind, std::back_inserter(before));
        const auto place = left.erase(at);
        left.insert(place, std::make_move_iterator(before.begin()),
                    std::make_move_iterator(before.end()));
    }
    return left;
}

std::vector<node> key_tree::cover() const {
    std::vector<node> same;
    same.reserve(cover_.size());
    for (const auto& each : cover_) {
        same.push_back({each.depth, each.index, each.secret.copy()});
    }
    return same;
}

std::string key_commitment(const key& root, std::string_view key_id) {
    return hmac_sha256(root.view(), std::string{"iaq journal key commitment v1"}.append(key_id));
}

}  // namespace iaq::seal
