#pragma once

#include "engine/context.hpp"
#include "engine/parts.hpp"
#include "engine/state.hpp"
#include "model/action.hpp"
#include "seal/keyed_digest.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace iaq::engine {

/// What the engine stands on: all that it holds, and the few ways in which it writes.
class ground {
public:
    [[nodiscard]] const state& known() const { return state_; }

protected:
    ground(context given, state recovered, instant now);

    /// Gives the record its number, folds it in and hands it to the journal.
    model::sequence append(model::records::body body, const actor& who = {},
                           const std::string& station = {});
    /// Holds the effect until everything appended so far is durable.
    void say(model::actions::action effect);
    /// Begins or ends a condition, unless it is so already.
    void stand(const std::string& condition, const std::string& station, bool standing);

    [[nodiscard]] std::string_view peer_of(const std::string& station) const;
    [[nodiscard]] const agency_rules& rules_of(model::inquiry_index i) const;
    /// The agency of this ORI; the first one for an ORI of none.
    [[nodiscard]] const agency_rules& rules_of_ori(std::string_view ori) const;
    [[nodiscard]] utc_time driven() const { return timeline_.at(now_.mono); }

    context given_;
    seal::keyed_digest keyed_;  // by the content key
    state state_;
    clocks::timeline timeline_;
    instant now_, started_;
    utc_time last_sync_{};
    mono_time next_head_;  // no head before
    model::sequence durable_ = model::sequence::none;
    outbox held_;
    admission admission_;       // of records that are not durable yet
    bool space_short_ = false;  // what the journal has left is for replies
    std::vector<line> lines_;   // as in settings.stations
    std::map<model::session_id, session> sessions_;
    logons logons_;
    std::unordered_map<std::string, refusal_count> refusals_;
    std::unordered_map<model::sequence, std::size_t> fingerprints_;  // of replies, a cache
    digest_told summary_;                                            // the last one
    std::optional<mono_time> armed_;
    std::map<std::string, shred_request> shred_requests_;  // by token
    std::optional<shredding> shredding_;
    retention retention_;
    bool stopping_ = false, stopped_written_ = false;
    mono_time stop_limit_{};
    model::actions::list out_;
};

}  // namespace iaq::engine
