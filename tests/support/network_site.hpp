#pragma once

#include "client/connection.hpp"
#include "support/certificate_faults.hpp"
#include "support/site.hpp"
#include "support/tls_client.hpp"

#include <chrono>
#include <memory>
#include <string>

/// A site whose daemon also serves clients over the network: certificates, a free port on loopback.
namespace iaq::testing {

/// What the configuration says beyond the usual.
struct network_wish {
    std::string scene = "switch on iaq : ack ; receipt ; answer after 5ms\n";
    std::string intake = {};  // further lines of [intake]
    /// Of the principal with `cad_uri`.
    std::string principal =
        "rights = [\"submit\", \"read\"]\noris = [\"MO0110100\"]\nasserts_users = true\n";
    std::string others = {};  // further tables
    list_wish list = {};      // of the root
    bool listed = true;       // `crl` is said
};

class network_site {
public:
    explicit network_site(const network_wish& wish = {});

    /// Starts the daemon and finds out where it listens.
    void start();
    [[nodiscard]] site& whole() { return *site_; }
    [[nodiscard]] const client_authorities& authorities() const { return authorities_; }
    /// "127.0.0.1:PORT".
    [[nodiscard]] const std::string& place() const { return place_; }
    [[nodiscard]] std::string file(const std::string& name) const { return papers_.file(name); }
    /// Writes NAME.pem and NAME.key, closed to others.
    void keep(const std::string& name, const client_papers& papers) const;
    void keep(const std::string& name, const std::string& text) const;

    /// Returns how a client with NAME's papers gets there.
    [[nodiscard]] client::network_place as(const std::string& name) const;
    /// Returns a connection of a good client.
    [[nodiscard]] client::connection connect(const std::string& name = "cad") const;
    /// Waits until the daemon's log holds the words.
    [[nodiscard]] bool log_says(const std::string& words) const;
    [[nodiscard]] std::string log() const;

private:
    client_authorities authorities_;
    authority gateway_ca_;
    temporary_folder papers_;
    std::unique_ptr<site> site_;
    std::string place_;
};

/// A client straight on OpenSSL over a real socket, from an address of its own.
class network_client {
public:
    /// Connects from `from`, an address of 127.0.0.0/8, and shakes hands as far as that goes. Asks
    /// nothing of Boost.Test: threads of a test's own may use it.
    network_client(const std::string& place, const client_habits& habits,
                   const std::string& from = "127.0.0.1");
    ~network_client();
    network_client(const network_client&) = delete;
    network_client& operator=(const network_client&) = delete;

    void say(const std::string& plain);
    /// Reads until the daemon closes or `within` passes; true when it closed.
    bool hear_to_the_end(std::chrono::milliseconds within);
    [[nodiscard]] const std::string& heard() const { return half_.heard; }
    [[nodiscard]] const std::string& refusal() const { return half_.refusal; }

private:
    bool step(std::chrono::milliseconds within);
    void send(const std::string& sealed) const;

    int socket_;
    tls_client half_;
    bool closed_ = false;
};

/// Waits until the daemon's log tells where clients over the network come in, and returns it.
std::string place_of(const site& s);

/// Returns a TCP connection to `place` from `from`, or -1.
int connect_to(const std::string& place, const std::string& from = "127.0.0.1");

}  // namespace iaq::testing
