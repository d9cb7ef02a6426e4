#include "evidence/proof.hpp"

#include "base/text.hpp"
#include "unit/evidence/grown_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using namespace iaq::evidence;
using iaq::test::grown_tree;

namespace {

using proof = std::vector<seal::digest>;

/// Calls `judge` with each proof that differs from `good` in one bit of a hash, one hash more, one
/// less, or the order of two.
void for_each_mutation(const proof& good, const std::function<void(const proof&)>& judge) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const std::size_t bit : {0U, 100U, 255U}) {
            auto flipped = good;
            auto& byte = flipped[i][bit / 8];
            byte = static_cast<char>(byte ^ (1 << (bit % 8)));
            judge(flipped);
        }
        auto without = good;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        judge(without);
        auto twice = good;
        twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), good[i]);
        judge(twice);
        if (i + 1 < good.size()) {
            auto swapped = good;
            std::swap(swapped[i], swapped[i + 1]);
            judge(swapped);
        }
    }
    auto longer = good;
    longer.push_back({});
    judge(longer);
    longer.insert(longer.begin(), seal::digest{});
    judge(longer);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_proof)

BOOST_AUTO_TEST_CASE(every_leaf_has_the_proof_of_the_definition_and_it_is_accepted) {
    seal::hasher hash;
    for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 100U, 257U}) {
        BOOST_TEST_CONTEXT("size " << size) {
            grown_tree grown{size};
            grown.save();
            tile_reader tiles{size, grown.disk.source()};
            const auto root = grown.tree.root();
            for (std::uint64_t index = 0; index < size; ++index) {
                const auto made = inclusion_proof(index, size, std::ref(tiles)).value();
                BOOST_REQUIRE((made == test::plain_path(index, grown.leaves)));
                BOOST_REQUIRE(verify_inclusion(hash, grown.leaves[index], index, size, made, root));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_older_size_has_the_proof_of_the_definition_and_it_is_accepted) {
    seal::hasher hash;
    for (const std::uint64_t size : {1U, 2U, 3U, 7U, 8U, 100U, 257U}) {
        grown_tree grown{size};
        grown.save();
        tile_reader tiles{size, grown.disk.source()};
        for (std::uint64_t from = 1; from <= size; ++from) {
            BOOST_TEST_CONTEXT("from " << from << " to " << size) {
                const auto made = consistency_proof(from, size, std::ref(tiles)).value();
                BOOST_REQUIRE((made == test::plain_subproof(from, grown.leaves, true)));
                const auto old = test::plain_root(test::hashes{grown.leaves}.first(from));
                BOOST_REQUIRE(verify_consistency(hash, from, size, made, old, grown.tree.root()));
                BOOST_REQUIRE((root_of(from, std::ref(tiles)).value() == old));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_leaf_and_older_size_around_two_tiles_is_proved) {
    seal::hasher hash;
    for (const std::uint64_t size : {511U, 512U, 513U}) {
        grown_tree grown{size};
        grown.save();
        tile_reader tiles{size, grown.disk.source()};
        const auto root = grown.tree.root();
        for (std::uint64_t at = 0; at < size; ++at) {
            BOOST_TEST_CONTEXT("leaf " << at << " of " << size) {
                const auto made = inclusion_proof(at, size, std::ref(tiles)).value();
                BOOST_REQUIRE(verify_inclusion(hash, grown.leaves[at], at, size, made, root));
                const auto grew = consistency_proof(at + 1, size, std::ref(tiles)).value();
                const auto old = root_of(at + 1, std::ref(tiles)).value();
                BOOST_REQUIRE(verify_consistency(hash, at + 1, size, grew, old, root));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(proofs_reach_over_three_levels_of_tiles) {
    constexpr std::uint64_t size = 65'900;
    seal::hasher hash;
    grown_tree grown{size};
    grown.save();
    tile_reader tiles{size, grown.disk.source()};
    const auto root = grown.tree.root();
    BOOST_TEST((root_of(size, std::ref(tiles)).value() == root));
    for (std::uint64_t at : {0U, 256U, 40'000U, 65'535U, 65'899U}) {
        BOOST_TEST_CONTEXT("leaf " << at) {
            const auto made = inclusion_proof(at, size, std::ref(tiles)).value();
            BOOST_TEST(verify_inclusion(hash, grown.leaves[at], at, size, made, root));
            const auto grew = consistency_proof(at + 1, size, std::ref(tiles)).value();
            const auto old = root_of(at + 1, std::ref(tiles)).value();
            BOOST_TEST(verify_consistency(hash, at + 1, size, grew, old, root));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_mutation_of_an_inclusion_proof_is_refused) {
    seal::hasher hash;
    for (const std::uint64_t size : {1U, 2U, 5U, 8U, 11U, 32U, 53U}) {
        grown_tree grown{size};
        grown.save();
        tile_reader tiles{size, grown.disk.source()};
        const auto root = grown.tree.root();
        for (std::uint64_t index = 0; index < size; ++index) {
            BOOST_TEST_CONTEXT("leaf " << index << " of " << size) {
                const auto& leaf = grown.leaves[index];
                const auto good = inclusion_proof(index, size, std::ref(tiles)).value();
                for_each_mutation(good, [&](const proof& bad) {
                    BOOST_REQUIRE(!verify_inclusion(hash, leaf, index, size, bad, root));
                });
                for (std::uint64_t other = 0; other < size + 2; ++other) {
                    BOOST_REQUIRE(verify_inclusion(hash, leaf, other, size, good, root) ==
                                  (other == index));
                }
                BOOST_REQUIRE(!verify_inclusion(hash, root, index, size, good, {}));
                BOOST_REQUIRE(!verify_inclusion(hash, {}, index, size, good, root));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_mutation_of_a_consistency_proof_is_refused) {
    seal::hasher hash;
    for (const std::uint64_t size : {2U, 5U, 8U, 11U, 32U, 53U}) {
        grown_tree grown{size};
        grown.save();
        tile_reader tiles{size, grown.disk.source()};
        const auto root = grown.tree.root();
        for (std::uint64_t from = 1; from < size; ++from) {
            BOOST_TEST_CONTEXT("from " << from << " to " << size) {
                const auto old = root_of(from, std::ref(tiles)).value();
                const auto good = consistency_proof(from, size, std::ref(tiles)).value();
                for_each_mutation(good, [&](const proof& bad) {
                    BOOST_REQUIRE(!verify_consistency(hash, from, size, bad, old, root));
                });
                BOOST_REQUIRE(!verify_consistency(hash, from, size, good, root, old));
                BOOST_REQUIRE(!verify_consistency(hash, from, size, good, root, root));
                BOOST_REQUIRE(!verify_consistency(hash, from, size, good, old, old));
                BOOST_REQUIRE(!verify_consistency(hash, size, from, good, old, root));
                BOOST_REQUIRE(!verify_consistency(hash, 0, size, good, old, root));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_goes_on_from_the_empty_tree) {
    seal::hasher hash;
    const auto empty = test::plain_hash("");
    BOOST_TEST(!verify_consistency(hash, 0, 0, {}, empty, empty));
    BOOST_TEST(!verify_consistency(hash, 0, 1, {}, empty, test::plain_leaf("x")));
    BOOST_TEST(!verify_inclusion(hash, empty, 0, 0, {}, empty));
}

BOOST_AUTO_TEST_CASE(the_largest_sizes_do_not_wrap_around) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    seal::hasher hash;
    // Perfect subtrees that all have the hash of their height stand for leaves nobody can store.
    std::vector<seal::digest> of_height{test::plain_leaf("same")};
    while (of_height.size() < 64) {
        const auto& below = of_height.back();
        of_height.push_back(test::plain_hash(
            std::string("\1").append(seal::view(below)).append(seal::view(below))));
    }
    const subtree hashes = [&](unsigned level, std::uint64_t index) {
        return index < (most >> level) ? std::optional{of_height[level]} : std::nullopt;
    };
    const auto root = root_of(most, hashes).value();
    for (const auto index : {std::uint64_t{0}, most / 2, most / 2 + 1, most - 1}) {
        const auto made = inclusion_proof(index, most, hashes).value();
        BOOST_TEST(verify_inclusion(hash, of_height[0], index, most, made, root));
        BOOST_TEST(!verify_inclusion(hash, of_height[0], most, most, made, root));
        const auto grew = consistency_proof(index + 1, most, hashes).value();
        BOOST_TEST(verify_consistency(hash, index + 1, most, grew,
                                      root_of(index + 1, hashes).value(), root));
    }
}

BOOST_AUTO_TEST_CASE(a_missing_or_cut_tile_is_named_and_no_proof_is_made) {
    grown_tree grown{600};
    grown.save();
    const auto named = [&](const std::string& path, const std::string* bytes) {
        auto disk = grown.disk;
        disk.files().erase(path);
        if (bytes != nullptr) {
            disk.put({{path, *bytes}});
        }
        tile_reader tiles{600, disk.source()};
        const auto made = inclusion_proof(3, 600, std::ref(tiles));
        BOOST_REQUIRE(!made);
        BOOST_TEST(tiles.missing() == made.error().path);
        const auto root = root_of(600, std::ref(tiles));
        const auto grew = consistency_proof(1, 600, std::ref(tiles));
        BOOST_TEST((!root || !grew));
        return made.error().path;
    };
    for (const std::string path : {"tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2"}) {
        BOOST_TEST_CONTEXT(path) {
            const std::string cut(31, 'x');
            BOOST_TEST(named(path, nullptr) == path);
            BOOST_TEST(named(path, &cut) == path);
        }
    }
}

BOOST_AUTO_TEST_CASE(full_tiles_serve_for_partial_ones_that_are_gone) {
    grown_tree later{768};
    grown_tree then{600};
    auto disk = later.disk;
    for (const auto& file : then.tree.partial()) {
        if (file.path.starts_with("tile/1/")) {
            disk.put({file});
        }
    }
    tile_reader tiles{600, disk.source()};
    BOOST_TEST((root_of(600, std::ref(tiles)).value() == then.tree.root()));
}

BOOST_AUTO_TEST_CASE(a_subtree_beyond_the_tree_is_not_known) {
    grown_tree grown{600};
    grown.save();
    tile_reader tiles{600, grown.disk.source()};
    BOOST_TEST(tiles(0, 599).has_value());
    BOOST_TEST(!tiles(0, 600));
    BOOST_TEST(tiles(9, 0).has_value());
    BOOST_TEST(!tiles(9, 1));
    BOOST_TEST(!tiles(10, 0));
    BOOST_TEST(!tiles(63, 0));
    BOOST_TEST(!tiles(64, 0));
    BOOST_TEST(!tiles(0, std::numeric_limits<std::uint64_t>::max()));
}

BOOST_AUTO_TEST_CASE(a_tile_is_read_once_for_leaves_that_follow_one_another) {
    grown_tree grown{600};
    grown.save();
    std::map<std::string, int> reads;
    tile_reader tiles{600, [&, source = grown.disk.source()](const std::string& path) {
                          ++reads[path];
                          return source(path);
                      }};
    for (std::uint64_t index = 0; index < 600; ++index) {
        BOOST_REQUIRE(inclusion_proof(index, 600, std::ref(tiles)));
    }
    for (const auto& [path, count] : reads) {
        BOOST_TEST_CONTEXT(path) { BOOST_TEST(count == 1); }
    }
    BOOST_TEST(reads.size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
