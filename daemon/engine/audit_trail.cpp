#include "engine/reporting.hpp"
#include "engine/sight.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

/// The parts of the audit pack that no inquiry tells: who was refused, who looked, the journal.
namespace iaq::engine {

namespace {

constexpr std::size_t gaps_max = 50;  // told of spans that nobody has signed off
constexpr std::int64_t ns_per_hour = 3'600'000'000'000;

utc_time begin_of(std::int64_t hour) { return utc_time{nanoseconds{hour * ns_per_hour}}; }

/// The hours that lie within the span at all.
struct hours {
    std::int64_t first, last;
    hours(utc_time from, utc_time to)
        : first(tallies::hour_of(from)), last(tallies::hour_of(to - 1ns)) {}
    [[nodiscard]] bool hold(std::int64_t hour) const { return first <= hour && hour <= last; }
};

template <class Counted>
void note_hours(report_table& rows, const Counted& counted, const hours& of) {
    rows.note("Counted by whole hours (UTC).");
    if (counted.whole_from > of.first) {
        rows.note(fmt::format("Counts before {} are not all there.",
                              rfc3339(begin_of(counted.whole_from))));
    }
}

}  // namespace

/// A row without an ORI is of a principal; it concerns whoever shares an ORI with that.
bool reporting::concerns(const std::string& ori, const std::string& principal) const {
    if (!ori.empty()) {
        return std::ranges::find(oris_, ori) != oris_.end();
    }
    const auto& principals = in_.given_.in_force.settings.principals;
    return std::ranges::any_of(principals, [&](const model::principal_settings& p) {
        const auto name = p.uri.empty() ? fmt::format("uid:{}", p.uid.value_or(0)) : p.uri;
        return name == principal && std::ranges::any_of(p.oris, [&](const auto& of) {
                   return std::ranges::find(oris_, of) != oris_.end();
               });
    });
}

void reporting::count_refusals() {
    const hours of{from_, to_};
    const auto& counted = in_.state_.counted().refusals();
    std::map<std::string, std::uint64_t> by_rule;
    for (const auto& [row, times] : counted.rows) {
        if (of.hold(row.hour) && concerns(row.ori, row.principal)) {
            by_rule[row.rule] += times;
        }
    }
    auto rows = table("refused_by_rule", "Refused, by rule", {"rule", "times"});
    if (!a_.principal.desks.empty()) {
        // A refusal is written down without a desk (rule ROLE), so that none can be told apart.
        rows.note("Only who reads for all desks sees these: they are counted by ORI.");
        add(std::move(rows));
        return;
    }
    for (const auto& [rule, times] : by_rule) {
        rows.add({rule, std::to_string(times)});
    }
    rows.note("One refusal counts once for each rule that spoke.");
    note_hours(rows, counted, of);
    add(std::move(rows));
}

void reporting::list_looks() {
    const hours of{from_, to_};
    const auto& counted = in_.state_.counted().looks();
    struct sum {
        std::uint64_t times = 0;
        std::int64_t last = 0;
    };
    std::map<std::tuple<std::string, std::string, std::string, std::string>, sum> looks;
    for (const auto& [row, times] : counted.rows) {
        const bool by_journal_tool = row.principal == "iaqd";
        if (of.hold(row.hour) && (by_journal_tool || concerns(row.ori, row.principal))) {
            auto& look = looks[{row.principal, row.user, row.call, row.ori}];
            look.times += times;
            look.last = std::max(look.last, row.hour);
        }
    }
    auto rows = table("who_looked", "Who looked at what (CJIS AU-2)",
                      {"principal", "person", "call", "ORI", "times", "last in the hour of"});
    for (const auto& [who, look] : looks) {
        const auto& [principal, user, call, ori] = who;
        rows.add({principal, user, call, ori.empty() ? "all of its own" : ori,
                  std::to_string(look.times), rfc3339(begin_of(look.last))});
    }
    rows.note(
        "`iaq-journal` is who read the journal's files with the master key on this machine; "
        "what is read from a copy elsewhere nobody can watch.");
    note_hours(rows, counted, of);
    add(std::move(rows));
}

/// Sign-offs that touch the span, and what of it nobody has signed off.
void reporting::list_reviews() {
    auto rows = table("reviews", "Reviews of the records (CJIS AU-6: weekly)",
                      {"signed at", "by", "ORIs", "from", "to", "findings"});
    for (const auto& each : in_.state_.reviewed().all()) {
        std::vector<std::string> shared;
        std::ranges::copy_if(each.oris, std::back_inserter(shared), [&](const auto& ori) {
            return std::ranges::find(oris_, ori) != oris_.end();
        });
        if (!shared.empty() && each.from < to_ && each.to > from_) {
            rows.add({rfc3339(each.at),
                      each.user.empty() ? each.principal : each.user + " by " + each.principal,
                      fmt::format("{}", fmt::join(shared, " ")), rfc3339(each.from),
                      rfc3339(each.to), each.findings});
        }
    }
    std::size_t told = 0;
    for (const auto& ori : oris_) {
        for (const auto& [from, to] : unreviewed(in_.state_.reviewed(), ori, from_, to_)) {
            if (++told <= gaps_max) {
                rows.note(fmt::format("Nobody has signed off {} from {} to {}.", ori, rfc3339(from),
                                      rfc3339(to)));
            }
        }
    }
    if (told > gaps_max) {
        rows.note(fmt::format("{} further gaps.", told - gaps_max));
    }
    add(std::move(rows));
}

void reporting::tell_journal() {
    auto rows = table("journal", "The journal", {"what", "value"});
    rows.add({"journal", in_.given_.cursors.journal_id});
    rows.add({"epoch", std::to_string(in_.given_.cursors.epoch)});
    rows.add({"records", std::to_string(number_of(in_.state_.last()))});
    rows.add({"durable up to record", std::to_string(number_of(in_.durable_))});
    rows.add(
        {"newest head announced by record", std::to_string(number_of(in_.state_.last_head()))});
    rows.add({"first record kept", std::to_string(number_of(in_.state_.first_kept()))});
    rows.note(
        "To verify it, with public tools or ours: iaq-journal verify DIR --vkey KEY, as "
        "daemon/docs/journal_format.md says; --at-least CHECKPOINT against one kept outside.");
    add(std::move(rows));
}

}  // namespace iaq::engine
