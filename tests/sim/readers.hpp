#pragma once

#include "engine/state.hpp"
#include "model/delivery.hpp"
#include "model/record.hpp"

#include <string>
#include <utility>
#include <vector>

/// Whether each answer that nobody has confirmed to have read is told again, twice and no more,
/// told from the records alone.
namespace iaq::sim {

class readers {
public:
    /// A record was handed to the journal. Throws a violation when a clock fires that runs no more,
    /// or before its time.
    void recorded(const model::record& entry);
    /// A start from what was durable, at this moment: what came after is gone. `last`, `last_at`:
    /// the last record, and the time of the latest.
    void begin(instant now, model::sequence last, utc_time last_at);
    /// A client heard it.
    void heard(const model::delivery& what) const;
    /// Everything is quiet, and every clock's time is long past.
    void check_rest(const engine::state& known) const;

private:
    enum class event { told, retold, read, taken_back, fired };
    struct fact {
        model::sequence at = model::sequence::none;
        event what = event::told;
        std::string inquiry_id;
        model::sequence reply = model::sequence::none;
        model::delivery_kind kind = model::delivery_kind::unspecified;
        model::records::unseen_due due{};
        model::records::clock_kind clock = model::records::clock_kind::unspecified;
    };
    /// How a message stands with an inquiry: what is still to fire.
    [[nodiscard]] model::records::unseen_due left_of(const std::string& inquiry_id,
                                                     model::sequence reply) const;

    std::vector<fact> facts_;
    utc_time base_{};  // what the daemon's clock said when `since_` was
    mono_time since_{};
};

}  // namespace iaq::sim
