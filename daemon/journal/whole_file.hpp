#pragma once

#include "base/result.hpp"
#include "journal/disk.hpp"
#include "journal/trouble.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Small files of the journal, read and replaced whole.
namespace iaq::journal {

/// The ending of a file that is being written and will take the place of the one named so.
constexpr std::string_view aside_ending = ".new";

/// Returns the file's contents, or nothing when there is none. Errors: `unreadable`; `damaged` when
/// it is larger than `bytes_max`.
result<std::optional<std::string>, trouble> read_whole_file(disk& on, const std::string& path,
                                                            std::uint64_t bytes_max);

/// Writes and syncs what is to take the place of the file: beside it, under its name and
/// `aside_ending`. Errors: `unwritable`. Durability: the contents; the name once the directory has
/// been synced.
result<void, trouble> write_aside(disk& on, const std::string& path, std::string_view bytes);

/// Puts what `write_aside` wrote in its place. Errors: `unwritable`. Durability: as
/// `replace_file`.
result<void, trouble> take_from_aside(disk& on, const std::string& path);

/// Writes the file aside, syncs it and renames it into place; without room for it nothing of it
/// stays. Errors: `unwritable`.
/// Durability: the contents; the name once the directory has been synced, until then the file is
/// there as it was, or as it is now.
result<void, trouble> replace_file(disk& on, const std::string& path, std::string_view bytes);

/// The same by way of a file named `aside`, which ends in `aside_ending`.
result<void, trouble> replace_file(disk& on, const std::string& path, std::string_view bytes,
                                   const std::string& aside);

/// The same, in the room of a file that stands already: a full disk does not hinder it. Without
/// such a file as `replace_file`. Requires: no more bytes than the file has.
result<void, trouble> put_into_place(disk& on, const std::string& spare, const std::string& path,
                                     std::string_view bytes);

/// Writes a file that can be made again from others: nothing is synced. Errors: `unwritable`.
result<void, trouble> write_derived_file(disk& on, const std::string& path, std::string_view bytes);

}  // namespace iaq::journal
