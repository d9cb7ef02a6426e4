#pragma once

#include "journal/disk.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// What the journal's tests stand on: a folder that goes away, ears, and a disk that fails on
/// demand.
namespace iaq::test {

/// A new folder under the temporary directory, removed at the end.
class scratch {
public:
    scratch();
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch();
    [[nodiscard]] std::filesystem::path journal() const { return path_ / "journal"; }
    [[nodiscard]] std::filesystem::path next() const { return journal() / "segment" / "next"; }
    [[nodiscard]] std::filesystem::path segment(std::uint64_t first) const;
    /// The names of the segments in order, without `next`.
    [[nodiscard]] std::vector<std::string> segments() const;
    [[nodiscard]] journal::options options() const;

private:
    std::filesystem::path path_;
};

/// Keys that seal and sign: the master key is 32 times `master`, random bytes come in order.
std::unique_ptr<journal::keys> some_keys(char master = 'M');
/// A record `checkpoint due`, as the journal knows it: field 163, empty.
constexpr std::string_view head_record{"\x9a\x0a\x00", 3};

std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view bytes);
/// Writes `bytes` over what is at `offset`.
void patch_file(const std::filesystem::path& path, std::size_t offset, std::string_view bytes);

/// Hears what the journal's thread says.
class listener {
public:
    void attach(journal::file_journal& to);
    void wait_durable(std::uint64_t number);
    journal::trouble wait_failure();
    /// Waits until space was said to be short, or to be there again, for the `count`th time.
    void wait_space(std::size_t count, bool is_short);
    [[nodiscard]] std::vector<std::uint64_t> reports();
    [[nodiscard]] std::size_t failures();
    /// Called with each report, before it counts.
    std::function<void(std::uint64_t)> also;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::uint64_t> reports_;
    std::vector<bool> space_;
    std::vector<journal::trouble> failures_;
    bool said_after_failure_ = false;
};

enum class call : std::uint8_t { create, write, sync, truncate, rename, remove, sync_directory };
std::string_view name_of(call what);

/// The machine's disk; asks before each call that changes something whether it shall fail.
class probed_disk final : public journal::disk {
public:
    using probe = std::function<boost::system::error_code(call, const std::string& path)>;
    explicit probed_disk(probe ask) : ask_(std::move(ask)), real_(journal::make_posix_disk()) {}

    result<std::unique_ptr<journal::file>> open(const std::string& path,
                                                journal::access how) override;
    result<void> rename(const std::string& from, const std::string& to) override;
    result<void> remove(const std::string& path) override;
    result<void> sync_directory(const std::string& path) override;
    result<std::vector<std::string>> list(const std::string& path) override;
    result<bool> make_directory(const std::string& path) override;
    result<std::unique_ptr<journal::file>> lock(const std::string& path) override;

private:
    probe ask_;
    std::unique_ptr<journal::disk> real_;
};

boost::system::error_code system_error(int number);

/// Opens, and returns the journal with what it replayed.
struct reopened {
    std::unique_ptr<journal::file_journal> journal;
    std::vector<std::string> records;
};
reopened reopen(const journal::options& how);
/// Opens a journal that must be refused.
journal::trouble refused(const journal::options& how);
/// A visitor that forgets.
result<void, std::string> ignore(model::sequence number, std::string_view record);
/// Writes a journal with these records, each durable before the next, and closes it.
void write_journal(const journal::options& how, const std::vector<std::string>& records);
/// Leaves the folder as a killed process would: nothing cut, zeros behind the last frame.
void write_and_drop(const journal::options& how, const std::vector<std::string>& records);

}  // namespace iaq::test
