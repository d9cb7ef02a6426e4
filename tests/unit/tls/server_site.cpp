#include "unit/tls/server_site.hpp"

#include "unit/tls/tls_site.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

namespace iaq::tls {
namespace {

result<std::shared_ptr<const server_profile>, std::string> make(const door_wish& wish,
                                                                std::optional<utc_time> now) {
    static const auto usual = state_ca().issue({.names = {"gateway.test"}});
    const auto& ours = wish.ours ? *wish.ours : usual;
    model::network_intake wanted;
    wanted.least = wish.least;
    wanted.crl_grace = wish.crl_grace;
    wanted.crl_age_max = wish.crl_age_max;
    server_files files{{"server.pem", ours.certificate},
                       {"server.key", ours.key},
                       {{"clients.pem", wish.client_ca}, {}}};
    if (wish.crl) {
        files.clients.crl = {"clients.crl", *wish.crl};
    }
    IAQ_TRY(auto made, server_profile::make(wanted, wish.uris, files, now));
    return std::shared_ptr<const server_profile>{std::move(made)};
}

}  // namespace

utc_time this_moment() {
    return std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
}

const testing::client_authorities& clients() {
    static const testing::client_authorities one;
    return one;
}

result<std::shared_ptr<const server_profile>, std::string> try_door(const door_wish& wish) {
    return make(wish, this_moment());
}

std::shared_ptr<const server_profile> door(const door_wish& wish) {
    auto made = make(wish, std::nullopt);
    BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? "" : made.error()));
    return std::move(made).value();
}

}  // namespace iaq::tls
