#pragma once

#include "base/time.hpp"
#include "engine/rules.hpp"
#include "engine/session.hpp"
#include "model/ids.hpp"

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// New files on their way into force: who asked, what was read, and how its stations compare with
/// those of today.
namespace iaq::engine {

/// A whole new set, read and checked.
struct new_rules {
    rules wanted;
    std::set<std::string> rekeyed;  // stations whose own key file holds another key
};

/// What becomes of a station's line.
enum class line_fate : std::uint8_t {
    stays,   // the connection goes on; what it may carry is the engine's matter
    anew,    // the same terminal, by other means: its connection is closed, the next one is another
    another  // another terminal, or none any more: what is on its way there stays with it
};

/// `after`: nullptr when there is no station of this name any more.
line_fate fate_of(const model::station_settings& before, const model::station_settings* after,
                  bool rekeyed);

/// Keeps what decided about the ORIs that no agency has any more: what was admitted under it is
/// still answered by it.
void keep_former(rules& now, rules before);

/// Reloads asked and under way.
struct reloading {
    struct asked {
        model::session_id session = model::session_id::none;  // none: a signal
        std::uint64_t request_id = 0;
        actor who;
        std::string reason;
    };
    std::deque<asked> waiting;          // for the next reading
    std::vector<asked> served;          // by the reading under way; empty: there is none
    std::optional<new_rules> laid_out;  // read, its turn not come yet
    std::optional<new_rules> ready;     // waits for its lines to come to rest
    mono_time limit{};                  // and no longer than this
};

}  // namespace iaq::engine
