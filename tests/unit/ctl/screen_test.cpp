#include "iaqctl/screen/keys.hpp"
#include "iaqctl/screen/picture.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq::ctl;

namespace {

/// The keys as one word: letters as they are, others by a sign.
std::string keys_of(const std::vector<std::string>& pieces, bool quiet = false) {
    key_reader reader;
    std::string all;
    for (const auto& piece : pieces) {
        reader.feed(piece);
        while (const auto pressed = reader.next(quiet)) {
            switch (pressed->kind) {
                case key_kind::character: all += pressed->text; break;
                case key_kind::enter: all += "<enter>"; break;
                case key_kind::tab: all += "<tab>"; break;
                case key_kind::back_tab: all += "<back_tab>"; break;
                case key_kind::up: all += "<up>"; break;
                case key_kind::down: all += "<down>"; break;
                case key_kind::escape: all += "<esc>"; break;
                case key_kind::backspace: all += "<bs>"; break;
                case key_kind::interrupt: all += "<int>"; break;
                case key_kind::help: all += "<help>"; break;
                case key_kind::page_down: all += "<pgdn>"; break;
                default: all += "<?>"; break;
            }
        }
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_screen)

BOOST_AUTO_TEST_CASE(keys_are_told_from_bytes_however_they_were_cut) {
    const std::vector<std::pair<std::string, std::string>> rows{
        {"ab\r", "ab<enter>"},
        {"\033[A\033[B\033OA", "<up><down><up>"},
        {"\033[Z\t", "<back_tab><tab>"},
        {"\x7F\b\x03", "<bs><bs><int>"},
        {"\xC3\x91x", "\xC3\x91x"},
        {"\033[6~\033OP\033[11~", "<pgdn><help><help>"},
        {"\033[99;1~x", "x"},  // a key nobody uses here
        {"\x01\x02x", "x"},
    };
    for (const auto& [bytes, keys] : rows) {
        BOOST_TEST_CONTEXT(keys) {
            BOOST_TEST(keys_of({bytes}) == keys);
            std::vector<std::string> pieces;
            for (const char c : bytes) {
                pieces.emplace_back(1, c);
            }
            BOOST_TEST(keys_of(pieces) == keys);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_escape_alone_is_a_key_once_nothing_follows) {
    BOOST_TEST(keys_of({"\033"}) == "");
    BOOST_TEST(keys_of({"\033"}, true) == "<esc>");
    BOOST_TEST(keys_of({"\033", "[A"}) == "<up>");
    BOOST_TEST(keys_of({"\033[", ""}, true) == "<esc>");
}

BOOST_AUTO_TEST_CASE(a_page_fits_its_terminal_whatever_stands_on_it) {
    picture page;
    page.add(std::string(200, 'x'), looks::heading);
    page.add("\xC3\x91u");
    for (int i = 0; i < 40; ++i) {
        page.add("row");
    }
    const auto painted = paint(page, {80, 24}, false);
    BOOST_TEST(painted.find(std::string(79, 'x') + "~") != std::string::npos);
    BOOST_TEST(painted.find(std::string(80, 'x')) == std::string::npos);
    std::size_t ends = 0;
    for (const char c : painted) {
        ends += c == '\n' ? 1 : 0;
    }
    BOOST_TEST(ends == 23U);
    BOOST_TEST(painted.find("\033[1m") == std::string::npos);
    BOOST_TEST(paint(page, {80, 24}, true).find("\033[1m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_is_measured_cut_and_broken_by_characters) {
    BOOST_TEST(width_of("\xC3\x91u\xC3\xB1") == 3U);
    BOOST_TEST(fitted("\xC3\x91u\xC3\xB1", 2) == "\xC3\x91~");
    BOOST_TEST(padded("\xC3\x91", 3) == "\xC3\x91  ");
    const auto lines = folded("one two three", 7);
    BOOST_TEST(lines == (std::vector<std::string>{"one two", "three"}),
               boost::test_tools::per_element());
    const auto margin = refolded({"  one two three"}, 9);
    BOOST_TEST(margin == (std::vector<std::string>{"  one two", "  three"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
