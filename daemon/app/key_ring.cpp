#include "app/key_ring.hpp"

#include "host/files.hpp"
#include "host/random.hpp"
#include "observe/log.hpp"
#include "seal/fips.hpp"

#include <filesystem>

namespace iaq::app {

using observe::event;
using observe::plain;

namespace {

key_trouble told(const host::file_trouble& why) { return {why.text, why.disk}; }

/// A journal that has no segment yet holds nothing that another key would lose.
bool is_empty(const std::string& state_dir) {
    std::error_code none;
    for (const auto& found :
         std::filesystem::directory_iterator{state_dir + "/journal/segment", none}) {
        if (found.path().extension() == ".seg") {
            return false;
        }
    }
    return true;
}

/// Where a key lies, and whether it may be made there.
struct place {
    std::string path;
    bool may_make = false;
};

result<place, key_trouble> place_of(const std::string& configured, const std::string& standard,
                                    bool empty) {
    if (configured.empty()) {
        return place{standard, empty && !host::exists(standard)};
    }
    auto path = host::place_of_key(configured);
    if (!path) {
        return told(path.error());
    }
    return place{std::move(path).value(), false};
}

result<std::string, key_trouble> make(const std::string& path, std::string contents) {
    const auto made = host::make_secret(path, contents);
    if (!made) {
        return told(made.error());
    }
    observe::say(event::key_made, {plain{path}});
    return contents;
}

result<std::string, key_trouble> read(result<std::string, host::file_trouble> got) {
    if (!got) {
        return told(got.error());
    }
    return std::move(got).value();
}

result<void, key_trouble> load_master(const model::settings& settings, bool empty,
                                      journal::keys& into) {
    IAQ_TRY(const auto at,
            place_of(settings.master_key_path, settings.state_dir + "/keys/master.key", empty));
    if (!settings.seals && !host::exists(at.path)) {
        return boost::outcome_v2::success();  // nothing is sealed, and nothing was
    }
    IAQ_TRY(const auto bytes, at.may_make&& settings.seals
                                  ? make(at.path, host::random_bytes(seal::key::size))
                                  : read(host::read_key(at.path)));
    into.master.emplace(bytes);
    return boost::outcome_v2::success();
}

/// Rotation: the key that sidecars may still be wrapped under.
result<void, key_trouble> load_previous(const model::settings& settings, journal::keys& into) {
    if (settings.previous_master_key_path.empty()) {
        return boost::outcome_v2::success();
    }
    IAQ_TRY(const auto path, read(host::place_of_key(settings.previous_master_key_path)));
    if (!into.master) {
        return key_trouble{path + ": a previous_master_key needs a master_key to wrap under"};
    }
    IAQ_TRY(const auto bytes, read(host::read_key(path)));
    into.previous.emplace(bytes);
    if (into.previous->id() == into.master->id()) {
        return key_trouble{path + ": is the master key; previous_master_key is the one before it"};
    }
    return boost::outcome_v2::success();
}

result<void, key_trouble> load_signing(const model::settings& settings, bool empty,
                                       journal::keys& into) {
    using kind = seal::signature_kind;
    IAQ_TRY(const auto at,
            place_of(settings.signing_key_path, settings.state_dir + "/keys/signing.pem", empty));
    const auto wanted = settings.fips ? kind::ecdsa_p256 : kind::ed25519;
    IAQ_TRY(const auto pem, at.may_make
                                ? make(at.path, seal::signing_key::generate(wanted).to_pem())
                                : read(host::read_secret(at.path)));
    auto key = seal::signing_key::from_pem(pem);
    if (!key) {
        return key_trouble{at.path + ": " + key.error()};
    }
    if (settings.fips && key.value().kind() != kind::ecdsa_p256) {
        return key_trouble{at.path +
                           ": under fips the heads are signed with a P-256 key; give one"};
    }
    into.signing.emplace(std::move(key).value());
    return boost::outcome_v2::success();
}

result<seal::line_cipher, key_trouble> load_line_cipher(const model::station_settings& station) {
    IAQ_TRY(const auto path, read(host::place_of_key(station.encryption_key_path)));
    const auto wanted = ": the encryption_key of station " + station.name;
    if (!host::exists(path)) {
        return key_trouble{path + wanted + " is not there; put the state's key in place"};
    }
    IAQ_TRY(const auto bytes, read(host::read_secret(path)));
    if (!seal::line_cipher::is_key_size(bytes.size())) {
        return key_trouble{path + wanted + " has " + std::to_string(bytes.size()) +
                           " bytes; a key has 16 or 32, raw, without a line end"};
    }
    return seal::line_cipher{bytes};
}

}  // namespace

result<std::unique_ptr<journal::keys>, key_trouble> load_keys(const model::settings& settings) {
    if (settings.fips) {
        const auto validated = seal::require_fips();
        if (!validated) {
            return key_trouble{"fips = true: " + validated.error()};
        }
    }
    if (!seal::lock_key_memory()) {
        observe::say(event::key_memory_unlocked);
    }
    auto keys = std::make_unique<journal::keys>();
    keys->seals = settings.seals;
    keys->log_name = settings.log_name;
    keys->random = host::random_bytes;
    const bool empty = is_empty(settings.state_dir);
    IAQ_TRY(load_master(settings, empty, *keys));
    IAQ_TRY(load_previous(settings, *keys));
    IAQ_TRY(load_signing(settings, empty, *keys));
    return keys;
}

result<line_ciphers, key_trouble> load_line_ciphers(const model::settings& settings) {
    line_ciphers all;
    for (const auto& station : settings.stations) {
        all.emplace_back();
        if (!station.encryption_key_path.empty()) {
            IAQ_TRY(auto cipher, load_line_cipher(station));
            all.back() = std::move(cipher);
        }
    }
    return all;
}

}  // namespace iaq::app
