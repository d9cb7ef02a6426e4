#pragma once

#include "iaq_journal/verifier/inventory.hpp"
#include "iaq_journal/verifier/segment_header.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The sidecars of the journal's segments.
namespace iaq::verifier {

class key_files {
public:
    /// Lifetime: `files` and `on` outlive this.
    key_files(inventory& files, docket& on) : files_(files), on_(on) {}

    /// Checks the sidecar of a segment; without the seal there is none.
    void check(const segment_header& owner);
    /// Checks that the sidecar of a segment without a sound header is whole, if it has one.
    void check_alone(std::uint64_t first);
    /// Enters the sidecars that have changed although no record tells of it.
    /// `last_change`: the newest record that tells of a change of keys; 0 for none.
    void finish(std::uint64_t last_change);

private:
    bool is_whole(const std::string& path, std::string_view bytes);

    inventory& files_;
    docket& on_;
    std::vector<std::uint64_t> changed_;  // the first records of the segments
};

}  // namespace iaq::verifier
