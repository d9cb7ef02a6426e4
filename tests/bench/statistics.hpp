#pragma once

#include <cstdint>
#include <vector>

/// The arithmetic of the bench, in one place: what one run gave, and how runs spread.
namespace iaq::bench {

/// What one run of one contender gave.
struct measured {
    std::uint64_t operations = 0;  // records durable and told so
    double seconds = 0;            // from the first request to the last answer
    double p50_us = 0;             // of the time from a request to its answer
    double p99_us = 0;

    [[nodiscard]] double per_second() const;
};

/// Latencies as they come in.
class tally {
public:
    void add(double latency_us) { latencies_us_.push_back(latency_us); }
    /// Adds `operations` that shared one latency, and the time that all of them took.
    void count(std::uint64_t operations, double seconds);
    /// Takes in what another tally counted, as if it had followed this one.
    void append(const tally& other);
    [[nodiscard]] std::uint64_t operations() const { return operations_; }
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] measured sum() const;

private:
    std::vector<double> latencies_us_;
    std::uint64_t operations_ = 0;
    double seconds_ = 0;
};

/// Least, middle and greatest of some numbers.
struct spread {
    double min = 0;
    double median = 0;
    double max = 0;
};

/// Returns the smallest value that at least `share` of the values do not exceed; 0 for none.
///
/// Units: `share` from 0 to 1.
double quantile(std::vector<double> values, double share);

/// The median of an even count is the mean of the middle two. Zeros for no values.
spread spread_of(std::vector<double> values);

}  // namespace iaq::bench
