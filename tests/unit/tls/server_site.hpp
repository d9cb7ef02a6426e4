#pragma once

#include "support/certificate_faults.hpp"
#include "tls/server_profile.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What the tests of the daemon's own door share: its clients' authorities, and profiles.
namespace iaq::tls {

utc_time this_moment();

/// The authorities of all clients here.
const testing::client_authorities& clients();

struct door_wish {
    model::tls_floor least = model::tls_floor::tls_1_3;
    std::optional<testing::issued> ours = {};  // none: a good one
    std::string client_ca = clients().client_ca();
    std::optional<std::string> crl = clients().crl();  // none: no such file is named
    nanoseconds crl_grace = 24h, crl_age_max{0};
    std::vector<std::string> uris = {testing::cad_uri};
};

result<std::shared_ptr<const server_profile>, std::string> try_door(const door_wish& wish);
/// The same, which must come to be; no date is looked at before a client comes.
std::shared_ptr<const server_profile> door(const door_wish& wish = {});

}  // namespace iaq::tls
