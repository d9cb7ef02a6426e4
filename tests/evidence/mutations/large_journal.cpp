#include "evidence/mutations/large_journal.hpp"

namespace iaq::mutations {
namespace {

constexpr std::uint64_t dropped_before = 3001;
constexpr std::uint64_t told_at = 7000;  // no older copy ends before it

std::vector<segment> segments_in(const stranger_plan& plan) {
    constexpr std::size_t clear_bytes = 12;  // kind and time of a sealed record
    std::vector<segment> found;
    for (auto number = plan.first_kept; number <= plan.records.size(); ++number) {
        if ((number - 1) % per_segment == 0) {
            found.push_back(
                {.first = number, .path = test::segment_file(number), .starts = {header_bytes}});
        }
        auto& starts = found.back().starts;
        starts.push_back(starts.back() + frame_head_bytes + (plan.sealed ? clear_bytes : 0) +
                         plan.records[number - 1].body.size());
    }
    found.back().is_last = true;
    return found;
}

large_journal make(const char* name, bool sealed, bool dropped) {
    auto plan = test::plan_of(records, per_segment, sealed);
    plan.zeros = 3000;
    plan.next_bytes = 10'000;
    if (dropped) {
        plan.first_kept = dropped_before;
        test::tell_of_drop(plan, told_at);
    }
    large_journal made{.name = name,
                       .plan = plan,
                       .files = test::journal_of(plan),
                       .segments = segments_in(plan),
                       .older = {},
                       .older_sizes = {7400, 8999, 9200, 10'240, 10'399},
                       .was_dropped = dropped};
    for (const auto size : made.older_sizes) {
        auto before = plan;
        before.records.resize(size);
        before.zeros = size % 2 == 0 ? plan.zeros : 0;  // alive, or after a clean stop
        made.older.push_back(test::journal_of(before));
    }
    return made;
}

}  // namespace

std::vector<large_journal> large_journals() {
    return {make("sealed", true, false), make("open", false, false), make("dropped", true, true)};
}

}  // namespace iaq::mutations
