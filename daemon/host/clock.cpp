#include "host/clock.hpp"

namespace iaq::host {

instant now() {
    return {std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now()),
            mono_now()};
}

mono_time mono_now() {
    return mono_time{std::chrono::steady_clock::now().time_since_epoch() / nanoseconds{1}};
}

}  // namespace iaq::host
