#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

/// The client under check, as a process.
namespace iaq::client_check {

class vendor {
public:
    /// Starts `command`; `{socket}` in a word becomes the path. Its stdout comes to `output`.
    /// Errors: throws std::system_error.
    vendor(const std::vector<std::string>& command, const std::string& socket);
    vendor(const vendor&) = delete;
    vendor& operator=(const vendor&) = delete;
    /// Ends it: TERM, and KILL after a second.
    ~vendor();

    /// The reading end of its stdout, which does not block.
    [[nodiscard]] int output() const { return output_; }
    /// Returns its exit code, 128 and the signal that ended it, or nothing while it runs.
    std::optional<int> ended();

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::optional<int> code_;
};

}  // namespace iaq::client_check
