#include "unit/seal/sample_keys.hpp"

#include "seal/key_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::seal;

namespace {

using leaves = std::vector<std::uint32_t>;

std::string bytes_of(const key* leaf) { return leaf == nullptr ? "" : std::string{leaf->view()}; }

/// A node as a text that tells it from every other.
std::string spelled(const node& each) {
    return std::to_string(each.depth) + "/" + std::to_string(each.index) + " " +
           std::string{each.secret.view()};
}

std::vector<std::string> spelled(const std::vector<node>& cover) {
    std::vector<std::string> all;
    for (const auto& each : cover) {
        all.push_back(spelled(each));
    }
    return all;
}

/// The keys from the root to the leaf, both included: whoever has one of them has the leaf.
std::set<std::string> keys_that_lead_to(std::uint32_t leaf) {
    node_prf prf;
    auto at = test::sample_root();
    std::set<std::string> found{std::string{at.view()}};
    for (unsigned depth = 0; depth < tree_depth; ++depth) {
        key child;
        prf.derive(child, at, depth, (leaf >> (4 * (tree_depth - 1 - depth))) % tree_fanout);
        at = std::move(child);
        found.emplace(at.view());
    }
    return found;
}

bool holds_a_key_to(const std::vector<node>& cover, std::uint32_t leaf) {
    const auto dangerous = keys_that_lead_to(leaf);
    return std::ranges::any_of(cover, [&](const node& each) {
        return dangerous.contains(std::string{each.secret.view()});
    });
}

std::uint64_t leaves_of(const std::vector<node>& cover) {
    std::uint64_t count = 0;
    for (const auto& each : cover) {
        count += leaf_count(each);
    }
    return count;
}

/// Punctures `gone` out of the whole tree and looks at what remains, at the leaves `looked_at` too.
void check(const leaves& gone, const leaves& looked_at) {
    key_tree whole{test::whole_tree()};
    auto cover = whole.punctured(gone);
    BOOST_TEST(is_cover(cover));
    const std::set<std::uint32_t> shredded(gone.begin(), gone.end());
    BOOST_TEST(leaves_of(cover) == leaves_max - shredded.size());
    for (const auto leaf : shredded) {
        BOOST_TEST_CONTEXT("shredded leaf " << leaf) { BOOST_TEST(!holds_a_key_to(cover, leaf)); }
    }
    key_tree left{std::move(cover)};
    auto asked = looked_at;
    asked.insert(asked.end(), gone.begin(), gone.end());
    for (const auto leaf : asked) {
        BOOST_TEST_CONTEXT("leaf " << leaf) {
            const bool remains = !shredded.contains(leaf);
            BOOST_TEST(bytes_of(left.leaf(leaf)) == (remains ? bytes_of(whole.leaf(leaf)) : ""));
        }
    }
}

leaves random_leaves(std::mt19937& random, std::size_t count) {
    leaves some(count);
    // Half of them close together, so that sets share nodes and become neighbours.
    std::ranges::generate(some, [&] { return random() % (random() % 2 == 0 ? 300U : leaves_max); });
    return some;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_puncture)

BOOST_AUTO_TEST_CASE(every_set_of_edge_leaves_is_gone_and_all_others_remain) {
    const leaves edges{0, 15, 16, 4095, 65535, leaves_max - 1};
    const leaves neighbours{1, 14, 17, 31, 32, 255, 256, 4094, 4096, 65534, 65536, leaves_max - 2};
    for (unsigned set = 0; set < 1U << edges.size(); ++set) {
        BOOST_TEST_CONTEXT("set " << set) {
            leaves gone;
            leaves kept = neighbours;
            for (std::size_t i = 0; i < edges.size(); ++i) {
                ((set >> i) % 2 == 1 ? gone : kept).push_back(edges[i]);
            }
            check(gone, kept);
        }
    }
}

BOOST_AUTO_TEST_CASE(random_sets_of_leaves_are_gone_and_all_others_remain) {
    std::mt19937 random{1};  // NOLINT: the same sets each time
    for (int round = 0; round < 20; ++round) {
        BOOST_TEST_CONTEXT("round " << round) {
            const auto gone = random_leaves(random, 1 + random() % 60);
            check(gone, random_leaves(random, 200));
        }
    }
}

BOOST_AUTO_TEST_CASE(of_a_small_tree_each_leaf_can_go_alone_and_every_other_one_remains) {
    constexpr std::uint32_t first = 0xabcd00;
    constexpr std::uint32_t count = 256;
    key_tree whole{test::cover_of(4, first / count, test::sample_root())};
    std::vector<std::string> keys;
    for (std::uint32_t i = 0; i < count; ++i) {
        keys.push_back(bytes_of(whole.leaf(first + i)));
    }
    BOOST_TEST((std::set<std::string>(keys.begin(), keys.end()).size() == count));
    BOOST_TEST((whole.leaf(first - 1) == nullptr && whole.leaf(first + count) == nullptr));
    for (std::uint32_t gone = 0; gone < count; ++gone) {
        key_tree left{whole.punctured(leaves{first + gone})};
        for (std::uint32_t i = 0; i < count; ++i) {
            if (bytes_of(left.leaf(first + i)) != (i == gone ? "" : keys[i])) {
                BOOST_ERROR("leaf " << i << " without leaf " << gone);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(one_leaf_costs_fifteen_siblings_a_level) {
    const auto cover = key_tree{test::whole_tree()}.punctured(leaves{0x123456});
    BOOST_TEST(cover.size() == 15 * tree_depth);
}

BOOST_AUTO_TEST_CASE(a_tree_without_any_of_its_leaves_is_no_key_at_all) {
    leaves all;
    for (std::uint32_t i = 0; i < 16; ++i) {
        all.push_back(0x5550 + i);
    }
    const auto cover = key_tree{test::cover_of(5, 0x555, test::sample_root())}.punctured(all);
    BOOST_TEST(cover.empty());
}

BOOST_AUTO_TEST_CASE(to_puncture_again_gives_what_to_puncture_at_once_gives) {
    const leaves early{7, 4095, 65535};
    const leaves late{6, 7, leaves_max - 1};
    const leaves both{leaves_max - 1, 65535, 7, 4095, 6};
    const key_tree whole{test::whole_tree()};
    const key_tree once{whole.punctured(early)};
    BOOST_TEST(spelled(once.punctured(late)) == spelled(whole.punctured(both)),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(to_puncture_nothing_or_what_is_gone_changes_nothing) {
    const key_tree tree{key_tree{test::whole_tree()}.punctured(leaves{7})};
    const auto before = spelled(tree.cover());
    for (const auto& gone : {leaves{}, leaves{7}, leaves{7, 7}, leaves{leaves_max}}) {
        BOOST_TEST(spelled(tree.punctured(gone)) == before, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(to_puncture_leaves_the_tree_itself_as_it_was) {
    key_tree tree{test::whole_tree()};
    const auto before = bytes_of(tree.leaf(7));
    BOOST_TEST(!tree.punctured(leaves{7}).empty());
    BOOST_TEST(bytes_of(tree.leaf(7)) == before);
    BOOST_TEST(spelled(tree.cover()) == spelled(test::whole_tree()),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
