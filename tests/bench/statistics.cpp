#include "bench/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace iaq::bench {

double measured::per_second() const {
    return seconds > 0 ? static_cast<double>(operations) / seconds : 0;
}

void tally::count(std::uint64_t operations, double seconds) {
    operations_ += operations;
    seconds_ += seconds;
}

void tally::append(const tally& other) {
    latencies_us_.insert(latencies_us_.end(), other.latencies_us_.begin(),
                         other.latencies_us_.end());
    count(other.operations_, other.seconds_);
}

measured tally::sum() const {
    return {operations_, seconds_, quantile(latencies_us_, 0.50), quantile(latencies_us_, 0.99)};
}

double quantile(std::vector<double> values, double share) {
    if (values.empty()) {
        return 0;
    }
    const auto wanted = std::ceil(share * static_cast<double>(values.size()));
    const auto rank = std::clamp(wanted, 1.0, static_cast<double>(values.size()));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

spread spread_of(std::vector<double> values) {
    if (values.empty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    const bool is_odd = values.size() % 2 == 1;
    const auto median = is_odd ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    return {values.front(), median, values.back()};
}

}  // namespace iaq::bench
