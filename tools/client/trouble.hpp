#pragma once

#include <string>

namespace iaq::client {

/// Why a call came to nothing.
struct trouble {
    enum class kind { unreachable, timed_out, protocol } what = kind::unreachable;
    std::string text;
};

}  // namespace iaq::client
