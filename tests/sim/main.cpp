#include "sim/overheard.hpp"
#include "sim/violation.hpp"
#include "sim/world.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <random>
#include <string>

/// iaq_sim --seed N --steps M [--seeds K]: histories of a gateway in a world of chance. The first
/// promise that is broken ends it with 1, and its seed brings it back.
int main(int argc, char** argv) {
    using namespace iaq;
    std::uint64_t seed = 0;
    std::uint64_t steps = 1000;
    std::uint64_t seeds = 1;
    std::string payload = "ofml";
    CLI::App line{"lives histories of a gateway in a world of chance"};
    line.add_option("--seed", seed, "of the first history; 0: any");
    line.add_option("--steps", steps, "of each history");
    line.add_option("--seeds", seeds, "how many histories, one seed after the other");
    line.add_option("--payload", payload, "ofml or nlets_text")
        ->check(CLI::IsMember({"ofml", "nlets_text"}));
    bool says_log = false;
    line.add_flag("--log", says_log, "prints the daemon's log of a history that breaks a promise");
    CLI11_PARSE(line, argc, argv);
    if (seed == 0) {
        seed = std::random_device{}();
    }
    std::puts(fmt::format("seed {} steps {} payload {}", seed, steps, payload).c_str());
    const auto grounds = sim::make_grounds(payload == "ofml" ? model::payload_kind::ofml
                                                             : model::payload_kind::nlets_text);
    sim::world::tally all;
    for (std::uint64_t i = 0; i < seeds; ++i) {
        sim::overheard log;
        try {
            sim::world of{grounds, seed + i};
            of.live(steps);
            all.add(of.seen());
            sim::require(log.text().find(sim::marker) == std::string::npos,
                         "G8: personal data in the log");
        } catch (const std::exception& broken) {
            log.end();
            if (says_log) {
                std::fputs(log.text().c_str(), stderr);
            }
            std::puts(fmt::format("seed {} steps {} payload {}: {}", seed + i, steps, payload,
                                  broken.what())
                          .c_str());
            return 1;
        }
    }
    std::puts(fmt::format("{} histories, {} steps, {} lives, {} power cuts, {} inquiries accepted, "
                          "{} answers heard, {} shredded, {} drops; last seed {}",
                          seeds, all.steps, all.lives, all.power_cuts, all.accepted, all.answered,
                          all.shredded, all.dropped, seed + seeds - 1)
                  .c_str());
    return 0;
}
