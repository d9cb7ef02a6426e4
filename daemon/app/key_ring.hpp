#pragma once

#include "base/result.hpp"
#include "journal/keys.hpp"
#include "model/settings.hpp"

#include <memory>
#include <string>

namespace iaq::app {

/// Why there are no keys, in a sentence for operators; `disk`: one could not be written.
struct key_trouble {
    std::string text;
    bool disk = false;
};

/// Returns what opens, seals and signs the journal of `settings`. A key that is not configured and
/// not there is made for an empty journal only: another key would open nothing of an old one.
result<std::unique_ptr<journal::keys>, key_trouble> load_keys(const model::settings& settings);

}  // namespace iaq::app
