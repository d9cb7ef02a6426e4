#include "evidence/leaf.hpp"

#include "base/text.hpp"
#include "seal/hasher.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <string>

using namespace iaq;
using namespace iaq::evidence;

namespace {

std::string hex(const seal::digest& of) { return text::to_hex(seal::view(of)); }

leaf some_leaf() {
    return {.journal_id = "journal id, 16 b",
            .sequence = 0x0102030405060708,
            .epoch = 3,
            .utc_ns = -2,
            .kind = 0x0A0B0C0D,
            .key_id = "key id, 16 bytes",
            .digest = "SHA-256 over the record, 32 byte"};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_leaf)

BOOST_AUTO_TEST_CASE(each_field_stands_where_the_format_says) {
    std::string out = "before";
    encode_leaf(out, some_leaf());
    BOOST_TEST(text::to_hex(out.substr(6)) ==
               "4941514c45414631"                  // IAQLEAF1
               "6a6f75726e616c2069642c2031362062"  // journal id
               "0102030405060708"                  // sequence
               "0000000000000003"                  // epoch
               "fffffffffffffffe"                  // time, two's complement
               "0a0b0c0d"                          // kind
               "6b65792069642c203136206279746573"  // key id
               "5348412d323536206f76657220746865207265636f72642c2033322062797465");
    BOOST_TEST(out.size() == 6 + leaf_bytes);
}

BOOST_AUTO_TEST_CASE(what_was_encoded_is_decoded) {
    for (const auto utc_ns : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1},
                              std::int64_t{1'800'000'000'000'000'000}}) {
        auto what = some_leaf();
        what.utc_ns = utc_ns;
        std::string out;
        encode_leaf(out, what);
        BOOST_TEST((decode_leaf(out) == what));
    }
}

BOOST_AUTO_TEST_CASE(other_bytes_are_no_leaf) {
    std::string good;
    encode_leaf(good, some_leaf());
    BOOST_TEST(!decode_leaf(""));
    BOOST_TEST(!decode_leaf(good.substr(0, 99)));
    BOOST_TEST(!decode_leaf(good + "x"));
    good[7] = '2';
    BOOST_TEST(!decode_leaf(good));
}

BOOST_AUTO_TEST_CASE(the_hashes_are_those_of_certificate_transparency) {
    // rfc6962/rfc6962_test.go of github.com/transparency-dev/merkle at 417fb0c3 (Apache 2.0).
    seal::hasher hash;
    BOOST_TEST(hex(empty_root(hash)) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(hex(leaf_hash(hash, "")) ==
               "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    BOOST_TEST(hex(leaf_hash(hash, "L123456")) ==
               "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
}

BOOST_AUTO_TEST_CASE(a_node_hashes_its_prefix_and_its_children_in_order) {
    seal::hasher hash;
    seal::digest left{};
    seal::digest right{};
    std::ranges::fill(left, 'l');
    std::ranges::fill(right, 'r');
    const auto whole = "\1" + std::string(32, 'l') + std::string(32, 'r');
    BOOST_TEST(hex(node_hash(hash, left, right)) == hex(hash({whole})));
    BOOST_TEST(hex(node_hash(hash, right, left)) != hex(hash({whole})));
}

BOOST_AUTO_TEST_SUITE_END()
