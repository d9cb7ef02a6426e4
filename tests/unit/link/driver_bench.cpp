#include "unit/link/driver_bench.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <utility>

namespace iaq::link {

driver_bench::driver_bench(std::string host)
    : loop_(std::make_unique<boost::asio::io_context>(1)), loop(*loop_), at(loop) {
    settings.name = "test";
    settings.hosts = {{std::move(host), at.port()}};
    settings.reconnect_wait = 10ms;
    settings.connect_timeout = 3s;
}

driver_bench::~driver_bench() = default;

void driver_bench::make() {
    line = driver::make(
        loop, model::station_index{3}, settings,
        {.report =
             [this](model::inputs::input in) {
                 reported.push_back(std::move(in));
                 reacts(reported.back());
             },
         .clock =
             [] { return mono_time{std::chrono::steady_clock::now().time_since_epoch() / 1ns}; },
         .next_connection = [this] { return model::connection_id{++ids}; },
         .random = [] { return 0U; },
         .tls = tls});
    line->start();
}

bool driver_bench::until(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!done() && std::chrono::steady_clock::now() < end) {
        loop.run_one_for(100ms);
    }
    return done();
}

}  // namespace iaq::link
