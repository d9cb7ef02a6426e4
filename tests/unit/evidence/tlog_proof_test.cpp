#include "evidence/tlog_proof.hpp"

#include "evidence/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq::evidence;

namespace {

const std::string first = "rzFuy5Go7nrpkhBwKy1HWPMM3eO/YePY54fXRoH5Cm4=";
const std::string second = "5784L25ZFbP4hhm4ZiI+vx1RxMUyHMzeLp/3AKMlkIY=";
const std::string head = "c2sp.org/tlog-proof@v1\n";

std::string with_hashes(std::size_t count) {
    std::string text = head + "index 0\n";
    for (std::size_t i = 0; i < count; ++i) {
        text += first + "\n";
    }
    return text + "\ncheckpoint\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_tlog_proof)

BOOST_AUTO_TEST_CASE(published_proofs_are_written_and_read) {
    // proof/tlog_proof_test.go of github.com/transparency-dev/formats at 0b850f1a (Apache 2.0).
    const auto hash = [](const std::string& text) { return digest_from_base64(text).value(); };
    const struct {
        tlog_proof proof;
        std::string text;
    } rows[] = {
        {{"", 5, {hash(first), hash(second)}, "test checkpoint\n"},
         head + "index 5\n" + first + "\n" + second + "\n\ntest checkpoint\n"},
        {{"extra information", 10, {hash(first)}, "checkpoint data\n"},
         head + "extra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n" + first + "\n\ncheckpoint data\n"},
        {{"", 0, {}, "checkpoint\n"}, head + "index 0\n\ncheckpoint\n"},
    };
    for (const auto& row : rows) {
        BOOST_TEST(encode_proof(row.proof) == row.text);
        const auto read = parse_proof(row.text);
        BOOST_REQUIRE(read);
        BOOST_TEST((read.value() == row.proof));
    }
}

BOOST_AUTO_TEST_CASE(the_note_comes_back_as_it_was_with_its_empty_lines) {
    const std::string note = "origin\n1\nroot\n\n— name c2lnbmF0dXJl\n";
    const tlog_proof proof{"", 18'446'744'073'709'551'615U, {}, note};
    BOOST_TEST((parse_proof(encode_proof(proof)).value() == proof));
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_proof) {
    const std::string tail = "\ncheckpoint\n";
    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        // Those of the same file.
        {"missing header", "wrong-header\nindex 0\n\ncheckpoint\n"},
        {"extra not base64", head + "extra !!notbase64!!\nindex 0\n" + tail},
        {"missing index", head + "\n" + tail},
        {"index not a number", head + "index notanumber\n" + tail},
        {"index negative", head + "index -5\n" + tail},
        {"hash not base64", head + "index 0\n!!notbase64!!\n" + tail},
        {"hash of 64 bytes", head + "index 0\n" + to_base64(std::string(64, '\0')) + "\n" + tail},
        // Ours.
        {"nothing", ""},
        {"another version", "c2sp.org/tlog-proof@v2\nindex 0\n" + tail},
        {"header does not end", "c2sp.org/tlog-proof@v1"},
        {"carriage returns", "c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\ncheckpoint\r\n"},
        {"empty extra", head + "extra \nindex 0\n" + tail},
        {"two extras", head + "extra Zg==\nextra Zg==\nindex 0\n" + tail},
        {"extra behind the index", head + "index 0\nextra Zg==\n" + tail},
        {"leading zero", head + "index 00\n" + tail},
        {"index of 2^64", head + "index 18446744073709551616\n" + tail},
        {"index without a number", head + "index \n" + tail},
        {"index in capitals", head + "INDEX 0\n" + tail},
        {"two indices", head + "index 0\nindex 0\n" + tail},
        {"hash of another spelling", head + "index 0\n" + first.substr(0, 42) + "5=\n" + tail},
        {"no empty line", head + "index 0\n" + first + "\n"},
        {"no checkpoint", head + "index 0\n" + first + "\n\n"},
        {"more hashes than a tree has levels", with_hashes(proof_hashes_max + 1)},
        {"too long", with_hashes(0) + std::string(proof_bytes_max, 'x')},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.why) { BOOST_TEST(!parse_proof(row.text)); }
    }
    BOOST_TEST(parse_proof(with_hashes(proof_hashes_max)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
