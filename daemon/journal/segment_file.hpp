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
    fresh,     // a new file that grows as it is written: slower, but it needs no room ahead
};

class segment_file {
public:
    /// Begins the segment of `header.first`. Its name is durable before its header is, and its
    /// header before `begin` returns.
    static result<segment_file, trouble> begin(disk& on, const layout& where,
                                               const ledger::segment_header& header, source from);

    /// Writes frames behind the last and syncs. Durability: complete when it returns.
    result<void, trouble> append(std::string_view frames);
    /// Cuts the file to its last frame, so that from now on every byte of it counts.
    result<void, trouble> cut();

    [[nodiscard]] std::uint64_t end() const { return end_; }
    [[nodiscard]] bool holds_frames() const { return end_ > ledger::header_bytes; }
    [[nodiscard]] std::uint32_t root() const { return root_; }
    [[nodiscard]] std::uint64_t created_ns() const { return created_ns_; }

private:
    segment_file(std::unique_ptr<file> opened, std::string path, std::uint64_t created_ns)
        : file_(std::move(opened)), path_(std::move(path)), created_ns_(created_ns) {}

    std::unique_ptr<file> file_;
    std::string path_;
    std::uint64_t created_ns_;
    std::uint64_t end_ = 0;
    std::uint32_t root_ = 0;
};

/// Makes `segment/next`, `bytes` long, of written zeros: what fallocate reserves costs each sync a
/// change of the inode. Returns false when `stop` came true before it was done.
///
/// `sync_every`: bytes between two syncs, so that a sync of records never waits behind much.
result<bool> prepare_next(disk& on, const layout& where, std::uint64_t bytes,
                          std::uint64_t sync_every, const std::atomic<bool>& stop);

}  // namespace iaq::journal
