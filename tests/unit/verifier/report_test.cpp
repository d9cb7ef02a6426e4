#include "iaq_journal/verifier/report.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq::verifier;

BOOST_AUTO_TEST_SUITE(verifier_report)

BOOST_AUTO_TEST_CASE(a_good_journal_is_told_in_one_line) {
    verdict seen;
    seen.records = seen.last_record = 10'000;
    seen.segments = 4;
    seen.checkpoint_size = 9'997;
    seen.root_hex = "00ff";
    BOOST_TEST(report(seen) == (std::vector<std::string>{
                                   "good: 10,000 records in 4 segments, all but the last 3 "
                                   "under the checkpoint of size 9,997, root 00ff"}),
               boost::test_tools::per_element());
    seen.records = seen.last_record = seen.checkpoint_size = 1;
    seen.segments = 1;
    BOOST_TEST(report(seen).back() ==
               "good: 1 record in 1 segment, all under the checkpoint of size 1, root 00ff");
}

BOOST_AUTO_TEST_CASE(each_finding_has_a_line_and_no_byte_of_it_reaches_the_terminal_raw) {
    verdict seen;
    seen.findings = {{.kind = finding_kind::bad_checksum,
                      .file = "segment/x.seg",
                      .offset = 5120,
                      .record = 17,
                      .text = "not the bytes that were written"},
                     {.kind = finding_kind::stray_file, .file = "\x1B[2J\xC3", .text = "stray"},
                     {.kind = finding_kind::bad_vkey, .file = "", .text = "cannot be read"}};
    seen.findings_count = 1003;
    seen.notes = {"something\n"};
    seen.records = 16;
    seen.segments = 2;
    const std::vector<std::string> expected{
        "segment/x.seg: offset 5120: record 17: bad_checksum: not the bytes that were written",
        "?[2J?: offset 0: stray_file: stray",
        "bad_vkey: cannot be read",
        "and 1,000 more",
        "note: something?",
        "damaged: 1,003 findings; 16 records in 2 segments sound"};
    BOOST_TEST(report(seen) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
