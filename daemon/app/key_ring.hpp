#pragma once

#include "base/result.hpp"
#include "journal/keys.hpp"
#include "model/settings.hpp"
#include "seal/line_cipher.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace iaq::app {

/// Why there are no keys, in a sentence for operators; `disk`: one could not be written.
struct key_trouble {
    std::string text;
    bool disk = false;
};

/// Returns what opens, seals and signs the journal of `settings`. A key that is not configured and
/// not there is made for an empty journal only: another key would open nothing of an old one.
result<std::unique_ptr<journal::keys>, key_trouble> load_keys(const model::settings& settings);

/// For each station its line's cipher; nothing for one that speaks plainly.
using line_ciphers = std::vector<std::optional<seal::line_cipher>>;

/// Returns the ciphers of the stations' `encryption_key` files. Errors: a file that is not there,
/// that others may read, or that is no key; never a plain line instead.
result<line_ciphers, key_trouble> load_line_ciphers(const model::settings& settings);

}  // namespace iaq::app
