#pragma once

#include <chrono>

/// Wakes one thread that sleeps until it is rung for, or until a time has passed.
namespace iaq::journal {

/// An eventfd: std::atomic waits without a limit only, and a lock is more than this needs.
///
/// Thread: `ring` any, the waits one.
class bell {
public:
    bell();
    bell(const bell&) = delete;
    bell& operator=(const bell&) = delete;
    ~bell();

    /// Ends the wait under way, or the next one.
    void ring();
    void wait();
    /// Returns false when `limit` passed first. Units: whole milliseconds, rounded up.
    bool wait_for(std::chrono::nanoseconds limit);

private:
    bool wait_milliseconds(int limit);

    int descriptor_;
};

}  // namespace iaq::journal
