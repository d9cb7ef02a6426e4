#include "settings/settings.hpp"

#include <fmt/format.h>

#include <array>

namespace iaq::settings {
namespace {

using model::settings;

/// An option that is read at the start alone, and whether two sets agree about it.
struct fixed {
    std::string_view section, key;
    bool (*agree)(const settings& a, const settings& b);
};

template <auto Member>
bool same(const settings& a, const settings& b) {
    return a.*Member == b.*Member;
}

bool same_place(const settings& a, const settings& b) {
    return a.intake_tls.address == b.intake_tls.address;
}

constexpr std::array all{
    fixed{"daemon", "state_dir", same<&settings::state_dir>},
    fixed{"daemon", "environment", same<&settings::test_environment>},
    fixed{"intake", "unix", same<&settings::intake_unix>},
    fixed{"intake", "tls", same_place},
    fixed{"journal", "seal", same<&settings::seals>},
    fixed{"journal", "master_key", same<&settings::master_key_path>},
    fixed{"journal", "previous_master_key", same<&settings::previous_master_key_path>},
    fixed{"journal", "signing_key", same<&settings::signing_key_path>},
    fixed{"journal", "log_name", same<&settings::log_name>},
    fixed{"journal", "fips", same<&settings::fips>},
    fixed{"journal", "retention_min", same<&settings::retention_min>},
    fixed{"journal", "retention_age", same<&settings::retention_age>},
    fixed{"journal", "retention_size", same<&settings::retention_bytes>},
    fixed{"journal", "segment_size", same<&settings::segment_bytes>},
    fixed{"journal", "scrub", same<&settings::scrub_period>},
    fixed{"admin", "http", same<&settings::admin_http>},
};

}  // namespace

std::vector<std::string> need_restart(const model::settings& in_force,
                                      const model::settings& wanted) {
    std::vector<std::string> named;
    for (const auto& [section, key, agree] : all) {
        if (!agree(in_force, wanted)) {
            named.push_back(
                fmt::format("{}: [{}] {} cannot change while the daemon runs; put it "
                            "back and reload, or restart for it",
                            wanted.path, section, key));
        }
    }
    return named;
}

}  // namespace iaq::settings
