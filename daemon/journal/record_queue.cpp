#include "journal/record_queue.hpp"

#include <chrono>
#include <limits>
#include <utility>

namespace iaq::journal {
namespace {

constexpr std::chrono::microseconds gather_window{200};
constexpr std::size_t gather_above = 16;  // records in the batch before
constexpr std::size_t gathered_bytes_max = 100UL * 1024;

}  // namespace

void record_queue::push(queued entry) {
    std::unique_lock lock{mutex_};
    emptied_.wait(lock, [&] { return !full() || dead_; });
    if (dead_) {
        return;
    }
    bytes_ += entry.record.size();
    entries_.push_back(std::move(entry));
    if (waiting_ && wake_now()) {
        filled_.notify_one();
    }
}

void record_queue::wait(std::unique_lock<std::mutex>& lock, std::size_t wanted,
                        std::size_t wanted_bytes, bool briefly) {
    wanted_ = wanted;
    wanted_bytes_ = wanted_bytes;
    waiting_ = true;
    if (briefly) {
        filled_.wait_for(lock, gather_window, [&] { return wake_now(); });
    } else {
        filled_.wait(lock, [&] { return wake_now(); });
    }
    waiting_ = false;
}

bool record_queue::take(std::vector<queued>& into, std::size_t previous) {
    into.clear();
    std::unique_lock lock{mutex_};
    wait(lock, 1, std::numeric_limits<std::size_t>::max(), false);
    if (previous > gather_above) {
        wait(lock, previous, gathered_bytes_max, true);
    }
    empty_into(into);
    return !into.empty() || !closed_;
}

bool record_queue::take_now(std::vector<queued>& into) {
    into.clear();
    const std::lock_guard lock{mutex_};
    empty_into(into);
    return !into.empty();
}

void record_queue::empty_into(std::vector<queued>& into) {
    into.swap(entries_);
    bytes_ = 0;
    poked_ = false;
    emptied_.notify_one();
}

void record_queue::poke() {
    const std::lock_guard lock{mutex_};
    poked_ = true;
    filled_.notify_one();
}

void record_queue::close() {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    filled_.notify_one();
}

void record_queue::kill() {
    const std::lock_guard lock{mutex_};
    dead_ = true;
    closed_ = true;
    entries_.clear();
    bytes_ = 0;
    filled_.notify_one();
    emptied_.notify_one();
}

}  // namespace iaq::journal
