#pragma once

#include "model/act.hpp"
#include "model/admission_records.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The journal's records of its own keeping: heads, keys, holds, what was given up or set aside.
namespace iaq::model::records {

/// The last leaf under the head it announces (G9): the journal signs that head once this record is
/// durable.
struct checkpoint_due {
    sequence tree_size = sequence::none;
    bool operator==(const checkpoint_due&) const = default;
};

/// An older copy of the journal goes on, in a new epoch: what was recorded behind `head` and shown
/// up to `lost_to` is gone.
struct restored {
    std::uint64_t epoch = 0;
    sequence head = sequence::none;
    sequence lost_to = sequence::none;
    std::string reason;
    bool operator==(const restored&) const = default;
};

/// The sidecar of a segment as it is from here.
struct wrapped_sidecar {
    sequence segment = sequence::none;  // its first record
    std::string sha256;                 // 32 bytes
    bool operator==(const wrapped_sidecar&) const = default;
};

/// The keys of one inquiry's records are gone, all at once (G10): no key that remains opens them.
/// What is left of the inquiry is what stands here.
struct keys_shredded {
    std::string inquiry_id, reference, ori;
    std::vector<wrapped_sidecar> sidecars;  // of every segment that held one of the records
    std::vector<sequence> records;          // in order; the first is the admission
    bool backups_destroyed = false, master_key_rotated = false;  // what the operator confirmed
    std::string second_principal, second_user;                   // two people: the other one
    std::string reason;
    bool operator==(const keys_shredded&) const = default;
};

/// The sidecars were wrapped anew. Names of the keys in hex, not the keys.
struct master_key_rotated {
    std::string old_key_id, new_key_id;
    std::vector<wrapped_sidecar> sidecars;  // those changed; many take several records
    bool operator==(const master_key_rotated&) const = default;
};

/// While it stands, the inquiry is neither shredded nor dropped by retention.
struct legal_hold_changed {
    std::string inquiry_id;
    bool standing = false;
    std::string reason;
    bool operator==(const legal_hold_changed&) const = default;
};

/// Every later fold passes over the record `number`; its inquiry is in doubt.
struct quarantined {
    sequence number = sequence::none;
    std::string inquiry_id;
    std::string error;  // without personal data
    bool operator==(const quarantined&) const = default;
};

/// The journal before was damaged and set aside; this one begins with what could be saved.
struct journal_adopted {
    std::string old_journal_id;
    sequence good_to = sequence::none;  // the last record of the good prefix
    std::string folder;                 // where the damaged one stands
    std::string reason;
    bool operator==(const journal_adopted&) const = default;
};

/// An open inquiry of the journal set aside: in doubt here. One that only a clock runs for, stands
/// as it stood there.
struct inquiry_carried {
    admitted as;  // as it was admitted there, with what was changed since
    sequence old_sequence = sequence::none;
    std::uint32_t attempts = 0;
    inquiry_state state = inquiry_state::in_doubt;
    acts::contact_outcome contact = acts::contact_outcome::unspecified;  // how it ended there
    std::string officer_id{};  // to whom it was handed over there; empty: to none
    bool operator==(const inquiry_carried&) const = default;
};

/// Retention: every record before `first_kept` goes. What of the state before it stays is in the
/// base file of that name.
struct segments_dropped {
    sequence first_kept = sequence::none;
    std::string base_sha256;      // of the state in the base file, 32 bytes
    std::uint64_t inquiries = 0;  // forgotten with them
    bool operator==(const segments_dropped&) const = default;
};

}  // namespace iaq::model::records
