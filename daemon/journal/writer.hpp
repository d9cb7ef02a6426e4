#pragma once

#include "journal/file_journal.hpp"
#include "journal/housekeeper.hpp"
#include "journal/record_queue.hpp"
#include "journal/segment_file.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

/// The journal's thread: writes what has gathered, syncs once, and only then reports it durable.
namespace iaq::journal {

class writer {
public:
    /// Lifetime: `on` outlives it. `header` is that of `segment`.
    writer(disk& on, const options& how, const ledger::segment_header& header,
           segment_file segment);
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    ~writer();

    void start(std::function<void(model::sequence)> on_durable,
               std::function<void(trouble)> on_failure);
    void append(queued entry) { queue_.push(std::move(entry)); }
    result<void, trouble> close();

private:
    void run();
    result<void, trouble> write(std::span<const queued> batch);
    [[nodiscard]] std::size_t encode(std::span<const queued> batch);
    [[nodiscard]] bool is_old() const;
    result<void, trouble> roll(model::sequence first);
    void end_threads();

    disk& disk_;
    options options_;
    layout layout_;
    ledger::segment_header header_;
    segment_file segment_;
    record_queue queue_;
    housekeeper housekeeper_;
    std::string frames_;  // one batch
    std::function<void(model::sequence)> on_durable_;
    std::function<void(trouble)> on_failure_;
    std::optional<trouble> failure_;  // the thread's, ours when it has ended
    std::thread thread_;
};

}  // namespace iaq::journal
