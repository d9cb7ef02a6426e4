#pragma once

#include "engine/admission.hpp"
#include "engine/line.hpp"
#include "engine/logons.hpp"
#include "engine/outbox.hpp"
#include "engine/retention.hpp"
#include "engine/session.hpp"
#include "engine/shred_request.hpp"

/// What the engine drives with beside its state: none of it outlives the process.
