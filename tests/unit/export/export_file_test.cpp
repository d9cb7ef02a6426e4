#include "iaq_journal/export_file.hpp"
#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::journal_tool;
using testing::contents_of;
using testing::temporary_folder;
using testing::write_file;

namespace {

std::string record(int number) {
    return written_closed({model::sequence{static_cast<std::uint64_t>(number)}, 60, number},
                          export_format::csv);
}

std::string records(int first, int last) {
    std::string all;
    for (int i = first; i <= last; ++i) {
        all += record(i);
    }
    return all;
}

const std::string head = head_of(export_format::csv);

/// Goes on as the command does, up to record `last`. Returns why it did not.
std::string go_on(const std::string& path, int last, compared what = compared::last_record) {
    auto file = export_file::open(path, export_format::csv, what);
    if (!file) {
        return file.error().why;
    }
    const auto there = static_cast<int>(file.value().begins_with());
    for (int i = there == 0 ? 1 : there; i <= last; ++i) {
        const auto taken = file.value().take(record(i));
        if (!taken) {
            return taken.error().why;
        }
    }
    const auto written = file.value().finish();
    return written ? std::string{} : written.error().why;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_export_file)

BOOST_AUTO_TEST_CASE(wherever_it_was_cut_an_export_ends_as_if_it_never_was) {
    const temporary_folder folder;
    const auto path = folder.file("out.csv");
    const auto whole = head + records(1, 6);
    const auto short_of_it = head + records(1, 4);
    for (std::size_t cut = 0; cut <= short_of_it.size(); ++cut) {
        for (const auto what : {compared::last_record, compared::everything}) {
            write_file(path, short_of_it.substr(0, cut));
            BOOST_REQUIRE_EQUAL(go_on(path, 6, what), "");
            BOOST_REQUIRE_EQUAL(contents_of(path), whole);
        }
    }
    write_file(path, short_of_it + std::string(100, '\0'));  // what a power cut can leave
    BOOST_TEST(go_on(path, 6) == "");
    BOOST_TEST(contents_of(path) == whole);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_such_export_is_refused_and_stays_as_it_is) {
    const temporary_folder folder;
    const auto path = folder.file("out.csv");
    struct {
        std::string contents, why;
    } const rows[] = {
        {"dear diary", "does not begin like"},
        {"{\"sequence\":\"1\"}\n", "does not begin like"},
        {head + "one,two\r\n", "no export of this format"},
        {head + "no line end", "holds something else"},
        {head + record(1).insert(3, "9"), "is not in it as this journal has it"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.contents) {
            write_file(path, row.contents);
            BOOST_TEST(go_on(path, 6).find(row.why) != std::string::npos);
            BOOST_TEST(contents_of(path) == row.contents);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_differs_far_before_the_end_is_found_when_everything_is_compared) {
    const temporary_folder folder;
    const auto path = folder.file("out.csv");
    const auto mixed = head + record(1) + record(2).insert(3, "9") + record(3);
    write_file(path, mixed);
    BOOST_TEST(go_on(path, 6, compared::everything).find("record 2 is not in it") !=
               std::string::npos);
    BOOST_TEST(contents_of(path) == mixed);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_ahead_of_the_journal_is_refused) {
    const temporary_folder folder;
    const auto path = folder.file("out.csv");
    write_file(path, head + records(1, 5));
    for (const auto what : {compared::last_record, compared::everything}) {
        BOOST_TEST(go_on(path, 4, what).find("behind the end of this journal") !=
                   std::string::npos);
        BOOST_TEST(contents_of(path) == head + records(1, 5));
    }
}

BOOST_AUTO_TEST_CASE(two_exports_do_not_write_one_file) {
    const temporary_folder folder;
    const auto first =
        export_file::open(folder.file("out"), export_format::csv, compared::last_record);
    BOOST_REQUIRE(first);
    const auto second =
        export_file::open(folder.file("out"), export_format::csv, compared::last_record);
    BOOST_REQUIRE(!second);
    BOOST_TEST(second.error().why.find("another export") != std::string::npos);
    BOOST_TEST(!export_file::open("/dev/null", export_format::csv, compared::last_record));
}

BOOST_AUTO_TEST_SUITE_END()
