#pragma once

#include "iaq_journal/verifier/finding.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Leaves on which the record, its entry bundle and its tile do not agree, and who is to blame.
namespace iaq::verifier {

/// A place that told a leaf. Two that told the same have the same `word`.
struct witness {
    static constexpr int silent = -1;

    int word = silent;
    std::string file;
    std::uint64_t offset = 0;
};

/// Neighbouring leaves with the same disagreement in the same files.
struct difference {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    witness record;
    witness bundle;
    witness tile;
};

/// Which versions of the tree lead to the signed root.
struct proof {
    bool records = false;
    bool bundles = false;
    bool tiles = false;

    [[nodiscard]] bool any() const { return records || bundles || tiles; }
};

class difference_list {
public:
    /// Takes the disagreement over leaf `first`, which is also its `last`.
    void take(difference one);
    /// Enters a finding for each file that is to blame. The signed root decides, where it can; else
    /// the two that agree.
    void blame(proof proven, docket& on) const;

private:
    std::vector<difference> runs_;
};

}  // namespace iaq::verifier
