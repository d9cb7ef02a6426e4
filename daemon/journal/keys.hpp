#pragma once

#include "seal/master_key.hpp"
#include "seal/signature.hpp"

#include <functional>
#include <optional>
#include <string>

namespace iaq::journal {

/// What seals a journal and signs its heads. Lifetime: longer than the journal it was opened with.
struct keys {
    std::optional<seal::master_key> master;          // opens sealed segments
    std::optional<seal::master_key> previous;        // rotation: opens those it sealed before
    bool seals = false;                              // new segments are sealed; needs `master`
    std::optional<seal::signing_key> signing;        // absent: no heads are signed (a reader)
    std::string log_name;                            // the origin of the heads begins with it
    std::function<std::string(std::size_t)> random;  // fresh bytes, for keys of segments
};

}  // namespace iaq::journal
