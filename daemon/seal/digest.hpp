#pragma once

#include <memory>
#include <string>
#include <string_view>

/// Digests by OpenSSL's EVP only, so that a validated provider can serve them.
namespace iaq::seal {

/// Returns the 32 bytes of SHA-256 over `data`.
std::string sha256(std::string_view data);

/// Returns the 32 bytes of HMAC-SHA-256 over `data` under `key`.
std::string hmac_sha256(std::string_view key, std::string_view data);

/// SHA-256 over pieces.
class sha256_stream {
public:
    sha256_stream();
    ~sha256_stream();
    sha256_stream(const sha256_stream&) = delete;
    sha256_stream& operator=(const sha256_stream&) = delete;

    void update(std::string_view piece);
    /// Returns the 32 bytes. The stream is spent afterwards.
    std::string finish();

private:
    struct context;
    std::unique_ptr<context> context_;
};

}  // namespace iaq::seal
