#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The seam between the journal and the file system: every call that can change or lose a byte goes
/// through it, so that a test can record, fail or reorder them. All errors are the system's.
namespace iaq::journal {

/// An open file; closed by its end.
class file {
public:
    file() = default;
    file(const file&) = delete;
    file& operator=(const file&) = delete;
    virtual ~file() = default;

    virtual result<std::uint64_t> size() = 0;
    /// Reads until `into` is full or the file ends; returns how many bytes that were.
    virtual result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) = 0;
    /// Writes all of `bytes`. Durability: none until `sync_data` returns.
    virtual result<void> write_at(std::uint64_t offset, std::string_view bytes) = 0;
    /// Makes contents and size durable (fdatasync). After an error what is on disk is unknown, and
    /// a second call may lie: never call again.
    virtual result<void> sync_data() = 0;
    virtual result<void> truncate(std::uint64_t size) = 0;
    /// Lets go of what the system keeps of the file in memory, so that the next read asks the
    /// medium. A hint; nothing is lost by it.
    virtual void forget() {}
};

enum class access : std::uint8_t {
    read,
    write,   // an existing file
    create,  // a new file, mode 0600; an error when there is one
};

class disk {
public:
    disk() = default;
    disk(const disk&) = delete;
    disk& operator=(const disk&) = delete;
    virtual ~disk() = default;

    virtual result<std::unique_ptr<file>> open(const std::string& path, access how) = 0;
    /// Replaces `to` when it exists. Durability: once the directory has been synced.
    virtual result<void> rename(const std::string& from, const std::string& to) = 0;
    /// Removes a file, or a directory that is empty.
    virtual result<void> remove(const std::string& path) = 0;
    /// Makes the names in a directory durable (fsync).
    virtual result<void> sync_directory(const std::string& path) = 0;
    /// Returns the names in a directory, in no order.
    virtual result<std::vector<std::string>> list(const std::string& path) = 0;
    /// Makes a directory, mode 0700. Returns false when there is one already.
    virtual result<bool> make_directory(const std::string& path) = 0;
    /// Takes the lock file, makes it when missing, and writes into it who holds it; held until the
    /// returned file ends, however the process ends.
    ///
    /// Errors: `resource_unavailable_try_again` when another process holds it.
    virtual result<std::unique_ptr<file>> lock(const std::string& path) = 0;
};

/// Returns the file system of this machine. Thread: any.
std::unique_ptr<disk> make_posix_disk();

}  // namespace iaq::journal
