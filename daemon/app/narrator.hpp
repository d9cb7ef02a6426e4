#pragma once

#include "model/record.hpp"

namespace iaq::app {

/// Says for operators what a record means for them, when it does. No personal data (G8).
void narrate(const model::record& entry);

}  // namespace iaq::app
