#pragma once

#include "bench/contender.hpp"
#include "bench/results.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

/// All contenders in turn, round after round.
namespace iaq::bench {

struct plan {
    int rounds = 5;
    double seconds = 2;  // of one run
    std::vector<load> loads;
};

/// Runs every contender at every load it takes in each round; every second round goes through them
/// the other way, so that a slow drift favours nobody. Contenders are prepared already.
///
/// `told`: is told of each run as it ends.
result<results, trouble> run_rounds(const std::vector<std::unique_ptr<contender>>& contenders,
                                    const plan& what,
                                    const std::function<void(const cell&, const measured&)>& told);

}  // namespace iaq::bench
