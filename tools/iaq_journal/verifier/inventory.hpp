#pragma once

#include "iaq_journal/verifier/finding.hpp"
#include "iaq_journal/verifier/folder.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The files of a journal folder, and which of them somebody has asked for.
namespace iaq::verifier {

class inventory {
public:
    /// Lifetime: `of` and `on` outlive the inventory.
    inventory(const folder& of, docket& on, const std::vector<std::string>& paths);

    [[nodiscard]] bool has(const std::string& path) const { return asked_.contains(path); }
    /// Says that `path` belongs here, whether or not it is there.
    void claim(const std::string& path);
    /// Claims the file and returns its bytes; or enters `missing_file` or `unreadable_file`.
    std::optional<std::string> demand(const std::string& path);

    /// The first records of `segment/<20 digits><ending>`, ascending.
    [[nodiscard]] std::vector<std::uint64_t> numbered(std::string_view ending) const;
    /// The paths that nobody has claimed.
    [[nodiscard]] std::vector<std::string> unclaimed() const;

private:
    const folder& of_;
    docket& on_;
    std::map<std::string, bool> asked_;
};

/// `segment/<first, 20 digits>.seg`, its sidecar, and the base beside it after a retention.
std::string segment_path(std::uint64_t first);
std::string sidecar_path(std::uint64_t first);
std::string base_path(std::uint64_t first);

}  // namespace iaq::verifier
