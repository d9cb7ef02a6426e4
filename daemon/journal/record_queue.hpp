#pragma once

#include "model/ids.hpp"
#include "model/limits.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

/// The one queue down to the journal's thread, and the daemon's one mutex.
namespace iaq::journal {

/// What the journal's thread is asked to do, in the order in which it was asked.
enum class work : std::uint8_t {
    write_record,
    prepare_shred,
    commit_shred,
    drop_shred,
    prepare_drop,
    commit_drop,
    abandon_drop,
    answer_probe
};

struct queued {
    model::sequence number = model::sequence::none;  // of the record; of a drop, the first kept
    std::string record;
    work what = work::write_record;
    std::vector<model::sequence> shredded{};  // with `prepare_shred`
};

class record_queue {
public:
    static constexpr std::size_t records_max = 4 * model::limits::records_in_flight_max;
    static constexpr std::size_t bytes_max = 256UL * 1024 * 1024;

    /// Adds a record; waits while the queue is full; forgets the record once the queue is dead.
    void push(queued entry);

    /// Waits for records, a poke or the end and puts all that has gathered into `into`. Returns
    /// false when the queue is closed and empty.
    ///
    /// `previous`: records in the batch before. With many in flight more will come at once, and one
    /// sync for all costs less than two: it then waits up to 200 us for as many again, unless 100
    /// KiB are there. With few in flight it never waits.
    bool take(std::vector<queued>& into, std::size_t previous);

    /// Puts what has gathered into `into`, without waiting. Returns whether there was anything.
    bool take_now(std::vector<queued>& into);
    /// Lets `take` return although nothing came.
    void poke();
    /// No record comes any more: `take` gives the rest, then false.
    void close();
    /// Drops all records, those to come as well.
    void kill();

private:
    [[nodiscard]] bool full() const {
        return entries_.size() >= records_max || bytes_ >= bytes_max;
    }
    [[nodiscard]] bool wake_now() const {
        return entries_.size() >= wanted_ || bytes_ >= wanted_bytes_ || poked_ || closed_ || dead_;
    }
    void empty_into(std::vector<queued>& into);
    void wait(std::unique_lock<std::mutex>& lock, std::size_t wanted, std::size_t wanted_bytes,
              bool briefly);

    std::mutex mutex_;
    std::condition_variable filled_;
    std::condition_variable emptied_;
    std::vector<queued> entries_;
    std::size_t bytes_ = 0;
    std::size_t wanted_ = 0;  // wake the taker at so many records
    std::size_t wanted_bytes_ = 0;
    bool waiting_ = false;
    bool poked_ = false;
    bool closed_ = false;
    bool dead_ = false;
};

}  // namespace iaq::journal
