#include "iaq_journal/verifier/folder.hpp"

#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace iaq::test;

namespace {

constexpr std::size_t count = 300;

stranger_plan three_segments(bool sealed) {
    auto plan = plan_of(count, 120, sealed);
    plan.next_bytes = 4096;
    plan.zeros = 1000;
    return plan;
}

/// A folder of the file system that is gone at the end of the test.
struct scratch {
    scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "iaq-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() { std::filesystem::remove_all(path); }

    void write(const folder_bytes& files) const {
        for (const auto& [name, bytes] : files) {
            std::filesystem::create_directories((path / name).parent_path());
            std::ofstream{path / name, std::ios::binary} << bytes;
        }
    }

    std::filesystem::path path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_folder)

BOOST_AUTO_TEST_CASE(g9_each_file_that_is_gone_is_named) {
    for (const bool sealed : {false, true}) {
        const auto plan = three_segments(sealed);
        const auto sound = journal_of(plan);
        judge judge{plan};
        for (const auto& [path, bytes] : sound) {
            auto files = sound;
            files.erase(path);
            const auto seen = judge(files);
            BOOST_TEST_CONTEXT(path << " removed, sealed " << sealed << "\n" << told(seen)) {
                if (path == "segment/next") {
                    BOOST_TEST(seen.findings_count == 0U);
                } else if (!sealed && path == segment_file(1)) {
                    BOOST_TEST(told(seen) == "front_missing " + segment_file(121) + "@40#1\n");
                } else if (!sealed && path == segment_file(121)) {
                    BOOST_TEST(told(seen) == "records_missing " + segment_file(241) + "@40#121\n");
                } else if (!sealed && path == segment_file(241)) {
                    BOOST_TEST(told(seen) == "records_missing checkpoint@0#241\n");
                } else {
                    BOOST_REQUIRE(seen.findings_count == 1U);
                    BOOST_TEST(seen.findings[0].file == path);
                    BOOST_TEST(name_of(seen.findings[0].kind) == "missing_file");
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_each_file_that_is_emptied_is_named) {
    const auto plan = three_segments(true);
    const auto sound = journal_of(plan);
    judge judge{plan};
    for (const auto& [path, bytes] : sound) {
        auto files = sound;
        files[path].clear();
        const auto seen = judge(files);
        BOOST_TEST_CONTEXT(path << " emptied\n" << told(seen)) {
            if (path == "segment/next" || path == "lock") {
                BOOST_TEST(seen.findings_count == 0U);
            } else {
                BOOST_REQUIRE(seen.findings_count == 1U);
                BOOST_TEST(seen.findings[0].file == path);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(g9_each_file_replaced_by_its_older_copy_is_found) {
    const auto plan = three_segments(true);
    const auto sound = journal_of(plan);
    auto shorter = plan;
    shorter.records.resize(280);
    const auto older = journal_of(shorter);
    judge judge{plan};
    int replaced = 0;
    for (const auto& [path, bytes] : older) {
        const auto at = sound.find(path);
        if (at == sound.end() || at->second == bytes) {
            continue;
        }
        auto files = sound;
        files[path] = bytes;
        BOOST_TEST_CONTEXT(path) { BOOST_TEST(judge(files).findings_count > 0U); }
        ++replaced;
    }
    BOOST_TEST(replaced == 2);  // the last segment and the checkpoint: all else has another name
}

BOOST_AUTO_TEST_CASE(g9_a_file_that_belongs_to_no_journal_is_named) {
    const auto plan = three_segments(true);
    judge judge{plan};
    for (const auto* const path :
         {"stray", "segment/1.seg", "segment/00000000000000000001.seg.bak", "checkpoint.new",
          "segment/00000000000000000500.new", "tile/0/001.p/43", "tile/0/002", "tile/2/000.p/1",
          "tile/entries/000.p/256", "tile/0/000.p/7", "tile/x"}) {
        auto files = journal_of(plan);
        files[path] = "";
        BOOST_TEST(told(judge(files)) == "stray_file " + std::string{path} + "@0\n");
    }
    auto files = journal_of(three_segments(false));
    files[sidecar_file(1)] = sidecar_bytes(1, 1);
    BOOST_TEST(told(judge(files)) == "stray_file " + sidecar_file(1) + "@0\n");
}

BOOST_AUTO_TEST_CASE(a_folder_of_the_file_system_is_read_as_one_in_memory) {
    const auto plan = three_segments(true);
    const scratch here;
    here.write(journal_of(plan));
    const iaq::verifier::demand asked{
        .directory = here.path.string(), .vkey = vkey_of(plan), .at_least = {}};
    const auto seen = iaq::verifier::verify(asked);
    BOOST_TEST(told(seen) == "");
    BOOST_TEST(seen.records == count);

    std::filesystem::rename(here.path / "lock", here.path / "stray");
    std::filesystem::create_symlink("stray", here.path / "lock");
    std::filesystem::rename(here.path / "checkpoint", here.path / "copy");
    std::filesystem::create_symlink("copy", here.path / "checkpoint");
    BOOST_TEST(told(iaq::verifier::verify(asked)) ==
               "unreadable_file checkpoint@0\nstray_file copy@0\nstray_file stray@0\n");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_not_good) {
    const auto plan = three_segments(true);
    const scratch here;
    const iaq::verifier::demand asked{
        .directory = (here.path / "gone").string(), .vkey = vkey_of(plan), .at_least = {}};
    BOOST_TEST(told(iaq::verifier::verify(asked)) == "unreadable_file @0\n");
}

BOOST_AUTO_TEST_SUITE_END()
