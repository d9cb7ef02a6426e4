#include "journal/tidying.hpp"

#include "journal/whole_file.hpp"
#include "observe/log.hpp"

namespace iaq::journal {

using boost::outcome_v2::success;
constexpr auto unwritable = trouble::kind::unwritable;

namespace {

/// Writes the last batch again: after a failed sync the system may hold it in memory only and call
/// it clean, and then no sync would ever bring it to the disk.
result<void, trouble> write_again(file& segment, const std::string& path, const tail_found& tail) {
    std::string batch(tail.end - tail.batch, '\0');
    IAQ_TRY(const auto length,
            told(segment.read_at(tail.batch, batch), trouble::kind::unreadable, "read", path));
    if (length != batch.size()) {
        return trouble{trouble::kind::unreadable, path + ": cut by another while it was read"};
    }
    return told(segment.write_at(tail.batch, batch), unwritable, "write", path);
}

}  // namespace

result<void, trouble> settle_tail(disk& on, const layout& where, const replayed& past) {
    const auto& tail = past.tail;
    if (tail.name.empty() || tail.unborn) {
        return success();
    }
    const auto path = where.segments + "/" + tail.name;
    IAQ_TRY(const auto segment, told(on.open(path, access::write), unwritable, "open", path));
    if (tail.batch != 0) {
        IAQ_TRY(write_again(*segment, path, tail));
    }
    if (tail.end != tail.size) {
        IAQ_TRY(told(segment->truncate(tail.end), unwritable, "cut", path));
    }
    IAQ_TRY(told(segment->sync_data(), unwritable, "sync", path));
    IAQ_TRY(told(on.sync_directory(where.segments), unwritable, "sync", where.segments));
    if (past.seen.unfinished_bytes != 0) {
        observe::say(observe::event::journal_tail_cut,
                     {observe::plain{tail.name}, past.seen.unfinished_bytes, tail.end});
    }
    return success();
}

result<void, trouble> sweep_aside(disk& on, const layout& where) {
    for (const auto& folder : {where.root, where.segments}) {
        IAQ_TRY(const auto names, told(on.list(folder), trouble::kind::unreadable, "list", folder));
        for (const auto& name : names) {
            if (name.ends_with(aside_ending)) {
                const auto path = folder + "/" + name;
                IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
            }
        }
    }
    return success();
}

result<bool, trouble> keep_if_whole(disk& on, const layout& where, const std::string& name,
                                    std::optional<std::uint64_t> size, std::uint64_t wanted) {
    if (size && *size != wanted) {
        const auto path = where.segments + "/" + name;
        IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
        return false;
    }
    return size.has_value();
}

}  // namespace iaq::journal
