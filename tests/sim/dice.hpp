#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace iaq::sim {

/// All chance of one simulated history: the same seed, the same draws.
class dice {
public:
    explicit dice(std::uint64_t seed) : random_(seed) {}

    /// Any of `below` numbers from 0, each as likely. Requires: `below` above 0.
    std::uint64_t draw(std::uint64_t below) { return random_() % below; }
    /// True once in `times`.
    bool once_in(std::uint64_t times) { return draw(times) == 0; }
    /// Any time from `least` to `most`, short ones more often: each power of two is as likely.
    nanoseconds time(nanoseconds least, nanoseconds most) {
        auto span = most - least;
        for (auto halvings = draw(12); halvings > 0; --halvings) {
            span /= 2;
        }
        return least + nanoseconds{static_cast<std::int64_t>(
                           draw(static_cast<std::uint64_t>(span.count()) + 1))};
    }
    template <class T>
    const T& any(const std::vector<T>& of) {
        return of[draw(of.size())];
    }
    std::uint64_t number() { return random_(); }
    std::mt19937_64& source() { return random_; }

private:
    std::mt19937_64 random_;
};

}  // namespace iaq::sim
