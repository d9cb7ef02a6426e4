#pragma once

#include "model/heard.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The checked configuration: `iaqd.toml` and the files it names (product.md section 2).
namespace iaq::model {

enum class right : std::uint8_t { submit = 1, read = 2, operate = 4, supervise = 8, audit = 16 };

struct agency_settings {
    std::string name;
    std::vector<std::string> oris;
    std::string time_zone;
    std::string profile_path, policy_path, tables_path;
    friend bool operator==(const agency_settings&, const agency_settings&) = default;
};

struct host_address {
    std::string host;
    std::uint16_t port = 0;
    friend bool operator==(const host_address&, const host_address&) = default;
};

enum class line_protocol : std::uint8_t { foxtalk, dmpp2020 };

/// The lowest version of TLS that a line, or a client, may come with.
enum class tls_floor : std::uint8_t { tls_1_2, tls_1_3 };

/// How a line is put under TLS: paths of PEM files.
struct tls_settings {
    std::string ca_path;                     // who may vouch for the switch; empty: no TLS
    std::string name;                        // in the switch's certificate; empty: the host
    std::string certificate_path, key_path;  // ours; both or neither
    tls_floor least = tls_floor::tls_1_3;
    [[nodiscard]] bool is_on() const { return !ca_path.empty(); }
    friend bool operator==(const tls_settings&, const tls_settings&) = default;
};

struct station_settings {
    std::string name;
    line_protocol protocol = line_protocol::foxtalk;
    payload_kind payload = payload_kind::ofml;
    std::vector<host_address> hosts;
    std::string device;
    std::vector<std::string> oris;
    nanoseconds reconnect_wait{30s};
    nanoseconds connect_timeout{30s};
    std::uint32_t frame_bytes_max = 65000;  // what we offer; the switch may lower it
    std::uint32_t pause_after = 3;          // inquiries in a row that come to nothing; 0: never
    nanoseconds pause_wait{60s};            // then before one is tried; doubles up to ten times
    // dmpp2020, which negotiates nothing:
    nanoseconds keep_alive{30s};        // of silence, then a status request
    nanoseconds acknowledge_wait{30s};  // then an inquiry counts as unacknowledged
    std::uint32_t window = 1;           // inquiries that may wait for their acknowledgement
    std::string encryption_key_path;    // empty: plain
    tls_settings tls;
    friend bool operator==(const station_settings&, const station_settings&) = default;
};

/// The way in for clients over the network, always under TLS: paths of PEM files.
struct network_intake {
    host_address address;  // without a host: there is none
    std::string certificate_path, key_path, client_ca_path;
    std::string crl_path;  // empty: no certificate is taken back
    tls_floor least = tls_floor::tls_1_3;
    nanoseconds crl_grace{std::chrono::hours{24}};  // a list counts so long after its next update
    nanoseconds crl_age_max{0};  // and never longer after its issue; zero: no matter
    [[nodiscard]] bool is_on() const { return !address.host.empty(); }
    friend bool operator==(const network_intake&, const network_intake&) = default;
};

struct principal_settings {
    std::string uri;                   // empty when known by uid
    std::optional<std::uint32_t> uid;  // Unix user
    std::vector<std::string> oris;
    std::uint8_t rights = 0;  // sum of `right`
    bool asserts_users = false;
    bool dispatch = false;           // its sessions over the network may stand idle
    std::vector<std::string> desks;  // empty: all of its ORIs
    [[nodiscard]] bool may(right r) const { return (rights & static_cast<std::uint8_t>(r)) != 0; }
    friend bool operator==(const principal_settings&, const principal_settings&) = default;
};

struct settings {
    std::string path;
    std::string state_dir;
    bool test_environment = false;
    std::vector<agency_settings> agencies;
    std::vector<station_settings> stations;
    std::string intake_unix;
    network_intake intake_tls;
    nanoseconds idle_timeout{std::chrono::hours{1}};  // of a client over the network
    std::vector<principal_settings> principals;
    std::uint64_t segment_bytes = 64ULL * 1024 * 1024;
    bool seals = true;
    bool fips = false;
    std::string master_key_path, signing_key_path;         // empty: in state_dir/keys
    std::string previous_master_key_path;                  // empty: no rotation
    nanoseconds scrub_period{std::chrono::hours{24 * 7}};  // of a whole pass; zero: off
    std::string log_name = "iaqd";  // the origin of signed heads begins with it
    nanoseconds retention_min{std::chrono::hours{24 * 365}};
    nanoseconds retention_age{0};       // zero: nothing is dropped for its age
    std::uint64_t retention_bytes = 0;  // zero: nothing is dropped for the journal's size
    std::string digest;                 // hex SHA-256 of the file
    friend bool operator==(const settings&, const settings&) = default;
};

}  // namespace iaq::model
