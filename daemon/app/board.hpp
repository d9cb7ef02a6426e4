#pragma once

#include "admin/server.hpp"
#include "app/heartbeat.hpp"
#include "app/meter.hpp"
#include "engine/engine.hpp"
#include "model/settings.hpp"
#include "observe/metrics.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace iaq::app {

/// What operators of this machine are shown: `/healthz`, `/readyz`, `/metrics`. It asks the engine
/// and the pulse when somebody asks it, so that it answers while the journal hangs.
class board {
public:
    /// Lifetime: all outlive it.
    board(boost::asio::io_context& loop, const model::settings& settings, engine::engine& known,
          const heartbeat& pulse);

    [[nodiscard]] meter& count() { return meter_; }
    void start();
    void stop();

private:
    admin::page show(std::string_view path);
    const std::string& numbers();

    std::string state_dir_;
    engine::engine& engine_;
    const heartbeat& pulse_;
    observe::metrics metrics_;
    meter meter_;
    std::unique_ptr<admin::server> server_;  // none where none is configured
    std::string numbers_;                    // of the last scrape
    std::optional<mono_time> numbers_at_;
};

}  // namespace iaq::app
