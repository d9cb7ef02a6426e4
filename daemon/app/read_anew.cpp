#include "app/read_anew.hpp"

#include "app/configuration.hpp"
#include "app/intake_tls.hpp"
#include "base/text.hpp"
#include "host/files.hpp"
#include "seal/digest.hpp"
#include "settings/settings.hpp"

#include <utility>

namespace iaq::app {

std::map<std::string, std::string> cipher_digests(const model::settings& settings) {
    std::map<std::string, std::string> digests;
    for (const auto& station : settings.stations) {
        const auto path = station.encryption_key_path.empty()
                              ? host::file_trouble{"none"}
                              : host::place_of_key(station.encryption_key_path);
        const auto key = path ? host::read_secret(path.value()) : path;
        if (key) {
            digests.emplace(station.name, seal::sha256(key.value()));
        }
    }
    return digests;
}

result<read_set, std::vector<std::string>> read_anew(
    const model::settings& in_force, const std::map<std::string, std::string>& ciphers,
    const judged_as_of& date) {
    IAQ_TRY(auto wanted, load_rules(in_force.path));
    if (auto fixed = settings::need_restart(in_force, wanted.settings); !fixed.empty()) {
        return fixed;
    }
    read_set made;
    auto keys = load_line_ciphers(wanted.settings);
    if (!keys) {
        return std::vector{keys.error().text};
    }
    made.guarded.lines.ciphers = std::move(keys).value();
    IAQ_TRY(made.guarded.lines.profiles, load_line_profiles(wanted.settings, date));
    IAQ_TRY(made.guarded.intake, load_intake_profile(wanted.settings, date));
    made.ciphers = cipher_digests(wanted.settings);
    for (const auto& [station, digest] : made.ciphers) {
        const auto before = ciphers.find(station);
        if (before != ciphers.end() && before->second != digest) {
            made.rules.rekeyed.insert(station);
        }
    }
    made.rules.wanted = std::move(wanted);
    return made;
}

}  // namespace iaq::app
