#include "evidence/checkpoint.hpp"

#include "evidence/base64.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace iaq::evidence;

namespace {

const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_checkpoint)

BOOST_AUTO_TEST_CASE(the_example_of_the_specification_is_read_and_written_back) {
    // C2SP tlog-checkpoint.md (CC BY 4.0).
    const auto text = "example.com/behind-the-sofa\n20852163\n" + root + "\n";
    const auto head = parse_checkpoint(text);
    BOOST_REQUIRE(head);
    BOOST_TEST(head.value().origin == "example.com/behind-the-sofa");
    BOOST_TEST(head.value().size == 20'852'163U);
    BOOST_TEST(to_base64(iaq::seal::view(head.value().root)) == root);
    BOOST_TEST(checkpoint_text(head.value()) == text);
}

BOOST_AUTO_TEST_CASE(sizes_reach_from_0_to_64_bits) {
    for (const std::string size : {"0", "1", "10", "18446744073709551615"}) {
        const auto head = parse_checkpoint("a\n" + size + "\n" + root + "\n");
        BOOST_REQUIRE(head);
        BOOST_TEST(std::to_string(head.value().size) == size);
    }
}

BOOST_AUTO_TEST_CASE(extension_lines_are_passed_over) {
    const auto head = parse_checkpoint("a b\n7\n" + root + "\nmore\n \n");
    BOOST_REQUIRE(head);
    BOOST_TEST(head.value().origin == "a b");
    BOOST_TEST(head.value().size == 7U);
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_checkpoint) {
    const std::string odd = "dGhlIHZpZXcgZnJvbSB0aGUgdHJlZSB0b3BzIGlzIGdyZWF0IQ==\n";
    const auto sized = [](const std::string& size) { return "Log\n" + size + "\n" + root + "\n"; };
    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        // log/checkpoint_test.go of github.com/transparency-dev/formats at 0b850f1a (Apache 2.0).
        {"insufficient lines", "Head\n9944\n"},
        {"empty header", "\n9944\n" + odd},
        {"missing newline on roothash", "Log\n123\nYmFuYW5hcw=="},
        {"size not a number", "Log\nbananas\n" + odd},
        {"size negative", "Log\n-34\n" + odd},
        {"size too large", "Log\n3438945738945739845734895735\n" + odd},
        {"roothash not base64", "Log\n123\nThisIsn'tBase64\n"},
        // The same with a root that would do, so that the fault they name is the only one.
        {"empty origin", "\n9944\n" + root + "\n"},
        {"root line does not end", "Log\n123\n" + root},
        {"size of letters", sized("bananas")},
        {"size below 0", sized("-34")},
        {"size of 28 digits", sized("3438945738945739845734895735")},
        {"size of 2^64", sized("18446744073709551616")},
        {"no size", sized("")},
        {"leading zero", sized("01")},
        {"two zeros", sized("00")},
        {"sign", sized("+1")},
        {"blank before", sized(" 1")},
        {"blank behind", sized("1 ")},
        {"hexadecimal", sized("0x1")},
        {"root of another length", "Log\n123\nYmFuYW5hcw==\n"},
        {"root of 37 bytes", "Log\n123\n" + odd},
        {"root without padding", "Log\n123\n" + root.substr(0, 43) + "\n"},
        {"root of another spelling", "Log\n123\n" + root.substr(0, 42) + "J=\n"},
        {"no root", "Log\n123\n\n"},
        {"empty extension", "Log\n123\n" + root + "\n\n"},
        {"empty line before an extension", "Log\n123\n" + root + "\n\nmore\n"},
        {"extension does not end", "Log\n123\n" + root + "\nmore"},
        {"nothing", ""},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.why) { BOOST_TEST(!parse_checkpoint(row.text)); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
