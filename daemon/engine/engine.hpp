#pragma once

#include "correlation/match.hpp"
#include "engine/ground.hpp"
#include "model/action.hpp"
#include "model/input.hpp"
#include "model/measures.hpp"

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
    /// Lays a set of files out for the next `rules_changed`. Requires: checked as a whole.
    void lay_out(new_rules made);
    /// Returns where it stands, in numbers. Cheap: no more work for a larger journal.
    [[nodiscard]] model::measures measure(instant now);
    /// Returns how far each principal's consumers are behind. Not for every second.
    [[nodiscard]] std::vector<model::measures::reader> measure_readers() const;

private:
    friend class acting;
    friend class confirming;
    friend class operating;
    friend class placing;
    friend class replaying;
    friend class reporting;
    friend class submitting;

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
    void on(const model::inputs::offline_reads& in);
    void on(const model::inputs::clock_told& in);
    void on(const model::inputs::certificates_told& in);
    void on(const model::inputs::reload_asked& in);
    void on(const model::inputs::rules_refused& in);
    void on(const model::inputs::rules_changed& in);
    void on(const model::inputs::deadline_reached& in);
    void on(const model::inputs::shutdown_asked& in);

    // One `serve` per call (calls, reading, operating, shredding); friends have the others.
    void serve(const asking& a, const model::calls::hello& call);
    void serve(const asking& a, const model::calls::get& call);
    void serve(const asking& a, const model::calls::list& call);
    void serve(const asking& a, const model::calls::cancel& call);
    void serve(const asking& a, const model::calls::subscribe& call);
    void serve(const asking& a, const model::calls::take& call);
    void serve(const asking& a, const model::calls::operate& call);
    void serve(const asking& a, const model::calls::shred& call);
    void serve(const asking& a, const model::calls::unmatched& call);
    void serve(const asking& a, const model::calls::report& call);
    void serve(const asking& a, const model::calls::review& call);
    void serve(const asking& a, const model::calls::status& call);
    void serve(const asking& a, const model::calls::alerts& call);
    void serve(const asking& a, const model::calls::reload& call);
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

    // New files (reloading.cpp).
    void begin_reload();
    void finish_reload();
    void give_up_reloads();
    void end_reload(std::optional<model::answers::error_code> wrong, const std::string& words);
    [[nodiscard]] line_fate fate_of_line(std::size_t station) const;
    [[nodiscard]] bool is_leaving(std::size_t station) const;
    void swap_rules();
    model::actions::put_in_force swap_lines(const std::vector<model::station_settings>& before,
                                            const std::vector<line_fate>& fates);
    void take_off(line& from, const std::string& name, line_fate fate,
                  std::vector<model::inquiry_index>& waiting);
    [[nodiscard]] line fresh_line(const std::string& name);
    void settle_stranded();
    void look_at_homeless();
    std::size_t close_lost_sessions();
    void close_session(model::session_id id, session& s, const std::string& why);
    void append_configuration(const actor& who = {}, const std::string& reason = {});

    // Who reads what (reading.cpp).
    void note_read(const asking& a, const read_by_client& what);
    void sum_reads(bool all);
    [[nodiscard]] bool may_list(const asking& a, const model::calls::list& call);

    // Two people and a record (shredding.cpp).
    [[nodiscard]] model::inquiry_index find_own(const asking& a, const std::string& inquiry_id,
                                                const std::string& field = "inquiry_id");
    [[nodiscard]] model::inquiry_index find_of_desk(const asking& a, const std::string& inquiry_id,
                                                    const std::string& field = "inquiry_id");
    [[nodiscard]] bool may_read(const asking& a, model::inquiry_index i) const;
    [[nodiscard]] std::optional<std::string> shredded_words(const model::principal_settings& who,
                                                            const std::string& inquiry_id) const;
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

    void look_for_reads();
    [[nodiscard]] bool may_look_at_retention() const;
    [[nodiscard]] utc_time age_clock() const;
    void look_at_retention();
    void commit_drop();
    model::sequence append_forgetting(model::records::body body, const actor& who = {});
    void release_held();

    void pump(std::size_t station);
    void give_up_or_send(std::size_t station, model::inquiry_index i);
    void begin_send(std::size_t station, model::inquiry_index i);
    void line_ended(const model::inputs::link_went_down& in);
    void came_to_nothing(std::size_t station, model::inquiry_index i);
    void has_worked(std::size_t station);
    [[nodiscard]] bool is_at_limit(model::inquiry_index i) const;
    [[nodiscard]] std::optional<model::inquiry_index> next_to_send(line& l);
    [[nodiscard]] bool has_expired(model::inquiry_index i) const;
    void enqueue(model::inquiry_index i);
    void unqueue(model::inquiry_index i);
    std::optional<line::retry> take_from_queue(model::inquiry_index i);
    void put_into_queue(model::inquiry_index i, const std::optional<line::retry>& waits);
    void acknowledge_inquiry(model::inquiry_index i, std::size_t station);
    [[nodiscard]] utc_time resend_time(model::inquiry_index i) const;
    bool heard_before(model::inquiry_index i, const hearing& h, model::sequence after);
    void take_reply(const hearing& h, const correlation::placement& placed);
    void begin_clock_watch();
    void watch_clock();
    void look_at_certificates();
    void rebuild_lines();
    void adopt(const model::records::restored& copy);
    void quarantine(const std::vector<model::records::quarantined>& passed_over);
    void hold_all(const std::string& reason);

    void fire_deadlines();
    [[nodiscard]] std::size_t newest_of(const asking& a, std::size_t count) const;
    void push_deliveries();
    void push_to(model::session_id id, session& s);
    [[nodiscard]] static bool has_room(const session::subscription& sub);
    void push(model::session_id id, session& s, model::delivery said);
    void weigh_load();
    void arm_next();
    void finish_stopping();
    /// Announces a head over what is new since the last one, at most one a second.
    void announce_head();

    [[nodiscard]] model::delivery compose(const delivery::posted& p) const;
    [[nodiscard]] std::size_t count_behind(const model::principal_settings& principal,
                                           model::cursor upto) const;
    void tell_withdrawn(model::delivery& d, const delivery::posted& p) const;
    [[nodiscard]] delivery::belonging belonging_of(const delivery::posted& p) const;
    [[nodiscard]] delivery::belonging belonging_of(const correlation::reply& message) const;
    [[nodiscard]] model::answers::inquiry view(model::inquiry_index i) const;
};

}  // namespace iaq::engine
