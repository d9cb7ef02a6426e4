#pragma once

#include "base/result.hpp"
#include "journal/file_journal.hpp"
#include "support/memory_disk.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Lives of a journal on a disk in memory, and what its user knows at each moment of them.
namespace iaq::crash {

using testing::memory_disk;
using testing::operation;

/// Why a promise is broken, in words.
struct breach {
    std::string text;
};

/// What the user of a journal knows: what may be on the disk, and what must be.
struct knowledge {
    std::vector<std::string> appended;  // record n at n - 1
    std::uint64_t durable = 0;          // told so up to here

    /// Takes in a mark of `live`; other operations tell the user nothing.
    void hear(const operation& made);
};

enum class ending : std::uint8_t {
    closed,
    dropped,  // as by a kill, with the last batch on its way
};

struct life {
    std::uint64_t segment_bytes = 64UL * 1024;
    std::vector<std::vector<std::string>> batches;  // the next when the one before is durable
    ending ends = ending::closed;
    bool by_hand = false;  // in this thread, the journal's and its housekeeper's work by turns
};

/// Opens the journal in `folder` and compares what it visits with what is known. Returns how many
/// records there are.
///
/// Errors: a breach: it refuses to open, a durable record is missing, one is there that was never
/// appended, or it is not what was appended.
result<std::uint64_t, breach> recover(memory_disk& on, const knowledge& known,
                                      std::uint64_t segment_bytes,
                                      const std::function<void(journal::file_journal&)>& use = {});

/// Lives one life and marks in the disk's log what the user hears: `opened` with the number of
/// records found, `appended` with each record, `durable`. Ends early, dropped, when the journal
/// says that it failed or cannot be opened because the disk fails.
///
/// Errors: as `recover`; and a journal that fails on a sound disk, or reports after its failure.
result<void, breach> live(memory_disk& on, const life& plan, knowledge& known);

/// The folder a new journal can be made in.
testing::disk_image empty_disk();

}  // namespace iaq::crash
