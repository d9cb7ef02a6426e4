#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>

/// A folder that is there whole or not at all: written aside, synced, and given its name last.
namespace iaq::journal_tool {

class case_files {
public:
    struct refusal {
        std::string why;
    };

    /// Makes the folder aside, mode 0700. Errors: there is something of that name; the system's.
    static result<case_files, refusal> begin(const std::string& folder);

    case_files(case_files&& other) noexcept;
    case_files& operator=(case_files&&) = delete;
    case_files(const case_files&) = delete;
    case_files& operator=(const case_files&) = delete;
    /// Takes away what was never given its name.
    ~case_files();

    /// Writes a file, mode 0600. Durability: contents and name, once `finish` has returned.
    result<void, refusal> put(const std::string& name, std::string_view bytes);

    /// Writes SHA256SUMS and gives the folder its name. Errors: as `begin`; nothing of that name is
    /// replaced.
    result<void, refusal> finish();

private:
    case_files(std::string folder, std::string aside)
        : folder_(std::move(folder)), aside_(std::move(aside)) {}

    std::string folder_, aside_;
    std::map<std::string, std::string> digests_;  // by name, hex
};

}  // namespace iaq::journal_tool
