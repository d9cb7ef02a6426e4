#include "bench/accept_load.hpp"
#include "bench/closed_loop.hpp"
#include "bench/gateway.hpp"
#include "bench/peers/peers.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace iaq::bench {
namespace {

constexpr int connections_pipelined = 4;
/// A run is over when this part of its time has been measured; a last, short burst tells nothing.
constexpr double enough = 0.9;
/// Below model::limits::queued_inquiries_max by more than can be in flight.
constexpr std::uint64_t burst_operations = 9'700;

class iaqd_accepts final : public contender {
public:
    iaqd_accepts(std::string folder, product built, outcome expected)
        : folder_(std::move(folder)), built_(std::move(built)), expected_(expected) {}
    ~iaqd_accepts() override { stop(); }

    [[nodiscard]] std::string name() const override {
        return expected_ == outcome::queued ? "iaqd" : "iaqd, exempt";
    }
    [[nodiscard]] bool takes(const load& /*asked*/) const override { return true; }

    result<void, trouble> prepare() override {
        IAQ_TRY(auto made, gateway::install(folder_, built_));
        daemon_.emplace(std::move(made));
        return boost::outcome_v2::success();
    }

    result<measured, trouble> run(double seconds, const load& asked) override {
        tally seen;
        do {
            IAQ_TRY(live(seconds - seen.seconds(), asked, seen));
        } while (seen.seconds() < seconds * enough);
        return seen.sum();
    }

    void stop() override {
        if (daemon_) {
            static_cast<void>(daemon_->stop().has_value());
        }
    }

private:
    /// Measures one daemon on a journal of its own.
    result<void, trouble> live(double seconds, const load& asked, tally& seen) {
        daemon_->forget();
        IAQ_TRY(daemon_->start());
        IAQ_TRY(daemon_->settle());
        const int connections = asked.connection_each
                                    ? asked.in_flight
                                    : std::min(asked.in_flight, connections_pipelined);
        shape how{connections, asked.in_flight / connections, seconds};
        if (expected_ == outcome::queued) {
            how.operations_max = burst_operations;
        }
        IAQ_TRY(const auto burst, drive(daemon_->socket(), how, [this](int connection) {
                    return submissions(expected_, connection);
                }));
        seen.append(burst);
        return daemon_->stop();
    }

    std::string folder_;
    product built_;
    outcome expected_;
    std::optional<gateway> daemon_;
};

}  // namespace

std::unique_ptr<contender> iaqd(const std::string& scratch, const product& built,
                                outcome expected) {
    const auto* const folder = expected == outcome::queued ? "/iaqd" : "/iaqd_exempt";
    return std::make_unique<iaqd_accepts>(scratch + folder, built, expected);
}

}  // namespace iaq::bench
