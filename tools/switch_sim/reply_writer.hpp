#pragma once

#include "base/time.hpp"
#include "model/heard.hpp"
#include "switch_sim/asked.hpp"
#include "switch_sim/scene.hpp"

#include <cstdint>
#include <string>

/// Writes what the switch and the LESC say, as OFML or Nlets text. Every word of it is invented
/// and marked TEST; nothing in it reads like a legal status.
namespace iaq::switch_sim {

/// What a reply is written from. Lifetime: the references live as long as the call.
struct saying {
    const effect& told;
    const asked& about;        // all empty for unsolicited traffic
    std::string device;        // of whom it is sent to, when `about` has none
    std::uint64_t number = 0;  // the switch's own count of what it delivered
    std::uint64_t count = 0;   // the same, to this account alone
    utc_time asked_at{}, now{};
    std::string receipt_key;  // AM or IAR
};

/// Returns the message key this reply carries.
std::string key_of(const effect& told, const std::string& receipt_key);

/// Returns the whole payload, before it is cut into frames.
std::string write_reply(model::payload_kind payload, const saying& s);

}  // namespace iaq::switch_sim
