#include "journal/bell.hpp"

#include "base/assert.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>

namespace iaq::journal {

bell::bell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { ensure(descriptor_ >= 0); }

bell::~bell() { ::close(descriptor_); }

void bell::ring() {
    const std::uint64_t once = 1;
    // It can fail only while it is rung already, four thousand million times over.
    static_cast<void>(!::write(descriptor_, &once, sizeof once));
}

void bell::wait() {
    while (!wait_milliseconds(-1)) {
    }
}

bool bell::wait_for(std::chrono::nanoseconds limit) {
    const auto wanted = std::chrono::ceil<std::chrono::milliseconds>(limit).count();
    const std::int64_t most = std::numeric_limits<int>::max();
    return wait_milliseconds(static_cast<int>(std::clamp<std::int64_t>(wanted, 0, most)));
}

bool bell::wait_milliseconds(int limit) {
    pollfd watched{descriptor_, POLLIN, 0};
    ::poll(&watched, 1, limit);  // a signal ends it early: no harm
    std::uint64_t rung = 0;
    return ::read(descriptor_, &rung, sizeof rung) == sizeof rung;
}

}  // namespace iaq::journal
