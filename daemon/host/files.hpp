#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>

/// Small files of the daemon's own: configuration and keys. Never the journal.
namespace iaq::host {

/// Why a file could not be had: its path, the system's reason, and what would do.
struct file_trouble {
    std::string text;
    bool disk = false;  // it could not be written, rather than read
};

/// Returns the file's contents.
result<std::string, file_trouble> read_file(const std::string& path, std::size_t bytes_max);

/// Makes the directory and its parents; this one with mode 0700 when it is new.
/// Durability: the name of a new one is on stable storage when it returns, its parents' are not.
result<void, file_trouble> make_private_directory(const std::string& path);

/// Puts the names in this directory on stable storage.
result<void, file_trouble> sync_directory(const std::string& path);

/// Returns the contents of a key file. Errors: none there, one that others may read, one that is
/// larger than any key. A file of the service manager's credentials may be readable to its group:
/// its folder is not.
result<std::string, file_trouble> read_secret(const std::string& path);

/// Returns the 32 bytes of the key file. Errors: as `read_secret`, and another size.
result<std::string, file_trouble> read_key(const std::string& path);

/// The same; makes the file when it is absent.
result<std::string, file_trouble> read_or_make_key(const std::string& path);

/// Writes a new file, mode 0600, whole or not at all. Durability: complete when it returns.
result<void, file_trouble> make_secret(const std::string& path, std::string_view contents);

/// Returns where a key lies: `path` itself, or in $CREDENTIALS_DIRECTORY when it is relative.
/// Errors: it is relative and there is no such directory.
result<std::string, file_trouble> place_of_key(const std::string& path);

bool exists(const std::string& path);

/// True when others than the owner may enter the directory.
bool is_open_to_others(const std::string& path);

}  // namespace iaq::host
