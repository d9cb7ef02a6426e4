#include "journal/segment_file.hpp"

#include <algorithm>

namespace iaq::journal {
namespace {

constexpr auto unwritable = trouble::kind::unwritable;

result<std::unique_ptr<file>, trouble> opened(disk& on, const layout& where,
                                              const std::string& path, source from) {
    if (from != source::fresh) {
        const auto& zeros = from == source::prepared ? where.next : where.reserve;
        IAQ_TRY(told(on.rename(zeros, path), unwritable, "rename zeros to", path));
        IAQ_TRY(told(on.sync_directory(where.segments), unwritable, "sync", where.segments));
        return told(on.open(path, access::write), unwritable, "open", path);
    }
    IAQ_TRY(auto made, told(on.open(path, access::create), unwritable, "create", path));
    IAQ_TRY(told(on.sync_directory(where.segments), unwritable, "sync", where.segments));
    return made;
}

}  // namespace

result<segment_file, trouble> segment_file::begin(disk& on, const layout& where,
                                                  const ledger::segment_header& header, source from,
                                                  std::uint64_t capacity) {
    auto path = where.segment(model::sequence{header.first});
    // The name first: were the header durable before it, a crash would leave a `next` that is not
    // all zeros.
    IAQ_TRY(auto file, opened(on, where, path, from));
    segment_file segment{std::move(file), std::move(path), header.created_ns, capacity};
    const auto block = ledger::encode_header(header);
    IAQ_TRY(segment.append(block));
    segment.root_ = ledger::root_of(block);
    return segment;
}

result<void, trouble> segment_file::append(std::string_view frames) {
    IAQ_TRY(told(file_->write_at(end_, frames), unwritable, "write", path_));
    IAQ_TRY(told(file_->sync_data(), unwritable, "sync", path_));
    end_ += frames.size();
    return boost::outcome_v2::success();
}

result<void, trouble> segment_file::cut() {
    IAQ_TRY(told(file_->truncate(end_), unwritable, "cut", path_));
    return told(file_->sync_data(), unwritable, "sync", path_);
}

result<bool> prepare_zeros(disk& on, const std::string& path, std::uint64_t bytes,
                           std::uint64_t sync_every, const std::atomic<bool>& stop) {
    const std::string zeros(1024UL * 1024, '\0');
    IAQ_TRY(const auto next, on.open(path, access::create));
    std::uint64_t unsynced = 0;
    for (std::uint64_t at = 0; at < bytes; at += zeros.size()) {
        if (stop) {
            return false;
        }
        const auto piece = std::string_view{zeros}.substr(0, bytes - at);
        IAQ_TRY(next->write_at(at, piece));
        unsynced += piece.size();
        if (unsynced >= sync_every || at + piece.size() >= bytes) {
            IAQ_TRY(next->sync_data());
            unsynced = 0;
        }
    }
    return true;
}

}  // namespace iaq::journal
