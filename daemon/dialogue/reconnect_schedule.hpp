#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace iaq::dialogue {

/// Any 32 bits, each as likely as the other.
using random_source = std::function<std::uint32_t()>;

/// Which address to try next, and when (product.md section 4, Retry). After a failure the next
/// address may be tried at once, but none again before its own wait has passed. A wait doubles with
/// every failure, to ten times the first; it varies by 10 % so that gateways do not come back in
/// step, and is never shorter than the first. There is no last try.
class reconnect_schedule {
public:
    struct choice {
        std::size_t host = 0;
        mono_time not_before{};
    };

    /// Requires: `hosts > 0`.
    reconnect_schedule(std::size_t hosts, nanoseconds wait, random_source random);

    /// Returns the first address after the last one tried that may be tried at `now`; if there is
    /// none, the one that may be tried first.
    [[nodiscard]] choice next(mono_time now) const;

    /// The attempt at `host`, or a connection to it, ended at `now`.
    void ended(std::size_t host, mono_time now);

    /// A connect exchange with `host` finished: its wait starts small again, but never below the
    /// line's own timeout (FoxTalk 1.1).
    void finished(std::size_t host, nanoseconds timeout);

private:
    struct address {
        nanoseconds wait_min{};
        nanoseconds wait{};
        mono_time not_before{};
    };
    [[nodiscard]] nanoseconds varied(const address& a) const;

    nanoseconds wait_min_;
    random_source random_;
    std::vector<address> addresses_;
    std::size_t last_tried_;
};

}  // namespace iaq::dialogue
