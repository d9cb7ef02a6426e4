#pragma once

#include <cstdio>

namespace iaq::crash {

/// While it lives the daemon's log lines are not printed: the explorer's journals have much to say.
/// What a broken invariant or a sanitizer says still is.
class quiet_voice {
public:
    quiet_voice();
    quiet_voice(const quiet_voice&) = delete;
    quiet_voice& operator=(const quiet_voice&) = delete;
    ~quiet_voice();

private:
    std::FILE* loud_;
    std::FILE* quiet_;
};

}  // namespace iaq::crash
