#include "seal/sidecar.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "seal/digest.hpp"
#include "unit/seal/sample_keys.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <optional>
#include <random>
#include <string>

using namespace iaq;
using namespace iaq::seal;

namespace {

/// What is wrong with the bytes, or nothing when they are a sidecar.
std::optional<sidecar_flaw> flaw_of(std::string_view bytes,
                                    const master_key& under = test::sample_master()) {
    const auto read = decode_sidecar(bytes, under);
    return read ? std::nullopt : std::optional{read.error()};
}

/// The first 52 bytes of a sidecar of `count` nodes, and these nodes, with a sound digest.
std::string assembled(std::uint64_t first, std::uint32_t count, std::string_view nodes) {
    auto out = "IAQKEY1\n" + test::sample_key_id() + test::sample_master().id();
    bytes::put_big(out, first);
    bytes::put_big(out, count);
    out += nodes;
    return out += sha256(out);
}

/// A wrapped node as the format has it, sound or not.
std::string wrapped(std::uint64_t first, std::uint8_t depth, std::uint32_t index) {
    auto plain = test::counting(0);
    bytes::put_big(plain, first);
    bytes::put_big(plain, depth);
    bytes::put_big(plain, index);
    return test::sample_master().wrap(plain);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_sidecar)

BOOST_AUTO_TEST_CASE(a_fresh_one_has_the_bytes_that_another_program_computed) {
    BOOST_TEST(text::to_hex(encode_sidecar(test::fresh_sidecar(), test::sample_master())) ==
               "4941514b4559310a"                  // magic
               "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"  // key id
               "1e3feee42f67c768a662f218c7049f43"  // master key id
               "0000000000000001"                  // first
               "00000001"                          // one node: the root
               "0c9ae34813f4507f706731c84bbf9a2869b15541a7006e981838bdab"
               "7c236d67dc2f95f2095ca740b77fde1cfa0d9b732d22592ef5d87c35"
               "ff5272ef7265d2d055b41b95244d98a47b82b123573955756c1333a486047e42");
}

BOOST_AUTO_TEST_CASE(one_of_two_nodes_has_the_bytes_that_another_program_computed) {
    auto what = test::fresh_sidecar();
    what.first = 0x0102030405060708;
    what.cover = test::cover_of(1, 0, test::sample_root());
    what.cover.push_back({.depth = 6, .index = leaves_max - 1, .secret = key{}});
    BOOST_TEST(text::to_hex(encode_sidecar(what, test::sample_master())) ==
               "4941514b4559310aa0a1a2a3a4a5a6a7a8a9aaabacadaeaf1e3feee42f67c768a662f218c7049f43"
               "010203040506070800000002"
               "3d9c6c7552737fa800c71e6a4255a10119d207c93ac6830baca5d640"
               "e3a399bd9147366a6ee2f6d205a3614fe618be296b7a99adaf16010a"
               "c5240f2ad63ad78b6b8129b25898b800d9c52902b26d3e8462d214cd"
               "7a3705410d073a0fe617f548aa07f3cc0e571c70cbb843097b154c74"
               "42942869acae80e5a0febc6a49bb827d8d2c4c1cac7588f69553661514165851");
}

BOOST_AUTO_TEST_CASE(what_was_written_is_read_before_and_after_shredding) {
    const key_tree whole{test::whole_tree()};
    for (const auto& gone : {std::vector<std::uint32_t>{}, {0}, {5, 70000, leaves_max - 1}}) {
        auto what = test::fresh_sidecar();
        what.first = 77;
        what.cover = whole.punctured(gone);
        const auto bytes = encode_sidecar(what, test::sample_master());
        const auto read = decode_sidecar(bytes, test::sample_master());
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read.value().key_id == what.key_id);
        BOOST_TEST(read.value().master_key_id == test::sample_master().id());
        BOOST_TEST(read.value().first == 77U);
        BOOST_REQUIRE(read.value().cover.size() == what.cover.size());
        for (std::size_t i = 0; i < what.cover.size(); ++i) {
            const auto& one = read.value().cover[i];
            BOOST_TEST((one.depth == what.cover[i].depth && one.index == what.cover[i].index &&
                        one.secret.view() == what.cover[i].secret.view()));
        }
        BOOST_TEST((encode_sidecar(read.value(), test::sample_master()) == bytes));
    }
}

BOOST_AUTO_TEST_CASE(one_without_any_key_is_sound) {
    const auto read = decode_sidecar(assembled(1, 0, ""), test::sample_master());
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read.value().cover.empty());
}

BOOST_AUTO_TEST_CASE(it_tells_anyone_whose_it_is_and_how_much_it_holds) {
    const auto facts = inspect_sidecar(assembled(9, 2, std::string(112, 'x')));
    BOOST_REQUIRE(facts.has_value());
    BOOST_TEST(facts->key_id == test::sample_key_id());
    BOOST_TEST(facts->master_key_id == test::sample_master().id());
    BOOST_TEST(facts->first == 9U);
    BOOST_TEST(facts->nodes == 2U);
}

BOOST_AUTO_TEST_CASE(no_bit_can_change_and_no_byte_be_missing_or_too_many) {
    const auto good = encode_sidecar(test::fresh_sidecar(), test::sample_master());
    BOOST_REQUIRE(!flaw_of(good));
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        auto bad = good;
        bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ static_cast<char>(1U << (bit % 8)));
        BOOST_TEST((flaw_of(bad) == sidecar_flaw::malformed));
        BOOST_TEST(!inspect_sidecar(bad).has_value());
    }
    for (std::size_t size = 0; size < good.size(); ++size) {
        BOOST_TEST((flaw_of(good.substr(0, size)) == sidecar_flaw::malformed));
        BOOST_TEST(!inspect_sidecar(good.substr(0, size)).has_value());
    }
    BOOST_TEST((flaw_of(good + '\0') == sidecar_flaw::malformed));
}

BOOST_AUTO_TEST_CASE(another_master_key_is_told_from_damage) {
    const auto good = encode_sidecar(test::fresh_sidecar(), test::sample_master());
    const master_key other{test::counting(0x41)};
    BOOST_TEST((flaw_of(good, other) == sidecar_flaw::other_master_key));
    BOOST_TEST((flaw_of(good.substr(1), other) == sidecar_flaw::malformed));
}

BOOST_AUTO_TEST_CASE(a_digest_made_good_again_does_not_make_a_sidecar) {
    const auto a = wrapped(1, 6, 0);
    const auto b = wrapped(1, 6, 1);
    const struct {
        const char* name;
        std::string bytes;
        std::optional<sidecar_flaw> flaw;
    } rows[] = {
        {"two leaves", assembled(1, 2, a + b), std::nullopt},
        {"out of order", assembled(1, 2, b + a), sidecar_flaw::forged},
        {"one leaf twice", assembled(1, 2, a + a), sidecar_flaw::forged},
        {"a leaf below a node", assembled(1, 2, wrapped(1, 5, 0) + b), sidecar_flaw::forged},
        {"a depth of 7", assembled(1, 1, wrapped(1, 7, 0)), sidecar_flaw::forged},
        {"a depth of 255", assembled(1, 1, wrapped(1, 255, 0)), sidecar_flaw::forged},
        {"an index too high", assembled(1, 1, wrapped(1, 1, 16)), sidecar_flaw::forged},
        {"of another segment", assembled(1, 1, wrapped(2, 0, 0)), sidecar_flaw::forged},
        {"another first", assembled(2, 2, a + b), sidecar_flaw::forged},
        {"not wrapped", assembled(1, 1, std::string(56, 'x')), sidecar_flaw::forged},
        {"wrapped by another key",
         assembled(1, 1, master_key{test::counting(0)}.wrap(test::counting(0, 45))),
         sidecar_flaw::forged},
        {"46 bytes wrapped", assembled(1, 1, test::sample_master().wrap(std::string(46, '\0'))),
         sidecar_flaw::forged},
        {"fewer nodes than it says", assembled(1, 2, a), sidecar_flaw::malformed},
        {"more nodes than it says", assembled(1, 1, a + b), sidecar_flaw::malformed},
        {"4,294,967,295 nodes", assembled(1, 0xffff'ffff, a), sidecar_flaw::malformed},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) { BOOST_TEST((flaw_of(row.bytes) == row.flaw)); }
    }
}

BOOST_AUTO_TEST_CASE(more_nodes_than_a_sidecar_may_hold_are_refused_unread) {
    constexpr std::uint32_t count = sidecar_nodes_max + 1;
    BOOST_TEST((flaw_of(assembled(1, count, std::string(std::size_t{count} * 56, 'x'))) ==
                sidecar_flaw::malformed));
    BOOST_TEST((flaw_of(assembled(1, count - 1, std::string(std::size_t{count - 1} * 56, 'x'))) ==
                sidecar_flaw::forged));
}

BOOST_AUTO_TEST_CASE(random_bytes_are_no_sidecar) {
    std::mt19937 random{1};  // NOLINT: the same bytes each time
    for (int round = 0; round < 2000; ++round) {
        std::string some = round % 2 == 0 ? "" : "IAQKEY1\n";
        for (auto left = random() % 300; left > 0; --left) {
            some += static_cast<char>(random());
        }
        BOOST_TEST((flaw_of(some) == sidecar_flaw::malformed));
    }
}

BOOST_AUTO_TEST_CASE(each_flaw_has_words_of_its_own) {
    BOOST_TEST(words_of(sidecar_flaw::malformed) != words_of(sidecar_flaw::forged));
    BOOST_TEST(words_of(sidecar_flaw::other_master_key).find("another master key") !=
               std::string_view::npos);
}

BOOST_AUTO_TEST_SUITE_END()
