#pragma once

#include "model/clocks.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The journal's records of the daemon's own life and of what was let in or refused. The others,
/// and the envelope, are in record.hpp.
namespace iaq::model::records {

struct started {
    std::string version, journal_id, environment;
    std::uint64_t epoch = 1;
    std::string state_digest;  // hex, of the state before this record
    sequence state_sequence = sequence::none;
    std::uint64_t torn_bytes = 0;  // cut from the tail at recovery
    bool operator==(const started&) const = default;
};
struct stopped {
    std::string reason;
    std::string state_digest;
    sequence state_sequence = sequence::none;
    bool operator==(const stopped&) const = default;
};
struct configuration_loaded {
    struct file {
        std::string name, sha256;  // name without its folder; hex
        bool operator==(const file&) const = default;
    };
    std::vector<file> files;
    std::string reason{};  // of whoever had them read anew, in words
    bool operator==(const configuration_loaded&) const = default;
};

/// Accepted, exempt or registered: the whole request and the decision. The bound answer of its
/// idempotency key is rebuilt from this.
struct admitted {
    std::string inquiry_id, reference;
    inquiry_state state = inquiry_state::unspecified;  // queued, exempt, registered or manual
    inquiry_request request;                           // with defaults filled in
    std::string content_digest;                        // keyed, 32 bytes; empty without a key
    std::string person_digest;       // keyed, 32 bytes: folded last name, first name, birth date
    std::vector<std::string> rules;  // rule ids that spoke
    std::vector<notice> advisories, notices;
    utc_time delayed_at{};  // when DELAYED is due if unsent; zero: never
    utc_time expires_at{};  // send_before, resolved; zero: never
    std::string order_digest, tables_digest;
    std::vector<clock_due> clocks{};            // of CONTACT and QUERY48
    bool consular_open = false;                 // CONSULAR: open until `consular_done`
    std::vector<std::string> to_supervisors{};  // rule ids of which they are told
    bool operator==(const admitted&) const = default;
};

/// Refused by policy or rights. Never holds the subject; a ROLE refusal holds a keyed digest.
struct refused {
    std::string ori, officer_id, operator_id, incident;
    std::vector<violation> violations;
    std::string person_digest;  // with ROLE only
    subject_role role = subject_role::unspecified;
    std::string order_digest;
    utc_time keyed_at{};     // it was keyed by hand all the same: supervisors are told; zero: not
    std::string terminal{};  // of the state, where it was
    bool operator==(const refused&) const = default;
};
/// More refusals of one principal in one minute than are recorded one by one.
struct refusals_summed {
    std::uint64_t count = 0;
    bool operator==(const refusals_summed&) const = default;
};

struct cancelled {
    std::string inquiry_id;
    std::string reason{};  // in the client's words; may be empty
    bool operator==(const cancelled&) const = default;
};

}  // namespace iaq::model::records
