#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

struct evp_pkey_st;
struct x509_st;

/// Certificates of a test's own, made while it runs: authorities, switches, stations, clients.
namespace iaq::testing {

enum class key_kind { p256, p384, p521, k256, rsa2048, rsa1024, ed25519 };
enum class usage { server, client, both, email, any, none };

/// What a certificate says. Times are seconds from now.
struct wish {
    std::vector<std::string> names = {};      // DNS
    std::vector<std::string> addresses = {};  // IP
    std::string common_name = "test";
    long from = -3600, until = 3600;
    usage for_use = usage::server;
    key_kind key = key_kind::p256;
    std::vector<std::string> uris = {};
    std::string digest = "SHA256";  // that its authority signs
    /// Further extensions by name, as openssl.cnf writes them: {"keyUsage", "critical,cRLSign"}.
    std::vector<std::pair<std::string, std::string>> more = {};
};

/// PEM, both.
struct issued {
    std::string certificate, key;
    long serial = 0;
};

/// What an authority's own certificate says.
struct authority_wish {
    long from = -7200, until = 3600;
    key_kind key = key_kind::p256;
    std::string constraints = "critical,CA:TRUE";
    std::string usage = "critical,keyCertSign,cRLSign";
    std::string digest = "SHA256";
    std::vector<std::pair<std::string, std::string>> more = {};
};

/// What a revocation list says. Times are seconds from now.
struct list_wish {
    std::vector<long> revoked = {};    // serial numbers
    long issued = -3600, next = 3600;  // the latter 0: it says none
    std::string digest = "SHA256";
};

/// Signs certificates; itself signed by nobody or by another authority.
class authority {
public:
    explicit authority(const std::string& name, const authority* above = nullptr,
                       long until = 3600);
    authority(const std::string& name, const authority* above, const authority_wish& what);
    ~authority();
    authority(const authority&) = delete;
    authority& operator=(const authority&) = delete;

    [[nodiscard]] issued issue(const wish& what) const;
    /// Its own certificate.
    [[nodiscard]] const std::string& pem() const { return pem_; }
    [[nodiscard]] long serial() const { return serial_; }
    /// Returns a revocation list of its own.
    [[nodiscard]] std::string list(const list_wish& what = {}) const;

private:
    evp_pkey_st* key_;
    x509_st* certificate_;
    std::string pem_;
    long serial_ = 0;
};

/// Returns a certificate that only its own key vouches for.
issued self_signed(const wish& what);

/// Returns `plain_key` under a passphrase.
std::string under_passphrase(const std::string& plain_key);

}  // namespace iaq::testing
