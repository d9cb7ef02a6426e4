#include "ledger/scan.hpp"

#include "base/text.hpp"
#include "ledger/header.hpp"
#include "support/segment_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
using namespace iaq::ledger;
using test::scan_all;
using test::segment_builder;

namespace {

constexpr auto within = place::within_batch;

/// Three batches of one record each.
segment_builder small() {
    return segment_builder{}.add("first").add("the second").add("third one");
}

std::string_view wound_of(std::string_view segment, standing how) {
    const auto seen = scan_all(segment, how);
    return seen.wound ? name_of(seen.wound->kind) : std::string_view{"none"};
}

std::string with(std::string bytes, std::size_t at, std::string_view changed) {
    return bytes.replace(at, changed.size(), changed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ledger_scan)

BOOST_AUTO_TEST_CASE(records_come_back_in_order_and_zeros_end_the_last_segment) {
    const auto segment = small();
    const std::vector<std::string> all{"first", "the second", "third one"};
    BOOST_TEST(scan_all(segment.bytes, standing::closed).payloads == all);
    BOOST_TEST(wound_of(segment.bytes, standing::closed) == "none");
    for (const std::size_t zeros : {1U, 15U, 16U, 4096U, 100'000U}) {
        const auto padded = small().zeros(zeros);
        BOOST_TEST_CONTEXT(zeros << " zeros") {
            BOOST_TEST(scan_all(padded.bytes, standing::last).payloads == all);
            BOOST_TEST(wound_of(padded.bytes, standing::last) == "none");
            BOOST_TEST(wound_of(padded.bytes, standing::closed) == "bad_length");
        }
    }
}

// The bytes printed in daemon/docs/journal_format.md: a journal of this release can always be read.
BOOST_AUTO_TEST_CASE(the_worked_example_of_the_format_page_is_what_we_write) {
    segment_header header;
    for (std::size_t i = 0; i < journal_id_bytes; ++i) {
        header.journal_id[i] = static_cast<char>(i);
    }
    header.created_ns = 1'800'000'000'000'000'000;
    const auto segment = segment_builder{header}.add("first").add("second");
    BOOST_TEST(text::to_hex(segment.bytes.substr(0, 64)) ==
               "494151534547310a0000000100000001000102030405060708090a0b0c0d0e0f"
               "0000000000000001000000000000000118fae27693b400000000000000000000");
    BOOST_TEST(segment.bytes.find_first_not_of('\0', 64) == 4092U);
    BOOST_TEST(text::to_hex(segment.bytes.substr(4092)) ==
               "de7db82c"
               "80000005f41198a600000000000000016669727374"
               "80000006bfda41d700000000000000027365636f6e64");
}

BOOST_AUTO_TEST_CASE(each_wound_of_a_closed_segment_is_named) {
    const auto good = small();
    const auto second = good.starts[1];
    auto stranger = segment_builder{};
    stranger.next = 2;
    stranger.add("number 2 where 1 should be");
    const struct {
        const char* name;
        std::string bytes;
        std::string_view wound;
    } rows[] = {
        {"length of none", with(good.bytes, second, std::string("\x80\0\0\0", 4)), "bad_length"},
        {"runs past the end", with(good.bytes, second + 2, "\x01"), "bad_length"},
        {"above the limit", with(good.bytes, second + 1, "\x7F"), "record_too_large"},
        {"a byte of the payload", with(good.bytes, second + 18, "x"), "bad_checksum"},
        {"a byte of the number", with(good.bytes, second + 15, "\x07"), "bad_checksum"},
        {"the batch mark", with(good.bytes, second, std::string(1, '\0')), "bad_checksum"},
        {"another number", stranger.bytes, "number_out_of_order"},
        {"half a frame head", good.bytes + "x", "bad_length"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST(wound_of(row.bytes, standing::closed) == row.wound);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_and_every_cut_of_a_closed_segment_is_found) {
    auto bytes = small().bytes;
    const auto starts = small().starts;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        const auto flip = static_cast<char>(1U << (bit % 8));
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ flip);
        BOOST_REQUIRE(wound_of(bytes, standing::closed) != "none");
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ flip);
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const bool between_frames =
            size >= header_bytes &&
            (size == header_bytes || size == starts[1] || size == starts[2]);
        BOOST_REQUIRE_EQUAL(wound_of(bytes.substr(0, size), standing::closed) == "none",
                            between_frames);
    }
}

BOOST_AUTO_TEST_CASE(every_cut_of_the_last_frame_is_a_torn_tail) {
    const auto good = small();
    for (const bool filled : {false, true}) {
        for (auto size = good.starts[2] + 1; size < good.bytes.size(); ++size) {
            auto torn = good.bytes.substr(0, size);
            torn.append(filled ? 20'000 : 0, '\0');
            const auto seen = scan_all(torn, standing::last);
            BOOST_TEST_CONTEXT(size << " bytes, zeros after it: " << filled) {
                BOOST_REQUIRE(seen.wound);
                BOOST_TEST(name_of(seen.wound->kind) == "torn_tail");
                BOOST_TEST(seen.wound->offset == good.starts[2]);
                const auto last = torn.find_last_not_of('\0');
                BOOST_TEST(seen.wound->torn == last + 1 - good.starts[2]);
                BOOST_TEST(seen.payloads.size() == 2U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(every_flipped_bit_before_a_sound_batch_is_rot_even_in_the_last_segment) {
    auto segment = small().zeros(5000);
    const auto starts = segment.starts;
    for (auto bit = header_bytes * 8; bit < starts[2] * 8; ++bit) {
        const auto flip = static_cast<char>(1U << (bit % 8));
        char& byte = segment.bytes[bit / 8];
        byte = static_cast<char>(byte ^ flip);
        const auto seen = scan_all(segment.bytes, standing::last);
        BOOST_REQUIRE(seen.wound);
        BOOST_REQUIRE(seen.wound->kind != wound_kind::torn_tail);
        BOOST_REQUIRE_EQUAL(seen.wound->offset, bit / 8 < starts[1] ? starts[0] : starts[1]);
        BOOST_REQUIRE_GT(seen.wound->good_at, bit / 8);
        byte = static_cast<char>(byte ^ flip);
    }
}

// A batch goes out in one write and its sectors may reach the disk in any order, so a sound frame
// behind a bad one shows nothing while both are of the batch that was on its way.
BOOST_AUTO_TEST_CASE(a_batch_whose_first_sectors_were_lost_is_torn_and_not_rot) {
    auto segment = segment_builder{}.add("synced").add(std::string(700, 'a'));
    segment.add(std::string(700, 'b'), within).add(std::string(700, 'c'), within).zeros(9000);
    const auto lost = segment.starts[1];
    for (const std::size_t upto : {std::size_t{4608}, std::size_t{5120}, segment.starts[3]}) {
        auto torn = segment.bytes;
        torn.replace(lost, upto - lost, std::string(upto - lost, '\0'));
        const auto seen = scan_all(torn, standing::last);
        BOOST_TEST_CONTEXT("lost up to " << upto) {
            BOOST_REQUIRE(seen.wound);
            BOOST_TEST(name_of(seen.wound->kind) == "torn_tail");
            BOOST_TEST(seen.wound->offset == lost);
        }
    }
    // The next batch was written only after this one had been synced.
    auto rotten = segment_builder{}.add("synced").add(std::string(700, 'a'));
    rotten.add(std::string(700, 'b'), within).add("later").zeros(9000);
    rotten.bytes.replace(lost, 512, std::string(512, '\0'));
    const auto seen = scan_all(rotten.bytes, standing::last);
    BOOST_REQUIRE(seen.wound);
    BOOST_TEST(name_of(seen.wound->kind) == "nonzero_after_end");
    BOOST_TEST(seen.wound->good_at == rotten.starts[3]);
}

BOOST_AUTO_TEST_CASE(bytes_where_no_batch_could_have_put_them_are_damage) {
    const auto end = small().bytes.size();
    auto near = small().zeros(9000);
    near.bytes[end + 30] = 'x';  // in the sector that the last sync wrote
    BOOST_TEST(wound_of(near.bytes, standing::last) == "nonzero_after_end");
    BOOST_TEST(scan_all(near.bytes, standing::last).wound->offset == end + 30);

    auto far = small().zeros(frame_bytes_max + 9000);
    far.bytes[end + frame_bytes_max] = 'x';
    BOOST_TEST(wound_of(far.bytes, standing::last) == "nonzero_after_end");
    far.bytes[end + 3] = 'x';
    BOOST_TEST(wound_of(far.bytes, standing::last) == "bad_checksum");
}

BOOST_AUTO_TEST_CASE(a_frame_is_sound_in_its_own_segment_only) {
    auto other = test::small_header();
    other.epoch = 2;
    const auto foreign = segment_builder{other}.add("moved");
    auto segment = segment_builder{};
    segment.bytes += foreign.bytes.substr(header_bytes);
    BOOST_TEST(wound_of(segment.bytes, standing::closed) == "bad_checksum");
    // So a record that holds the frames of another journal cannot pass for rot.
    auto torn = segment_builder{}.add("synced").add(foreign.bytes);
    torn.bytes.back() = static_cast<char>(torn.bytes.back() ^ 1);
    BOOST_TEST(wound_of(torn.bytes, standing::last) == "torn_tail");
}

BOOST_AUTO_TEST_CASE(a_number_out_of_order_is_damage_in_the_last_segment_too) {
    for (const std::uint64_t number : {1U, 2U, 4U, 400U}) {
        auto segment = segment_builder{}.add("one").add("two");
        segment.next = number;
        segment.add("wrong").zeros(100);
        BOOST_TEST(wound_of(segment.bytes, standing::last) == "number_out_of_order");
    }
}

BOOST_AUTO_TEST_CASE(the_largest_record_fits_and_a_scan_goes_on_over_a_newer_copy) {
    auto segment = segment_builder{}.add(std::string(payload_bytes_max, 'm'));
    scanner reader{segment.bytes, 1, standing::last};
    BOOST_TEST(reader.next().value()->payload.size() == payload_bytes_max);
    BOOST_TEST(!reader.next().value());
    segment.add("more");
    reader.refresh(segment.bytes);
    BOOST_TEST(reader.next().value()->payload == "more");
    BOOST_TEST(reader.offset() == segment.bytes.size());
    BOOST_TEST(reader.expected() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
