#pragma once

#include "app/daemon.hpp"
#include "engine/reloading.hpp"

#include <map>
#include <string>
#include <vector>

/// The files of a running daemon, read anew as a whole.
namespace iaq::app {

/// What a reading made.
struct read_set {
    engine::new_rules rules;
    model::settings settings;                    // of them, once the engine has taken the rules
    guards guarded;                              // as in the new settings
    std::map<std::string, std::string> ciphers;  // as `cipher_digests` of them
};

/// Returns the digest of each station's key file, by the station's name: whether it holds another
/// key now. Never written anywhere. A file that cannot be read has none.
std::map<std::string, std::string> cipher_digests(const model::settings& settings);

/// Reads the configuration at its path and every file it names, and checks them as a whole.
/// `ciphers`: the digests of those in force; `date`: as of when certificates are judged. Errors:
/// every complaint with its place, and each option that only a start reads; then nothing of it is
/// used.
result<read_set, std::vector<std::string>> read_anew(
    const model::settings& in_force, const std::map<std::string, std::string>& ciphers,
    const judged_as_of& date);

}  // namespace iaq::app
