#include "bench/rounds.hpp"

#include <algorithm>

namespace iaq::bench {

result<results, trouble> run_rounds(const std::vector<std::unique_ptr<contender>>& contenders,
                                    const plan& what,
                                    const std::function<void(const cell&, const measured&)>& told) {
    std::vector<contender*> order;
    for (const auto& each : contenders) {
        order.push_back(each.get());
    }
    results all;
    for (int round = 0; round < what.rounds; ++round) {
        for (const auto& asked : what.loads) {
            for (auto* const each : order) {
                if (!each->takes(asked)) {
                    continue;
                }
                IAQ_TRY(const auto run, each->run(what.seconds, asked));
                const cell where{each->name(), asked.name()};
                all[where].push_back(run);
                told(where, run);
            }
        }
        std::ranges::reverse(order);
    }
    return all;
}

}  // namespace iaq::bench
