#include "iaq_journal/folding.hpp"

#include "contract/records.hpp"
#include "engine/state.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace iaq::journal_tool {

using journal::file_journal;
using journal::unfinished_tail;

namespace {

/// The fold, and what it could not take in.
struct folding {
    engine::state known;
    std::uint64_t closed = 0;  // without a key

    result<void, std::string> take(std::string_view bytes) {
        IAQ_TRY(const auto entry, contract::decode(bytes));
        return known.apply(entry);
    }

    /// With the key only what was shredded is closed.
    result<void, std::string> take_closed(const journal::closed_record& record) {
        return known.apply_closed(record.number, record.kind, utc_time{nanoseconds{record.utc_ns}});
    }

    /// Holds the end of the fold against the files.
    [[nodiscard]] result<void, journal::trouble> finish(const journal::summary& seen) const {
        if (const auto explained = known.check_closed(); !explained) {
            return journal::trouble{journal::trouble::kind::damaged, explained.error()};
        }
        return journal::compare_sidecars(seen.segments, [this](model::sequence segment) {
            return known.sidecar_digest(segment);
        });
    }
};

}  // namespace

exit_code check(const source& from, bool after_crash) {
    const auto keys = keys_of(from);
    if (!keys) {
        return keys.error();
    }
    folding fold;
    const bool has_key = !from.master_key.empty();
    const auto take_closed =
        [&](const journal::closed_record& record) -> result<void, std::string> {
        if (has_key) {
            return fold.take_closed(record);
        }
        ++fold.closed;
        return boost::outcome_v2::success();
    };
    const auto read = file_journal::read_only_scan(
        from.directory,
        [&](model::sequence, std::string_view bytes) -> result<void, std::string> {
            return fold.closed == 0 ? fold.take(bytes) : boost::outcome_v2::success();
        },
        {keys.value().get(), take_closed,
         after_crash ? unfinished_tail::accepted : unfinished_tail::damage});
    if (!read) {
        return complain(read.error());
    }
    const auto& seen = read.value();
    if (seen.segments.empty()) {
        return no_journal(from.directory);
    }
    if (has_key) {
        if (const auto good = fold.finish(seen); !good) {
            return complain(good.error());
        }
    }
    const auto folded = fold.closed == 0
                            ? fmt::format("state {} at record {}", fold.known.digest(),
                                          number_of(fold.known.last()))
                            : fmt::format("{} records are sealed and were not folded", fold.closed);
    std::puts(fmt::format("good: {} records in {} segments, journal {}, {}", seen.records,
                          seen.segments.size(), seen.journal_id, folded)
                  .c_str());
    return printed();
}

exit_code replay(const source& from, std::uint64_t to) {
    const auto keys = keys_of(from);
    if (!keys) {
        return keys.error();
    }
    folding fold;
    bool stopped = false;
    const auto is_beyond = [to](model::sequence n) { return to != 0 && number_of(n) > to; };
    const auto enough = [&]() -> result<void, std::string> {
        stopped = true;
        return std::string{"enough"};
    };
    const auto read = file_journal::read_only_scan(
        from.directory,
        [&](model::sequence n, std::string_view bytes) {
            return is_beyond(n) ? enough() : fold.take(bytes);
        },
        {keys.value().get(),
         from.master_key.empty() ? journal::closed_visitor{}
                                 : [&](const journal::closed_record& record) {
                                       return is_beyond(record.number) ? enough()
                                                                       : fold.take_closed(record);
                                   },
         unfinished_tail::accepted});
    if (!read && !stopped) {
        return complain(read.error());
    }
    if (read && read.value().segments.empty()) {
        return no_journal(from.directory);
    }
    if (to != 0 && number_of(fold.known.last()) != to) {
        return unreadable(
            fmt::format("the journal ends at record {}", number_of(fold.known.last())));
    }
    if (const auto explained = fold.known.check_closed(); !explained) {
        if (to == 0) {
            return complain({journal::trouble::kind::damaged, explained.error()});
        }
        std::fputs("iaq-journal: some of it was shredded since: this is not the digest of then\n",
                   stderr);
    }
    std::puts(fmt::format("{} {}", fold.known.digest(), number_of(fold.known.last())).c_str());
    return printed();
}

}  // namespace iaq::journal_tool
