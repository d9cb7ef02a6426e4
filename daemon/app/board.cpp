#include "app/board.hpp"

#include "app/pages.hpp"
#include "host/clock.hpp"
#include "host/machine.hpp"

namespace iaq::app {

namespace {
constexpr nanoseconds numbers_keep = 1s;  // a scrape within this gets the same ones
}

board::board(boost::asio::io_context& loop, const model::settings& settings, engine::engine& known,
             const heartbeat& pulse)
    : state_dir_(settings.state_dir),
      engine_(known),
      pulse_(pulse),
      meter_(metrics_, known.known(), IAQ_VERSION, settings.test_environment ? "test" : "live",
             host::now().utc) {
    if (settings.admin_http) {
        server_ = admin::server::make(loop, *settings.admin_http,
                                      [this](std::string_view path) { return show(path); });
    }
}

void board::start() {
    if (server_) {
        server_->start();
    }
}

void board::stop() {
    if (server_) {
        server_->stop();
    }
}

admin::page board::show(std::string_view path) {
    const auto silence = pulse_.journal_silence();
    path = path.substr(0, path.find('?'));
    admin::page made{404, "/healthz, /readyz or /metrics\n"};
    if (path == "/healthz") {
        made = health_page(silence);
    } else if (path == "/readyz") {
        made = ready_page(engine_.measure(host::now()), silence);
    } else if (path == "/metrics") {
        made = {200, numbers(), "text/plain; version=0.0.4; charset=utf-8"};
    }
    meter_.scraped(made.status);
    return made;
}

const std::string& board::numbers() {
    const auto now = host::now();
    if (!numbers_at_ || now.mono - *numbers_at_ >= numbers_keep) {
        const auto measured = engine_.measure(now);
        const auto silence = pulse_.journal_silence();
        const auto disk = host::room_at(state_dir_);
        meter_.show(measured, engine_.measure_readers(),
                    {disk.free, disk.size, host::memory_held(), host::descriptors_open(),
                     pulse_.clock_health(), silence, not_ready_because(measured, silence).empty()},
                    now.mono);
        numbers_ = metrics_.text();
        numbers_at_ = now.mono;
    }
    return numbers_;
}

}  // namespace iaq::app
