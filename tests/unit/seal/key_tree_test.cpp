#include "seal/key_tree.hpp"

#include "base/text.hpp"
#include "seal/digest.hpp"
#include "unit/seal/sample_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::seal;
using namespace std::string_literals;

namespace {

/// The derivation as journal_format.md writes it, by other means than the product's.
std::string child_key(const std::string& parent, unsigned depth, unsigned digit) {
    const auto context = std::string{static_cast<char>(depth + 1)} + static_cast<char>(digit);
    return hmac_sha256(parent, "\0\0\0\1iaq journal key\0"s + context + "\0\0\1\0"s);
}

std::string leaf_key(std::uint32_t index) {
    auto secret = test::counting(0);
    std::string digits(tree_depth, '0');
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, index /= 16) {
        *at = static_cast<char>(index % 16);
    }
    for (unsigned depth = 0; depth < tree_depth; ++depth) {
        secret = child_key(secret, depth, static_cast<unsigned char>(digits[depth]));
    }
    return secret;
}

std::string bytes_of(const key* leaf) { return leaf == nullptr ? "" : std::string{leaf->view()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_key_tree)

BOOST_AUTO_TEST_CASE(leaves_have_the_keys_that_another_program_computed) {
    const struct {
        std::uint32_t index;
        const char* secret;
    } rows[] = {
        {0, "f6c66f2eae41c82e91ea4b65f1ef0d1e41ec6d4a5d04e44d27784bab39027c26"},
        {1, "81124d6282ad9ffafe5183bd021fd7db13cf91872456f8c75b7faaf0ed9428a1"},
        {0x123456, "b77aa4b17b486dfd32909e735ee127fa2a7d450a8c1f0e67b57b8fc5869a9937"},
        {0xffffff, "2bb6b7b70a09f1605e5bc50e97334820f8b42036981a93b82ecfb4f264065974"},
    };
    key_tree tree{test::whole_tree()};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT("leaf " << row.index) {
            BOOST_TEST(text::to_hex(bytes_of(tree.leaf(row.index))) == row.secret);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_walk_in_order_gives_what_each_leaf_asked_for_alone_has) {
    key_tree tree{test::whole_tree()};
    for (std::uint32_t index = 0; index < 600; ++index) {
        BOOST_TEST(bytes_of(tree.leaf(index)) == leaf_key(index));
    }
}

BOOST_AUTO_TEST_CASE(a_walk_that_jumps_gives_what_each_leaf_asked_for_alone_has) {
    key_tree tree{test::whole_tree()};
    for (const std::uint32_t index :
         {0U, 0U, 15U, 16U, 15U, 0xffffffU, 0x0fffffU, 0x100000U, 0x100001U, 0x110001U, 0x100001U,
          0U, 0xfffffeU, 0xffffffU, 0xffffffU}) {
        BOOST_TEST_CONTEXT("leaf " << index) {
            BOOST_TEST(bytes_of(tree.leaf(index)) == leaf_key(index));
        }
    }
}

BOOST_AUTO_TEST_CASE(beyond_the_last_leaf_there_is_no_key) {
    key_tree tree{test::whole_tree()};
    BOOST_TEST(tree.leaf(leaves_max) == nullptr);
    BOOST_TEST(tree.leaf(0xffff'ffff) == nullptr);
    BOOST_TEST(bytes_of(tree.leaf(3)) == leaf_key(3));
    BOOST_TEST(tree.leaf(leaves_max + 3) == nullptr);
}

BOOST_AUTO_TEST_CASE(an_empty_cover_opens_nothing) {
    key_tree tree{{}};
    BOOST_TEST(tree.leaf(0) == nullptr);
    BOOST_TEST(tree.cover().empty());
    BOOST_TEST(tree.punctured(std::vector{0U}).empty());
}

BOOST_AUTO_TEST_CASE(a_tree_that_moved_goes_on) {
    key_tree tree{test::whole_tree()};
    BOOST_TEST(bytes_of(tree.leaf(20)) == leaf_key(20));
    auto moved = std::move(tree);
    BOOST_TEST(bytes_of(moved.leaf(21)) == leaf_key(21));
}

BOOST_AUTO_TEST_CASE(a_cover_is_in_order_inside_the_tree_and_never_overlaps) {
    struct place {
        std::uint8_t depth;
        std::uint32_t index;
    };
    const struct {
        const char* name;
        std::vector<place> places;
        bool sound;
    } rows[] = {
        {"nothing", {}, true},
        {"the root", {{0, 0}}, true},
        {"neighbours of two depths", {{6, 15}, {5, 1}, {1, 15}}, true},
        {"the last leaf", {{6, leaves_max - 1}}, true},
        {"the root twice", {{0, 0}, {0, 0}}, false},
        {"a node and its first leaf", {{5, 1}, {6, 16}}, false},
        {"a node and its last leaf", {{5, 1}, {6, 31}}, false},
        {"a leaf and the node above it", {{6, 16}, {5, 1}}, false},
        {"out of order", {{6, 2}, {6, 1}}, false},
        {"a second root", {{0, 1}}, false},
        {"behind the last leaf", {{6, leaves_max}}, false},
        {"a depth that is not there", {{7, 0}}, false},
        {"an index that would overflow", {{1, 0x1000'0000}}, false},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            std::vector<node> nodes;
            for (const auto& [depth, index] : row.places) {
                nodes.push_back({.depth = depth, .index = index, .secret = key{}});
            }
            BOOST_TEST(is_cover(nodes) == row.sound);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_commitment_names_the_root_key_and_the_key_id) {
    BOOST_TEST(text::to_hex(key_commitment(test::sample_root(), test::sample_key_id())) ==
               "303f5ed7685210e78bab67831ec73bf96ae310c208c0a31b0be30901d9610d68");
    BOOST_TEST(key_commitment(key{}, test::sample_key_id()) !=
               key_commitment(test::sample_root(), test::sample_key_id()));
    BOOST_TEST(key_commitment(test::sample_root(), test::counting(0xa1, 16)) !=
               key_commitment(test::sample_root(), test::sample_key_id()));
}

BOOST_AUTO_TEST_SUITE_END()
