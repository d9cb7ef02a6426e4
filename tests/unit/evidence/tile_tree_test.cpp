#include "evidence/tile_tree.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "unit/evidence/grown_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using namespace iaq::evidence;
using iaq::test::grown_tree;

namespace {

constexpr std::uint64_t sizes_max = 600;

std::string hex(const seal::digest& of) { return text::to_hex(seal::view(of)); }

/// The files that C2SP tlog-tiles defines for these leaves, by the definition of a tile.
std::vector<tile_file> defined_files(test::hashes leaves) {
    std::vector<tile_file> files;
    std::uint64_t leaves_in_hash = 1;
    for (unsigned level = 0; leaves_in_hash <= leaves.size(); ++level, leaves_in_hash *= 256) {
        std::string row;
        for (std::uint64_t at = 0; at + leaves_in_hash <= leaves.size(); at += leaves_in_hash) {
            row += seal::view(test::plain_root(leaves.subspan(at, leaves_in_hash)));
        }
        for (std::uint64_t tile = 0; tile * 8192 < row.size(); ++tile) {
            const auto bytes = row.substr(tile * 8192, 8192);
            const auto width = static_cast<unsigned>(bytes.size() / 32);
            files.push_back({tile_path(level, tile, width), bytes});
        }
    }
    for (std::uint64_t at = 0; at < leaves.size(); at += 256) {
        const auto end = std::min<std::uint64_t>(at + 256, leaves.size());
        std::string bundle;
        for (auto i = at; i < end; ++i) {
            bytes::put_big(bundle, static_cast<std::uint16_t>(test::leaf_text(i).size()));
            bundle += test::leaf_text(i);
        }
        files.push_back({bundle_path(at / 256, static_cast<unsigned>(end - at)), bundle});
    }
    return files;
}

std::map<std::string, std::string> by_path(const std::vector<tile_file>& files) {
    test::folder folder;
    folder.put(files);
    return folder.files();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_tile_tree)

BOOST_AUTO_TEST_CASE(the_published_leaves_give_the_published_roots) {
    // testonly/constants.go of github.com/transparency-dev/merkle at 417fb0c3 (Apache 2.0).
    const struct {
        std::string_view leaf;  // hex
        std::string_view root;  // with it
    } rows[] = {
        {"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
        {"00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"},
        {"10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"},
        {"2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"},
        {"3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"},
        {"40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"},
        {"5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"},
        {"606162636465666768696a6b6c6d6e6f",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"},
    };
    tile_tree tree;
    std::vector<tile_file> full;
    BOOST_TEST(hex(tree.root()) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (const auto& row : rows) {
        tree.append(text::from_hex(row.leaf).value(), full);
        BOOST_TEST(hex(tree.root()) == row.root);
    }
    BOOST_TEST(full.empty());
}

BOOST_AUTO_TEST_CASE(root_and_files_of_every_size_are_those_of_the_definitions) {
    grown_tree grown{0};
    for (std::uint64_t size = 0; size <= sizes_max; ++size) {
        BOOST_TEST_CONTEXT("size " << size) {
            BOOST_REQUIRE(grown.tree.size() == size);
            BOOST_REQUIRE(hex(grown.tree.root()) == hex(test::plain_root(grown.leaves)));
            auto files = grown.disk.files();
            files.merge(by_path(grown.tree.partial()));
            BOOST_REQUIRE((files == by_path(defined_files(grown.leaves))));
        }
        grown.grow();
    }
}

BOOST_AUTO_TEST_CASE(the_third_level_of_tiles_begins_where_it_must) {
    grown_tree grown{65'534};
    for (const std::uint64_t size : {65'535U, 65'536U, 70'000U}) {
        while (grown.tree.size() < size) {
            grown.grow();
        }
        BOOST_TEST_CONTEXT("size " << size) {
            BOOST_TEST(hex(grown.tree.root()) == hex(test::plain_root(grown.leaves)));
            auto files = grown.disk.files();
            files.merge(by_path(grown.tree.partial()));
            BOOST_TEST((files == by_path(defined_files(grown.leaves))));
        }
    }
    // The example of C2SP tlog-tiles.
    std::vector<std::string> partial;
    for (const auto& file : grown.tree.partial()) {
        partial.push_back(file.path);
    }
    const std::vector<std::string> expected{"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
                                            "tile/entries/273.p/112"};
    BOOST_TEST(partial == expected, boost::test_tools::per_element());
    BOOST_TEST(grown.disk.files().size() == 273U + 1U + 273U);
}

BOOST_AUTO_TEST_CASE(a_tree_restored_at_any_size_goes_on_as_if_it_had_never_stopped) {
    // What a tree that never stops is like one leaf behind the end of each tile.
    grown_tree straight{0};
    std::map<std::uint64_t, std::pair<seal::digest, std::vector<tile_file>>> later;
    while (straight.tree.size() <= sizes_max + 256) {
        straight.grow();
        if (straight.tree.size() % 256 == 1) {
            later[straight.tree.size()] = {straight.tree.root(), straight.tree.partial()};
        }
    }
    grown_tree grown{0};
    for (std::uint64_t size = 0; size <= sizes_max; ++size) {
        BOOST_TEST_CONTEXT("size " << size) {
            grown.save();
            auto restored = tile_tree::restore(size, grown.disk.source());
            BOOST_REQUIRE(restored);
            auto& tree = restored.value();
            BOOST_REQUIRE(tree.size() == size);
            BOOST_REQUIRE(hex(tree.root()) == hex(grown.tree.root()));
            BOOST_REQUIRE((tree.partial() == grown.tree.partial()));
            const auto& [end, expected] = *later.upper_bound(size);
            std::vector<tile_file> full;
            while (tree.size() < end) {
                tree.append(test::leaf_text(tree.size()), full);
            }
            BOOST_REQUIRE((tree.root() == expected.first));
            BOOST_REQUIRE((tree.partial() == expected.second));
            for (const auto& file : full) {
                BOOST_REQUIRE((straight.disk.files().at(file.path) == file.bytes));
            }
        }
        grown.grow();
    }
}

BOOST_AUTO_TEST_CASE(a_tree_is_restored_from_the_full_tiles_that_came_after_it) {
    grown_tree later{1024};
    for (const std::uint64_t size : {1U, 255U, 257U, 600U, 1023U}) {
        BOOST_TEST_CONTEXT("size " << size) {
            const grown_tree then{size};
            auto disk = later.disk;
            // Level 1 has no full tile yet: its partial one is needed.
            for (const auto& file : then.tree.partial()) {
                if (file.path.starts_with("tile/1/")) {
                    disk.put({file});
                }
            }
            const auto restored = tile_tree::restore(size, disk.source());
            BOOST_REQUIRE(restored);
            BOOST_TEST(hex(restored.value().root()) == hex(then.tree.root()));
            BOOST_TEST((restored.value().partial() == then.tree.partial()));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_tile_that_is_missing_or_of_a_wrong_length_is_named) {
    grown_tree grown{600};
    grown.save();
    for (const auto& file : grown.tree.partial()) {
        const std::string spoilt[] = {"", file.bytes.substr(1), file.bytes + "x"};
        BOOST_TEST_CONTEXT(file.path) {
            auto disk = grown.disk;
            disk.files().erase(file.path);
            const auto without = tile_tree::restore(600, disk.source());
            BOOST_REQUIRE(!without);
            BOOST_TEST(without.error().path == file.path);
            for (const auto& bytes : spoilt) {
                disk.put({{file.path, bytes}});
                const auto restored = tile_tree::restore(600, disk.source());
                BOOST_REQUIRE(!restored);
                BOOST_TEST(restored.error().path == file.path);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_bundle_whose_leaves_are_not_those_of_the_tile_is_named) {
    grown_tree grown{300};
    grown.save();
    auto& bundle = grown.disk.files().at("tile/entries/001.p/44");
    for (std::size_t at = 0; at < bundle.size(); ++at) {
        bundle[at] = static_cast<char>(bundle[at] ^ 1);
        const auto restored = tile_tree::restore(300, grown.disk.source());
        BOOST_REQUIRE(!restored);
        BOOST_REQUIRE(restored.error().path == "tile/entries/001.p/44");
        bundle[at] = static_cast<char>(bundle[at] ^ 1);
    }
    BOOST_TEST(tile_tree::restore(300, grown.disk.source()).has_value());
}

BOOST_AUTO_TEST_CASE(an_altered_tile_gives_another_root) {
    grown_tree grown{300};
    grown.save();
    const auto root = hex(grown.tree.root());
    auto& tile = grown.disk.files().at("tile/1/000.p/1");
    tile[31] = static_cast<char>(tile[31] ^ 1);
    const auto restored = tile_tree::restore(300, grown.disk.source());
    BOOST_REQUIRE(restored);
    BOOST_TEST(hex(restored.value().root()) != root);
}

BOOST_AUTO_TEST_CASE(the_longest_leaf_fits_its_bundle) {
    tile_tree tree;
    std::vector<tile_file> full;
    tree.append(std::string(tile_tree::leaf_bytes_max, 'x'), full);
    const auto restored = tile_tree::restore(1, [&](const std::string& path) {
        const auto files = by_path(tree.partial());
        const auto file = files.find(path);
        return file == files.end() ? std::nullopt : std::optional{file->second};
    });
    BOOST_REQUIRE(restored);
    BOOST_TEST(hex(restored.value().root()) == hex(tree.root()));
}

BOOST_AUTO_TEST_SUITE_END()
