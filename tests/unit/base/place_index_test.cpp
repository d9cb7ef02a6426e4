#include "base/place_index.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace iaq;

BOOST_AUTO_TEST_SUITE(base_place_index)

BOOST_AUTO_TEST_CASE(an_empty_index_finds_and_erases_nothing) {
    place_index index;
    BOOST_TEST(index.find(1, [](auto) { return true; }) == place_index::none);
    index.erase(1, 0);
    BOOST_TEST(index.size() == 0U);
}

BOOST_AUTO_TEST_CASE(of_places_under_one_hash_the_asker_tells_which_it_is) {
    place_index index;
    index.insert(7, 1);
    index.insert(7, 2);
    BOOST_TEST(index.find(7, [](auto at) { return at == 2; }) == 2U);
    index.erase(7, 1);
    BOOST_TEST(index.find(7, [](auto) { return true; }) == 2U);
    index.replace(7, 2, 5);
    BOOST_TEST(index.find(7, [](auto) { return true; }) == 5U);
    BOOST_TEST(index.find(8, [](auto) { return true; }) == place_index::none);
}

BOOST_AUTO_TEST_CASE(it_finds_what_a_map_finds_whatever_was_inserted_and_erased) {
    // Few hashes for many places: long runs of slots, and erasing within them.
    for (const unsigned hashes : {3U, 40U, 100'000U}) {
        BOOST_TEST_CONTEXT(hashes << " hashes") {
            std::mt19937_64 random{hashes};
            place_index index;
            std::map<std::uint32_t, std::uint64_t> there;  // place to hash
            for (std::uint32_t step = 0; step < 3000; ++step) {
                if (random() % 3 != 0 || there.empty()) {
                    const auto hash = random() % hashes;
                    index.insert(hash, step);
                    there.emplace(step, hash);
                } else {
                    const auto gone = std::next(
                        there.begin(), static_cast<std::ptrdiff_t>(random() % there.size()));
                    index.erase(gone->second, gone->first);
                    there.erase(gone);
                }
            }
            BOOST_TEST(index.size() == there.size());
            for (std::uint32_t place = 0; place < 3000; ++place) {
                const auto held = there.find(place);
                for (std::uint64_t hash = 0; hash < (hashes < 100 ? hashes : 0); ++hash) {
                    const bool expected = held != there.end() && held->second == hash;
                    const auto found = index.find(hash, [&](auto at) { return at == place; });
                    BOOST_REQUIRE((found == place) == expected);
                }
                if (held != there.end()) {
                    BOOST_REQUIRE(index.find(held->second, [&](auto at) { return at == place; }) ==
                                  place);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
