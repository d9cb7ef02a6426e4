#pragma once

#include "journal/folding.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// Between the thread that reads and opens the records of a journal and the one that folds them.
namespace iaq::journal {

/// Some records in a row.
struct read_batch {
    struct item {
        closed_record of;              // of an open one only the number counts
        bool is_open = false;          // else `of` is all there is of it
        std::size_t at = 0, size = 0;  // in `bytes`
    };
    std::vector<item> items;
    std::string bytes;
};

/// Hands batches over in order; a few at the most lie between the two.
class read_ahead {
public:
    // The reader's side. False: nobody wants to know of more.
    bool put(model::sequence number, std::string_view record);
    bool put_closed(const closed_record& closed);
    /// Hands over what is left and says that no more comes.
    void end();

    // The folder's side.
    /// Waits for the next batch; nullptr when there is none any more. Lifetime: until the next
    /// call.
    const read_batch* next();
    /// Lets the reader end early.
    void give_up();

private:
    static constexpr std::size_t batches_max = 3;

    read_batch& filling() { return ring_[filled_ % batches_max]; }
    bool hand_over_when_full();
    bool hand_over();

    std::array<read_batch, batches_max> ring_;
    std::mutex lock_;
    std::condition_variable changed_;
    std::uint64_t filled_ = 0;  // batches handed over; written by the reader under the lock
    std::uint64_t done_ = 0;    // batches given back
    bool reading_ = false;      // the folder has one in its hands
    bool ended_ = false;
    bool given_up_ = false;
};

}  // namespace iaq::journal
