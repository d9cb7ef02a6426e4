#pragma once

#include "model/conditions.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"

#include "base/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// How the gateway and its stations stand, as `status` and `alerts` answer.
namespace iaq::model::answers {

struct station_status {
    std::string name;
    bool up = false, held = false;
    std::string peer, hold_reason;
    utc_time since{};
    std::uint64_t queued = 0, in_flight = 0;
    std::string protocol, payload;
    bool under_tls = false;
    std::string tls;  // version and suite while up
};
struct state_count {
    inquiry_state state = inquiry_state::unspecified;
    std::uint64_t count = 0;
    utc_time oldest{};
};
struct status {
    std::string version, environment, journal_id;
    utc_time now{}, started_at{};
    std::vector<station_status> stations;
    std::vector<state_count> states;
    std::uint64_t unmatched = 0;
    std::uint64_t sessions = 0;
    sequence head = sequence::none, durable = sequence::none;
    utc_time last_sync{};
    std::string seal;  // "off" until step 2
    std::vector<std::string> standing_conditions;
    bool intake_paused = false;
    std::string state_digest;  // hex
    sequence state_sequence = sequence::none;
    std::string intake_tls;  // lowest version, "1.3"; empty: nobody comes over the network
    std::vector<std::string> replaced_files;  // on the disk since the start; any: restart
};

struct alert {
    std::string condition, station;
    utc_time since{};
    severity weight = severity::unspecified;
    std::string text, next_step;
    std::string detail;  // what of it, as the record says
};
struct alert_list {
    std::vector<alert> rows;  // longest standing first
};

}  // namespace iaq::model::answers
