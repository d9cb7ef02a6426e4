#include "seal/key.hpp"

#include "unit/seal/sample_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/crypto.h>

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace iaq;
using seal::key;

static_assert(!std::is_copy_constructible_v<key> && !std::is_copy_assignable_v<key>);
static_assert(std::is_nothrow_move_constructible_v<key> && std::is_nothrow_move_assignable_v<key>);

BOOST_AUTO_TEST_SUITE(seal_key)

BOOST_AUTO_TEST_CASE(a_key_holds_the_bytes_it_was_made_of_and_else_zeros) {
    BOOST_TEST(key{test::counting(7)}.view() == test::counting(7));
    BOOST_TEST(key{}.view() == std::string(key::size, '\0'));
}

BOOST_AUTO_TEST_CASE(a_copy_is_made_only_when_asked_for_and_lives_by_itself) {
    key original{test::counting(7)};
    auto copy = original.copy();
    original.data()[0] = 'x';
    BOOST_TEST(copy.view() == test::counting(7));
    const auto moved = std::move(original);
    BOOST_TEST(moved.view() == "x" + test::counting(8, 31));
}

BOOST_AUTO_TEST_CASE(the_locked_heap_is_made_once_and_asked_again_says_the_same) {
    const bool locked = seal::lock_key_memory();
    BOOST_TEST(seal::lock_key_memory() == locked);
    BOOST_TEST(CRYPTO_secure_malloc_initialized() == 1);
}

BOOST_AUTO_TEST_CASE(a_key_lives_in_the_locked_heap_and_leaves_it) {
    seal::lock_key_memory();
    const auto before = CRYPTO_secure_used();
    {
        key held;
        BOOST_TEST(CRYPTO_secure_allocated(held.data()) == 1);
        BOOST_TEST(CRYPTO_secure_used() == before + key::size);
        held = key{test::counting(7)};
        BOOST_TEST(CRYPTO_secure_used() == before + key::size);
    }
    BOOST_TEST(CRYPTO_secure_used() == before);
}

BOOST_AUTO_TEST_CASE(more_keys_than_the_locked_heap_holds_are_kept_all_the_same) {
    seal::lock_key_memory();
    const auto before = CRYPTO_secure_used();
    const auto bytes = test::counting(7);
    {
        std::vector<key> many;
        while (many.empty() || CRYPTO_secure_allocated(many.back().data()) == 1) {
            many.emplace_back(bytes);
        }
        many.emplace_back(bytes);
        BOOST_TEST(many.back().view() == bytes);
        BOOST_TEST(many.front().view() == bytes);
    }
    BOOST_TEST(CRYPTO_secure_used() == before);
}

BOOST_AUTO_TEST_SUITE_END()
