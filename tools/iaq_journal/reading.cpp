#include "iaq_journal/reading.hpp"

#include "contract/records.hpp"
#include "engine/state.hpp"
#include "iaq_journal/access.hpp"
#include "journal/file_journal.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <map>

namespace iaq::journal_tool {

using journal::file_journal;
using journal::unfinished_tail;

namespace {

constexpr const char* enough = "enough";

exit_code complain(const journal::trouble& why) {
    std::fputs(fmt::format("iaq-journal: {}\n", why.text).c_str(), stderr);
    const bool damage =
        why.what == journal::trouble::kind::damaged || why.what == journal::trouble::kind::refused;
    return damage ? exit_code::damaged : exit_code::unreadable;
}

exit_code unreadable(const std::string& why) {
    std::fputs(fmt::format("iaq-journal: {}\n", why).c_str(), stderr);
    return exit_code::unreadable;
}

/// A folder without a segment is no journal: nothing was checked, nothing may be called good.
exit_code no_journal(const std::string& directory) {
    return unreadable(directory + ": holds no segment of a journal");
}

/// Good, once everything printed is written.
exit_code printed() {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return exit_code::good;
    }
    return unreadable("what was to be printed could not be written");
}

result<void, std::string> print(const cat_options& how, model::sequence number,
                                std::string_view bytes) {
    if (number_of(number) < how.from) {
        return boost::outcome_v2::success();
    }
    if (how.json) {
        const auto line = contract::to_json(bytes, how.redact);
        if (!line) {
            return fmt::format("record {}: {}", number_of(number), line.error().why);
        }
        std::puts(line.value().c_str());
        return boost::outcome_v2::success();
    }
    const auto entry = contract::decode(bytes);
    if (!entry) {
        return fmt::format("record {}: {}", number_of(number), entry.error());
    }
    const auto& r = entry.value();
    std::puts(fmt::format("{:>8}  {}  {:<20} {:<12} {}", number_of(number), rfc3339(r.at.utc),
                          model::kind_of(r.body), r.principal, r.station)
                  .c_str());
    return boost::outcome_v2::success();
}

}  // namespace

exit_code cat(const cat_options& how) {
    if (how.json && !how.redact) {
        const auto wrong =
            note_access(how.directory, fmt::format("cat --json --from {}", how.from));
        if (!wrong.empty()) {
            return unreadable("reading personal data is noted first, and that failed: " + wrong +
                              "; use --redact, or mend it");
        }
    }
    const auto read = file_journal::read_only_scan(
        how.directory,
        [&](model::sequence n, std::string_view bytes) { return print(how, n, bytes); });
    if (!read) {
        return complain(read.error());
    }
    return read.value().segments.empty() ? no_journal(how.directory) : printed();
}

exit_code verify(const std::string& directory, bool after_crash) {
    engine::state known;
    const auto read = file_journal::read_only_scan(
        directory,
        [&](model::sequence n, std::string_view bytes) -> result<void, std::string> {
            const auto entry = contract::decode(bytes);
            if (!entry) {
                return fmt::format("record {}: {}", number_of(n), entry.error());
            }
            const auto folded = known.apply(entry.value());
            if (!folded) {
                return fmt::format("record {}: {}", number_of(n), folded.error());
            }
            return boost::outcome_v2::success();
        },
        after_crash ? unfinished_tail::accepted : unfinished_tail::damage);
    if (!read) {
        return complain(read.error());
    }
    if (read.value().segments.empty()) {
        return no_journal(directory);
    }
    std::puts(fmt::format("good: {} records in {} segments, journal {}, state {} at record {}",
                          read.value().records, read.value().segments.size(),
                          read.value().journal_id, known.digest(), number_of(known.last()))
                  .c_str());
    return printed();
}

exit_code stats(const std::string& directory) {
    std::map<std::string, std::uint64_t> kinds;
    const auto read = file_journal::read_only_scan(
        directory, [&](model::sequence, std::string_view bytes) -> result<void, std::string> {
            const auto entry = contract::decode(bytes);
            ++kinds[entry ? std::string{model::kind_of(entry.value().body)} : "unreadable"];
            return boost::outcome_v2::success();
        });
    if (!read) {
        return complain(read.error());
    }
    const auto& s = read.value();
    if (s.segments.empty()) {
        return no_journal(directory);
    }
    std::puts(fmt::format("journal {}  epoch {}  {} records  {} bytes", s.journal_id, s.epoch,
                          s.records, s.bytes)
                  .c_str());
    for (const auto& segment : s.segments) {
        const utc_time created{nanoseconds{static_cast<std::int64_t>(segment.created_ns)}};
        std::puts(fmt::format("  {}  {}  records {} to {}  {} bytes", segment.name,
                              rfc3339(created), number_of(segment.first), number_of(segment.last),
                              segment.bytes)
                      .c_str());
    }
    for (const auto& [kind, count] : kinds) {
        std::puts(fmt::format("  {:<22} {:>10}", kind, count).c_str());
    }
    return printed();
}

exit_code replay(const std::string& directory, std::uint64_t to) {
    engine::state known;
    bool stopped = false;
    const auto read = file_journal::read_only_scan(
        directory, [&](model::sequence n, std::string_view bytes) -> result<void, std::string> {
            if (to != 0 && number_of(n) > to) {
                stopped = true;
                return std::string{enough};
            }
            IAQ_TRY(const auto entry, contract::decode(bytes));
            return known.apply(entry);
        });
    if (!read && !stopped) {
        return complain(read.error());
    }
    if (read && read.value().segments.empty()) {
        return no_journal(directory);
    }
    if (to != 0 && number_of(known.last()) != to) {
        return unreadable(fmt::format("the journal ends at record {}", number_of(known.last())));
    }
    std::puts(fmt::format("{} {}", known.digest(), number_of(known.last())).c_str());
    return printed();
}

}  // namespace iaq::journal_tool
