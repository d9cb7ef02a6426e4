#pragma once

#include "engine/context.hpp"
#include "engine/parts.hpp"
#include "engine/state.hpp"
#include "model/action.hpp"
#include "seal/keyed_digest.hpp"

#include <map>
#include <optional>
#include <set>
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

    /// Takes note that a record has moved this inquiry.
    void note_moved(std::string_view inquiry_id);
    [[nodiscard]] std::string_view peer_of(const std::string& station) const;
    [[nodiscard]] const agency_rules& rules_of(model::inquiry_index i) const;
    /// The agency of this ORI; the first one for an ORI of none.
    [[nodiscard]] const agency_rules& rules_of_ori(std::string_view ori) const;
    // What calls are answered by (calls.cpp).
    void answer(const asking& a, model::answers::answer body);
    void fail(const asking& a, model::answers::error e);
    void fail(const asking& a, model::answers::error_code code, std::string text,
              std::string field = {});
    void sum_refusals(bool all);
    void forbid(const asking& a, std::string_view ori, std::string text);
    /// False when this principal's refusals of this minute are over the cap: nothing is written.
    bool may_record_refusal(const asking& a);
    /// False while nothing can be written for a client; then it is told.
    [[nodiscard]] bool can_take_records(const asking& a);

    // The switch's count of what it sends (counting.cpp).
    void begin_counts(std::size_t station);
    [[nodiscard]] model::counted_by counted_by(std::size_t station) const;
    send_counts::verdict follow_count(const hearing& h);
    void tell_count(std::size_t station, const send_counts::verdict& says);

    // What a start, and a station's end, do to conditions (alerts.cpp).
    void end_passing_conditions();
    void end_conditions_of_gone();

    /// The place of the line in `lines_`; nothing for one that ended.
    [[nodiscard]] std::optional<std::size_t> place_of(model::station_index id) const;
    /// The name of the station that carries this ORI; empty: none does.
    [[nodiscard]] std::string_view station_named(std::string_view ori) const;
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
    oldest oldest_;
    admission admission_;          // of records that are not durable yet
    bool space_short_ = false;     // what the journal has left is for replies
    std::vector<line> lines_;      // as in settings.stations
    std::uint32_t next_line_ = 0;  // id of the next new one
    std::map<model::station_index, std::string> gone_lines_;  // that ended while up: their stations
    std::set<model::inquiry_index> homeless_;          // unsent: no station carries their ORI
    std::vector<model::inquiry_index> leaves_behind_;  // in this step: on their way elsewhere
    reloading reloading_;
    std::uint64_t rules_version_ = 0;  // of the set in force; 0: of the start
    std::map<model::session_id, session> sessions_;
    logons logons_;
    clock_watch clock_;
    std::map<std::string, utc_time> certificates_;  // by station: when the first of them ends
    std::unordered_map<std::string, refusal_count> refusals_;
    readings reads_;
    mono_time next_look_at_reads_;                                   // of `iaq-journal`
    bool looks_at_reads_ = false;                                    // asked, and not answered yet
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
