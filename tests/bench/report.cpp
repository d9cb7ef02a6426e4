#include "bench/report.hpp"

#include "bench/chart.hpp"
#include "bench/goals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::bench {
namespace {

constexpr const char* main_contender = "iaqd";
constexpr const char* exempt_contender = "iaqd, exempt";

// Goals on reading again: as bytes a second to sha256sum's, and seconds a million records.
constexpr double verify_ratio_wanted = 2.0;
constexpr double start_seconds_wanted = 2.0;

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
    std::vector<double> ratios, starts, rates;
    for (const auto& round : rounds) {
        ratios.push_back(round.verify_to_sha256sum());
        starts.push_back(of.start_seconds_per_million(round));
        rates.push_back(static_cast<double>(of.bytes()) / 1e6 / round.verify_seconds);
    }
    const auto ratio = spread_of(ratios);
    const auto start = spread_of(starts);
    auto out = fmt::format(
        "\nreading again: {} inquiries, {} bytes of segments, {:.0f} bytes each"
        "\n{:<42} {:<14} {:^29}\n",
        of.records(), of.bytes(),
        static_cast<double>(of.bytes()) / static_cast<double>(of.records()), "", "wanted",
        "min median max");
    out += fmt::format("{:<42} {:<14} {}\n", "verify with the key, MB/s, one core", "",
                       three(spread_of(rates), 1));
    out += fmt::format("{:<42} {:<14} {} {}\n", "  to sha256sum of the same files",
                       fmt::format(">= {:g}", verify_ratio_wanted), three(ratio, 2),
                       verdict(is_met(ratio, bound::at_least, verify_ratio_wanted)));
    return out + fmt::format("{:<42} {:<14} {} {}\n", "start of iaqd, s a million records",
                             fmt::format("<= {:g}", start_seconds_wanted), three(start, 2),
                             verdict(is_met(start, bound::at_most, start_seconds_wanted)));
}

std::string raw_numbers(const results& all, const replay& of, const std::vector<replayed>& rounds) {
    std::vector<std::string> runs, readings;
    for (const auto& [where, measurements] : all) {
        for (std::size_t round = 0; round < measurements.size(); ++round) {
            runs.push_back(numbers_of(where, round, measurements[round]));
        }
    }
    for (const auto& r : rounds) {
        readings.push_back(fmt::format(
            "{{\"sha256sum_seconds\":{:.4f},\"verify_seconds\":{:.4f},\"start_seconds\":{:.4f},"
            "\"empty_start_seconds\":{:.4f}}}",
            r.sha256sum_seconds, r.verify_seconds, r.start_seconds, r.empty_start_seconds));
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
