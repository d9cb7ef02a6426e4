#pragma once

#include "engine/engine.hpp"
#include "journal/file_journal.hpp"

#include <string>
#include <vector>

/// What shredding needs where engine and journal meet.
namespace iaq::app {

/// Lets `known` take in what was shredded while the journal is opened, and the journal ask what is
/// recorded of its sidecars. Lifetime: `known` outlives the opening.
void know_shredded(journal::options& how, engine::state& known);

/// Returns the backups that `iaq-journal backup` has noted in the state folder, oldest first.
std::vector<engine::backup_made> backups_noted(const std::string& state_dir);

}  // namespace iaq::app
