#include "journal/file_journal.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "journal/replay.hpp"
#include "journal/writer.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <array>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
constexpr auto unwritable = trouble::kind::unwritable;
constexpr std::uint64_t segment_bytes_min = 64ULL * 1024;

class opened_journal final : public file_journal {
public:
    opened_journal(std::unique_ptr<disk> own, disk& on, std::unique_ptr<file> lock,
                   const options& how, const ledger::segment_header& header, segment_file segment,
                   found recovered)
        : own_disk_(std::move(own)),
          lock_(std::move(lock)),
          found_(std::move(recovered)),
          last_(found_.last),
          writer_(on, how, header, std::move(segment)) {}

    [[nodiscard]] const found& recovered() const override { return found_; }

    void append(model::sequence number, std::string record) override {
        ensure(number == model::next(last_));
        ensure(!record.empty() && record.size() <= model::limits::record_bytes_max);
        last_ = number;
        writer_.append({number, std::move(record)});
    }

    void start(std::function<void(model::sequence)> on_durable,
               std::function<void(trouble)> on_failure) override {
        writer_.start(std::move(on_durable), std::move(on_failure));
    }

    result<void, trouble> close() override {
        auto closed = writer_.close();
        lock_.reset();
        return closed;
    }

private:
    std::unique_ptr<disk> own_disk_;  // null when it is another's
    std::unique_ptr<file> lock_;
    found found_;
    model::sequence last_;
    writer writer_;
};

result<void, trouble> make_directories(disk& on, const layout& where) {
    IAQ_TRY(const bool fresh,
            told(on.make_directory(where.root), unwritable, "create", where.root));
    if (fresh) {
        const auto parent = where.root + "/..";
        IAQ_TRY(told(on.sync_directory(parent), unwritable, "sync", parent));
    }
    IAQ_TRY(told(on.make_directory(where.segments), unwritable, "create", where.segments));
    return told(on.sync_directory(where.root), unwritable, "sync", where.root);
}

result<std::unique_ptr<file>, trouble> take_lock(disk& on, const layout& where) {
    auto lock = on.lock(where.lock);
    if (lock) {
        return std::move(lock).value();
    }
    if (lock.error() != boost::system::errc::resource_unavailable_try_again) {
        return system_trouble(unwritable, "lock", where.lock, lock.error());
    }
    std::array<char, 256> words{};
    std::string_view holder;
    if (const auto held = on.open(where.lock, access::read)) {
        if (const auto length = held.value()->read_at(0, words)) {
            holder = text::trim({words.data(), length.value()});
        }
    }
    return trouble{trouble::kind::locked, where.lock + ": another daemon writes this journal (" +
                                              text::valid_utf8(holder) + "); stop it first"};
}

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

/// Makes durable what was visited, and cuts what stands behind it: zeros, or a batch nobody was
/// told of.
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

/// Leaves a `next` that a segment can be made of, and says whether there is one.
result<source, trouble> ready_next(disk& on, const options& how, const layout& where,
                                   std::optional<std::uint64_t> size) {
    if (size == how.segment_bytes) {
        return source::prepared;
    }
    if (size) {  // half prepared, or of another setting
        IAQ_TRY(told(on.remove(where.next), unwritable, "remove", where.next));
    }
    const std::atomic<bool> stop{false};
    const auto made = prepare_next(on, where, how.segment_bytes, how.segment_bytes, stop);
    if (made) {
        return source::prepared;
    }
    if (!is_lack_of_space(made.error())) {
        return system_trouble(unwritable, "prepare", where.next, made.error());
    }
    observe::say(observe::event::journal_space_short, {observe::plain{made.error().message()}});
    IAQ_TRY(told(on.remove(where.next), unwritable, "remove", where.next));
    return source::fresh;
}

ledger::segment_header next_header(const options& how, const replayed& past) {
    ledger::segment_header header;
    if (past.header) {
        header = *past.header;
        header.format = ledger::format_version;
        header.fold = ledger::fold_version;
    } else {
        const auto id = text::from_hex(how.journal_id);
        ensure(id && id->size() == ledger::journal_id_bytes);
        header.journal_id = *id;
    }
    header.first = model::number_of(past.seen.last) + 1;
    header.created_ns = how.created_ns;
    return header;
}

result<std::unique_ptr<file_journal>, trouble> open_on(std::unique_ptr<disk> own, disk& on,
                                                       const options& how, const visitor& visit) {
    ensure(how.segment_bytes >= segment_bytes_min);
    const layout where{how.directory};
    IAQ_TRY(make_directories(on, where));
    IAQ_TRY(auto lock, take_lock(on, where));
    IAQ_TRY(const auto next_bytes, check_next(on, where, beside::no_one));
    IAQ_TRY(const auto past, replay(on, where, visit, beside::no_one));
    IAQ_TRY(settle_tail(on, where, past));
    IAQ_TRY(const auto from, ready_next(on, how, where, next_bytes));

    const auto header = next_header(how, past);
    const auto name = segment_name(model::sequence{header.first});
    if (past.tail.name == name && from == source::fresh) {  // it holds no record
        IAQ_TRY(told(on.remove(where.segments + "/" + name), unwritable, "remove", name));
    }
    IAQ_TRY(auto segment, segment_file::begin(on, where, header, from));

    found recovered{.journal_id = text::to_hex(header.journal_id),
                    .epoch = header.epoch,
                    .last = past.seen.last,
                    .torn_bytes = past.seen.unfinished_bytes,
                    .created = !past.header};
    if (recovered.created) {
        observe::say(observe::event::journal_created, {observe::plain{recovered.journal_id}});
    }
    return std::unique_ptr<file_journal>{
        std::make_unique<opened_journal>(std::move(own), on, std::move(lock), how, header,
                                         std::move(segment), std::move(recovered))};
}

}  // namespace

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit) {
    auto own = make_posix_disk();
    disk& on = *own;
    return open_on(std::move(own), on, how, visit);
}

result<std::unique_ptr<file_journal>, trouble> file_journal::open(const options& how,
                                                                  const visitor& visit, disk& on) {
    return open_on(nullptr, on, how, visit);
}

result<summary, trouble> file_journal::read_only_scan(const std::string& directory,
                                                      const visitor& visit, unfinished_tail tail) {
    const auto on = make_posix_disk();
    const layout where{directory};
    IAQ_TRY(check_next(*on, where, beside::a_writer));
    IAQ_TRY(auto past, replay(*on, where, visit, beside::a_writer));
    if (tail == unfinished_tail::damage && past.seen.unfinished_bytes != 0) {
        return trouble{trouble::kind::damaged,
                       "segment/" + past.tail.name + ": torn_tail at offset " +
                           std::to_string(past.tail.end) + ": a batch that was never finished"};
    }
    return std::move(past.seen);
}

}  // namespace iaq::journal
