#pragma once

#include "client_check/stage.hpp"

#include <span>
#include <string_view>

/// The checks: each a scene with the client, begun anew.
namespace iaq::client_check {

struct check {
    std::string_view name;
    std::string_view claim;  // what a client that passes does
    or_fault<void> (*play)(stage& with);
};

/// In the order in which they are played.
std::span<const check> asking_checks();
std::span<const check> delivery_checks();

}  // namespace iaq::client_check
