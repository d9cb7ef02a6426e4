#include "iaq_journal/showing.hpp"

#include "contract/records.hpp"
#include "iaq_journal/record_text.hpp"
#include "ledger/sealed.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <map>

namespace iaq::journal_tool {

using journal::file_journal;

namespace {

std::string row(model::sequence number, utc_time at, std::string_view kind,
                std::string_view principal, std::string_view station) {
    return fmt::format("{:>8}  {}  {:<20} {:<12} {}", number_of(number), rfc3339(at), kind,
                       principal, station);
}

utc_time utc_of(std::int64_t ns) { return utc_time{nanoseconds{ns}}; }

void print_summary(const journal::summary& seen) {
    std::puts(fmt::format("journal {}  epoch {}  {} records  {} bytes", seen.journal_id, seen.epoch,
                          seen.records, seen.bytes)
                  .c_str());
    for (const auto& segment : seen.segments) {
        std::puts(fmt::format("  {}  {}  records {} to {}  {} bytes{}", segment.name,
                              rfc3339(utc_of(static_cast<std::int64_t>(segment.created_ns))),
                              number_of(segment.first), number_of(segment.last), segment.bytes,
                              segment.sealed ? "  sealed" : "")
                      .c_str());
    }
}

}  // namespace

result<void, std::string> print_record(const cat_options& how, model::sequence number,
                                       std::string_view bytes) {
    if (number_of(number) < how.first) {
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
    std::puts(row(number, r.at.utc, model::kind_of(r.body), r.principal, r.station).c_str());
    return boost::outcome_v2::success();
}

result<void, std::string> print_closed(const cat_options& how,
                                       const journal::closed_record& record) {
    if (number_of(record.number) < how.first) {
        return boost::outcome_v2::success();
    }
    const utc_time at = utc_of(record.utc_ns);
    std::puts(how.json ? closed_json(record).c_str()
                       : row(record.number, at, name_of_kind(record.kind), "(sealed)", "").c_str());
    return boost::outcome_v2::success();
}

exit_code cat(const cat_options& how) {
    const auto keys = keys_of(how.from);
    if (!keys) {
        return keys.error();
    }
    if (how.json && !how.redact) {
        const auto noted = note_reading(how.from, fmt::format("cat --json --from {}", how.first));
        if (!noted) {
            return noted.error();
        }
    }
    const auto read = file_journal::read_only_scan(
        how.from.directory,
        [&](model::sequence n, std::string_view bytes) { return print_record(how, n, bytes); },
        {keys.value().get(),
         [&](const journal::closed_record& record) { return print_closed(how, record); }});
    if (!read) {
        return complain(read.error());
    }
    return read.value().segments.empty() ? no_journal(how.from.directory) : printed();
}

exit_code stats(const source& from) {
    std::map<std::string, std::uint64_t> kinds;
    const auto count = [&](std::uint32_t kind) -> result<void, std::string> {
        ++kinds[name_of_kind(kind)];
        return boost::outcome_v2::success();
    };
    const auto read = file_journal::read_only_scan(
        from.directory,
        [&](model::sequence, std::string_view bytes) {
            return count(ledger::facts_of(bytes).kind);
        },
        {nullptr, [&](const journal::closed_record& r) { return count(r.kind); }});
    if (!read) {
        return complain(read.error());
    }
    if (read.value().segments.empty()) {
        return no_journal(from.directory);
    }
    print_summary(read.value());
    for (const auto& [kind, number] : kinds) {
        std::puts(fmt::format("  {:<22} {:>10}", kind, number).c_str());
    }
    return printed();
}

}  // namespace iaq::journal_tool
