#pragma once

#include "base/result.hpp"
#include "engine/engine.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What shredding needs where engine and journal meet.
namespace iaq::app {

/// Returns the sidecars that a record tells the digests of. Errors: as `contract::decode`.
result<std::vector<model::records::wrapped_sidecar>, std::string> sidecars_told(
    std::string_view record);

/// Returns the backups that `iaq-journal backup` has noted in the state folder, oldest first.
std::vector<model::calls::backup_made> backups_noted(const std::string& state_dir);

}  // namespace iaq::app
