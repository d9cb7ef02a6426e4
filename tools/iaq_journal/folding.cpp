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
    std::uint64_t closed = 0;

    result<void, std::string> take(std::string_view bytes) {
        IAQ_TRY(const auto entry, contract::decode(bytes));
        return known.apply(entry);
    }
};

}  // namespace

exit_code check(const source& from, bool after_crash) {
    const auto keys = keys_of(from);
    if (!keys) {
        return keys.error();
    }
    folding fold;
    const auto count_closed = [&](const journal::closed_record&) -> result<void, std::string> {
        ++fold.closed;
        return boost::outcome_v2::success();
    };
    const auto read = file_journal::read_only_scan(
        from.directory,
        [&](model::sequence, std::string_view bytes) -> result<void, std::string> {
            return fold.closed == 0 ? fold.take(bytes) : boost::outcome_v2::success();
        },
        {keys.value().get(), count_closed,
         after_crash ? unfinished_tail::accepted : unfinished_tail::damage});
    if (!read) {
        return complain(read.error());
    }
    const auto& seen = read.value();
    if (seen.segments.empty()) {
        return no_journal(from.directory);
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
    const auto read = file_journal::read_only_scan(
        from.directory,
        [&](model::sequence n, std::string_view bytes) -> result<void, std::string> {
            if (to != 0 && number_of(n) > to) {
                stopped = true;
                return std::string{"enough"};
            }
            return fold.take(bytes);
        },
        {keys.value().get(), {}, unfinished_tail::accepted});
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
    std::puts(fmt::format("{} {}", fold.known.digest(), number_of(fold.known.last())).c_str());
    return printed();
}

}  // namespace iaq::journal_tool
