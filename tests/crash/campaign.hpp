#pragma once

#include "crash/explorer.hpp"
#include "crash/workloads.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>

/// The frame of a test case that explores: how much, with what seed, and what it says of a breach.
namespace iaq::crash {

/// Returns how many disks all cases together look at: IAQ_CRASH_STATES, or 20,000; fewer under a
/// sanitizer.
std::size_t states_wanted();

/// Explores one history after another until `states` disks were looked at. Says first with which
/// IAQ_CRASH_SEED it can be repeated; the two threads of a journal may take turns in another way
/// then, but IAQ_CRASH_KEEP keeps the disk itself.
class campaign {
public:
    explicit campaign(std::size_t states);
    campaign(const campaign&) = delete;
    campaign& operator=(const campaign&) = delete;
    /// Says how many it were.
    ~campaign();

    [[nodiscard]] bool goes_on() const { return exploring_.states() < states_; }
    /// Returns a share of the whole.
    [[nodiscard]] std::size_t share(std::size_t parts) const;
    const usage& next_usage() { return usages()[round_++ % usages().size()]; }
    std::mt19937_64& random() { return random_; }
    explorer& exploring() { return exploring_; }

    /// Lives this usage on what `past` begins with.
    history lived(const usage& how, history past);
    /// Ends the case with the whole report when a promise was broken.
    void require(const result<void, breach>& kept, std::string_view doing) const;

private:
    std::uint64_t seed_;
    std::mt19937_64 random_;
    explorer exploring_;
    std::size_t states_;
    std::size_t round_ = 0;
};

/// Returns the history of a disk without a journal.
inline history from_nothing() { return {empty_disk(), {}, {}}; }

}  // namespace iaq::crash
