#include "unit/tls/tls_site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

namespace iaq::tls {

const testing::authority& state_ca() {
    static const testing::authority one("TEST STATE ROOT");
    return one;
}

const testing::authority& other_ca() {
    static const testing::authority one("TEST OTHER ROOT");
    return one;
}

model::tls_settings settings_of(const profile_wish& wish) {
    model::tls_settings wanted;
    wanted.ca_path = "ca.pem";
    wanted.name = wish.name;
    wanted.least = wish.least;
    if (!wish.ours.certificate.empty()) {
        wanted.certificate_path = "ours.pem";
        wanted.key_path = "ours.key";
    }
    return wanted;
}

result<std::unique_ptr<client_profile>, std::string> try_profile(const profile_wish& wish) {
    const client_files files{
        {"ca.pem", wish.ca}, {"ours.pem", wish.ours.certificate}, {"ours.key", wish.ours.key}};
    return client_profile::make(
        settings_of(wish), files,
        std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now()));
}

std::unique_ptr<client_profile> profile(const profile_wish& wish) {
    auto made = try_profile(wish);
    BOOST_REQUIRE(made.has_value());
    return std::move(made).value();
}

}  // namespace iaq::tls
