#include "bench/waiting.hpp"

#include "bench/closed_loop.hpp"

#include <unistd.h>

#include <thread>

namespace iaq::bench {

using namespace std::chrono_literals;

bool wait_until(const std::function<bool()>& is_so, std::chrono::seconds at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() >= until) {
            return false;
        }
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

result<void, trouble> wait_for_listener(const std::string& path, const std::string& log) {
    const auto listens = [&] {
        const auto socket = connect_to(path);
        if (socket) {
            ::close(socket.value());
        }
        return socket.has_value();
    };
    if (!wait_until(listens, 30s)) {
        return trouble{"nobody listens on " + path + "; see " + log};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::bench
