#pragma once

#include "model/act.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/record.hpp"
#include "model/report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a client may ask, `ClientFrame.body`, as the contract room reads it.
namespace iaq::model::calls {

struct hello {
    std::string program, version;
};
struct submit {
    inquiry_request request;
    std::string content;  // canonical bytes of the request without its key; compared by digest
};
/// Exactly one of the texts is set.
struct get {
    std::string inquiry_id, idempotency_key, reference, incident;
    bool printed = false;  // it is put on paper
};
struct list {
    std::vector<inquiry_state> states;
    std::string officer_id, desk, ori, incident, operator_id;
    std::optional<utc_time> from, to;  // admitted within
    std::optional<nanoseconds> older_than;
    std::uint32_t limit = 0;  // 0: the most
    bool open_only = false, transfer_pending = false;
    std::string last_name{}, first_name{}, date_of_birth{}, reason{};  // by person
    [[nodiscard]] bool by_person() const { return !last_name.empty() || !date_of_birth.empty(); }
};
struct cancel {
    std::string inquiry_id, reason;
};
struct subscribe {
    std::string consumer;                   // empty: the principal
    std::optional<std::string> from;        // cursor text
    std::optional<std::uint32_t> newest{};  // instead: the newest so many
};
struct take {
    std::string consumer;
    std::string cursor;
};
struct operate {
    records::operation what = records::operation::unspecified;
    std::string station, reason;
    std::string inquiry_id{};                              // of what has no station
    sequence reply = sequence::none;                       // its `reply heard`
    classification classed = classification::unspecified;  // as a person reads the reply
    std::string consumer{}, principal{}, from{};           // of a replay; cursor text
    std::optional<utc_time> since{};
};
/// Messages that no rule could place.
struct unmatched {
    std::string station;               // empty: all
    std::uint32_t limit = 0;           // 0: the most
    sequence before = sequence::none;  // none: from the newest
};
/// Without a token the first person asks; with one another person confirms.
/// A copy of the journal that somebody made: it holds the keys of its time.
struct backup_made {
    std::string words;  // when and where to
    sequence upto = sequence::none;
};
struct shred {
    std::string inquiry_id, reason, token;
    bool backups_destroyed = false, master_key_rotated = false;
    std::vector<backup_made> backups{};  // those noted on this machine; not the client's words
};
/// What a person did to an inquiry.
struct act {
    std::string inquiry_id;
    acts::act what;
};
/// Offers inquiries to another officer or desk, or accepts what was offered.
struct transfer {
    std::vector<std::string> inquiry_ids;
    std::string to_officer_id, to_desk, note;
    std::string accept_transfer_id;  // not empty: accepts
};
/// An IAQ keyed by hand at the state's own terminal.
struct manual {
    inquiry_request request;
    std::string inquiry_id;  // empty: of none here
    acts::keyed_by_hand keyed;
    std::string content;  // canonical bytes of all of it without the key
};
/// A person has read the message that a delivery told of.
struct seen {
    std::string inquiry_id;  // empty: not said
    std::string event_id;
};
/// It was passed on. `reply` of `what` is not known yet.
struct disseminated {
    std::string inquiry_id;
    acts::disseminated what;
};
/// What supervisors and auditors ask.
struct report {
    report_kind kind = report_kind::unspecified;
    std::optional<utc_time> from, to;  // at or after; before
    std::string ori, desk, reason;     // empty: all
};
/// A review of the records is signed off.
struct review {
    utc_time from{}, to{};
    std::string ori, findings;  // empty ORI: all
};
struct status {
    std::vector<std::string> replaced_files{};  // as the machine knows; not the client's words
};
struct alerts {};
struct reload {
    std::string reason;
};
struct describe {
    std::string ori;  // empty: the principal's first
};
struct ping {};
/// A call that this build does not serve yet: its name and the step that builds it.
struct unbuilt {
    std::string name;
    int step = 0;
};
/// A frame that is no call: answered INVALID with this sentence.
struct malformed {
    std::string field, message;
};

using call = std::variant<hello, submit, get, list, cancel, subscribe, take, operate, shred, act,
                          transfer, manual, seen, disseminated, status, unmatched, report, review,
                          alerts, reload, describe, ping, unbuilt, malformed>;

}  // namespace iaq::model::calls
