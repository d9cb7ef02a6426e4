#pragma once

#include "base/result.hpp"
#include "host/service_manager.hpp"
#include "intake/server.hpp"
#include "model/settings.hpp"

#include <string>

namespace iaq::app {

/// Takes the listening sockets that the service manager holds for the places of the settings.
/// Errors: a sentence with the place of one that the settings do not name; nobody would serve who
/// connects there.
result<intake::inherited_sockets, std::string> take_held_sockets(host::service_manager& manager,
                                                                 const model::settings& settings);

}  // namespace iaq::app
