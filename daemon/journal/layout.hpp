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
    /// Returns the path of the file that stands for all records before `first`.
    [[nodiscard]] std::string base(model::sequence first) const;

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

/// Returns `<first, 20 digits>.base`.
std::string base_name(model::sequence first);

/// Returns the first record of the segment so named, or nothing when it is no segment's name.
std::optional<model::sequence> first_in(std::string_view file_name);
/// Returns the first record of the segment beside which a sidecar so named stands.
std::optional<model::sequence> first_in_sidecar(std::string_view file_name);
/// Returns the first record kept, for a base file so named.
std::optional<model::sequence> first_in_base(std::string_view file_name);

/// Returns `<last, 20 digits>.state`.
std::string snapshot_name(model::sequence last);
/// Returns the record behind which a snapshot so named stands.
std::optional<model::sequence> last_in_snapshot(std::string_view file_name);

}  // namespace iaq::journal
