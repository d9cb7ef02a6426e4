#pragma once

#include "crash/journal_life.hpp"
#include "crash/legal_disks.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

/// Cuts the power at each moment of a log, on every legal disk or a sample of them, and checks what
/// the journal makes of it.
namespace iaq::crash {

/// A log and where it begins.
struct history {
    disk_image start;
    knowledge before;
    std::vector<operation> log;
};

/// One moment of a history.
struct moment {
    unsettled_disk disk;
    knowledge known;
};

class explorer {
public:
    explicit explorer(std::uint64_t seed) : random_(seed) {}

    /// Looks at about `states` disks, from the operation `first` on, and stops at the first breach.
    /// With IAQ_CRASH_KEEP=<folder> the disk that broke it is left there.
    ///
    /// Errors: the breach, with the moment, the operations before it and what they left.
    result<void, breach> explore(const history& past, std::size_t states, std::size_t first = 0);

    /// Returns a disk that some power cut in the history leaves, and what is known of it.
    history after_some_cut(const history& past);

    /// How many disks were looked at until now.
    [[nodiscard]] std::size_t states() const { return states_; }

private:
    result<void, breach> check(const history& past, std::size_t index, const moment& now,
                               const outcome& chosen);

    std::mt19937_64 random_;
    std::size_t states_ = 0;
};

/// Checks what must hold on a disk that a power cut has left: recovery finds every durable record
/// and none that was not appended; a power cut right behind it changes nothing any more; the
/// journal takes new records, and finds them again.
result<void, breach> check_promises(const disk_image& left, const knowledge& known,
                                    std::mt19937_64& random);

}  // namespace iaq::crash
