#pragma once

#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "model/record.hpp"

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
};
struct list {
    std::vector<inquiry_state> states;
    std::string officer_id, desk, ori, incident, operator_id;
    std::optional<utc_time> from, to;  // admitted within
    std::optional<nanoseconds> older_than;
    std::uint32_t limit = 0;  // 0: the most
    bool open_only = false;
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
    std::string inquiry_id{};  // of a legal hold or a resolution, which have no station
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
struct status {};
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

using call = std::variant<hello, submit, get, list, cancel, subscribe, take, operate, shred, status,
                          describe, ping, unbuilt, malformed>;

}  // namespace iaq::model::calls
