#pragma once

#include <cstdio>
#include <string>

namespace iaq::sim {

/// While it lives the daemon's log is kept instead of printed, to be searched.
class overheard {
public:
    overheard();
    overheard(const overheard&) = delete;
    overheard& operator=(const overheard&) = delete;
    ~overheard();

    /// Prints again from here on.
    void end();
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
    std::FILE* loud_;
    std::FILE* kept_;
};

}  // namespace iaq::sim
