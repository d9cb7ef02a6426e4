#include "app/held_sockets.hpp"

#include <boost/asio/ip/address.hpp>

#include <fmt/format.h>

#include <vector>

namespace iaq::app {
namespace {

/// As the system writes it: "[::1]:7443" for "[0:0::1]:7443".
std::string written(const model::host_address& place) {
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(place.host, no_address);
    const auto host = no_address ? place.host : address.to_string();
    return fmt::format("{}:{}", address.is_v6() ? "[" + host + "]" : host, place.port);
}

std::string disagree(const std::string& held, const std::string& option,
                     const std::string& configured) {
    return fmt::format(
        "the service manager listens at {} for this daemon, and [intake] {} is {}: let its socket "
        "unit and the configuration name the same place",
        held, option, configured);
}

}  // namespace

result<intake::inherited_sockets, std::string> take_held_sockets(host::service_manager& manager,
                                                                 const model::settings& settings) {
    intake::inherited_sockets held;
    std::string place;
    held.local = manager.take_unix_socket(place);
    if (held.local >= 0 && place != settings.intake_unix) {
        return disagree(place, "unix", settings.intake_unix);
    }
    held.network = manager.take_network_socket(place);
    const auto wanted =
        settings.intake_tls.is_on() ? written(settings.intake_tls.address) : "not said";
    if (held.network >= 0 && place != wanted) {
        return disagree(place, "tls", wanted);
    }
    if (const auto others = manager.close_leftovers(); !others.empty()) {
        return "the service manager listens at " + others.front() +
               " for this daemon as well, and nobody would serve who connects there: take it out "
               "of its socket unit";
    }
    return held;
}

}  // namespace iaq::app
