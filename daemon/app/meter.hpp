#pragma once

#include "engine/state.hpp"
#include "host/clock_health.hpp"
#include "model/action.hpp"
#include "model/input.hpp"
#include "model/measures.hpp"
#include "observe/log.hpp"
#include "observe/metrics.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

/// Turns what passes through the loop into numbers: counters and times as it happens, gauges when
/// somebody asks.
namespace iaq::app {

/// What of the machine a scrape shows.
struct surroundings_now {
    std::uint64_t disk_free = 0, disk_size = 0, memory = 0, descriptors = 0;
    host::clock_health clock = host::clock_health::unknown;
    nanoseconds journal_silence{0};
    bool ready = false;
};

class meter {
public:
    /// Lifetime: `to` and `known` outlive it. `started`: when the process began.
    meter(observe::metrics& to, const engine::state& known, const std::string& version,
          const std::string& environment, utc_time started);

    /// Each input as it comes, before its turn.
    void came(const model::inputs::input& in, mono_time now);
    void appended(const model::record& entry);
    void answered(const model::actions::answer_client& said, mono_time now);
    void delivered(const model::actions::deliver& said, utc_time now);
    /// Files were read anew: they are in force, or something is wrong with them.
    void reloaded(bool good);
    /// What the HTTP server answered.
    void scraped(unsigned status);

    /// Sets every gauge.
    void show(const model::measures& now, const std::vector<model::measures::reader>& readers,
              const surroundings_now& around, mono_time at);

private:
    void came_as(const model::inputs::call_received& in, mono_time now);
    void came_as(const model::inputs::durable_up_to& in, mono_time now);
    void came_as(const model::inputs::session_closed& in, mono_time now);
    void came_as(const model::inputs::segments_changed& in, mono_time now);

    void count(const model::record& r, const model::records::admitted& body);
    void count(const model::record& r, const model::records::refused& body);
    void count(const model::record& r, const model::records::send_begun& body);
    void count(const model::record& r, const model::records::send_acknowledged& body);
    void count(const model::record& r, const model::records::send_refused& body);
    void count(const model::record& r, const model::records::reply_heard& body);
    void count(const model::record& r, const model::records::matched& body);
    void count(const model::record& r, const model::records::unmatched& body);
    void count(const model::record& r, const model::records::link_up& body);
    void count(const model::record& r, const model::records::link_down& body);
    void count(const model::record& r, const model::records::session_opened& body);
    void count(const model::record& r, const model::records::session_refused& body);
    void count(const model::record& r, const model::records::condition_changed& body);

    /// The time of the last step of this kind in the inquiry's life, or nothing.
    [[nodiscard]] std::optional<utc_time> last_step(const std::string& inquiry_id,
                                                    correlation::life_step::kind what) const;
    void show_inquiries(const model::measures& now);
    void show_conditions(const model::measures& now);
    void count_lines();

    observe::metrics& to_;
    const engine::state& known_;
    using call_key = std::pair<model::session_id, std::uint64_t>;
    std::map<call_key, mono_time> submitted_;                     // not answered yet
    std::set<model::session_id> following_;                       // caught up: nothing is old news
    std::deque<std::pair<model::sequence, mono_time>> unsynced_;  // records, oldest first
    observe::said_so_far lines_;                                  // when they were counted last
    std::optional<mono_time> unheaded_;  // since when a record is under no announced head
};

}  // namespace iaq::app
