#pragma once

#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"
#include "ledger/header.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

/// The segment that is being written.
namespace iaq::journal {

enum class source : std::uint8_t {
    prepared,  // `segment/next`, all zeros, becomes it
    reserve,   // `segment/reserve` does: the disk is full
    fresh,     // a new file that grows as it is written: slower, but it needs no room ahead
};

class segment_file {
public:
    /// Begins the segment of `header.first`. Its name is durable before its header is, and its
    /// header before `begin` returns.
    ///
    /// `capacity`: bytes at which it is full, unless its first record is larger.
    static result<segment_file, trouble> begin(disk& on, const layout& where,
                                               const ledger::segment_header& header, source from,
                                               std::uint64_t capacity);

    /// Writes frames behind the last and syncs. Durability: complete when it returns.
    result<void, trouble> append(std::string_view frames);
    /// Cuts the file to its last frame, so that from now on every byte of it counts.
    result<void, trouble> cut();

    [[nodiscard]] std::uint64_t end() const { return end_; }
    [[nodiscard]] std::uint64_t capacity() const { return capacity_; }
    [[nodiscard]] bool holds_frames() const { return end_ > ledger::header_bytes; }
    [[nodiscard]] std::uint32_t root() const { return root_; }
    [[nodiscard]] std::uint64_t created_ns() const { return created_ns_; }

private:
    segment_file(std::unique_ptr<file> opened, std::string path, std::uint64_t created_ns,
                 std::uint64_t capacity)
        : file_(std::move(opened)),
          path_(std::move(path)),
          created_ns_(created_ns),
          capacity_(capacity) {}

    std::unique_ptr<file> file_;
    std::string path_;
    std::uint64_t created_ns_;
    std::uint64_t capacity_;
    std::uint64_t end_ = 0;
    std::uint32_t root_ = 0;
};

/// Makes a file of written zeros, `bytes` long, for a segment to come: what fallocate reserves
/// costs each sync a change of the inode. Returns false when `stop` came true before it was done.
///
/// `sync_every`: bytes between two syncs, so that a sync of records never waits behind much.
result<bool> prepare_zeros(disk& on, const std::string& path, std::uint64_t bytes,
                           std::uint64_t sync_every, const std::atomic<bool>& stop);

}  // namespace iaq::journal
