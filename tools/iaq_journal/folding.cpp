#include "iaq_journal/folding.hpp"

#include "contract/records.hpp"
#include "engine/state.hpp"
#include "iaq_journal/quarantines.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>

namespace iaq::journal_tool {

using journal::file_journal;
using journal::trouble;
using journal::unfinished_tail;

namespace {

/// The fold, and what it could not take in.
struct folding {
    engine::state known;
    std::uint64_t closed = 0;  // without a key
    bool blind = false;        // without a key even the state before the first record is closed
    bool stopped = false;      // behind the record it was to end at

    result<void, std::string> take(model::sequence number, std::string_view bytes,
                                   const passed_over& over) {
        if (const auto given_up = over.find(number); given_up != over.end()) {
            known.pass_over(number, given_up->second);
            return boost::outcome_v2::success();
        }
        IAQ_TRY(const auto entry, contract::decode(bytes));
        return known.apply(entry);
    }

    /// With the key only what was shredded is closed.
    result<void, std::string> take_closed(const journal::closed_record& record) {
        return known.apply_closed(record.number, record.kind, utc_time{nanoseconds{record.utc_ns}});
    }

    /// Holds the end of the fold against the files.
    [[nodiscard]] result<void, journal::trouble> finish(const journal::summary& seen) const {
        auto explained = known.check_announced();
        if (explained) {
            explained = known.check_closed();
        }
        if (!explained) {
            return journal::trouble{journal::trouble::kind::damaged, explained.error()};
        }
        return journal::compare_sidecars(
            seen.segments,
            [this](model::sequence segment) { return known.sidecar_digest(segment); },
            known.first_kept());
    }
};

/// How far a fold goes, and what it makes of what it cannot read.
struct fold_options {
    const journal::keys* with = nullptr;
    std::uint64_t to = 0;        // 0: all
    bool counts_closed = false;  // without a key: closed records end the fold, not the reading
    unfinished_tail tail = unfinished_tail::accepted;
};

result<journal::summary, trouble> fold_once(const source& from, const fold_options& how,
                                            const passed_over& over, folding& into) {
    const auto is_beyond = [&](model::sequence n) { return how.to != 0 && number_of(n) > how.to; };
    const auto enough = [&]() -> result<void, std::string> {
        into.stopped = true;
        return std::string{"enough"};
    };
    const auto take_closed =
        [&](const journal::closed_record& closed) -> result<void, std::string> {
        if (how.counts_closed) {
            ++into.closed;
            return boost::outcome_v2::success();
        }
        return is_beyond(closed.number) ? enough() : into.take_closed(closed);
    };
    const auto begin_at = [&](model::sequence, std::optional<std::string_view> base) {
        auto before = base ? engine::state::restore(*base) : std::nullopt;
        into.blind = !before;
        if (before) {
            into.known = std::move(*before);
        }
        return before.has_value() || how.counts_closed;
    };
    const bool opens = how.counts_closed || (how.with != nullptr && how.with->master);
    return file_journal::read_only_scan(
        from.directory,
        [&](model::sequence n, std::string_view bytes) -> result<void, std::string> {
            if (is_beyond(n)) {
                return enough();
            }
            return into.closed == 0 && !into.blind ? into.take(n, bytes, over)
                                                   : boost::outcome_v2::success();
        },
        {how.with, opens ? journal::closed_visitor{take_closed} : nullptr, how.tail, begin_at});
}

/// Folds the journal as the daemon does: without the records that it says are quarantined.
result<journal::summary, trouble> fold(const source& from, const fold_options& how, folding& into) {
    auto read = fold_once(from, how, {}, into);
    if (read || into.stopped || read.error().what != trouble::kind::refused) {
        return read;
    }
    IAQ_TRY(const auto over, read_quarantines(from, how.with));
    if (over.empty()) {
        return read;
    }
    into = {};
    return fold_once(from, how, over, into);
}

}  // namespace

exit_code check(const source& from, bool after_crash) {
    const auto keys = keys_of(from);
    if (!keys) {
        return keys.error();
    }
    folding folded;
    const bool has_key = !from.master_key.empty();
    const auto read =
        fold(from,
             {.with = keys.value().get(),
              .counts_closed = !has_key,
              .tail = after_crash ? unfinished_tail::accepted : unfinished_tail::damage},
             folded);
    if (!read) {
        return complain(read.error());
    }
    const auto& seen = read.value();
    if (seen.segments.empty()) {
        return no_journal(from.directory);
    }
    if (has_key) {
        if (const auto good = folded.finish(seen); !good) {
            return complain(good.error());
        }
    }
    const auto state =
        folded.closed == 0 && !folded.blind
            ? fmt::format("state {} at record {}", folded.known.digest(),
                          number_of(folded.known.last()))
            : fmt::format("{} records are sealed and were not folded", folded.closed);
    std::puts(fmt::format("good: {} records in {} segments, journal {}, {}", seen.records,
                          seen.segments.size(), seen.journal_id, state)
                  .c_str());
    return printed();
}

exit_code replay(const source& from, std::uint64_t to) {
    const auto keys = keys_of(from);
    if (!keys) {
        return keys.error();
    }
    folding folded;
    const auto read = fold(from, {.with = keys.value().get(), .to = to}, folded);
    if (!read && !folded.stopped) {
        return complain(read.error());
    }
    if (read && read.value().segments.empty()) {
        return no_journal(from.directory);
    }
    const auto last = number_of(folded.known.last());
    if (to != 0 && last > to) {
        return unreadable(fmt::format("retention dropped the records before {}", last + 1));
    }
    if (to != 0 && last != to) {
        return unreadable(fmt::format("the journal ends at record {}", last));
    }
    if (const auto explained = folded.known.check_closed(); !explained) {
        if (to == 0) {
            return complain({journal::trouble::kind::damaged, explained.error()});
        }
        std::fputs("iaq-journal: some of it was shredded since: this is not the digest of then\n",
                   stderr);
    }
    std::puts(fmt::format("{} {}", folded.known.digest(), last).c_str());
    return printed();
}

}  // namespace iaq::journal_tool
