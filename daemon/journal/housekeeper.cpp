#include "journal/housekeeper.hpp"

#include "journal/quiet_thread.hpp"
#include "journal/segment_file.hpp"
#include "observe/log.hpp"

#include <sys/resource.h>

#include <utility>

namespace iaq::journal {
namespace {

constexpr std::uint64_t sync_every = 4ULL * 1024 * 1024;
constexpr int low_priority = 10;  // of nice(2)

}  // namespace

housekeeper::housekeeper(disk& on, const layout& where, std::uint64_t segment_bytes,
                         std::function<void()> failed)
    : disk_(on), layout_(where), segment_bytes_(segment_bytes), on_failed_(std::move(failed)) {}

void housekeeper::start() {
    thread_ = quiet_thread("iaq-housekeeper", [this] { run(); });
}

void housekeeper::stop() {
    stop_ = true;
    ++calls_;
    calls_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void housekeeper::ask() {
    auto idle = state::idle;
    if (state_.compare_exchange_strong(idle, state::asked)) {
        ++calls_;
        calls_.notify_one();
    }
}

bool housekeeper::take() {
    auto ready = state::ready;
    return state_.compare_exchange_strong(ready, state::idle);
}

std::optional<trouble> housekeeper::failure() const {
    return state_ == state::failed ? failure_ : std::nullopt;
}

void housekeeper::run() {
    // On Linux this is the thread's own; without the right to it we go on at normal priority.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, low_priority));
    while (!stop_) {
        const auto seen = calls_.load();
        if (state_ == state::asked) {
            prepare();
        }
        if (!stop_) {
            calls_.wait(seen);
        }
    }
}

void housekeeper::prepare() {
    const auto made = prepare_next(disk_, layout_, segment_bytes_, sync_every, stop_);
    if (made) {
        told_of_space_ = false;
        state_ = made.value() ? state::ready : state::idle;
        return;
    }
    if (is_lack_of_space(made.error())) {
        if (!std::exchange(told_of_space_, true)) {
            observe::say(observe::event::journal_space_short,
                         {observe::plain{made.error().message()}});
        }
        // What was written of it is room that the records may need.
        static_cast<void>(disk_.remove(layout_.next).has_value());
        state_ = state::idle;
        return;
    }
    failure_ = system_trouble(trouble::kind::unwritable, "prepare", layout_.next, made.error());
    state_ = state::failed;
    on_failed_();
}

}  // namespace iaq::journal
