#pragma once

#include "model/act.hpp"
#include "model/clocks.hpp"
#include "model/inquiry.hpp"
#include "model/notice.hpp"

#include <string>
#include <vector>

/// The journal's records of what people did to an inquiry: who is in the envelope.
namespace iaq::model::records {

struct note_written {
    std::string inquiry_id;
    acts::note note;
    bool operator==(const note_written&) const = default;
};

struct ice_contacted {
    std::string inquiry_id;
    acts::ice_contact contact;
    bool operator==(const ice_contacted&) const = default;
};

struct consular_notified {
    std::string inquiry_id;
    acts::consular_done done;
    bool operator==(const consular_notified&) const = default;
};

struct inquiry_transferred {
    std::string inquiry_id;
    acts::transfer transfer;
    bool operator==(const inquiry_transferred&) const = default;
};

/// What a change to an inquiry came to, rules and all: how it stands from here.
struct judgement {
    inquiry_state state = inquiry_state::unspecified;
    inquiry_request request;         // whole
    std::vector<std::string> rules;  // ids that spoke
    std::vector<notice> advisories, notices;
    std::vector<clock_due> clocks;            // of CONTACT and QUERY48: those that run, no other
    std::string reference;                    // when it is queued only now
    utc_time delayed_at{}, expires_at{};      // while it waits for the switch; zero: never
    bool consular_open = false;               // CONSULAR's duty
    std::vector<std::string> to_supervisors;  // rule ids of which they are told
    std::string order_digest;
    bool operator==(const judgement&) const = default;
};

struct contact_ended {
    std::string inquiry_id;
    acts::contact_ended ended;
    judgement comes_to;
    bool operator==(const contact_ended&) const = default;
};

struct inquiry_updated {
    std::string inquiry_id;
    acts::update update;
    judgement comes_to;
    bool operator==(const inquiry_updated&) const = default;
};

struct answer_seen {
    std::string inquiry_id;
    acts::seen seen;
    bool operator==(const answer_seen&) const = default;
};

struct answer_disseminated {
    std::string inquiry_id;
    acts::disseminated disseminated;
    bool operator==(const answer_disseminated&) const = default;
};

struct manual_recorded {
    std::string inquiry_id;
    inquiry_request request;  // as keyed
    acts::keyed_by_hand keyed;
    inquiry_state state = inquiry_state::unspecified;  // after it
    bool operator==(const manual_recorded&) const = default;
};

}  // namespace iaq::model::records
