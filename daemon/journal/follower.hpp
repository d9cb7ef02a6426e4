#pragma once

#include "journal/disk.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/segment_seal.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"
#include "ledger/scan.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Reads a journal from some record on and goes on behind it as it grows, without its lock and
/// without reading anything twice.
namespace iaq::journal {

class follower {
public:
    /// The first look begins with record `first`, in its segment: none before it is read.
    /// Requires: `first` is 1 or more. Lifetime: `with` outlives the follower.
    follower(const std::string& directory, const keys& with, model::sequence first);

    /// Visits every record that came since the last look. A frame that is not whole yet, or a new
    /// segment without its header, is left for a later look. Returns how many were visited.
    ///
    /// Errors:   as `read_only_scan`. What looks like damage at the very end is an error only when
    ///           it looks the same for `looks_max` looks: the writer may be at work on it.
    /// Memory:   one segment.
    /// Thread:   one at a time.
    result<std::uint64_t, trouble> look(const visitor& visit, const closed_visitor& visit_closed);

    /// True when the last look ended at something that is neither whole nor a batch on its way.
    [[nodiscard]] bool in_doubt() const {
        return wound_ && wound_->kind != ledger::wound_kind::torn_tail;
    }
    /// True once a segment has been met.
    [[nodiscard]] bool found_a_journal() const { return header_.has_value(); }

    static constexpr int looks_max = 32;

private:
    enum class at_end : std::uint8_t { no, yes };

    result<bool, trouble> begin(const std::vector<std::string>& names);
    result<bool, trouble> enter(const std::string& name);
    result<bool, trouble> make_sure_of_header();
    result<void, trouble> read_growth(at_end closed);
    result<std::uint64_t, trouble> walk(const visitor& visit, const closed_visitor& visit_closed);
    result<void, trouble> tell(const ledger::entry& entry, const visitor& visit,
                               const closed_visitor& visit_closed);
    result<void, trouble> suffer(const ledger::wound& found);

    std::unique_ptr<disk> disk_;
    layout where_;
    const keys& keys_;
    model::sequence first_;       // none before it is visited
    std::uint64_t last_ = 0;      // record read last
    std::string name_;            // of the segment being read; empty: none yet
    std::unique_ptr<file> file_;  // the same
    std::string buffer_;          // what was read of it, from its first byte
    std::optional<ledger::segment_header> header_;
    std::optional<segment_seal> seal_;
    std::optional<ledger::scanner> scanner_;
    std::optional<ledger::wound> wound_;  // met at the end, perhaps not whole yet
    int looks_ = 0;                       // at that wound
};

}  // namespace iaq::journal
