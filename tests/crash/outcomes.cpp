#include "crash/legal_disks.hpp"

#include <algorithm>
#include <cmath>

namespace iaq::crash {
namespace {

constexpr std::size_t choices_few = 12;

/// Counts `chosen` up as a number whose digits are the choices; false when it was the last.
bool count_up(outcome& chosen, const outcome& ways) {
    for (std::size_t i = 0; i < ways.size(); ++i) {
        if (++chosen[i] < ways[i]) {
            return true;
        }
        chosen[i] = 0;
    }
    return false;
}

outcome everything(const outcome& ways) {
    auto chosen = ways;
    for (auto& one : chosen) {
        --one;
    }
    return chosen;
}

/// The same chance for every choice is rare on a real disk: often nearly nothing is there, nearly
/// everything, all up to somewhere, or all from somewhere.
outcome sample(const outcome& ways, std::mt19937_64& random) {
    const auto share = std::uniform_real_distribution<>{0, 1}(random);
    std::bernoulli_distribution reaches{std::pow(share, 2)};
    const auto manner = random() % 4;
    const auto border = ways.empty() ? 0 : random() % (ways.size() + 1);
    outcome chosen(ways.size(), 0);
    for (std::size_t i = 0; i < ways.size(); ++i) {
        const bool there = manner == 0   ? i < border
                           : manner == 1 ? i >= border
                           : manner == 2 ? !reaches(random)
                                         : reaches(random);
        chosen[i] = there ? 1 + random() % (ways[i] - 1) : 0;
    }
    return chosen;
}

/// Undoes changes of names until no one lacks the change before it: names come first, in order.
outcome admissible(const unsettled_disk& disk, outcome chosen) {
    for (std::size_t i = 0; i < chosen.size() && !disk.is_admissible(chosen); ++i) {
        auto shorter = chosen;
        std::fill(shorter.begin() + static_cast<std::ptrdiff_t>(i) + 1, shorter.end(), 0);
        if (!disk.is_admissible(shorter)) {
            chosen[i] = 0;
        }
    }
    return chosen;
}

std::vector<outcome> all_of(const unsettled_disk& disk, const outcome& ways) {
    std::vector<outcome> all;
    outcome chosen(ways.size(), 0);
    do {
        if (disk.is_admissible(chosen)) {
            all.push_back(chosen);
        }
    } while (count_up(chosen, ways));
    return all;
}

bool are_few(const outcome& ways, std::size_t most) {
    std::size_t product = 1;
    for (const auto one : ways) {
        product = std::min(most + 1, product * one);
    }
    return ways.size() <= choices_few && product <= most;
}

}  // namespace

outcome any_outcome(const unsettled_disk& disk, std::mt19937_64& random) {
    return admissible(disk, sample(disk.choices(), random));
}

std::vector<outcome> outcomes_to_try(const unsettled_disk& disk, effort spent,
                                     std::mt19937_64& random) {
    const auto ways = disk.choices();
    if (are_few(ways, spent.exhaustive_max)) {
        return all_of(disk, ways);
    }
    std::set<outcome> tried{outcome(ways.size(), 0), everything(ways)};
    std::vector<std::size_t> alone(ways.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
        alone[i] = i;
    }
    std::ranges::shuffle(alone, random);
    // Where there are more than may be tried, half is left for chance.
    alone.resize(std::min(alone.size(), std::max<std::size_t>(spent.samples / 2, 1)));
    for (const auto one : alone) {
        outcome chosen(ways.size(), 0);
        chosen[one] = ways[one] - 1;
        tried.insert(admissible(disk, std::move(chosen)));
    }
    for (auto tries = 2 * spent.samples; tries > 0 && tried.size() < spent.samples; --tries) {
        tried.insert(any_outcome(disk, random));
    }
    return {tried.begin(), tried.end()};
}

}  // namespace iaq::crash
