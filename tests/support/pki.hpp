#pragma once

#include <memory>
#include <string>
#include <vector>

struct evp_pkey_st;
struct x509_st;

/// Certificates of a test's own, made while it runs: authorities, switches, stations.
namespace iaq::testing {

enum class key_kind { p256, p384, p521, rsa2048, rsa1024, ed25519 };
enum class usage { server, client, none };

/// What a certificate says. Times are seconds from now.
struct wish {
    std::vector<std::string> names = {};      // DNS
    std::vector<std::string> addresses = {};  // IP
    std::string common_name = "test";
    long from = -3600, until = 3600;
    usage for_use = usage::server;
    key_kind key = key_kind::p256;
};

/// PEM, both.
struct issued {
    std::string certificate, key;
};

/// Signs certificates; itself signed by nobody or by another authority.
class authority {
public:
    explicit authority(const std::string& name, const authority* above = nullptr,
                       long until = 3600);
    ~authority();
    authority(const authority&) = delete;
    authority& operator=(const authority&) = delete;

    [[nodiscard]] issued issue(const wish& what) const;
    /// Its own certificate.
    [[nodiscard]] const std::string& pem() const { return pem_; }

private:
    evp_pkey_st* key_;
    x509_st* certificate_;
    std::string pem_;
};

/// Returns a certificate that only its own key vouches for.
issued self_signed(const wish& what);

/// Returns `plain_key` under a passphrase.
std::string under_passphrase(const std::string& plain_key);

}  // namespace iaq::testing
