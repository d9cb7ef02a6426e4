#pragma once

#include "base/time.hpp"
#include "host/clock_health.hpp"
#include "host/service_manager.hpp"
#include "model/input.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace iaq::app {

/// The daemon's pulse. The watchdog hears of the loop only after the journal's thread has answered
/// it, so that a sync that hangs is no sign of life; and it asks how the system's clock is.
class heartbeat {
public:
    struct organs {
        std::function<void()> probe_journal;  // answered by `journal_answered`
        std::function<std::string()> status;  // one line for the service manager
        std::function<void(model::inputs::input)> tell;
        std::function<mono_time()> clock;
        std::function<host::clock_health()> ask_clock;
    };

    /// Lifetime: `loop` and `manager` outlive it.
    static std::unique_ptr<heartbeat> make(boost::asio::io_context& loop,
                                           const host::service_manager& manager, organs with);
    heartbeat() = default;
    heartbeat(const heartbeat&) = delete;
    heartbeat& operator=(const heartbeat&) = delete;
    virtual ~heartbeat() = default;

    /// Begins to beat: at least once a second, and four times in what the watchdog allows.
    virtual void start() = 0;
    /// To be called on the loop.
    virtual void journal_answered() = 0;
    virtual void say_ready() = 0;
    virtual void say_reloading() = 0;
    virtual void say_stopping() = 0;
    /// Leaves nothing on the loop.
    virtual void stop() = 0;

    /// For how long the journal has owed an answer.
    [[nodiscard]] virtual nanoseconds journal_silence() const = 0;
    /// As the system said last.
    [[nodiscard]] virtual host::clock_health clock_health() const = 0;
};

}  // namespace iaq::app
