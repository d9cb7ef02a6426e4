#include "host/clock_health.hpp"

#include <sys/timex.h>

namespace iaq::host {

clock_health ask_clock_health() {
    timex asked{};  // modes 0: nothing is changed
    const int state = ::ntp_adjtime(&asked);
    if (state < 0) {
        return clock_health::unknown;
    }
    const bool lost = state == TIME_ERROR || (asked.status & STA_UNSYNC) != 0;
    return lost ? clock_health::unsynchronised : clock_health::synchronised;
}

}  // namespace iaq::host
