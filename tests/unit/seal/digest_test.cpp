#include "seal/digest.hpp"

#include "base/text.hpp"
#include "seal/hasher.hpp"
#include "seal/keyed_digest.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace iaq;

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_digest)

BOOST_AUTO_TEST_CASE(sha256_gives_the_published_digests) {
    // FIPS 180-4, the one-block and the two-block example, and the empty text.
    BOOST_TEST(text::to_hex(seal::sha256("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(
        text::to_hex(seal::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    BOOST_TEST(text::to_hex(seal::sha256("")) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

BOOST_AUTO_TEST_CASE(hmac_gives_the_published_digests) {
    // RFC 4231, test cases 1 and 2.
    BOOST_TEST(text::to_hex(seal::hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
               "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    BOOST_TEST(text::to_hex(seal::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

BOOST_AUTO_TEST_CASE(a_keyed_digest_gives_the_same_as_hmac_each_time_anew) {
    for (const std::string& key : {std::string(32, 'k'), std::string(20, '\x0b')}) {
        const seal::keyed_digest keyed{key};
        for (const auto* const text : {"Hi There", "", "Hi There"}) {
            BOOST_TEST((keyed(text) == seal::hmac_sha256(key, text)));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stream_of_pieces_gives_the_digest_of_the_whole) {
    const std::string whole(1000, 'x');
    for (const std::size_t piece : {1U, 7U, 63U, 64U, 65U, 1000U}) {
        BOOST_TEST_CONTEXT("pieces of " << piece) {
            seal::sha256_stream stream;
            for (std::size_t at = 0; at < whole.size(); at += piece) {
                stream.update(std::string_view{whole}.substr(at, piece));
            }
            BOOST_TEST((stream.finish() == seal::sha256(whole)));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_hasher_gives_the_same_as_sha256_over_all_pieces_each_time_anew) {
    seal::hasher hash;
    for (int round = 0; round < 2; ++round) {
        BOOST_TEST(seal::view(hash({"a", "", "bc"})) == seal::sha256("abc"));
        BOOST_TEST(seal::view(hash({})) == seal::sha256(""));
    }
}

BOOST_AUTO_TEST_SUITE_END()
