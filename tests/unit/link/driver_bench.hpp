#pragma once

#include "link/driver.hpp"
#include "unit/link/scripted_switch.hpp"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace iaq::link {

/// A loop with a switch and a driver on it, and everything the driver has reported.
class driver_bench {
    std::unique_ptr<boost::asio::io_context> loop_;  // before what is on it

public:
    explicit driver_bench(std::string host = "127.0.0.1");
    ~driver_bench();
    driver_bench(const driver_bench&) = delete;
    driver_bench& operator=(const driver_bench&) = delete;

    /// Makes the driver and starts it.
    void make();
    /// Runs the loop until `done`, and says whether that came within ten seconds.
    bool until(const std::function<bool()>& done);

    template <class Input>
    const Input* find() const {
        for (const auto& in : reported) {
            if (const auto* one = std::get_if<Input>(&in)) {
                return one;
            }
        }
        return nullptr;
    }
    template <class Input>
    bool until_reported() {
        return until([this] { return find<Input>() != nullptr; });
    }
    bool until_heard(std::size_t frames) {
        return until([this, frames] { return at.heard.size() >= frames; });
    }

    boost::asio::io_context& loop;
    scripted_switch at;
    model::station_settings settings;  // as the driver will be made
    std::vector<model::host_address>& hosts = settings.hosts;
    const iaq::tls::client_profile* tls = nullptr;
    std::uint64_t ids = 0;
    std::vector<model::inputs::input> reported;
    std::function<void(const model::inputs::input&)> reacts = [](const model::inputs::input&) {};
    std::unique_ptr<driver> line;
};

}  // namespace iaq::link
