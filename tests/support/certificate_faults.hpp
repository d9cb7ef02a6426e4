#pragma once

#include "support/pki.hpp"

#include <string>
#include <vector>

/// Clients' certificates that are no good, each in one way, and the site that has to refuse them.
namespace iaq::testing {

/// The URI that the good ones name.
inline const std::string cad_uri = "spiffe://agency.example/MO0110100/cad";

/// What a client shows: its certificate and key, and what stands between it and a root.
struct client_papers {
    issued shown;
    std::string between;  // PEM of several
};

struct certificate_fault {
    std::string what;
    client_papers papers;
    std::string says;  // in the log
};

/// The authorities of a site's clients, and the lists of what they have taken back.
class client_authorities {
public:
    client_authorities();

    [[nodiscard]] const authority& root() const { return root_; }
    /// Between the root and some clients; it has a list.
    [[nodiscard]] const authority& branch() const { return branch_; }
    /// PEM, for `client_ca` and `crl`.
    [[nodiscard]] const std::string& client_ca() const { return root_.pem(); }
    [[nodiscard]] std::string crl(const list_wish& of_root = {}) const;

    [[nodiscard]] client_papers good() const;
    [[nodiscard]] client_papers good_by_branch() const;
    /// One that `crl` takes back.
    [[nodiscard]] const client_papers& revoked() const { return revoked_; }
    [[nodiscard]] std::vector<certificate_fault> faults() const;

private:
    void add_dates(std::vector<certificate_fault>& to) const;
    void add_paths(std::vector<certificate_fault>& to) const;
    void add_lists(std::vector<certificate_fault>& to) const;
    void add_uses(std::vector<certificate_fault>& to) const;
    void add_names(std::vector<certificate_fault>& to) const;
    void add_strengths(std::vector<certificate_fault>& to) const;

    authority root_, branch_;
    authority taken_back_branch_, stale_branch_, unlisted_branch_, expired_branch_, local_branch_;
    authority odd_branch_, old_branch_;  // of P-521, signed over SHA-1
    client_papers revoked_;
};

/// A certificate as a good client's; tests change what they want to be wrong.
wish good_client();

}  // namespace iaq::testing
