#pragma once

#include "base/canonical.hpp"
#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/record.hpp"

#include <optional>
#include <set>
#include <tuple>

/// Deadlines as data: which fires next, and the time by which they are judged.
namespace iaq::clocks {

struct deadline {
    utc_time due{};
    model::inquiry_index inquiry = model::inquiry_index::none;
    model::records::clock_kind kind = model::records::clock_kind::unspecified;
    model::sequence reply =
        model::sequence::none;  // of the unseen clocks: which waits for a reader
    friend auto operator<=>(const deadline&, const deadline&) = default;
};

/// Every deadline still to fire. Part of the state: armed and disarmed by records only.
class agenda {
public:
    void arm(const deadline& d) { deadlines_.insert(d); }
    /// Forgets this inquiry's deadline of this kind, due then; nothing when there is none.
    void disarm(const deadline& d) { deadlines_.erase(d); }
    /// Forgets every deadline of this inquiry.
    void forget(model::inquiry_index inquiry);
    /// Forgets every deadline of the inquiries before this one.
    void forget_before(model::inquiry_index first);
    [[nodiscard]] std::optional<deadline> first() const;
    [[nodiscard]] const std::set<deadline>& all() const { return deadlines_; }
    [[nodiscard]] bool holds(const deadline& d) const { return deadlines_.contains(d); }
    [[nodiscard]] std::size_t size() const { return deadlines_.size(); }
    void describe(canonical& out) const;
    /// Reads what `describe` wrote into an empty agenda. Errors: false, and it is of no use.
    [[nodiscard]] bool restore(canonical_reader& in);

private:
    std::set<deadline> deadlines_;
};

/// UTC as this run of the daemon drives it: read once, then carried on by the clock that never
/// steps. A stepped system clock moves no deadline; a clock behind the journal's last record at the
/// start delays none (policy.md, clocks).
class timeline {
public:
    /// `last_record`: the time of the journal's last record, or zero.
    timeline(instant start, utc_time last_record);

    [[nodiscard]] utc_time at(mono_time now) const;
    /// Returns the monotonic time at which `due` will be reached.
    [[nodiscard]] mono_time when(utc_time due) const;

private:
    utc_time base_utc_;
    mono_time base_mono_;
};

}  // namespace iaq::clocks
