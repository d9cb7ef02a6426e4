#include "bench/goals.hpp"

#include <fmt/format.h>

#include <string>

namespace iaq::bench {

const std::vector<goal>& accept_goals() {
    using enum figure;
    using enum bound;
    // clang-format off
    static const std::vector<goal> goals{
        {rate, "256",   "bare fdatasync",      "256",   at_least, 40,  60},
        {rate, "64",    "bare fdatasync",      "64",    at_least, 18,  25},
        {rate, "16",    "bare fdatasync",      "16",    at_least, 5,   8},
        {p50,  "1",     "bare fdatasync",      "1",     at_most,  2,   1.5},
        {rate, "256",   "SQLite",              "256",   at_least, 1,   1.3},
        {p99,  "256",   "SQLite",              "256",   at_most,  0.5, 0.3},
        {rate, "256",   "PostgreSQL",          "16",    at_least, 15,  25},
        {rate, "256",   "PostgreSQL, 64 rows", "256",   at_least, 1.5, 2},
        {rate, "64",    "Redis",               "64",    at_least, 1.7, 2},
        {rate, "256",   "Redis",               "256",   at_least, 2.5, 3.5},
        {rate, "256x1", "Redis",               "256x1", at_least, 1.3, 1.7},
        {rate, "256",   "Redis, pipelined",    "256",   at_least, 1.2, 1.6},
    };
    // clang-format on
    return goals;
}

std::string text_of(const goal& asked) {
    return fmt::format("{} at {} to {} at {}", name_of(asked.of), asked.our_load, asked.peer,
                       asked.peer_load);
}

spread reached(const results& all, std::string_view ours, const goal& asked) {
    return ratio_in(all, {std::string{ours}, std::string{asked.our_load}},
                    {std::string{asked.peer}, std::string{asked.peer_load}}, asked.of);
}

bool is_met(const spread& ratio, bound side, double wanted) {
    switch (side) {
        case bound::at_least: return ratio.median >= wanted;
        case bound::at_most: return ratio.median > 0 && ratio.median <= wanted;
    }
    return false;
}

}  // namespace iaq::bench
