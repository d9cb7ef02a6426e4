#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "model/settings.hpp"
#include "tls/pem_file.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ssl_ctx_st;
struct stack_st_X509;
struct x509_st;
struct x509_store_ctx_st;

/// Who may come in by certificate (reliability.md section 6): whose authorities, which not taken
/// back, strong enough, and named by exactly one URI that is a principal's.
namespace iaq::tls {

/// A client as its certificate names it.
struct identity {
    std::string uri;
    std::string fingerprint;  // SHA-256 of the certificate, hex
    utc_time until{};         // its certificate says nothing of later
};

/// What a certificate came to.
struct judgement {
    std::string refused;      // why it is not taken, in words; empty: it is
    std::string fingerprint;  // of what was shown; empty: nothing was
    identity who;             // when it is taken
};

/// How long the revocation lists are of use; of several the one that ends first.
struct list_times {
    utc_time next_update{};  // a newer list should stand there by then
    utc_time use_until{};    // afterwards nobody new of that authority comes in
};

struct admission_files {
    pem_file client_ca, crl;  // `crl` without a path: nothing is taken back
};

class admission {
public:
    /// `uris`: those of the principals. Errors: a sentence with the path of the file that holds no
    /// PEM, an authority that is none or has expired, a list that nobody in `client_ca` signed or
    /// that is of no use any more, an authority without a list. Without a `now` no date is looked
    /// at.
    static result<std::unique_ptr<admission>, std::string> make(const model::network_intake& wanted,
                                                                std::vector<std::string> uris,
                                                                const admission_files& files,
                                                                std::optional<utc_time> now);
    ~admission();
    admission(const admission&) = delete;
    admission& operator=(const admission&) = delete;

    /// Judges what a client shows in its handshake; `asked` is OpenSSL's question.
    [[nodiscard]] judgement judge(x509_store_ctx_st& asked, utc_time now) const;

    /// Returns why one that was taken before would be refused today, or nothing. Age alone, of the
    /// certificate or a list, is no reason: who is in, stays.
    [[nodiscard]] std::string why_no_longer(x509_st& shown, stack_st_X509* between,
                                            utc_time now) const;

    /// Gives `to` the authorities and lists that OpenSSL asks while it builds a path.
    void lend_store(ssl_ctx_st& to) const;

    /// Nothing when there are no lists.
    [[nodiscard]] std::optional<list_times> lists() const;

    struct parts;  // OpenSSL's

private:
    explicit admission(std::unique_ptr<parts> made);
    std::unique_ptr<parts> parts_;
};

enum class uri_fault : std::uint8_t { none, several, unreadable, unfit };

/// Returns the only URI among the certificate's alternative names, or why there is no such.
result<std::string, uri_fault> only_uri(const x509_st& shown);

}  // namespace iaq::tls
