#pragma once

#include "base/result.hpp"

#include <string>

/// Small files of the daemon's own: configuration and keys. Never the journal.
namespace iaq::host {

/// Why a file could not be had: its path, the system's reason, and what would do.
struct file_trouble {
    std::string text;
};

/// Returns the file's contents.
result<std::string, file_trouble> read_file(const std::string& path, std::size_t bytes_max);

/// Makes the directory and its parents; this one with mode 0700 when it is new.
result<void, file_trouble> make_private_directory(const std::string& path);

/// Returns the 32 bytes of the key file, making it (mode 0600, synced) when it is absent.
/// Errors: a file that others may read, or of another size.
result<std::string, file_trouble> read_or_make_key(const std::string& path);

/// True when others than the owner may enter the directory.
bool is_open_to_others(const std::string& path);

}  // namespace iaq::host
