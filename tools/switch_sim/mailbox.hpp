#pragma once

#include "base/time.hpp"
#include "switch_sim/asked.hpp"
#include "switch_sim/scene.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// What the switch owes one device, in order of time and as the scene shuffles it.
namespace iaq::switch_sim {

/// Chance that is the same for the same seed, on every machine.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}

    /// Returns a number from 0 to `limit - 1`. Requires: `limit > 0`.
    std::uint64_t below(std::uint64_t limit) { return engine_() % limit; }
    /// Returns a time between the two, to the millisecond.
    nanoseconds within(const delay& d);

private:
    std::mt19937_64 engine_;
};

class mailbox;

/// One thing that is still to be said.
struct letter {
    const effect* told = nullptr;        // lives as long as the lesc
    std::shared_ptr<const asked> about;  // never null
    utc_time asked_at{};
    mailbox* box = nullptr;   // where it goes back to when the connection ends
    std::string payload;      // written when it is first sent to an account, the same ever after
    std::size_t account = 0;  // to which it was written
    std::uint32_t sends = 0;
    bool spoiled = false;  // its faults have happened: from now on it is sent well
    bool doubled = false;  // `twice` has happened
};

class mailbox {
public:
    /// `device` may be empty: traffic for whoever listens.
    explicit mailbox(std::string device) : device_(std::move(device)) {}

    void post(letter l, mono_time due);
    /// Puts a letter that did not arrive before all others.
    void put_back(letter l);
    std::optional<letter> take(mono_time now, const shuffle& how, dice& chance);

    /// Returns when `take` may next give something; nothing when nothing waits.
    [[nodiscard]] std::optional<mono_time> next_due(mono_time now, const shuffle& how) const;
    [[nodiscard]] std::size_t size() const {
        return waiting_.size() + gathered_.size() + ready_.size();
    }
    [[nodiscard]] const std::string& device() const { return device_; }

    std::uint64_t holder = 0;            // the connection that speaks for the device; 0: none
    std::optional<std::size_t> account;  // the listener it came in by

private:
    void gather(letter l, mono_time now, const shuffle& how);
    void release(const shuffle& how, dice& chance);

    std::string device_;
    std::multimap<mono_time, letter> waiting_;
    std::vector<letter> gathered_;
    mono_time gathered_since_{};
    std::deque<letter> ready_;
};

}  // namespace iaq::switch_sim
