#pragma once

#include "engine/state.hpp"
#include "model/record.hpp"
#include "model/settings.hpp"

#include <map>
#include <set>
#include <string>

/// Whether a station's queue may go on, told from the records alone and apart from the gateway's
/// own breaker. Where the records do not say why one is in doubt it counts for nothing here.
namespace iaq::sim {

class pauses {
public:
    /// A record was handed to the journal. Throws a violation when a send begins in a pause, or a
    /// pause is told twice.
    void recorded(const model::record& entry, const model::station_settings& station);
    /// Its line begins anew: what failed on the one before counts no more.
    void forget(const std::string& station) { lines_.erase(station); }
    /// A start: nothing is paused, whatever stands.
    void begin(const engine::state& known);
    [[nodiscard]] std::uint64_t begun() const { return begun_; }

private:
    struct line {
        std::set<std::string> failed;     // since the last that worked
        std::set<std::string> in_flight;  // begun on this connection
        std::string trial;                // in a pause
        mono_time last_failure{};
        bool may_try = false;  // the line came up since
    };
    void begins(line& l, const std::string& inquiry_id, mono_time now,
                const model::station_settings& station);
    static bool is_paused(const line& l, const model::station_settings& station);
    static void fails(line& l, const std::string& inquiry_id, mono_time now,
                      const model::station_settings& station);

    std::map<std::string, line> lines_;
    std::set<std::string> standing_;
    std::uint64_t begun_ = 0;
};

}  // namespace iaq::sim
