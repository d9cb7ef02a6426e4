#pragma once

#include "journal/bell.hpp"
#include "journal/disk.hpp"
#include "journal/dropper.hpp"
#include "journal/layout.hpp"
#include "journal/scrubber.hpp"
#include "journal/segment_file.hpp"
#include "journal/snapshot_maker.hpp"
#include "journal/trouble.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

/// Prepares, in the background and at low priority, the next segment and the reserve that takes its
/// place while the disk is full; in between it looks after what is closed: snapshots, retention,
/// the scrub.
namespace iaq::journal {

class housekeeper {
public:
    /// `failed` is called once when preparing fails for another reason than lack of space, or when
    /// the scrub finds rot;
    /// `space_short` when there is no room, and when there is again. Both on its thread.
    struct listeners {
        std::function<void()> failed;
        std::function<void(bool)> space_short;
        std::function<void(model::journal_segments)> segments_changed;
        std::function<void(model::sequence first_kept, std::string base_sha256)> drop_prepared;
    };
    /// `has_reserve`: `segment/reserve` stands already. `seals`: room for a sidecar is kept as
    /// well. `scrub_period`: as in `scrubber`; zero: no scrub.
    struct wanted {
        std::uint64_t segment_bytes = 0;
        bool has_reserve = false;
        bool seals = false;
        std::chrono::nanoseconds scrub_period{0};
    };

    /// Those who work on closed segments with it: one of them at a time.
    struct companions {
        std::unique_ptr<snapshot_maker> snapshots;  // may be empty
        std::unique_ptr<dropper> drops;
    };
    /// Lifetime: `on` outlives it.
    housekeeper(disk& on, const layout& where, const wanted& what, companions with, listeners tell);
    housekeeper(const housekeeper&) = delete;
    housekeeper& operator=(const housekeeper&) = delete;
    ~housekeeper();

    /// The reserve is a segment, but never larger than this.
    static constexpr std::uint64_t reserve_bytes_max = 8ULL * 1024 * 1024;
    static std::uint64_t reserve_bytes(std::uint64_t segment_bytes);

    void start();
    /// Does what the thread would do now, but for the scrub. Returns whether something was asked
    /// for meanwhile. Requires: not started.
    bool turn();
    /// Ends the thread; a half-prepared segment is left as it is.
    void stop();

    /// Returns the best there is for a new segment: that file is the caller's until `ask`.
    source take();
    /// What `take` gave has been put to use: wants another.
    void ask();
    /// A segment was closed: a snapshot behind it is due, in place of one that is still waiting.
    void close_segment(snapshot_due due);
    /// What of a drop is to be done next, as in `dropper`. `prepare` is answered by
    /// `drop_prepared`: without a digest when it could not be done, which has been logged.
    struct drop_step {
        enum class kind : std::uint8_t { prepare, commit, abandon } what = kind::prepare;
        model::sequence first_kept = model::sequence::none;
    };
    /// Asks for it. Requires: the one before has been answered or has come to its end.
    void ask_drop(drop_step next);
    /// Takes back the base of a drop that was made ready and then neither committed nor abandoned.
    /// Requires: stopped.
    result<void, trouble> take_back_drop();
    /// Returns the tiles that were handed over and are not durable. Requires: stopped.
    std::vector<std::string> take_unsynced();
    /// As `snapshot_maker::forget_before`.
    result<void, trouble> forget_before(model::sequence now);
    /// What `failed` announced.
    [[nodiscard]] std::optional<trouble> failure() const;

private:
    /// Of a file of zeros. `taken`: its name is in use until `ask`.
    enum class state : std::uint8_t { absent, ready, taken };

    void run();
    /// One round of all that is due but the scrub. Returns whether there is room for segments.
    bool look_after();
    /// Returns whether the file stands now.
    bool fill(std::atomic<state>& zeros, const std::string& path, std::uint64_t bytes);
    result<bool> prepare(const std::string& path, std::uint64_t bytes);
    void fail(trouble why);
    void tell_space(bool is_short);
    void scrub_or_sleep();
    void wait_for_room();
    void make_snapshot();
    void tell_segments();
    void take_drop_step();
    result<void, trouble> prepare_drop(model::sequence first_kept);

    disk& disk_;
    layout layout_;
    std::uint64_t segment_bytes_;
    bool seals_;
    listeners tell_;
    std::atomic<bool> stop_{false};
    std::atomic<bool> failed_{false};
    std::atomic<state> next_{state::absent};
    std::atomic<state> reserve_;
    std::unique_ptr<snapshot_maker> snapshots_;
    std::unique_ptr<dropper> drops_;
    std::atomic<snapshot_due*> due_{nullptr};    // owned: whoever takes it out
    std::atomic<drop_step*> drop_{nullptr};      // the same
    std::optional<model::sequence> made_ready_;  // a drop, the thread's own until it has ended
    std::atomic<bool> segments_changed_{true};
    bell calls_;  // for asks and stops
    std::optional<scrubber> scrub_;
    std::chrono::nanoseconds pause_{0};  // of the scrub, what is left of it
    std::optional<trouble> failure_;     // written before `failed_` says so
    bool short_ = false;                 // the thread's own: said once
    std::thread thread_;
};

}  // namespace iaq::journal
