#pragma once

#include "model/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Where the journal's files lie.
namespace iaq::journal {

struct layout {
    explicit layout(const std::string& directory)
        : root(directory),
          segments(directory + "/segment"),
          next(directory + "/segment/next"),
          reserve(directory + "/segment/reserve"),
          checkpoint(directory + "/checkpoint"),
          verifier_key(directory + "/log.vkey"),
          lock(directory + "/lock") {}

    /// Returns the path of the segment whose first record is `first`.
    [[nodiscard]] std::string segment(model::sequence first) const;
    /// Returns the path of that segment's sidecar.
    [[nodiscard]] std::string sidecar(model::sequence first) const;

    std::string root;
    std::string segments;
    std::string next;        // the segment being prepared
    std::string reserve;     // a segment for replies that come while the disk is full
    std::string checkpoint;  // the newest signed head
    std::string verifier_key;
    std::string lock;
};

/// Returns the path of the room kept beside a file of zeros for its sidecar.
std::string spare_sidecar(const std::string& zeros);

/// Returns `<first, 20 digits>.seg`.
std::string segment_name(model::sequence first);

/// Returns `<first, 20 digits>.key`.
std::string sidecar_name(model::sequence first);

/// Returns the first record of the segment so named, or nothing when it is no segment's name.
std::optional<model::sequence> first_in(std::string_view file_name);

}  // namespace iaq::journal
