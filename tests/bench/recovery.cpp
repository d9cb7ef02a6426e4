#include "bench/replay.hpp"
#include "bench/report.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

/// Reading a journal again, without the peers: of this build, or of several builds in turn, each on
/// a journal that it wrote itself. Run by hand; daemon/docs/bench.md says how to read it.
namespace {

using namespace iaq;
using namespace iaq::bench;

struct wishes {
    std::string scratch;                             // an empty folder
    std::vector<std::string> programs{IAQ_BIN_DIR};  // folders of iaqd and iaq-journal
    std::uint64_t records = 200'000;
    int rounds = 5;
};

/// One build and what it took in each round.
struct side {
    std::unique_ptr<replay> reading;
    std::vector<replayed> rounds;
};

result<std::vector<side>, trouble> prepare(const wishes& w) {
    std::vector<side> sides;
    for (const auto& programs : w.programs) {
        const auto scratch = w.scratch + "/" + std::to_string(sides.size());
        auto& made = sides.emplace_back();
        made.reading = std::make_unique<replay>(scratch, product{programs, IAQ_SOURCE_DIR});
        IAQ_TRY(made.reading->prepare(w.records));
    }
    return sides;
}

result<void, trouble> measure(const wishes& w) {
    IAQ_TRY(auto sides, prepare(w));
    for (int round = 0; round < w.rounds; ++round) {
        for (std::size_t i = 0; i < sides.size(); ++i) {
            auto& each = sides[round % 2 == 0 ? i : sides.size() - 1 - i];
            IAQ_TRY(const auto took, each.reading->run());
            each.rounds.push_back(took);
        }
    }
    for (std::size_t i = 0; i < sides.size(); ++i) {
        std::printf("\n%s%s", w.programs[i].c_str(),
                    replay_table(*sides[i].reading, sides[i].rounds).c_str());
    }
    return boost::outcome_v2::success();
}

int run(int count, char** words) {
    wishes w;
    CLI::App line{"iaq_bench_recovery: how fast a journal is read again"};
    line.add_option("--scratch", w.scratch, "an empty folder")->required();
    line.add_option("--programs", w.programs, "folders of iaqd and iaq-journal, measured in turn");
    line.add_option("--records", w.records, "of the journal that is read again")
        ->check(CLI::Range(1'000, 10'000'000));
    line.add_option("--rounds", w.rounds, "each build runs once a round")
        ->check(CLI::Range(1, 1000));
    CLI11_PARSE(line, count, words);
    const auto done = measure(w);
    if (!done) {
        std::fprintf(stderr, "iaq_bench_recovery: %s\n", done.error().text.c_str());
        return 1;
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::exception& trouble) {
        std::fprintf(stderr, "iaq_bench_recovery: %s\n", trouble.what());
        return 1;
    }
}
