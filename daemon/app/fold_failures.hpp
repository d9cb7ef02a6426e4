#pragma once

#include "base/result.hpp"
#include "journal/trouble.hpp"
#include "model/ids.hpp"

#include <map>
#include <string>

namespace iaq::app {

/// How often in a row the fold failed at a record: `<state_dir>/fold_failures`, a line each of
/// journal id, record and count. Counts of another journal are none of this one's.
class fold_failures {
public:
    /// So many starts running, and the record is passed over.
    static constexpr unsigned passed_over_at = 3;

    explicit fold_failures(std::string state_dir) : state_dir_(std::move(state_dir)) {}

    /// Counts a failure of this start at the record and returns how many starts running it failed.
    /// Once for each record and start.
    ///
    /// Errors:     `unreadable`, `unwritable`.
    /// Durability: complete when it returns.
    result<unsigned, journal::trouble> count(const std::string& journal_id, model::sequence at);

    /// Forgets all: a start took in every record. Errors: `unwritable`.
    result<void, journal::trouble> forget();

private:
    using counts = std::map<model::sequence, unsigned>;
    [[nodiscard]] result<counts, journal::trouble> read(const std::string& journal_id) const;
    [[nodiscard]] std::string path() const { return state_dir_ + "/fold_failures"; }

    std::string state_dir_;
    bool was_read_ = false;
    counts before_;  // as the starts before left them
    counts met_;     // in this start
};

}  // namespace iaq::app
