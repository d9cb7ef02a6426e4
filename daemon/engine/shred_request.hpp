#pragma once

#include "base/time.hpp"
#include "engine/session.hpp"
#include "model/ids.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Shredding takes two people: what one asked, and what another has confirmed. In memory only.
namespace iaq::engine {

/// Asked by the first person and not yet confirmed.
struct shred_request {
    std::string inquiry_id, reason;
    actor asked_by;
    mono_time expires{};
};

/// Confirmed; one at a time.
struct shredding {
    shred_request asked;
    model::session_id session = model::session_id::none;  // of the second person
    std::uint64_t request_id = 0;
    model::records::keys_shredded body;  // as it will be recorded
    model::sequence recorded = model::sequence::none;
    int tries = 0;
};

}  // namespace iaq::engine
