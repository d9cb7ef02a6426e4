#pragma once

#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/replay.hpp"
#include "journal/trouble.hpp"

#include <cstdint>
#include <optional>
#include <string>

/// What a start does to the files before it writes: the tail of the last segment is settled, and
/// what was left half made is removed.
namespace iaq::journal {

/// Makes durable what was visited, and cuts what stands behind it: zeros, or a batch nobody was
/// told of. Errors: `unreadable`, `unwritable`.
result<void, trouble> settle_tail(disk& on, const layout& where, const replayed& past);

/// Removes what a crash left half written beside its place. Errors: `unreadable`, `unwritable`.
result<void, trouble> sweep_aside(disk& on, const layout& where);

/// Removes a file of zeros, as `check_zeros` found it, that has not the size wanted: half prepared,
/// or of another setting. Returns whether it stands. Errors: `unwritable`.
result<bool, trouble> keep_if_whole(disk& on, const layout& where, const std::string& name,
                                    std::optional<std::uint64_t> size, std::uint64_t wanted);

}  // namespace iaq::journal
