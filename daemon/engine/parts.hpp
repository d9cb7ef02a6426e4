#pragma once

#include "engine/admission.hpp"
#include "engine/clock_watch.hpp"
#include "engine/line.hpp"
#include "engine/logons.hpp"
#include "engine/oldest.hpp"
#include "engine/outbox.hpp"
#include "engine/readings.hpp"
#include "engine/reloading.hpp"
#include "engine/retention.hpp"
#include "engine/session.hpp"
#include "engine/shred_request.hpp"

/// What the engine drives with beside its state: none of it outlives the process.
