#pragma once

#include "base/result.hpp"
#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/segment_seal.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"
#include "ledger/scan.hpp"
#include "seal/hasher.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

/// Reads the closed segments again, slowly and without a key, so that rot is found while there are
/// backups from before it.
namespace iaq::journal {

/// The leaves on disk, as far as they stand in full tiles; the others come with a later pass.
///
/// Thread: one at a time.
class stored_leaves {
public:
    /// `whole_to`: leaves that must stand in full tiles; missing ones are a trouble then.
    /// Lifetime: `on` outlives it.
    stored_leaves(disk& on, const layout& where, std::uint64_t whole_to = 0)
        : disk_(on), layout_(where), whole_to_(whole_to) {}

    /// Returns the file that holds another leaf for the record than this one, or nothing. A tile
    /// that is missing, or just being written, says nothing: a start makes it again.
    /// Errors: `damaged` when a tile cannot be read; `refused` when one is missing that must be
    ///         there.
    result<std::optional<std::string>, trouble> unlike(std::uint64_t number, std::string_view leaf);
    /// Reads anew whatever is asked for next.
    void forget() { loaded_.reset(); }

private:
    /// Returns the file's bytes; none when it has not just so many.
    result<std::string, trouble> whole(const std::string& path, std::size_t bytes);

    disk& disk_;
    layout layout_;
    std::uint64_t whole_to_;
    seal::hasher hash_;
    std::optional<std::uint64_t> loaded_;  // of 256 records, which
    std::string bundle_;                   // empty: not there, or not whole
    std::string hashes_;
};

/// Passes over the closed segments, one behind the other, without end.
///
/// Thread: one at a time. Memory: a window of some 4 MiB.
class scrubber {
public:
    /// `period`: what the pauses of one pass add up to. `before`: only segments in front of this
    /// record; none: all. Lifetime: `on` outlives it.
    scrubber(disk& on, const layout& where, std::chrono::nanoseconds period,
             model::sequence before = model::sequence::none);

    /// Reads the next piece of the present pass and returns how long to pause after it.
    ///
    /// A segment that has been removed meanwhile is no error; nor is one that cannot be opened,
    /// for want of descriptors say: the next pass comes to it.
    /// Errors: `damaged` with file and offset when a header, a frame, a sidecar or a leaf of the
    ///         tree is not as it was written, or cannot be read.
    result<std::chrono::nanoseconds, trouble> step();

    /// True between two passes.
    [[nodiscard]] bool is_idle() const { return !now_ && left_.empty(); }
    /// Returns how many passes over at least one record have been finished.
    [[nodiscard]] std::uint64_t passes() const { return passes_; }

private:
    struct closed_segment {
        std::string name;
        std::uint64_t follower = 0;  // first record of the segment behind it
    };
    struct under_way {
        closed_segment which;
        std::unique_ptr<file> from;
        std::uint64_t size = 0;
        std::uint64_t at = 0;    // where the next frame begins
        std::uint64_t next = 0;  // the number it must have
        std::string block;       // of the header
        ledger::segment_header header;
        segment_seal seal;
    };

    result<void, trouble> begin_pass();
    /// What cannot be read is left for a later pass, unless this is the only one.
    [[nodiscard]] result<void, trouble> or_later(const std::string& name) const;
    result<void, trouble> enter(closed_segment which);
    result<void, trouble> check_sidecar(const ledger::segment_header& header);
    /// Checks the frames that lie whole in the next window and moves behind them.
    result<void, trouble> check_window();
    result<void, trouble> check_record(std::uint64_t offset, const ledger::entry& entry);
    result<void, trouble> leave();
    void end_pass();

    disk& disk_;
    layout layout_;
    std::chrono::nanoseconds period_;
    model::sequence before_;
    stored_leaves leaves_;
    std::deque<closed_segment> left_;
    std::optional<under_way> now_;
    std::string window_;  // the segment's header, then some of its frames
    std::string leaf_;
    std::uint64_t pass_bytes_ = 0;
    std::uint64_t records_ = 0;   // of this pass
    std::uint64_t segments_ = 0;  // of this pass, finished
    std::uint64_t passes_ = 0;
};

/// Reads, at once, the segments before `first_kept` as the scrub does; gives up when `stop` comes
/// true. Errors: as `scrubber::step`; and `refused` when one of them, or of their full tiles and
/// bundles, cannot be opened.
result<void, trouble> scrub_before(disk& on, const layout& where, model::sequence first_kept,
                                   const std::atomic<bool>& stop);

}  // namespace iaq::journal
