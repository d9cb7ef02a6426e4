#include "host/clock_health.hpp"

#include "host/clock.hpp"

#include <sys/stat.h>
#include <sys/timex.h>

namespace iaq::host {

namespace {
constexpr auto silent_max = std::chrono::hours{2};
}

clock_health ask_timesync(const std::string& folder) {
    struct stat status {};
    if (::stat(folder.c_str(), &status) != 0) {
        return clock_health::unknown;  // another time service, or none
    }
    if (::stat((folder + "/synchronized").c_str(), &status) != 0) {
        return clock_health::unsynchronised;
    }
    const utc_time touched{std::chrono::seconds{status.st_mtim.tv_sec}};
    return now().utc - touched > silent_max ? clock_health::unsynchronised
                                            : clock_health::synchronised;
}

clock_health ask_clock_health() {
    timex asked{};  // modes 0: nothing is changed
    const int state = ::ntp_adjtime(&asked);
    if (state < 0) {
        return ask_timesync(timesync_folder);
    }
    const bool lost = state == TIME_ERROR || (asked.status & STA_UNSYNC) != 0;
    return lost ? clock_health::unsynchronised : clock_health::synchronised;
}

}  // namespace iaq::host
