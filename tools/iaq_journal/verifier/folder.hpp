#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The journal folder as a stranger sees it: names and bytes, nothing locked, nothing changed.
namespace iaq::verifier {

/// Why the folder or a file of it could not be read, in the system's words.
struct read_trouble {
    std::string text;
};

/// The largest file that is read; a segment is 64 MiB, a sidecar at most 56 MiB.
constexpr std::size_t file_bytes_max = 1024UL * 1024 * 1024;

class folder {
public:
    folder() = default;
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    virtual ~folder() = default;

    /// Returns the paths of all that is no folder, from this one on (`segment/next`), in any order.
    [[nodiscard]] virtual result<std::vector<std::string>, read_trouble> list() const = 0;
    /// Returns the bytes of the file. Errors: no plain file, or above `file_bytes_max`.
    [[nodiscard]] virtual result<std::string, read_trouble> read(const std::string& path) const = 0;
};

/// A folder of the file system. Follows no links.
class disk_folder final : public folder {
public:
    explicit disk_folder(std::string directory) : directory_(std::move(directory)) {}

    [[nodiscard]] result<std::vector<std::string>, read_trouble> list() const override;
    [[nodiscard]] result<std::string, read_trouble> read(const std::string& path) const override;

private:
    std::string directory_;
};

}  // namespace iaq::verifier
