#include "sim/overheard.hpp"
#include "sim/violation.hpp"
#include "sim/world.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace iaq;

struct history {
    std::uint64_t seed = 1, steps = 1000;
    std::string payload = "ofml";
};

/// Lives one history. Returns false when it breaks a promise, and has said so.
bool live(const history& how, const sim::grounds& on, bool says_log, sim::world::tally& all) {
    sim::overheard log;
    try {
        sim::world of{on, how.seed};
        of.live(how.steps);
        all.add(of.seen());
        sim::require(log.text().find(sim::marker) == std::string::npos,
                     "G8: personal data in the log");
        return true;
    } catch (const std::exception& broken) {
        log.end();
        if (says_log) {
            std::fputs(log.text().c_str(), stderr);
        }
        std::puts(fmt::format("seed {} steps {} payload {}: {}", how.seed, how.steps, how.payload,
                              broken.what())
                      .c_str());
        return false;
    }
}

bool live_all(const std::vector<history>& some, bool says_log) {
    std::map<std::string, sim::grounds> grounds;
    for (const auto* const payload : {"ofml", "nlets_text"}) {
        const bool ofml = std::string_view{payload} == "ofml";
        grounds.emplace(payload, sim::make_grounds(ofml ? model::payload_kind::ofml
                                                        : model::payload_kind::nlets_text));
    }
    sim::world::tally all;
    for (const auto& each : some) {
        if (!live(each, grounds.at(each.payload), says_log, all)) {
            return false;
        }
    }
    std::puts(fmt::format("{} histories, {} steps, {} lives, {} power cuts, {} inquiries accepted, "
                          "{} answers heard, {} shredded, {} drops, {} pauses, {} messages judged, "
                          "{} replayed; last seed {}",
                          some.size(), all.steps, all.lives, all.power_cuts, all.accepted,
                          all.answered, all.shredded, all.dropped, all.pauses, all.judged,
                          all.replayed, some.empty() ? 0 : some.back().seed)
                  .c_str());
    return true;
}

}  // namespace

/// iaq_sim --seed N --steps M [--seeds K]: histories of a gateway in a world of chance. The first
/// promise that is broken ends it with 1, and its seed brings it back.
int main(int argc, char** argv) {
    history first;
    std::uint64_t seeds = 1;
    bool says_log = false;
    CLI::App line{"lives histories of a gateway in a world of chance"};
    line.add_option("--seed", first.seed, "of the first history; 0: any");
    line.add_option("--steps", first.steps, "of each history");
    line.add_option("--seeds", seeds, "how many histories, one seed after the other");
    line.add_option("--payload", first.payload, "ofml or nlets_text")
        ->check(CLI::IsMember({"ofml", "nlets_text"}));
    line.add_flag("--log", says_log, "prints the daemon's log of a history that breaks a promise");
    CLI11_PARSE(line, argc, argv);
    if (first.seed == 0) {
        first.seed = std::random_device{}();
    }
    std::vector<history> some;
    for (std::uint64_t i = 0; i < seeds; ++i) {
        some.push_back({first.seed + i, first.steps, first.payload});
    }
    std::puts(
        fmt::format("seed {} steps {} payload {}", first.seed, first.steps, first.payload).c_str());
    return live_all(some, says_log) ? 0 : 1;
}
