#include "bench/report.hpp"

#include "bench/chart.hpp"
#include "bench/goals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace iaq::bench {
namespace {

constexpr const char* main_contender = "iaqd";
constexpr const char* exempt_contender = "iaqd, exempt";

// Goals on reading again: as bytes a second to sha256sum's, and seconds a million records.
constexpr double verify_ratio_wanted = 0.6;      // one processor
constexpr double verify_two_ratio_wanted = 1.1;  // two
constexpr double start_seconds_wanted = 0.3;     // from a snapshot

std::string three(const spread& of, int decimals) {
    return fmt::format("{0:>9.{3}f} {1:>9.{3}f} {2:>9.{3}f}", of.min, of.median, of.max, decimals);
}

std::string verdict(bool met) { return met ? "met" : "MISSED"; }

std::string wanted_text(const goal& g) {
    const auto* const sign = g.side == bound::at_least ? ">=" : "<=";
    return fmt::format("{} {:g} ({:g})", sign, g.wanted, g.aim);
}

std::string numbers_of(const cell& where, std::size_t round, const measured& run) {
    return fmt::format(
        "{{\"contender\":\"{}\",\"load\":\"{}\",\"round\":{},\"operations\":{},"
        "\"seconds\":{:.6f},\"per_second\":{:.1f},\"p50_us\":{:.1f},"
        "\"p99_us\":{:.1f}}}",
        where.contender, where.load, round + 1, run.operations, run.seconds, run.per_second(),
        run.p50_us, run.p99_us);
}

}  // namespace

std::string load_table(const results& all, const plan& what, const load& asked,
                       const std::vector<std::string>& contenders) {
    auto out = fmt::format("\n{} in flight, {} rounds of {:g} s\n", asked.name(), what.rounds,
                           what.seconds);
    out += fmt::format("{:<20} {:^29}  {:>9} {:>9}  {:^29}\n", "", "records/s: min median max",
                       "p50 us", "p99 us", "iaqd/this: min median max");
    for (const auto& name : contenders) {
        const cell where{name, asked.name()};
        if (!all.contains(where)) {
            continue;
        }
        const cell ours{main_contender, asked.name()};
        out += fmt::format("{:<20} {}  {:>9.0f} {:>9.0f}  {}\n", name,
                           three(spread_in(all, where, figure::rate), 0),
                           spread_in(all, where, figure::p50).median,
                           spread_in(all, where, figure::p99).median,
                           three(ratio_in(all, ours, where, figure::rate), 2));
    }
    return out;
}

std::string goal_table(const results& all) {
    auto out = fmt::format("\n{:<42} {:<14} {:^29} {:<7} {:>9} {}\n", "ratio, within a round",
                           "wanted (aim)", "iaqd: min median max", "", "exempt", "");
    for (const auto& g : accept_goals()) {
        const auto ours = reached(all, main_contender, g);
        const auto exempt = reached(all, exempt_contender, g);
        out += fmt::format("{:<42} {:<14} {} {:<7} {:>9.2f} {}\n", text_of(g), wanted_text(g),
                           three(ours, 2), verdict(is_met(ours, g.side, g.wanted)), exempt.median,
                           verdict(is_met(exempt, g.side, g.wanted)));
    }
    return out;
}

std::string replay_table(const replay& of, const std::vector<replayed>& rounds) {
    const auto over_rounds = [&](auto figure) {
        std::vector<double> values;
        std::ranges::transform(rounds, std::back_inserter(values), figure);
        return spread_of(std::move(values));
    };
    const auto line = [](std::string_view what, const spread& seen, int decimals) {
        return fmt::format("{:<42} {:<14} {}\n", what, "", three(seen, decimals));
    };
    const auto judged = [](std::string_view what, bound side, double wanted, const spread& seen) {
        return fmt::format("{:<42} {:<14} {} {}\n", what,
                           fmt::format("{} {:g}", side == bound::at_least ? ">=" : "<=", wanted),
                           three(seen, 2), verdict(is_met(seen, side, wanted)));
    };
    auto out = fmt::format(
        "\nreading again: {} inquiries, {} bytes of segments, {:.0f} bytes each"
        "\n{:<42} {:<14} {:^29}\n",
        of.records(), of.bytes(),
        static_cast<double>(of.bytes()) / static_cast<double>(of.records()), "", "wanted",
        "min median max");
    out += line("verify with the key, MB/s, one core", over_rounds([&](const replayed& r) {
                    return static_cast<double>(of.bytes()) / 1e6 / r.verify_seconds;
                }),
                1);
    out += judged("  to sha256sum of the same files", bound::at_least, verify_ratio_wanted,
                  over_rounds(&replayed::verify_to_sha256sum));
    out += judged("  the same on two cores", bound::at_least, verify_two_ratio_wanted,
                  over_rounds(&replayed::verify_two_to_sha256sum));
    out +=
        judged("start from a snapshot, s a million records", bound::at_most, start_seconds_wanted,
               over_rounds([&](const replayed& r) { return of.per_million(r.start_seconds, r); }));
    return out + line("start without one, s a million records", over_rounds([&](const replayed& r) {
                          return of.per_million(r.front_start_seconds, r);
                      }),
                      2);
}

std::string raw_numbers(const results& all, const replay& of, const std::vector<replayed>& rounds) {
    std::vector<std::string> runs, readings;
    for (const auto& [where, measurements] : all) {
        for (std::size_t round = 0; round < measurements.size(); ++round) {
            runs.push_back(numbers_of(where, round, measurements[round]));
        }
    }
    for (const auto& r : rounds) {
        readings.push_back(
            fmt::format("{{\"sha256sum_seconds\":{:.4f},\"verify_seconds\":{:.4f},"
                        "\"verify_two_seconds\":{:.4f},\"start_seconds\":{:.4f},"
                        "\"front_start_seconds\":{:.4f},\"empty_start_seconds\":{:.4f}}}",
                        r.sha256sum_seconds, r.verify_seconds, r.verify_two_seconds,
                        r.start_seconds, r.front_start_seconds, r.empty_start_seconds));
    }
    return fmt::format(
        "{{\"runs\":[\n{}\n],\n\"replay\":{{\"records\":{},\"bytes\":{},"
        "\"rounds\":[\n{}\n]}}}}\n",
        fmt::join(runs, ",\n"), of.records(), of.bytes(), fmt::join(readings, ",\n"));
}

std::string rate_chart(const results& all, const plan& what,
                       const std::vector<std::string>& contenders) {
    std::vector<bar_group> groups;
    for (const auto& asked : what.loads) {
        bar_group group{asked.name() + " in flight", {}};
        for (const auto& name : contenders) {
            const cell where{name, asked.name()};
            if (all.contains(where)) {
                group.bars.push_back(
                    {name, spread_in(all, where, figure::rate), name.starts_with(main_contender)});
            }
        }
        groups.push_back(std::move(group));
    }
    return bar_chart("Durable records a second: median, line from least to greatest round", groups);
}

}  // namespace iaq::bench
