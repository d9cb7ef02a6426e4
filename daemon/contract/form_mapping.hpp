#pragma once

#include "model/answer.hpp"

#include <iaq/v1/intake.pb.h>

/// The form of a submission as clients are told it.
namespace iaq::contract {

namespace pb = v1;

/// Fills a fresh `to`. Which fields hold personal data is the contract's own to say.
void put(pb::Description& to, const model::answers::description& from);

}  // namespace iaq::contract
