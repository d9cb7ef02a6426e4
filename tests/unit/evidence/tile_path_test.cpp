#include "evidence/tile_path.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace iaq::evidence;

BOOST_AUTO_TEST_SUITE(evidence_tile_path)

BOOST_AUTO_TEST_CASE(an_index_goes_in_groups_of_three_digits) {
    const struct {
        std::uint64_t index;
        const char* path;
    } rows[] = {
        {0, "tile/0/000"},
        {7, "tile/0/007"},
        {999, "tile/0/999"},
        {1000, "tile/0/x001/000"},
        {1'234'067, "tile/0/x001/x234/067"},  // the example of C2SP tlog-tiles
        {1'000'000, "tile/0/x001/x000/000"},
        {std::numeric_limits<std::uint64_t>::max(), "tile/0/x018/x446/x744/x073/x709/x551/615"},
    };
    for (const auto& row : rows) {
        BOOST_TEST(tile_path(0, row.index) == row.path);
    }
}

BOOST_AUTO_TEST_CASE(level_bundle_and_width_stand_in_the_path) {
    BOOST_TEST(tile_path(7, 1234, 256) == "tile/7/x001/234");
    BOOST_TEST(tile_path(1, 0, 1) == "tile/1/000.p/1");
    BOOST_TEST(tile_path(0, 1000, 255) == "tile/0/x001/000.p/255");
    BOOST_TEST(bundle_path(1234, 256) == "tile/entries/x001/234");
    BOOST_TEST(bundle_path(0, 7) == "tile/entries/000.p/7");
}

BOOST_AUTO_TEST_CASE(a_tile_is_as_wide_as_the_tree_makes_it) {
    const struct {
        std::uint64_t size;
        unsigned level;
        std::uint64_t index;
        unsigned width;
    } rows[] = {
        // The two examples of C2SP tlog-tiles.
        {70'000, 0, 272, 256},
        {70'000, 0, 273, 112},
        {70'000, 0, 274, 0},
        {70'000, 1, 0, 256},
        {70'000, 1, 1, 17},
        {70'000, 2, 0, 1},
        {70'000, 3, 0, 0},
        {256, 0, 0, 256},
        {256, 0, 1, 0},
        {256, 1, 0, 1},
        {0, 0, 0, 0},
        {std::numeric_limits<std::uint64_t>::max(), 7, 0, 255},
        {std::numeric_limits<std::uint64_t>::max(), 7, 1, 0},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.size << " leaves, level " << row.level << ", tile " << row.index) {
            BOOST_TEST(width_of_tile(row.size, row.level, row.index) == row.width);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
