#pragma once

#include <string>

namespace iaq::client {

/// Why a call came to nothing. `usage`: what was asked for makes no sense.
struct trouble {
    enum class kind { unreachable, timed_out, protocol, usage } what = kind::unreachable;
    std::string text;
};

}  // namespace iaq::client
