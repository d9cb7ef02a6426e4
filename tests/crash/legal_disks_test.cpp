#include "crash/legal_disks.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
using journal::access;
using testing::memory_disk;

namespace {

constexpr effort all{.exhaustive_max = 4096, .samples = 0};

const std::string a512(512, 'a');
const std::string b512(512, 'b');
const std::string zeros(512, '\0');

disk_image with_file(const std::string& bytes) { return {{"/", "/d"}, {{"/d/f", bytes}}}; }

unsettled_disk after(const disk_image& start, const std::function<void(memory_disk&)>& calls,
                     const memory_disk::judge& fails = {}) {
    memory_disk disk{start, fails};
    calls(disk);
    unsettled_disk left{start};
    for (const auto& made : disk.log()) {
        left.apply(made);
    }
    return left;
}

std::vector<disk_image> every(const unsettled_disk& disk) {
    std::mt19937_64 random{1};
    std::vector<disk_image> images;
    for (const auto& chosen : outcomes_to_try(disk, all, random)) {
        images.push_back(disk.after_cut(chosen));
    }
    return images;
}

/// What `/d/f` may hold; "-" when it is not there.
std::set<std::string> contents_left(const unsettled_disk& disk) {
    std::set<std::string> contents;
    for (const auto& image : every(disk)) {
        const auto found = image.files.find("/d/f");
        contents.insert(found == image.files.end() ? "-" : found->second);
    }
    return contents;
}

/// The names there may be, each set as one text.
std::set<std::string> names_left(const unsettled_disk& disk) {
    std::set<std::string> sets;
    for (const auto& image : every(disk)) {
        std::string names;
        for (const auto& [path, bytes] : image.files) {
            names += path + "=" + bytes.substr(0, 1) + " ";
        }
        sets.insert(names);
    }
    return sets;
}

using texts = std::set<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_legal_disks)

BOOST_AUTO_TEST_CASE(each_sector_of_an_unsynced_write_is_there_or_not) {
    const auto disk = after(with_file(zeros + zeros), [](memory_disk& on) {
        BOOST_REQUIRE(on.open("/d/f", access::write).value()->write_at(0, a512 + b512));
    });
    BOOST_TEST(
        (contents_left(disk) == texts{zeros + zeros, a512 + zeros, zeros + b512, a512 + b512}));
}

BOOST_AUTO_TEST_CASE(a_sector_written_twice_holds_any_of_the_three) {
    const auto disk = after(with_file(zeros), [](memory_disk& on) {
        const auto file = on.open("/d/f", access::write).value();
        BOOST_REQUIRE(file->write_at(0, a512));
        BOOST_REQUIRE(file->write_at(256, b512.substr(0, 256)));
    });
    BOOST_TEST(
        (contents_left(disk) == texts{zeros, a512, a512.substr(0, 256) + b512.substr(0, 256)}));
}

BOOST_AUTO_TEST_CASE(what_was_synced_stays_and_only_that) {
    const auto disk = after(with_file(zeros), [](memory_disk& on) {
        const auto file = on.open("/d/f", access::write).value();
        BOOST_REQUIRE(file->write_at(0, a512));
        BOOST_REQUIRE(file->write_at(512, a512));
        BOOST_REQUIRE(file->sync_data());
        BOOST_REQUIRE(file->write_at(512, b512));
    });
    BOOST_TEST((contents_left(disk) == texts{a512 + a512, a512 + b512}));
}

BOOST_AUTO_TEST_CASE(a_size_may_come_before_its_bytes_or_after_them) {
    const auto disk = after(with_file(""), [](memory_disk& on) {
        BOOST_REQUIRE(on.open("/d/f", access::write).value()->write_at(0, a512 + b512));
    });
    BOOST_TEST(
        (contents_left(disk) == texts{"", zeros + zeros, a512 + zeros, zeros + b512, a512 + b512}));
    const auto pages = after(with_file(""), [](memory_disk& on) {
        BOOST_REQUIRE(on.open("/d/f", access::write).value()->write_at(9000, "x"));
    });
    BOOST_TEST((contents_left(pages) == texts{"", std::string(4096, '\0'), std::string(9001, '\0'),
                                              std::string(9000, '\0') + "x"}));
}

BOOST_AUTO_TEST_CASE(a_truncation_is_there_or_not_and_what_it_took_never_comes_back) {
    const auto disk = after(with_file(a512 + a512), [](memory_disk& on) {
        const auto file = on.open("/d/f", access::write).value();
        BOOST_REQUIRE(file->truncate(300));
    });
    const auto cut = a512.substr(0, 300);
    const auto filled = cut + std::string(212, '\0');
    BOOST_TEST((contents_left(disk) ==
                texts{a512 + a512, filled + a512, a512 + zeros, filled + zeros, cut}));
    const auto grown = after(with_file(a512 + a512), [](memory_disk& on) {
        const auto file = on.open("/d/f", access::write).value();
        BOOST_REQUIRE(file->truncate(0));
        BOOST_REQUIRE(file->sync_data());
        BOOST_REQUIRE(file->truncate(1024));
    });
    BOOST_TEST((contents_left(grown) == texts{"", zeros + zeros}));
    const auto both = after(with_file(a512), [](memory_disk& on) {
        const auto file = on.open("/d/f", access::write).value();
        BOOST_REQUIRE(file->truncate(0));
        BOOST_REQUIRE(file->write_at(0, a512));
    });
    BOOST_TEST((contents_left(both) == texts{a512, "", zeros}));
}

BOOST_AUTO_TEST_CASE(a_name_is_durable_with_its_directory_and_not_with_its_file) {
    const auto made = [](memory_disk& on) {
        const auto file = on.open("/d/g", access::create).value();
        BOOST_REQUIRE(file->write_at(0, "g"));
        BOOST_REQUIRE(file->sync_data());
    };
    BOOST_TEST((names_left(after(with_file("f"), made)) == texts{"/d/f=f ", "/d/f=f /d/g=g "}));
    const auto synced = after(with_file("f"), [&](memory_disk& on) {
        made(on);
        BOOST_REQUIRE(on.sync_directory("/d"));
    });
    BOOST_TEST((names_left(synced) == texts{"/d/f=f /d/g=g "}));
}

BOOST_AUTO_TEST_CASE(a_rename_leaves_the_old_file_or_the_new_and_never_neither) {
    const disk_image two{{"/", "/d"}, {{"/d/f", "f"}, {"/d/g", "g"}}};
    const auto disk = after(two, [](memory_disk& on) { BOOST_REQUIRE(on.rename("/d/g", "/d/f")); });
    BOOST_TEST((names_left(disk) == texts{"/d/f=f /d/g=g ", "/d/f=g "}));
}

BOOST_AUTO_TEST_CASE(a_change_of_a_name_needs_the_changes_before_it) {
    const auto disk = after(with_file("f"), [](memory_disk& on) {
        BOOST_REQUIRE(on.rename("/d/f", "/d/g"));
        BOOST_REQUIRE(on.open("/d/f", access::create));  // a second file under the first one's name
        BOOST_REQUIRE(on.make_directory("/d/e"));
        BOOST_REQUIRE(on.open("/d/e/h", access::create));
    });
    const texts old_or_moved{"/d/f=f ", "/d/g=f ", "/d/f= /d/g=f "};
    texts with_h;
    for (const auto& names : old_or_moved) {
        with_h.insert({names, "/d/e/h= " + names});
    }
    BOOST_TEST((names_left(disk) == with_h));
}

BOOST_AUTO_TEST_CASE(a_failed_sync_may_have_left_sectors_that_no_later_sync_writes) {
    std::size_t syncs = 0;
    const auto first_fails = [&](const operation& asked) {
        const bool sync = std::holds_alternative<testing::operations::synced>(asked);
        return sync && ++syncs == 1
                   ? boost::system::error_code{EIO, boost::system::system_category()}
                   : boost::system::error_code{};
    };
    const auto disk = after(
        with_file(zeros + zeros),
        [](memory_disk& on) {
            const auto file = on.open("/d/f", access::write).value();
            BOOST_REQUIRE(file->write_at(0, a512 + a512));
            BOOST_REQUIRE(!file->sync_data());
            BOOST_REQUIRE(file->write_at(0, a512));
            BOOST_REQUIRE(file->sync_data());
        },
        first_fails);
    BOOST_TEST((contents_left(disk) == texts{a512 + zeros, a512 + a512}));
}

BOOST_AUTO_TEST_CASE(many_choices_are_sampled_with_the_extremes_among_them) {
    const auto disk = after(with_file(""), [](memory_disk& on) {
        BOOST_REQUIRE(on.open("/d/f", access::write).value()->write_at(0, std::string(9000, 'x')));
    });
    std::mt19937_64 random{7};
    const auto tried = outcomes_to_try(disk, {.exhaustive_max = 4096, .samples = 100}, random);
    BOOST_TEST(tried.size() == 100U);
    std::set<disk_image, bool (*)(const disk_image&, const disk_image&)> images{
        [](const disk_image& a, const disk_image& b) { return a.files < b.files; }};
    for (const auto& chosen : tried) {
        BOOST_TEST(disk.is_admissible(chosen));
        images.insert(disk.after_cut(chosen));
    }
    BOOST_TEST(images.contains(with_file("")));
    BOOST_TEST(images.contains(with_file(std::string(9000, 'x'))));
    BOOST_TEST(images.contains(with_file(std::string(9000, '\0'))));
}

BOOST_AUTO_TEST_SUITE_END()
