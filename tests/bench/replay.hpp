#pragma once

#include "bench/contender.hpp"
#include "bench/gateway.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How long it takes to read a journal again: offline, every frame checked, opened and folded,
/// beside sha256sum of the same files; and by the daemon at its start, from its snapshot and
/// without one.
namespace iaq::bench {

/// One round over the same journal.
struct replayed {
    double sha256sum_seconds = 0;
    double verify_seconds = 0;       // on the processor that sha256sum ran on
    double verify_two_seconds = 0;   // on two processors
    double start_seconds = 0;        // of the daemon on that journal, until it listens
    double front_start_seconds = 0;  // the same without its snapshots
    double empty_start_seconds = 0;  // of a daemon on a journal without inquiries

    [[nodiscard]] double verify_to_sha256sum() const { return sha256sum_seconds / verify_seconds; }
    [[nodiscard]] double verify_two_to_sha256sum() const {
        return sha256sum_seconds / verify_two_seconds;
    }
};

class replay {
public:
    replay(std::string scratch, product built)
        : scratch_(std::move(scratch)), built_(std::move(built)) {}

    /// Lets a daemon write a journal of `records` accepted inquiries.
    result<void, trouble> prepare(std::uint64_t records);
    /// Offline readers are bound to their processors.
    result<replayed, trouble> run();

    [[nodiscard]] std::uint64_t records() const { return records_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    /// Returns what starting took longer than on an empty journal. `seconds`: of this round.
    [[nodiscard]] double per_million(double seconds, const replayed& round) const;

private:
    [[nodiscard]] result<double, trouble> timed(const std::string& processors,
                                                std::vector<std::string> words) const;

    std::string scratch_;
    product built_;
    std::optional<gateway> full_, empty_;
    std::vector<std::string> segments_;
    std::uint64_t records_ = 0, bytes_ = 0;
};

}  // namespace iaq::bench
