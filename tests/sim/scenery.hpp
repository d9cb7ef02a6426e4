#pragma once

#include "engine/rules.hpp"
#include "journal/keys.hpp"
#include "sim/dice.hpp"
#include "switch_sim/scene.hpp"

#include <memory>

/// What a history stands on, and the switch's bad days.
namespace iaq::sim {

/// What is the same in every history.
struct grounds {
    engine::rules rules;
    std::unique_ptr<journal::keys> keys;
};

/// Returns the shipped files with two stations, three principals and a retention of days.
grounds make_grounds(model::payload_kind payload);

/// Returns a scene of rules drawn at random: late, twice, never, refused, broken off, mangled.
switch_sim::scene a_bad_day(dice& chance);

/// What the operator may have configured otherwise than as shipped.
void vary(engine::rules& in_force, dice& chance);

}  // namespace iaq::sim
