#include "observe/metrics.hpp"

#include "base/assert.hpp"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace iaq::observe {
namespace {

constexpr std::array shapes{
#define IAQ_METRIC(id, kind, name, labels, help) \
    metric_shape{#id, metric_kind::kind, name, labels, help},
#include "observe/metrics.def"
#undef IAQ_METRIC
};

/// A millisecond to two hours: one set for all, so that they can be laid over one another.
const prometheus::Histogram::BucketBoundaries boundaries{
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2,  0.5,  1,   2,
    5,     10,    20,    60,   120,  300,  600, 1800, 3600, 7200};

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return words;
}

/// One metric: its family, and its series by the values of their labels.
template <class Metric>
class series {
public:
    series(prometheus::Family<Metric>& family, std::vector<std::string> labels)
        : family_(family), labels_(std::move(labels)) {}

    template <class... Made>
    Metric& of(label_values values, const Made&... made) {
        ensure(values.size() == labels_.size());
        std::vector<std::string> key{values.begin(), values.end()};
        auto known = known_.find(key);
        if (known == known_.end() && known_.size() >= metrics::series_max) {
            key.assign(labels_.size(), "other");
            known = known_.find(key);
        }
        if (known == known_.end()) {
            prometheus::Labels named;
            for (std::size_t i = 0; i < labels_.size(); ++i) {
                named.emplace(labels_[i], key[i]);
            }
            known = known_.emplace(std::move(key), &family_.Add(named, made...)).first;
        }
        return *known->second;
    }
    void clear() {
        for (const auto& [key, each] : known_) {
            family_.Remove(each);
        }
        known_.clear();
    }

private:
    prometheus::Family<Metric>& family_;
    std::vector<std::string> labels_;
    std::map<std::vector<std::string>, Metric*> known_;
};

using counters = series<prometheus::Counter>;
using gauges = series<prometheus::Gauge>;
using histograms = series<prometheus::Histogram>;

}  // namespace

std::span<const metric_shape> metric_shapes() { return shapes; }

/// Prometheus' own registry, and a way to each series that costs no look at its labels' hash.
class metrics::registry {
public:
    registry() {
        for (const auto& shape : shapes) {
            const std::string name{shape.name};
            const std::string help{shape.help};
            auto labels = words_of(shape.labels);
            const bool single = labels.empty();
            switch (shape.kind) {
                case metric_kind::counter:
                    all_.emplace_back(counters{
                        prometheus::BuildCounter().Name(name).Help(help).Register(registry_),
                        std::move(labels)});
                    break;
                case metric_kind::gauge:
                    all_.emplace_back(
                        gauges{prometheus::BuildGauge().Name(name).Help(help).Register(registry_),
                               std::move(labels)});
                    break;
                case metric_kind::histogram:
                    all_.emplace_back(histograms{
                        prometheus::BuildHistogram().Name(name).Help(help).Register(registry_),
                        std::move(labels)});
                    break;
            }
            if (single) {
                begin();
            }
        }
    }

    template <class Series>
    Series& at(metric what) {
        auto* const found = std::get_if<Series>(&all_.at(static_cast<std::size_t>(what)));
        ensure(found != nullptr);
        return *found;
    }
    [[nodiscard]] std::string text() const {
        return prometheus::TextSerializer().Serialize(registry_.Collect());
    }

private:
    /// A series without labels is there from the beginning: an absent one alerts nobody.
    void begin() {
        if (auto* const one = std::get_if<counters>(&all_.back())) {
            one->of({});
        } else if (auto* const two = std::get_if<gauges>(&all_.back())) {
            two->of({});
        } else {
            std::get<histograms>(all_.back()).of({}, boundaries);
        }
    }

    prometheus::Registry registry_;
    std::vector<std::variant<counters, gauges, histograms>> all_;
};

metrics::metrics() : all_(std::make_unique<registry>()) {}
metrics::~metrics() = default;

void metrics::add(metric what, label_values values, double by) {
    all_->at<counters>(what).of(values).Increment(by);
}

void metrics::set(metric what, double value, label_values values) {
    all_->at<gauges>(what).of(values).Set(value);
}

void metrics::observe(metric what, double seconds, label_values values) {
    all_->at<histograms>(what).of(values, boundaries).Observe(seconds);
}

void metrics::clear(metric what) { all_->at<gauges>(what).clear(); }

std::string metrics::text() const { return all_->text(); }

}  // namespace iaq::observe
