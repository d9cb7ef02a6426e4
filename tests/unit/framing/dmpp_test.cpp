#include "framing/dmpp.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace iaq;
using namespace iaq::framing::dmpp;

std::string bytes_of(std::string_view hex) { return text::from_hex(hex).value(); }

/// Everything a reader makes of a stream: the blocks, those it passed over, the flaw that ended it.
struct reading {
    std::vector<block> blocks;
    std::vector<misfit> misfits;
    std::optional<flaw> ended;
    friend bool operator==(const reading&, const reading&) = default;
};

void drain(reader& from, reading& into) {
    while (!into.ended) {
        auto got = from.next();
        if (auto* b = std::get_if<block>(&got)) {
            into.blocks.push_back(std::move(*b));
        } else if (const auto* odd = std::get_if<misfit>(&got)) {
            into.misfits.push_back(*odd);
        } else if (const auto* bad = std::get_if<flaw>(&got)) {
            into.ended = *bad;
        } else {
            return;
        }
    }
}

reading read_in_pieces(std::string_view stream, std::size_t piece) {
    reader r;
    reading out;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
        r.feed(stream.substr(at, piece));
        drain(r, out);
    }
    return out;
}

/// The same however the stream is cut.
reading read_all(std::string_view stream) {
    auto whole = read_in_pieces(stream, stream.size());
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 7U, 23U, 24U, 25U}) {
        BOOST_TEST_CONTEXT("pieces of " << piece) {
            BOOST_TEST((read_in_pieces(stream, piece) == whole));
        }
    }
    return whole;
}

block data(std::uint32_t validation, std::string text, function f = function::data_last_ack) {
    return {.does = f, .validation = validation, .sealed = {}, .data = std::move(text)};
}

block sealed(std::string ciphertext) {
    auto b = data(5, std::move(ciphertext));
    b.sealed = encryption{2, 3, 4, 0x7ED6, std::string(iv_bytes, 'v')};
    return b;
}

/// The block as the published examples count it: without the patterns and the length itself.
std::string as_shown(const block& b) {
    auto out = encode(b);
    const auto size = out.size() - 12;
    out[6] = static_cast<char>(size >> 8U);
    out[7] = static_cast<char>(size & 0xFFU);
    return out;
}

std::string with(std::string bytes, std::size_t at, std::string_view hex) {
    const auto other = bytes_of(hex);
    return bytes.replace(at, other.size(), other);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(framing_dmpp)

BOOST_AUTO_TEST_CASE(published_keep_alive_is_written_and_read_byte_for_byte) {
    const auto stream = bytes_of("FF00AA550000001C0010002131363138000000000021000155AA00FF");
    const block means{.does = function::status_request,
                      .validation = 0x31363138,
                      .status_code = 0x0021,
                      .destination = 1,
                      .sealed = {},
                      .data = {}};
    BOOST_TEST((encode(means) == stream));
    BOOST_TEST((read_all(stream) == reading{{means}, {}, {}}));
}

BOOST_AUTO_TEST_CASE(each_part_of_a_block_stands_where_the_text_says) {
    const auto plain = encode(block{.does = function::data_more,
                                    .validation = 0x01020304,
                                    .status_code = 0x0506,
                                    .destination = 0x0708,
                                    .sealed = {},
                                    .data = "AB"});
    BOOST_TEST((plain == bytes_of("FF00AA55"
                                  "0000001E"
                                  "0010"
                                  "0003"
                                  "01020304"
                                  "00000002"
                                  "0506"
                                  "0708"
                                  "4142"
                                  "55AA00FF")));
    BOOST_TEST((encode(sealed("AB")) == bytes_of("FF00AA55"
                                                 "00000038"
                                                 "002A"
                                                 "0002"
                                                 "00000005"
                                                 "00000002"
                                                 "0001"
                                                 "0001"
                                                 "001A"
                                                 "0002"
                                                 "0003"
                                                 "0004"
                                                 "7ED6"
                                                 "76767676767676767676767676767676"
                                                 "4142"
                                                 "55AA00FF")));
}

BOOST_AUTO_TEST_CASE(the_length_is_data_and_28_or_54_when_encrypted) {
    for (const std::size_t size : {0U, 1U, 76U, 32740U}) {
        BOOST_TEST(encode(data(1, std::string(size, 'x'))).size() == size + overhead_bytes);
    }
    BOOST_TEST(encode(sealed(std::string(224, 'x'))).size() == 224 + sealed_overhead_bytes);
    BOOST_TEST(overhead_bytes == 28U);
    BOOST_TEST(sealed_overhead_bytes == 54U);
}

BOOST_AUTO_TEST_CASE(the_length_of_the_published_examples_is_taken_where_the_stop_pattern_agrees) {
    // 0x60 = 0x50 + 0x10, 0x229 = 0x219 + 0x10, 0x237 = 0x20D + 0x2A
    const std::array blocks{data(1, std::string(0x50, 'x')), data(2, std::string(0x219, 'y')),
                            sealed(std::string(0x20D, 'z')), data(3, "")};
    BOOST_TEST((as_shown(blocks[0]).substr(4, 4) == bytes_of("00000060")));
    BOOST_TEST((as_shown(blocks[1]).substr(4, 4) == bytes_of("00000229")));
    BOOST_TEST((as_shown(blocks[2]).substr(4, 4) == bytes_of("00000237")));
    std::string both;
    for (const auto& b : blocks) {
        both += as_shown(b) + encode(b);
    }
    const auto got = read_all(both);
    BOOST_TEST(!got.ended);
    BOOST_REQUIRE(got.blocks.size() == 8U);
    for (std::size_t i = 0; i < 8; ++i) {
        BOOST_TEST((got.blocks[i] == blocks[i / 2]));
    }
    auto bad = as_shown(blocks[0]);
    bad.back() = '\0';
    BOOST_TEST((read_all(bad).ended == flaw::stop_pattern_missing));
}

BOOST_AUTO_TEST_CASE(stop_pattern_in_the_data_ends_nothing) {
    const auto hidden = data(9, bytes_of("55AA00FF") + "AND ON" + bytes_of("55AA00FFFF00AA55"));
    const auto next = data(10, "NEXT");
    BOOST_TEST((read_all(encode(hidden) + encode(next)) == reading{{hidden, next}, {}, {}}));
    BOOST_TEST((read_all(as_shown(hidden) + encode(next)) == reading{{hidden, next}, {}, {}}));
}

BOOST_AUTO_TEST_CASE(every_flaw_has_its_name_however_the_stream_is_cut) {
    const auto good = encode(data(1, "x"));
    struct row {
        std::string_view name;
        std::string stream;
        flaw expected;
    };
    const std::array rows{
        row{"nothing of the pattern", "HTTP/1.1", flaw::start_pattern_missing},
        row{"its last byte is another", bytes_of("FF00AA54"), flaw::start_pattern_missing},
        row{"bytes between two blocks", good + "\r" + good, flaw::start_pattern_missing},
        row{"length 0", with(good, 4, "00000000"), flaw::length_too_short},
        row{"length 15", with(good, 4, "0000000F"), flaw::length_too_short},
        row{"length 27 that the header does not explain", with(good, 4, "0000001B"),
            flaw::length_too_short},
        row{"length above 32 KiB", with(good, 4, "00008001"), flaw::length_too_long},
        row{"length 4 GiB less 1", with(good, 4, "FFFFFFFF"), flaw::length_too_long},
        row{"above 32 KiB as the examples count",
            bytes_of("FF00AA55"
                     "00008000"
                     "00100002"
                     "00000001"
                     "00007FF000010001"),
            flaw::length_too_long},
        row{"no stop pattern", with(good, 25, "00AA00FF"), flaw::stop_pattern_missing},
        row{"length one short", with(good, 4, "0000001C"), flaw::stop_pattern_missing},
        row{"length one long", with(good, 4, "0000001E") + good, flaw::stop_pattern_missing},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            const auto got = read_all(r.stream);
            BOOST_TEST((got.ended == r.expected));
            BOOST_TEST(!words(r.expected).empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_flaw_is_told_again_and_nothing_after_it_is_read) {
    reader r;
    r.feed("x");
    BOOST_TEST((std::get<flaw>(r.next()) == flaw::start_pattern_missing));
    r.feed(encode(data(1, "x")));
    BOOST_TEST((std::get<flaw>(r.next()) == flaw::start_pattern_missing));
}

BOOST_AUTO_TEST_CASE(a_header_that_contradicts_itself_is_passed_over_with_its_validation) {
    const auto good = encode(data(0xABCD, "xyz"));
    const auto secret = encode(sealed("0123456789ABCDEF"));
    struct row {
        std::string_view name;
        std::string stream;
        misfit expected;
    };
    const std::array rows{
        row{"header length 17", with(good, 8, "0011"), {function::data_last_ack, 0xABCD}},
        row{"header length 0", with(good, 8, "0000"), {function::data_last_ack, 0xABCD}},
        row{"data length above what is there",
            with(good, 16, "00000004"),
            {function::data_last_ack, 0xABCD}},
        row{"data length 4 GiB less 1",
            with(good, 16, "FFFFFFFF"),
            {function::data_last_ack, 0xABCD}},
        row{"encryption header of another length",
            with(secret, 24, "001B"),
            {function::data_last_ack, 5}},
        row{"no place for the encryption header it names",
            with(good, 8, "002A"),
            {function::data_last_ack, 0xABCD}},
        row{"an unknown function in a bad header",
            with(with(good, 8, "0011"), 10, "0F0F"),
            {function{0x0F0F}, 0xABCD}},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            const auto after = data(1, "AFTER");
            BOOST_TEST((read_all(r.stream + encode(after)) == reading{{after}, {r.expected}, {}}));
        }
    }
}

BOOST_AUTO_TEST_CASE(any_function_and_any_status_come_through) {
    std::string stream;
    std::vector<block> all;
    for (const std::uint16_t number :
         std::array<std::uint16_t, 6>{0x0000, 0x0001, 0x0005, 0x0022, 0x0042, 0xFFFF}) {
        all.push_back(block{.does = function{number},
                            .validation = number,
                            .status_code = number,
                            .destination = number,
                            .sealed = {},
                            .data = "d"});
        stream += encode(all.back());
    }
    BOOST_TEST((read_all(stream) == reading{all, {}, {}}));
}

BOOST_AUTO_TEST_CASE(functions_are_the_published_ones_and_no_others) {
    struct row {
        std::uint16_t number;
        bool is_data, is_answer;
    };
    // clang-format off
    const std::array rows{
        row{0x0001, true, false},  row{0x0002, true, false},  row{0x0003, true, false},
        row{0x0004, true, false},  row{0x0011, false, true},  row{0x0012, false, true},
        row{0x0021, false, false}, row{0x0022, false, true},  row{0x0031, false, false},
        row{0x0032, false, false}, row{0x0041, false, false}, row{0x0042, false, false}};
    // clang-format on
    std::size_t known = 0;
    for (unsigned number = 0; number <= 0xFFFF; ++number) {
        known += is_known(function{static_cast<std::uint16_t>(number)}) ? 1 : 0;
    }
    BOOST_TEST(known == rows.size());
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.number) {
            BOOST_TEST(is_known(function{r.number}));
            BOOST_TEST(is_data(function{r.number}) == r.is_data);
            BOOST_TEST(is_answer(function{r.number}) == r.is_answer);
        }
    }
}

BOOST_AUTO_TEST_CASE(status_codes_have_words_and_two_of_them_say_later) {
    struct row {
        std::uint16_t number;
        std::string_view said;
        bool temporary;
    };
    // clang-format off
    const std::array rows{
        row{0x0001, "good", false},          row{0x0011, "permanent error", false},
        row{0x0012, "temporary error", true}, row{0x0013, "logical error or queue full", true},
        row{0x0014, "too long", false},      row{0x0021, "ready", false},
        row{0x0022, "not ready", false},     row{0x0023, "not available", false},
        row{0x0041, "bad function", false},  row{0x0042, "bad destination", false},
        row{0x0043, "bad header", false},    row{0x0044, "unsupported", false},
        row{0x0000, "status 0000", false},   row{0xFF0A, "status FF0A", false}};
    // clang-format on
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.number) {
            BOOST_TEST(words(status{r.number}) == r.said);
            BOOST_TEST(is_temporary(status{r.number}) == r.temporary);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_stream_of_chance_is_read_otherwise_when_cut_otherwise) {
    std::mt19937 chance(20);
    for (int round = 0; round < 300; ++round) {
        std::string stream;
        for (int i = 0; i < 4; ++i) {
            auto b = chance() % 3 == 0 ? sealed(std::string(chance() % 60, 's'))
                                       : data(static_cast<std::uint32_t>(chance()),
                                              std::string(chance() % 60, 'd'));
            stream += chance() % 2 == 0 ? encode(b) : as_shown(b);
        }
        if (chance() % 2 == 0) {
            stream[chance() % stream.size()] = static_cast<char>(chance());
        }
        const auto piece = 1 + chance() % 40;
        BOOST_TEST((read_in_pieces(stream, piece) == read_in_pieces(stream, stream.size())));
    }
}

BOOST_AUTO_TEST_SUITE_END()
