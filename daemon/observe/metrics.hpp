#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// Numbers about the daemon for a scraper, declared one by one in metrics.def. Labels hold names of
/// ours and of the configuration, never anything of an inquiry, a client's words or a person (G8).
namespace iaq::observe {

enum class metric : std::uint16_t {
#define IAQ_METRIC(id, kind, name, labels, help) id,
#include "observe/metrics.def"
#undef IAQ_METRIC
};

enum class metric_kind : std::uint8_t { counter, gauge, histogram };

struct metric_shape {
    std::string_view identifier;
    metric_kind kind = metric_kind::gauge;
    std::string_view name;    // as scraped
    std::string_view labels;  // separated by blanks; empty: one series
    std::string_view help;    // one sentence
};

/// Every metric there is, in the order of `metric`.
std::span<const metric_shape> metric_shapes();

/// The values of all labels of a metric, in the order of its declaration.
using label_values = std::initializer_list<std::string_view>;

/// All metrics of a process. At most `series_max` series a metric: further ones are counted under
/// "other", so that nothing outside can make it grow.
class metrics {
public:
    static constexpr std::size_t series_max = 200;

    metrics();
    metrics(const metrics&) = delete;
    metrics& operator=(const metrics&) = delete;
    ~metrics();

    /// Adds to a counter. Requires: it is one, and every label has its value; so for the others.
    void add(metric what, label_values values = {}, double by = 1);
    void set(metric what, double value, label_values values = {});
    /// Units: seconds.
    void observe(metric what, double seconds, label_values values = {});
    /// Forgets every series of a gauge: what is gone must not stand there for ever.
    void clear(metric what);

    /// Returns all of it in Prometheus' text form (version 0.0.4).
    [[nodiscard]] std::string text() const;

private:
    class registry;
    std::unique_ptr<registry> all_;
};

}  // namespace iaq::observe
