#include "bench/accept_load.hpp"
#include "bench/peers/peers.hpp"
#include "bench/replay.hpp"
#include "bench/report.hpp"
#include "bench/rounds.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

/// The bench against peers. Run by hand through tools/bench; daemon/docs/bench.md says how to read
/// what it prints.
namespace {

using namespace iaq;
using namespace iaq::bench;

constexpr double quiet_load_average = 0.7;

struct wishes {
    plan what;
    std::string scratch;  // an empty folder on the disk to be measured
    std::string out;      // folder for results.json and accepts.svg
    std::vector<std::string> only;
    std::uint64_t records = 200'000;
};

std::vector<std::unique_ptr<contender>> everyone(const wishes& w, const product& built) {
    std::vector<std::unique_ptr<contender>> all;
    all.push_back(bare_sync(w.scratch));
    all.push_back(iaqd(w.scratch, built, outcome::queued));
    all.push_back(iaqd(w.scratch, built, outcome::exempt));
    all.push_back(sqlite(w.scratch));
    all.push_back(postgresql(w.scratch, 1));
    all.push_back(postgresql(w.scratch, 64));
    all.push_back(redis(w.scratch, 1));
    all.push_back(redis(w.scratch, 16));
    std::erase_if(all, [&w](const auto& each) {
        return !w.only.empty() && std::ranges::find(w.only, each->name()) == w.only.end();
    });
    return all;
}

void explain(const wishes& w) {
    std::printf(
        "Durable accepts of small records, told to the client; %zu bytes of payload at the peers.\n"
        "iaqd: submissions that the order admits, whole policy, a record each, sealed, in the\n"
        "  tree, durable; then QUEUED for a switch whose line is down. The daemon keeps 10,000\n"
        "  unsent and no more, so a run is made of bursts of 9,700, each on a fresh daemon.\n"
        "iaqd, exempt: people known to the officer; the same path without the wire's checks and\n"
        "  the queue, so that it can run without a pause through full segments.\n"
        "Data in %s\n",
        payload_bytes, w.scratch.c_str());
    double load_average = 0;
    if (::getloadavg(&load_average, 1) == 1 && load_average > quiet_load_average) {
        std::printf(
            "WARNING: this machine does other work (load average %.2f). Whoever waits for "
            "a sync\n  then also waits for a processor; believe no figure.\n",
            load_average);
    }
    std::fflush(stdout);
}

void tell(const cell& where, const measured& run) {
    std::fprintf(stderr, "  %-20s %6s in flight %9.0f/s  p50 %8.0f us  p99 %8.0f us\n",
                 where.contender.c_str(), where.load.c_str(), run.per_second(), run.p50_us,
                 run.p99_us);
}

result<void, trouble> measure(const wishes& w) {
    const product built{IAQ_BIN_DIR, IAQ_SOURCE_DIR};
    const auto contenders = everyone(w, built);
    std::vector<std::string> names;
    for (const auto& each : contenders) {
        names.push_back(each->name());
        IAQ_TRY(each->prepare());
    }
    IAQ_TRY(const auto all, run_rounds(contenders, w.what, tell));
    for (const auto& each : contenders) {
        each->stop();
    }
    replay reading{w.scratch, built};
    IAQ_TRY(reading.prepare(w.records));
    std::vector<replayed> readings;
    for (int round = 0; round < w.what.rounds; ++round) {
        IAQ_TRY(const auto read, reading.run());
        readings.push_back(read);
    }
    for (const auto& asked : w.what.loads) {
        std::fputs(load_table(all, w.what, asked, names).c_str(), stdout);
    }
    std::fputs(goal_table(all).c_str(), stdout);
    std::fputs(replay_table(reading, readings).c_str(), stdout);
    std::ofstream{w.out + "/results.json"} << raw_numbers(all, reading, readings);
    std::ofstream{w.out + "/accepts.svg"} << rate_chart(all, w.what, names);
    std::printf("\nraw numbers and chart: %s/results.json, %s/accepts.svg\n", w.out.c_str(),
                w.out.c_str());
    return boost::outcome_v2::success();
}

int run(int count, char** words) {
    wishes w;
    w.what.loads = {{1, false}, {16, false}, {64, false}, {256, false}, {256, true}};
    CLI::App line{"iaq_bench_peers: the durable accept path of iaqd beside its peers"};
    line.add_option("--rounds", w.what.rounds, "each contender runs once a round")
        ->check(CLI::Range(1, 1000));
    line.add_option("--seconds", w.what.seconds, "of one run")->check(CLI::Range(0.1, 600.0));
    line.add_option("--records", w.records, "of the journal that is read again")
        ->check(CLI::Range(1'000, 10'000'000));
    line.add_option("--only", w.only, "run only these contenders, by name");
    line.add_option("--scratch", w.scratch, "an empty folder on the disk to measure")->required();
    line.add_option("--out", w.out, "folder for the raw numbers and the chart")->required();
    CLI11_PARSE(line, count, words);
    explain(w);
    const auto done = measure(w);
    if (!done) {
        std::fprintf(stderr, "iaq_bench_peers: %s\n", done.error().text.c_str());
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& trouble) {
        std::fprintf(stderr, "iaq_bench_peers: %s\n", trouble.what());
        return 1;
    }
}
