#pragma once

#include "app/recovery.hpp"
#include "journal/file_journal.hpp"
#include "model/settings.hpp"

#include <string>

namespace iaq::app {

/// `iaqd --new-journal`, and a start that finds one unfinished: sets the damaged journal aside and
/// writes a new one that begins with what its good prefix holds open. Afterwards the journal is
/// there to be opened as ever. Without the option and without such a rest it does nothing.
///
/// `how`: as the journal is going to be opened. `reason`: why; empty: it was not asked for.
///
/// Errors:     exit code 64 when the journal is sound; as `recover` when it cannot be opened for a
///             reason that is no damage; what could not be read or written.
/// Durability: complete when it returns; an end at any moment before is taken up by the next start.
result<void, refusal> begin_anew(const journal::options& how, const model::settings& settings,
                                 const std::string& reason);

}  // namespace iaq::app
