#include "iaq_journal/verifier/base64.hpp"
#include "iaq_journal/verifier/crc32c.hpp"
#include "iaq_journal/verifier/record.hpp"
#include "iaq_journal/verifier/tile_path.hpp"
#include "iaq_journal/verifier/utf8.hpp"
#include "iaq_journal/verifier/version_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq::verifier;
using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(verifier_parts)

BOOST_AUTO_TEST_CASE(the_checksum_is_that_of_the_format_page) {
    BOOST_TEST(crc32c("123456789") == 0xE306'9283U);
    BOOST_TEST(crc32c("") == 0U);
    // RFC 3720, B.4: 32 bytes of zeros, of ones, and ascending.
    BOOST_TEST(crc32c(std::string(32, '\0')) == 0x8A91'36AAU);
    BOOST_TEST(crc32c(std::string(32, '\xFF')) == 0x62A8'AB43U);
    std::string ascending;
    for (char byte = 0; byte < 32; ++byte) {
        ascending += byte;
    }
    BOOST_TEST(crc32c(ascending) == 0x46DD'794EU);
    for (std::size_t cut = 0; cut <= ascending.size(); ++cut) {
        BOOST_TEST(crc32c(ascending.substr(cut), crc32c(ascending.substr(0, cut))) == 0x46DD'794EU);
    }
}

// The tree that Certificate Transparency's own tests use.
BOOST_AUTO_TEST_CASE(roots_are_those_of_rfc_6962) {
    const std::vector<std::string> leaves{"",
                                          "00",
                                          "10",
                                          "2021",
                                          "3031",
                                          "40414243",
                                          "5051525354555657",
                                          "606162636465666768696a6b6c6d6e6f"};
    const std::vector<std::string> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    iaq::seal::hasher sha256;
    version_tree tree{[](unsigned, std::uint64_t, std::span<const versions>) {}};
    for (std::size_t size = 0; size < roots.size(); ++size) {
        const auto root = tree.root();
        BOOST_TEST(to_hex(iaq::seal::view(root.records)) == roots[size]);
        BOOST_TEST(root.alike());
        if (size < leaves.size()) {
            const auto hash = leaf_hash(sha256, *from_hex(leaves[size]));
            tree.add({hash, hash, hash});
        }
    }
}

BOOST_AUTO_TEST_CASE(base64_has_one_text_for_each_string_of_bytes) {
    BOOST_TEST((from_base64("") == ""s));
    BOOST_TEST((from_base64("Zg==") == "f"s));
    BOOST_TEST((from_base64("Zm8=") == "fo"s));
    BOOST_TEST((from_base64("Zm9v") == "foo"s));
    BOOST_TEST((from_base64("+/8A") == "\xFB\xFF\0"s));
    for (const auto* const text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm 8", "Zm9v\n",
                                   "====", "=", "Z===", "Zg==Zg==", "-_8A", "Zm9v="}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!from_base64(text)); }
    }
    BOOST_TEST((from_hex("00ff1a") == "\0\xFF\x1A"s));
    for (const auto* const text : {"0", "0g", "FF", " 0"}) {
        BOOST_TEST(!from_hex(text));
    }
    BOOST_TEST(to_hex("\0\xFF\x1A"s) == "00ff1a");
}

BOOST_AUTO_TEST_CASE(tiles_lie_where_c2sp_says) {
    BOOST_TEST(tile_path(0, 1'234'067, 256) == "tile/0/x001/x234/067");
    BOOST_TEST(tile_path(1, 0, 1) == "tile/1/000.p/1");
    BOOST_TEST(bundle_path(1000, 112) == "tile/entries/x001/000.p/112");
    for (const auto* const path : {"tile/0/x001/x234/067", "tile/1/000.p/1", "tile/63/000",
                                   "tile/entries/x001/000.p/112", "tile/0/999"}) {
        BOOST_TEST_CONTEXT(path) { BOOST_TEST(is_tile_path(path)); }
    }
    for (const auto* const path : {"",
                                   "tile",
                                   "tile/",
                                   "tile/0",
                                   "tile/0/",
                                   "tile/0/1",
                                   "tile/0/0000",
                                   "tile/0/x000/001",
                                   "tile/0/001/002",
                                   "tile/0/000.p/0",
                                   "tile/0/000.p/256",
                                   "tile/0/000.p/01",
                                   "tile/0/000.p/",
                                   "tile/64/000",
                                   "tile/00/000",
                                   "tile/entries/1",
                                   "tile/x/000",
                                   "segment/000",
                                   "tile/0/000.p/1/2",
                                   "tile/0/000x"}) {
        BOOST_TEST_CONTEXT(path) { BOOST_TEST(!is_tile_path(path)); }
    }
}

BOOST_AUTO_TEST_CASE(only_well_formed_utf8_is_text) {
    for (const auto* const text : {"", "plain", "\xC3\x91", "\xE2\x80\x94", "\xF0\x9F\x98\x80"}) {
        BOOST_TEST(is_utf8(text));
    }
    for (const auto* const text : {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xE2\x82", "\xC3(", "\xFF",
                                   "\xF4\x90\x80\x80", "\xF0\x80\x80\x80"}) {
        BOOST_TEST(!is_utf8(text));
    }
}

BOOST_AUTO_TEST_CASE(an_open_record_names_its_time_and_the_last_of_its_kinds) {
    const auto time = "\x11\1\2\3\4\5\6\7\x08"s;      // field 2, sfixed64
    const auto kind_36 = "\xA2\x02\x01x"s;            // field 36, one byte
    const auto kind_40_number = "\xC0\x02\x96\x01"s;  // field 40, a varint
    const auto payload = "\x08\x01"s + time + kind_36 + kind_40_number;
    const auto read = read_record(payload, false);
    BOOST_REQUIRE(read);
    BOOST_TEST(read->time == 0x0807'0605'0403'0201U);
    BOOST_TEST(read->kind == 40U);
    BOOST_TEST(read_record(kind_36, false)->time == 0U);  // proto3 leaves a zero out
    BOOST_TEST(read_record(kind_36 + "\xAD\x02\1\2\3\4"s, false)->kind == 37U);  // fixed32
    for (const auto& bytes :
         {""s, time, "\x08"s, "\x11\1"s, kind_36.substr(0, 3), "\xA3\x02"s, "\x02\0"s,
          kind_36 + "\0"s, "\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s + kind_36,
          "\xA2\x02\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"s}) {
        BOOST_TEST_CONTEXT(to_hex(bytes)) { BOOST_TEST(!read_record(bytes, false)); }
    }
}

BOOST_AUTO_TEST_CASE(a_sealed_record_has_a_kind_a_time_and_a_tag) {
    const auto clear = "\0\0\0\x24\1\2\3\4\5\6\7\x08"s;
    const auto payload = clear + std::string(16, 't');
    const auto read = read_record(payload, true);
    BOOST_REQUIRE(read);
    BOOST_TEST(read->kind == 36U);
    BOOST_TEST(read->time == 0x0102'0304'0506'0708U);
    BOOST_TEST(read->body == std::string(16, 't'));
    BOOST_TEST(!read_record(clear + std::string(15, 't'), true));
    BOOST_TEST(!read_record("\0\0\0\x1F"s + clear.substr(4) + std::string(16, 't'), true));
}

BOOST_AUTO_TEST_SUITE_END()
