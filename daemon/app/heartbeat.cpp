#include "app/heartbeat.hpp"

#include "app/pages.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace iaq::app {

namespace asio = boost::asio;
using boost::system::error_code;
using observe::event;

namespace {

constexpr nanoseconds beat_max = 1s;
constexpr nanoseconds beat_min = 20ms;
constexpr nanoseconds clock_every = 5s;

class pulse final : public heartbeat {
public:
    pulse(asio::io_context& loop, const host::service_manager& manager, organs with)
        : manager_(manager),
          with_(std::move(with)),
          timer_(loop),
          every_(std::clamp(manager.watchdog().value_or(4 * beat_max) / 4, beat_min, beat_max)) {}

    void start() override { beat(); }
    void journal_answered() override;
    void say_ready() override { say("READY=1\n"); }
    void say_reloading() override { say("RELOADING=1\n"); }
    void say_stopping() override { say("STOPPING=1\n"); }
    void stop() override {
        stopped_ = true;
        timer_.cancel();
    }
    [[nodiscard]] nanoseconds journal_silence() const override {
        return asked_ ? with_.clock() - *asked_ : nanoseconds{0};
    }
    [[nodiscard]] host::clock_health clock_health() const override { return health_; }

private:
    void beat();
    void look_at_the_clock(mono_time now);
    /// One state, and the words that go with it.
    void say(const std::string& state) {
        told_ = with_.status();
        manager_.tell(state + "STATUS=" + told_);
    }

    const host::service_manager& manager_;
    organs with_;
    asio::steady_timer timer_;
    nanoseconds every_;
    std::optional<mono_time> asked_;  // the journal, and no answer yet
    std::optional<mono_time> clock_asked_;
    host::clock_health health_ = host::clock_health::unknown;
    std::string told_;  // STATUS, last
    bool hanging_ = false, stopped_ = false;
};

void pulse::beat() {
    const auto now = with_.clock();
    if (!asked_) {
        asked_ = now;
        with_.probe_journal();
    } else if (!hanging_ && now - *asked_ >= journal_hangs_after) {
        hanging_ = true;
        observe::say(event::journal_hangs, {journal_silence() / 1s});
    }
    look_at_the_clock(now);
    if (manager_.listens() && with_.status() != told_) {
        say("");
    }
    timer_.expires_after(every_);
    timer_.async_wait([this](error_code cancelled) {
        if (!cancelled && !stopped_) {
            beat();
        }
    });
}

void pulse::journal_answered() {
    if (std::exchange(hanging_, false)) {
        observe::say(event::journal_answers, {journal_silence() / 1s});
    }
    asked_.reset();
    if (manager_.watchdog()) {
        manager_.tell("WATCHDOG=1");
    }
}

void pulse::look_at_the_clock(mono_time now) {
    if (clock_asked_ && now - *clock_asked_ < clock_every) {
        return;
    }
    clock_asked_ = now;
    health_ = with_.ask_clock();
    model::inputs::clock_told told;
    if (health_ != host::clock_health::unknown) {
        told.synchronised = health_ == host::clock_health::synchronised;
    }
    with_.tell(told);
}

}  // namespace

std::unique_ptr<heartbeat> heartbeat::make(asio::io_context& loop,
                                           const host::service_manager& manager, organs with) {
    return std::make_unique<pulse>(loop, manager, std::move(with));
}

}  // namespace iaq::app
