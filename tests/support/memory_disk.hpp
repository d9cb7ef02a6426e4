#pragma once

#include "journal/disk.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A disk in memory that writes down, in order, every call which changes it or makes it durable.
/// It shows what running processes see; `crash::unsettled_disk` says what a power cut leaves of it.
namespace iaq::testing {

/// Directories and files by their whole path.
struct disk_image {
    std::set<std::string> directories;
    std::map<std::string, std::string> files;
    friend bool operator==(const disk_image&, const disk_image&) = default;
};

/// A file whatever its name is by now. Those of the first image are counted from 0 in order of
/// their paths, then each one created.
enum class file_id : std::uint32_t {};

namespace operations {

struct made_directory {
    std::string path;
};
struct created {
    std::string path;
    file_id file;
};
struct written {
    file_id file;
    std::uint64_t offset;
    std::string bytes;
};
struct truncated {
    file_id file;
    std::uint64_t size;
};
/// `failed`: the caller was told so.
struct synced {
    file_id file;
    bool failed;
};
struct renamed {
    std::string from;
    std::string to;
};
struct removed {
    std::string path;
};
struct directory_synced {
    std::string path;
    bool failed;
};
/// No call: what a test wants to find again in the order of things.
struct marked {
    std::string word;
    std::uint64_t number;
    std::string bytes;
};

using operation = std::variant<made_directory, created, written, truncated, synced, renamed,
                               removed, directory_synced, marked>;

/// Returns it in words, for a report: `written file 3, 512 bytes at 4096`.
std::string describe(const operation& made);

}  // namespace operations

using operations::operation;

/// Returns `path` as an image spells it: without `..` and without a slash at the end.
std::string plain_path(std::string_view path);

/// Lock files are no part of the image nor of the log: nothing rests on what they hold.
///
/// Thread: any.
class memory_disk final : public journal::disk {
public:
    /// Returns the error with which a call shall fail, or none. A write that fails has written its
    /// first half, as a full disk leaves it; other calls that fail have done nothing. With
    /// `operation_canceled` the process was killed before the call: nothing is done nor logged.
    using judge = std::function<boost::system::error_code(const operation&)>;

    explicit memory_disk(disk_image from, judge fails = {});

    result<std::unique_ptr<journal::file>> open(const std::string& path,
                                                journal::access how) override;
    result<void> rename(const std::string& from, const std::string& to) override;
    result<void> remove(const std::string& path) override;
    result<void> sync_directory(const std::string& path) override;
    result<std::vector<std::string>> list(const std::string& path) override;
    result<bool> make_directory(const std::string& path) override;
    result<std::unique_ptr<journal::file>> lock(const std::string& path) override;

    void mark(std::string word, std::uint64_t number, std::string bytes = {});
    /// Returns everything that was done since the beginning.
    [[nodiscard]] std::vector<operation> log() const;
    /// Returns what a process sees now.
    [[nodiscard]] disk_image seen() const;

private:
    friend class memory_file;
    friend class memory_lock;

    [[nodiscard]] boost::system::error_code judged(const operation& asked) const;
    [[nodiscard]] bool has_parent(const std::string& path) const;
    std::string& bytes_of(file_id file) { return files_.at(static_cast<std::size_t>(file)); }

    mutable std::mutex mutex_;
    judge fails_;
    std::set<std::string> directories_;
    std::map<std::string, file_id> names_;
    std::vector<std::string> files_;  // by `file_id`; those without a name may still be open
    std::set<std::string> locked_;
    std::vector<operation> log_;
};

}  // namespace iaq::testing
