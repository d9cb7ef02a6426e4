#pragma once

#include "switch_sim/lesc.hpp"
#include "switch_sim/tls_server.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The hand of `iaq-switch`: sockets and the clock around the machines. It has no opinion.
namespace iaq::switch_sim {

struct server_options {
    std::vector<std::string> listen;  // ADDR:PORT, one account each; port 0 takes any
    bool quiet = false;
    std::string heard_file;  // JSON lines, unbuffered; empty: none
    tls_context tls;         // of every address; none: plain
    lesc_options behind;
};

/// Listens, prints `listening ADDR:PORT` for each address, serves until TERM or INT, prints the
/// closing line. Returns nothing, or why it could not begin.
std::optional<std::string> serve(server_options options);

}  // namespace iaq::switch_sim
