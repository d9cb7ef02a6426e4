#pragma once

#include "app/exit_code.hpp"
#include "base/result.hpp"
#include "engine/state.hpp"
#include "journal/file_journal.hpp"
#include "model/record.hpp"

#include <memory>
#include <string>
#include <vector>

/// From the journal on disk to the state: the fold at the start, without the records that are
/// passed over because the journal says so, or because it failed at them too often.
namespace iaq::app {

/// Why the start ends, in a sentence for operators.
struct refusal {
    exit_code code = exit_code::other;
    std::string text;
};

/// Returns the refusal for what the journal said.
refusal refusal_of(const journal::trouble& why);

struct recovered {
    std::unique_ptr<journal::file_journal> store;
    engine::state known;
    /// Passed over from this start on: they are still to be recorded.
    std::vector<model::records::quarantined> given_up;
};

/// Opens the journal and folds it. A record at which that fails is counted in `state_dir`; the
/// third start running passes over it. What a newer daemon may have written is never passed over.
result<recovered, refusal> recover(const journal::options& how, const std::string& environment,
                                   const std::string& state_dir);

}  // namespace iaq::app
