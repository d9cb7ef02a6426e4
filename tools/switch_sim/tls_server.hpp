#pragma once

#include "base/result.hpp"

#include <memory>
#include <string>

struct ssl_ctx_st;

/// The stand-in's side of TLS. Written apart from the daemon's, so that they do not share a fault.
namespace iaq::switch_sim {

/// The command line's paths; no certificate: plain.
struct tls_options {
    std::string certificate_file, key_file;
    std::string client_ca_file;  // a certificate of the station is then demanded
    std::string least = "1.3";
};

struct free_context {
    void operator()(ssl_ctx_st* held) const noexcept;
};
using tls_context = std::unique_ptr<ssl_ctx_st, free_context>;

/// Errors: a sentence on the file that is no good.
result<tls_context, std::string> make_tls_context(const tls_options& options);

}  // namespace iaq::switch_sim
