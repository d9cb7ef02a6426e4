#include "support/memory_disk.hpp"

#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace iaq;
using journal::access;
using testing::memory_disk;

namespace {

/// Says what a call came to, so that two disks can be compared.
template <class Value>
std::string said(const result<Value>& got) {
    return got ? "done" : got.error().message();
}

std::string read_all(journal::disk& on, const std::string& path) {
    const auto file = on.open(path, access::read);
    if (!file) {
        return file.error().message();
    }
    std::string bytes(10'000, '?');
    bytes.resize(file.value()->read_at(0, bytes).value());
    return bytes + " of " + std::to_string(file.value()->size().value());
}

/// Calls of every kind, sound ones and such as must fail; returns what each came to.
std::vector<std::string> calls(journal::disk& on, const std::string& root) {
    std::vector<std::string> all;
    const auto say = [&](std::string words) { all.push_back(std::move(words)); };
    const auto made = [&](const std::string& name) {
        const auto got = on.make_directory(root + name);
        return got ? std::to_string(static_cast<int>(got.value())) : got.error().message();
    };
    say(made("/a"));
    say(made("/a"));
    say(made("/no/where"));
    {
        const auto file = on.open(root + "/a/../a/f", access::create);
        say(said(file));
        say(said(file.value()->write_at(3, "three")));
        say(said(file.value()->write_at(0, "one")));
        say(said(on.rename(root + "/a/f", root + "/a/g")));
        say(said(file.value()->write_at(8, "!")));  // under its new name
        say(said(file.value()->truncate(7)));
        say(said(file.value()->truncate(9)));
        say(said(file.value()->sync_data()));
        say(said(on.open(root + "/a/g", access::read).value()->write_at(0, "x")));
        say(said(on.open(root + "/a/g", access::read).value()->truncate(0)));
        say(said(on.open(root + "/a/g", access::create)));
    }
    say(read_all(on, root + "/a/g"));
    say(read_all(on, root + "/a/f"));
    say(said(on.open(root + "/a", access::write)));
    say(said(on.open(root + "/no/f", access::create)));
    say(said(on.open(root + "/a/h", access::create)));
    say(said(on.rename(root + "/a/h", root + "/a/g")));
    say(read_all(on, root + "/a/g"));
    say(said(on.rename(root + "/a/h", root + "/a/i")));
    say(said(on.rename(root + "/a/g", root + "/no/g")));
    say(said(on.remove(root + "/a/h")));
    say(said(on.sync_directory(root + "/a")));
    say(said(on.sync_directory(root + "/no")));
    {
        const auto held = on.lock(root + "/lock");
        say(said(held));
        say(said(on.lock(root + "/lock")));
        say(said(on.lock(root + "/no/lock")));
    }
    say(said(on.lock(root + "/lock")));
    for (const auto& path : {root, root + "/a", root + "/no"}) {
        auto names = on.list(path);
        say(said(names));
        if (names) {
            std::ranges::sort(names.value());
            for (auto& name : names.value()) {
                say(name == "lock" ? "" : std::move(name));  // it is no part of the memory's image
            }
        }
    }
    say(said(on.remove(root + "/a/g")));
    say(read_all(on, root + "/a/g"));
    std::erase(all, "");
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_memory_disk)

BOOST_AUTO_TEST_CASE(it_answers_every_call_as_the_real_disk_does) {
    const testing::temporary_folder folder;
    const auto real = journal::make_posix_disk();
    memory_disk memory{{{"/", "/root"}, {}}};
    const auto of_real = calls(*real, folder.path());
    const auto of_memory = calls(memory, "/root");
    BOOST_TEST(of_real.size() > 35U);
    BOOST_TEST(of_memory == of_real, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_writes_down_what_was_done_in_order_and_not_what_was_refused) {
    memory_disk disk{{{"/", "/d"}, {{"/d/old", "o"}}}};
    {
        const auto file = disk.open("/d/f", access::create).value();
        BOOST_REQUIRE(file->write_at(2, "ab"));
        disk.mark("here", 7);
        BOOST_REQUIRE(file->truncate(1));
        BOOST_REQUIRE(file->sync_data());
    }
    BOOST_REQUIRE(!disk.open("/d/f", access::create));
    BOOST_REQUIRE(!disk.rename("/d/none", "/d/f"));
    BOOST_REQUIRE(!disk.remove("/d/none"));
    BOOST_REQUIRE(disk.rename("/d/f", "/d/g"));
    BOOST_REQUIRE(disk.remove("/d/old"));
    BOOST_REQUIRE(disk.make_directory("/d/e"));
    BOOST_REQUIRE(disk.lock("/d/lock"));
    BOOST_REQUIRE(disk.sync_directory("/d/e/.."));
    std::vector<std::string> told;
    for (const auto& made : disk.log()) {
        told.push_back(describe(made));
    }
    const std::vector<std::string> expected{"created file 1 as /d/f",
                                            "written file 1, 2 bytes at 2",
                                            "-- here 7",
                                            "truncated file 1 to 1",
                                            "synced file 1",
                                            "renamed /d/f to /d/g",
                                            "removed /d/old",
                                            "made directory /d/e",
                                            "synced directory /d"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
    const testing::disk_image left{{"/", "/d", "/d/e"}, {{"/d/g", std::string(1, '\0')}}};
    BOOST_TEST((disk.seen() == left));
}

BOOST_AUTO_TEST_CASE(a_call_that_is_made_to_fail_has_done_nothing_but_half_a_write) {
    const boost::system::error_code full{ENOSPC, boost::system::system_category()};
    bool fails = false;
    const testing::disk_image start{{"/", "/d"}, {{"/d/f", "1234"}}};
    memory_disk disk{start,
                     [&](const auto&) { return fails ? full : boost::system::error_code{}; }};
    const auto file = disk.open("/d/f", access::write).value();
    fails = true;
    BOOST_TEST((file->truncate(0).error() == full));
    BOOST_TEST((disk.rename("/d/f", "/d/g").error() == full));
    BOOST_TEST((disk.remove("/d/f").error() == full));
    BOOST_TEST((disk.make_directory("/d/e").error() == full));
    BOOST_TEST((disk.open("/d/h", access::create).error() == full));
    BOOST_TEST(disk.log().empty());
    BOOST_TEST((disk.seen() == start));
    BOOST_TEST((file->write_at(0, "abcd").error() == full));
    BOOST_TEST(disk.seen().files.at("/d/f") == "ab34");
    BOOST_TEST((file->sync_data().error() == full));
    BOOST_TEST((disk.sync_directory("/d").error() == full));
    std::vector<std::string> told;
    for (const auto& made : disk.log()) {
        told.push_back(describe(made));
    }
    const std::vector<std::string> expected{"written file 0, 2 bytes at 0", "synced file 0, failed",
                                            "synced directory /d, failed"};
    BOOST_TEST(told == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
