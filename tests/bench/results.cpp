#include "bench/results.hpp"

#include <algorithm>

namespace iaq::bench {
namespace {

const std::vector<measured>& runs_of(const results& all, const cell& where) {
    static const std::vector<measured> none;
    const auto found = all.find(where);
    return found == all.end() ? none : found->second;
}

}  // namespace

std::string_view name_of(figure asked) {
    switch (asked) {
        case figure::rate: return "rate";
        case figure::p50: return "p50";
        case figure::p99: return "p99";
    }
    return {};
}

double value_of(const measured& run, figure asked) {
    switch (asked) {
        case figure::rate: return run.per_second();
        case figure::p50: return run.p50_us;
        case figure::p99: return run.p99_us;
    }
    return 0;
}

spread spread_in(const results& all, const cell& where, figure asked) {
    std::vector<double> values;
    for (const auto& run : runs_of(all, where)) {
        values.push_back(value_of(run, asked));
    }
    return spread_of(std::move(values));
}

spread ratio_in(const results& all, const cell& ours, const cell& theirs, figure asked) {
    const auto& a = runs_of(all, ours);
    const auto& b = runs_of(all, theirs);
    std::vector<double> ratios;
    for (std::size_t round = 0; round < std::min(a.size(), b.size()); ++round) {
        const auto below = value_of(b[round], asked);
        if (below > 0) {
            ratios.push_back(value_of(a[round], asked) / below);
        }
    }
    return spread_of(std::move(ratios));
}

}  // namespace iaq::bench
