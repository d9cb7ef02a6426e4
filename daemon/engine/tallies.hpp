#pragma once

#include "base/canonical.hpp"
#include "base/time.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace iaq::engine {

/// What reports count and no inquiry tells: who looked, and what was refused, by the hour. Part of
/// the state. Bounded: the oldest hours go first, and from when on all are there is known.
class tallies {
public:
    struct look {
        std::int64_t hour = 0;  // since 1970-01-01 UTC
        std::string ori;        // empty: all of the principal's
        std::string principal, user, call;
        friend auto operator<=>(const look&, const look&) = default;
    };
    struct refusal {
        std::int64_t hour = 0;
        std::string ori;  // empty: none was said
        std::string rule, principal;
        friend auto operator<=>(const refusal&, const refusal&) = default;
    };
    template <class Row>
    struct counted {
        std::map<Row, std::uint64_t> rows;
        std::int64_t whole_from = std::int64_t{-1}
                                  << 62;  // hour; rows of earlier ones were dropped

        void add(const Row& row, std::uint64_t times, std::size_t rows_max);
    };

    /// Returns the hour in which the time lies.
    static std::int64_t hour_of(utc_time at);

    void looked(const look& row, std::uint64_t times);
    void refused(const refusal& row, std::uint64_t times);
    [[nodiscard]] const counted<look>& looks() const { return looks_; }
    [[nodiscard]] const counted<refusal>& refusals() const { return refusals_; }

    void describe(canonical& out) const;
    /// Reads what `describe` wrote. Errors: false, and it is of no use.
    [[nodiscard]] bool restore(canonical_reader& in);

private:
    counted<look> looks_;
    counted<refusal> refusals_;
};

}  // namespace iaq::engine
