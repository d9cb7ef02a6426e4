#pragma once

#include "correlation/match.hpp"
#include "engine/ground.hpp"
#include "model/action.hpp"
#include "model/input.hpp"
#include "policy/judge.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iaq::engine {

/// The one place that decides. Pure but for `random`: no clock, socket, file or log.
///
/// It folds a record into its state when it appends it and holds every effect back until that
/// record is durable (outbox), so nothing is ever said that a crash could take back.
class engine : private ground {
public:
    /// `recovered`: the fold over the journal. `now`: this run's first moment.
    engine(context given, state recovered, instant now);

    /// Returns the actions of coming up: the `daemon started` record and what follows.
    model::actions::list start(instant now, std::uint64_t torn_bytes,
                               const told_at_start& told = {});

    /// Takes one input and returns what is to be done, in order.
    model::actions::list step(const model::inputs::input& input, instant now);

    using ground::known;

private:
    // One `on` per input.
    void on(const model::inputs::session_opened& in);
    void on(const model::inputs::session_closed& in);
    void on(const model::inputs::session_refused& in);
    void on(const model::inputs::session_drained& in);
    void on(const model::inputs::call_received& in);
    void on(const model::inputs::durable_up_to& in);
    void on(const model::inputs::link_came_up& in);
    void on(const model::inputs::link_went_down& in);
    void on(const model::inputs::frame_heard& in);
    void on(const model::inputs::send_acknowledged& in);
    void on(const model::inputs::send_refused& in);
    void on(const model::inputs::send_unacknowledged& in);
    void on(const model::inputs::space& in);
    void on(const model::inputs::sidecars_wrapped& in);
    void on(const model::inputs::shred_prepared& in);
    void on(const model::inputs::shred_done& in);
    void on(const model::inputs::segments_changed& in);
    void on(const model::inputs::drop_prepared& in);
    void on(const model::inputs::deadline_reached& in);
    void on(const model::inputs::shutdown_asked& in);

    // One `serve` per call (calls, submission, reading, operating, shredding).
    void serve(const asking& a, const model::calls::hello& call);
    void serve(const asking& a, const model::calls::submit& call);
    void serve(const asking& a, const model::calls::get& call);
    void serve(const asking& a, const model::calls::list& call);
    void serve(const asking& a, const model::calls::cancel& call);
    void serve(const asking& a, const model::calls::subscribe& call);
    void serve(const asking& a, const model::calls::take& call);
    void serve(const asking& a, const model::calls::operate& call);
    void serve(const asking& a, const model::calls::shred& call);
    void serve(const asking& a, const model::calls::status& call);
    void serve(const asking& a, const model::calls::describe& call);
    void serve(const asking& a, const model::calls::ping& call);
    void serve(const asking& a, const model::calls::unbuilt& call);
    void serve(const asking& a, const model::calls::malformed& call);

    // Log-ons and log-offs (logons.cpp).
    void turn_away(model::session_id id, const std::string& principal);
    void sum_refused_logons(bool all);
    void record_logon(model::session_id id, session& s, const model::calls::hello* first);
    void record_logoff(model::session_id id, session& s, const model::inputs::session_closed& how);
    void log_all_off(const std::string& cause);

    void answer(const asking& a, model::answers::answer body);
    void fail(const asking& a, model::answers::error_code code, std::string text,
              std::string field = {});
    void sum_refusals(bool all);
    void forbid(const asking& a, std::string_view ori, std::string text);
    /// False when this principal's refusals of this minute are over the cap: nothing is written.
    bool may_record_refusal(const asking& a);
    void refuse(const asking& a, const policy::verdict& verdict, const std::string& person_digest);
    void admit(const asking& a, const model::calls::submit& call, policy::verdict verdict,
               const std::string& person_digest);
    [[nodiscard]] policy::verdict judge(const asking& a, const model::inquiry_request& request,
                                        const agency_rules& agency,
                                        const std::string& person_digest) const;
    [[nodiscard]] bool may_submit(const asking& a, const std::string& ori);
    [[nodiscard]] bool is_open_for_intake(const asking& a, const std::string& ori);
    bool answer_bound_key(const asking& a, const model::calls::submit& call);
    [[nodiscard]] std::string fresh_reference(const model::profile& profile) const;
    [[nodiscard]] model::answers::accepted accepted_view(model::inquiry_index i) const;
    void resolve(const asking& a, const model::calls::operate& call);
    [[nodiscard]] std::string why_not_resolve(model::inquiry_index i,
                                              model::records::operation what) const;
    [[nodiscard]] utc_time resend_time(model::inquiry_index i) const;
    // Two people and a record (shredding.cpp).
    [[nodiscard]] model::inquiry_index find_own(const asking& a, const std::string& inquiry_id);
    [[nodiscard]] std::string not_found_words(const std::string& inquiry_id) const;
    [[nodiscard]] std::string why_not_shred(model::inquiry_index i) const;
    [[nodiscard]] std::string shred_words(
        model::inquiry_index i, const std::vector<model::calls::backup_made>& noted) const;
    [[nodiscard]] bool is_another(const asking& a, const actor& first) const;
    void ask_to_shred(const asking& a, const model::calls::shred& call, model::inquiry_index i);
    void confirm_shred(const asking& a, const model::calls::shred& call, model::inquiry_index i);
    void prepare_shred(model::inquiry_index i);
    void record_shred(model::inquiry_index i);
    void end_shred(model::answers::answer said);
    void give_up_shred(model::answers::error_code code, std::string why);
    void change_legal_hold(const asking& a, const model::calls::operate& call);

    [[nodiscard]] bool may_look_at_retention() const;
    [[nodiscard]] utc_time age_clock() const;
    void look_at_retention();
    void commit_drop();
    model::sequence append_forgetting(model::records::body body, const actor& who = {});
    void release_held();

    // Lines (sending.cpp, hearing.cpp).
    void pump(std::size_t station);
    void give_up_or_send(std::size_t station, model::inquiry_index i);
    void begin_send(std::size_t station, model::inquiry_index i);
    void came_to_nothing(std::size_t station, model::inquiry_index i);
    void has_worked(std::size_t station);
    [[nodiscard]] bool is_at_limit(model::inquiry_index i) const;
    [[nodiscard]] std::optional<model::inquiry_index> next_to_send(line& l);
    [[nodiscard]] bool has_expired(model::inquiry_index i) const;
    void enqueue(model::inquiry_index i);
    void unqueue(model::inquiry_index i);
    void acknowledge_inquiry(model::inquiry_index i, std::size_t station);
    bool heard_before(model::inquiry_index i, const hearing& h, model::sequence after);
    void take_reply(const hearing& h, const correlation::placement& placed);
    send_counts::verdict follow_count(const hearing& h);
    void tell_count(std::size_t station, const send_counts::verdict& says);
    void end_passing_conditions();
    void rebuild_lines();
    void begin_counts();
    void adopt(const model::records::restored& copy);
    void quarantine(const std::vector<model::records::quarantined>& passed_over);
    void hold_all(const std::string& reason);

    void fire_deadlines();
    [[nodiscard]] std::size_t newest_of(const asking& a, std::size_t count) const;
    void push_deliveries();
    void push_to(model::session_id id, session& s);
    void weigh_load();
    void arm_next();
    void finish_stopping();
    /// Announces a head over what is new since the last one, at most one a second.
    void announce_head();

    [[nodiscard]] model::delivery compose(const delivery::posted& p) const;
    [[nodiscard]] delivery::belonging belonging_of(const delivery::posted& p) const;
    [[nodiscard]] std::string_view ori_named_by(const correlation::reply& reply) const;
    [[nodiscard]] model::answers::inquiry view(model::inquiry_index i) const;
};

}  // namespace iaq::engine
