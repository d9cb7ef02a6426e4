#pragma once

#include "support/pki.hpp"
#include "tls/client_profile.hpp"

#include <memory>
#include <string>

/// What the tests of TLS share: one authority of an invented state, and profiles that trust it.
namespace iaq::tls {

inline constexpr auto floor_1_2 = model::tls_floor::tls_1_2;
inline constexpr auto floor_1_3 = model::tls_floor::tls_1_3;

const testing::authority& state_ca();
/// Another state's.
const testing::authority& other_ca();

struct profile_wish {
    model::tls_floor least = floor_1_3;
    std::string name = {};      // tls_name
    testing::issued ours = {};  // none: none is shown
    std::string ca = state_ca().pem();
};

model::tls_settings settings_of(const profile_wish& wish);
result<std::unique_ptr<client_profile>, std::string> try_profile(const profile_wish& wish);
/// The same, which must come to be.
std::unique_ptr<client_profile> profile(const profile_wish& wish = {});

}  // namespace iaq::tls
