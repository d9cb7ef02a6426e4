#pragma once

#include "base/result.hpp"
#include "bench/statistics.hpp"

#include <string>

/// What the bench asks of everyone it measures: to make small records durable and say so.
namespace iaq::bench {

/// Why a measurement could not be made, in words for whoever ran it.
struct trouble {
    std::string text;
};

/// How much is asked at once.
struct load {
    int in_flight = 1;
    /// True: a connection for each. False: as the contender does best; iaqd pipelines on four.
    bool connection_each = false;

    [[nodiscard]] std::string name() const {
        return connection_each ? std::to_string(in_flight) + "x1" : std::to_string(in_flight);
    }
    friend bool operator==(const load&, const load&) = default;
};

/// Bytes of payload of one record at the peers, about what a submission is on the wire.
constexpr std::size_t payload_bytes = 500;

class contender {
public:
    contender() = default;
    contender(const contender&) = delete;
    contender& operator=(const contender&) = delete;
    virtual ~contender() = default;

    [[nodiscard]] virtual std::string name() const = 0;
    /// False for a load at which it would be measured unfairly or not at all.
    [[nodiscard]] virtual bool takes(const load& asked) const = 0;
    /// Makes everything ready, once before the first run.
    virtual result<void, trouble> prepare() = 0;
    /// Runs against fresh contents for about `seconds`; a record counts once it is durable.
    virtual result<measured, trouble> run(double seconds, const load& asked) = 0;
    /// Ends what `prepare` started. Also what the destructor does.
    virtual void stop() = 0;
};

}  // namespace iaq::bench
