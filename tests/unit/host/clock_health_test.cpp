#include "host/clock_health.hpp"

#include "host/machine.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace iaq;
using host::clock_health;

namespace {

/// A folder of systemd-timesyncd's, with its file touched so many seconds ago, or without.
class folder {
public:
    folder() : path_("/tmp/iaq_timesync_" + std::to_string(::getpid())) {
        std::filesystem::create_directory(path_);
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;

    void touch(std::int64_t seconds_ago) const {
        const auto file = path_ + "/synchronized";
        std::ofstream{file} << "";
        timespec now{};
        ::clock_gettime(CLOCK_REALTIME, &now);
        now.tv_sec -= seconds_ago;
        const timespec both[2] = {now, now};
        BOOST_TEST_REQUIRE(::utimensat(AT_FDCWD, file.c_str(), both, 0) == 0);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(host_clock_health)

BOOST_AUTO_TEST_CASE(the_file_of_timesyncd_tells_when_the_kernel_may_not_be_asked) {
    BOOST_TEST((host::ask_timesync("/tmp/nothing_of_the_kind") == clock_health::unknown));
    const folder run;
    BOOST_TEST((host::ask_timesync(run.path()) == clock_health::unsynchronised));
    run.touch(0);
    BOOST_TEST((host::ask_timesync(run.path()) == clock_health::synchronised));
    run.touch(100 * 60);
    BOOST_TEST((host::ask_timesync(run.path()) == clock_health::synchronised));
    run.touch(3 * 3600);
    BOOST_TEST((host::ask_timesync(run.path()) == clock_health::unsynchronised));
}

BOOST_AUTO_TEST_CASE(the_kernel_answers_without_a_sandbox) {
    BOOST_TEST((host::ask_clock_health() != clock_health::unknown));
}

BOOST_AUTO_TEST_CASE(the_machine_tells_what_it_has_and_what_we_hold) {
    const auto disk = host::room_at("/");
    BOOST_TEST(disk.size > 0U);
    BOOST_TEST(disk.free <= disk.size);
    BOOST_TEST(host::room_at("/nothing/of/the/kind").size == 0U);
    BOOST_TEST(host::memory_held() > 100'000U);
    const auto before = host::descriptors_open();
    const int more = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    BOOST_TEST(host::descriptors_open() == before + 1);
    ::close(more);
}

BOOST_AUTO_TEST_CASE(a_file_that_runs_and_was_replaced_is_named_once_and_nothing_else_is) {
    using names = std::vector<std::string>;
    const std::string maps =
        "55d0c0000000-55d0c0100000 r--p 00000000 08:01 11    /usr/bin/iaqd (deleted)\n"
        "55d0c0100000-55d0c0200000 r-xp 00100000 08:01 11    /usr/bin/iaqd (deleted)\n"
        "7f0000000000-7f0000001000 r-xp 00000000 08:01 12    /usr/lib/lib ssl.so.3 (deleted)\n"
        "7f0000001000-7f0000002000 r-xp 00001000 08:01 12    /usr/lib/lib ssl.so.3 (deleted)\n"
        "7f0000002000-7f0000003000 r-xp 00000000 08:01 13    /usr/lib/libc.so.6\n"
        "7f0000003000-7f0000004000 rw-p 00000000 08:01 14    /tmp/a data file (deleted)\n"
        "7f0000004000-7f0000005000 r-xp 00000000 00:01 15    /memfd:code (deleted)\n"
        "7fff00000000-7fff00001000 r-xp 00000000 00:00 0     [vdso]\n";
    BOOST_TEST((host::replaced_in(maps) == names{"iaqd", "lib ssl.so.3"}));
    BOOST_TEST(host::replaced_in("").empty());
    BOOST_TEST(host::replaced_in("nonsense (deleted)\n/ (deleted)").empty());
    BOOST_TEST(host::replaced_files().empty());
}

BOOST_AUTO_TEST_SUITE_END()
