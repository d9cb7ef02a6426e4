#include "ledger/header.hpp"

#include "base/bytes.hpp"
#include "ledger/checksum.hpp"
#include "support/segment_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

using namespace iaq;
using namespace iaq::ledger;

namespace {

/// A header's block with `bytes` written at `at` and the checksum made good again.
std::string altered(std::size_t at, std::string_view bytes) {
    auto block = encode_header(test::small_header());
    block.replace(at, bytes.size(), bytes);
    block.resize(header_bytes - 4);
    bytes::put_big(block, crc32c(block));
    return block;
}

std::string u32(std::uint32_t value) {
    std::string out;
    bytes::put_big(out, value);
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ledger_header)

BOOST_AUTO_TEST_CASE(what_was_written_is_read) {
    segment_header header = test::small_header();
    header.epoch = 3;
    header.first = 0x0102030405060708;
    header.seal = seal_kind::aes_256_gcm;
    header.key_id = "key id, 16 bytes";
    header.key_commitment = std::string(32, 'c');
    header.sidecar_digest = std::string(32, 'd');
    const auto block = encode_header(header);
    BOOST_TEST(block.size() == header_bytes);
    BOOST_TEST((decode_header(block).value() == header));
}

BOOST_AUTO_TEST_CASE(each_bad_header_is_named) {
    const auto good = encode_header(test::small_header());
    const struct {
        const char* name;
        std::string block;
        wound_kind kind;
        std::uint64_t offset;
    } rows[] = {
        {"no byte", "", wound_kind::empty_file, 0},
        {"cut", good.substr(0, 4095), wound_kind::bad_header, 0},
        {"another magic", "JAQSEG1\n" + good.substr(8), wound_kind::bad_header, 0},
        {"zeros", std::string(4096, '\0'), wound_kind::bad_header, 0},
        {"format 0", altered(8, u32(0)), wound_kind::bad_header, 8},
        {"format 2", altered(8, u32(2)), wound_kind::too_new, 8},
        {"fold 2", altered(12, u32(2)), wound_kind::too_new, 8},
        {"a seal of tomorrow", altered(56, u32(2)), wound_kind::too_new, 8},
        {"first record 0", altered(40, std::string(8, '\0')), wound_kind::bad_header, 40},
        {"a reserved byte", altered(2000, "x"), wound_kind::bad_header, 60},
        {"a key without a seal", altered(60, "x"), wound_kind::bad_header, 60},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto header = decode_header(row.block);
            BOOST_REQUIRE(!header);
            BOOST_TEST(name_of(header.error().kind) == name_of(row.kind));
            BOOST_TEST(header.error().offset == row.offset);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_single_bit_of_a_header_counts) {
    auto block = encode_header(test::small_header());
    for (std::size_t bit = 0; bit < block.size() * 8; ++bit) {
        const auto flip = static_cast<char>(1U << (bit % 8));
        block[bit / 8] = static_cast<char>(block[bit / 8] ^ flip);
        BOOST_REQUIRE(!decode_header(block));
        block[bit / 8] = static_cast<char>(block[bit / 8] ^ flip);
    }
}

BOOST_AUTO_TEST_CASE(only_a_segment_without_header_and_frames_is_unborn) {
    const auto good = encode_header(test::small_header());
    BOOST_TEST(is_unborn(""));
    BOOST_TEST(is_unborn(std::string(8192, '\0')));
    // One sector of the header reached the disk.
    BOOST_TEST(is_unborn(good.substr(0, 512) + std::string(8192, '\0')));
    BOOST_TEST(!is_unborn(good));
    BOOST_TEST(!is_unborn(std::string(4096, '\0') + "x"));
    BOOST_TEST(!is_unborn(altered(8, u32(2))));
    BOOST_TEST(!is_unborn(altered(2000, "x")));
}

BOOST_AUTO_TEST_CASE(a_segment_follows_only_its_own_journal_number_and_epoch) {
    const auto before = test::small_header();
    const auto follows = [&](const std::function<void(segment_header&)>& change) {
        auto after = before;
        after.first = 8;
        change(after);
        const auto checked = check_follows(before, 7, after);
        return checked ? std::string_view{} : name_of(checked.error().kind);
    };
    BOOST_TEST(follows([](auto&) {}) == "");
    BOOST_TEST(follows([](auto& h) { h.epoch = 2; }) == "");
    BOOST_TEST(follows([](auto& h) { h.journal_id[3] = 'x'; }) == "wrong_journal");
    BOOST_TEST(follows([](auto& h) { h.first = 9; }) == "number_out_of_order");
    BOOST_TEST(follows([](auto& h) { h.first = 7; }) == "number_out_of_order");
    BOOST_TEST(follows([](auto& h) { h.epoch = 0; }) == "number_out_of_order");
}

BOOST_AUTO_TEST_SUITE_END()
