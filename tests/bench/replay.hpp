#pragma once

#include "bench/contender.hpp"
#include "bench/gateway.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How long it takes to read a journal again: offline, every frame checked, opened and folded,
/// beside sha256sum of the same files; and by the daemon at its start.
namespace iaq::bench {

/// One round over the same journal.
struct replayed {
    double sha256sum_seconds = 0;
    double verify_seconds = 0;
    double start_seconds = 0;        // of the daemon on that journal, until it listens
    double empty_start_seconds = 0;  // of a daemon on a journal without inquiries

    [[nodiscard]] double verify_to_sha256sum() const { return sha256sum_seconds / verify_seconds; }
};

class replay {
public:
    replay(std::string scratch, product built)
        : scratch_(std::move(scratch)), built_(std::move(built)) {}

    /// Lets a daemon write a journal of `records` accepted inquiries.
    result<void, trouble> prepare(std::uint64_t records);
    /// Both offline readers are bound to the same processor.
    result<replayed, trouble> run();

    [[nodiscard]] std::uint64_t records() const { return records_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    [[nodiscard]] double start_seconds_per_million(const replayed& round) const;

private:
    [[nodiscard]] result<double, trouble> timed(std::vector<std::string> words) const;

    std::string scratch_;
    product built_;
    std::optional<gateway> full_, empty_;
    std::vector<std::string> segments_;
    std::uint64_t records_ = 0, bytes_ = 0;
};

}  // namespace iaq::bench
