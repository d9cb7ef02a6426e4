#pragma once

#include "evidence/mutations/large_journal.hpp"
#include "iaq_journal/verifier/finding.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// One thing done to a sound journal, and what a stranger must say of it.
namespace iaq::mutations {

using verifier::finding_kind;

/// A finding that must come. What is not said here may be anything.
struct expectation {
    std::vector<finding_kind> kinds;  // any of these
    std::string file;
    std::optional<std::uint64_t> offset = std::nullopt;
    std::optional<std::uint64_t> record = std::nullopt;  // compared: none must be none
};

struct mutation {
    std::string what;                                           // for people
    std::map<std::string, std::optional<std::string>> changes;  // new bytes; nothing: removed
    std::vector<expectation> expected;                          // these and no others
    std::optional<std::string> at_least = std::nullopt;         // a head seen earlier
};

/// Numbers from one seed.
class chance {
public:
    explicit chance(std::uint64_t seed) : random_(seed) {}

    /// Returns a number from 0 to `end` - 1. Requires: `end` above 0.
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
    template <class Range>
    const auto& one_of(const Range& all) {
        return all[below(all.size())];
    }

private:
    std::mt19937_64 random_;
};

/// One bit somewhere, with and without a checksum that was made good again.
mutation flip_a_bit(const large_journal& of, chance& by);

/// Records altered, removed, swapped, repeated or cut off.
mutation change_records(const large_journal& of, chance& by);

/// Whole files removed, cut, lengthened, exchanged, added, or set back to an older copy.
mutation change_files(const large_journal& of, chance& by);

}  // namespace iaq::mutations
