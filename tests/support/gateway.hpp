#pragma once

#include "base/time.hpp"
#include "dialogue/make_line.hpp"
#include "engine/engine.hpp"
#include "model/action.hpp"
#include "switch_sim/lesc.hpp"
#include "switch_sim/switch_machine.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// A whole gateway without a socket, a file or a clock: the real engine, codecs and line machine,
/// a journal in memory and the stand-in switch, all driven by hand.
namespace iaq::testing {

/// Reads the shipped profile, order and tables into rules for one agency and one station.
engine::rules shipped_rules(model::payload_kind payload);

/// Returns a submission that policy admits: an arrested adult, all fields said.
model::inquiry_request good_request(const std::string& key);

/// The journal in memory: what is durable survives `kill`, the rest does not.
struct memory_journal {
    std::vector<std::string> durable;
    std::deque<std::string> pending;
    std::vector<model::sequence> ready;  // to be shredded, not yet in force
    std::set<model::sequence> shredded;  // their keys are gone
    std::string refuses;                 // why nothing can be made ready; empty: it can
    bool answers_shred = true;           // with this off nothing asked of it is done
    model::journal_segments segments{{}, model::sequence{1}, 0};
    std::string base;  // of the state before the first segment; empty: nothing was dropped
    std::optional<std::pair<model::sequence, std::string>> made_ready;  // a base to come
    bool answers_drop = true;  // with this off `answer_drop` does
    bool removes = true;       // with this off a drop is recorded, and then the machine is too slow
};

/// Returns what a snapshot of this state holds.
std::string bytes_of(const engine::state& known);

class gateway {
public:
    gateway(engine::rules rules, switch_sim::scene told, model::payload_kind payload,
            std::uint64_t seed = 1);

    /// With this off nothing becomes durable until `sync`.
    void sync_at_once(bool on) { sync_at_once_ = on; }
    void sync();
    /// With this off the client reads nothing more of what is pushed.
    void drains(bool on);
    /// The process dies: what was not durable is gone, the line breaks.
    void die();
    /// Time passes for the switch alone.
    void wait_down(nanoseconds down) { advance(down); }
    /// The daemon starts again from what was durable.
    void come_back() { start(); }
    /// `die`, `wait_down`, `come_back`.
    void kill(nanoseconds down = 1s);
    /// Drops what was delivered before the last start: a client that took nothing hears it again.
    void forget_first_life();
    /// A clean stop and a new start.
    void restart(nanoseconds down = 1s);
    /// Somebody sets the system's clock.
    void set_clock(nanoseconds by) { now_.utc += by; }
    /// Lets time pass; everything due on the way happens at its time.
    void advance(nanoseconds by);

    /// A call of the one client; the answer is in `answers` under the returned id, once it is said.
    std::uint64_t call(model::calls::call what, const std::string& acting_user = {});
    std::uint64_t submit(const model::inquiry_request& request);
    /// The files are others at the next start.
    void set_rules(engine::rules wanted) { rules_ = std::move(wanted); }
    /// Something else happens to the engine.
    void hear(const model::inputs::input& in) { take(in); }
    /// A call of another principal, on a connection of its own.
    std::uint64_t call_by(std::size_t principal, const std::string& name, model::calls::call what);
    /// What the journal was asked to make ready is, although it answers nothing by itself.
    void answer_shred();
    void answer_drop();
    /// The files have been read.
    void finish_reading();
    /// What is durable so far is a segment that is closed now.
    void close_segment(std::uint64_t bytes = 1000);
    /// Tells the switch's machine what to do now; false without a connection.
    bool order(const switch_sim::effect& told, const std::string& reference);

    [[nodiscard]] const engine::engine& deciding() const { return *engine_; }
    [[nodiscard]] instant now() const { return now_; }
    [[nodiscard]] switch_sim::lesc& lesc() { return lesc_; }
    /// Returns a fresh fold over the durable journal.
    [[nodiscard]] engine::state replayed() const;
    /// Returns the digest that a fresh fold over the durable journal gives.
    [[nodiscard]] std::string replayed_digest() const;
    /// The same as if no segment had been removed yet.
    [[nodiscard]] std::string digest_of_all() const;

    std::map<std::uint64_t, model::answers::answer> answers;
    std::vector<model::delivery> deliveries;
    std::vector<switch_sim::note> notes;  // of the switch
    memory_journal journal;
    std::map<model::sequence, std::string> passed_over;  // by every fold; and their inquiries
    engine::told_at_start next_start;                    // said to the engine once
    std::string access_lines;                            // what `iaq-journal` wrote so far
    std::size_t frames_sent = 0;                         // asked of the line
    std::optional<engine::new_rules> on_disk;            // what a reading finds
    std::vector<std::string> complaints;                 // or what is wrong with it
    std::size_t readings = 0;
    bool reads_at_once = true;                // with this off `finish_reading` does
    std::vector<model::actions::action> log;  // everything the engine wanted, in order

private:
    void start();
    void take(const model::inputs::input& in);
    void obey(model::actions::list wanted);
    void obey(model::actions::append_record& a);
    void obey(model::actions::answer_client& a);
    void obey(model::actions::deliver& a);
    void obey(model::actions::close_session&) {}
    void obey(model::actions::send_frame& a);
    void obey(model::actions::abandon_send& a);
    void obey(model::actions::acknowledge_frame& a);
    void obey(model::actions::arm_deadline& a) { engine_wake_ = a.at; }
    void obey(model::actions::tell_rotated&) {}
    void obey(model::actions::prepare_shred& a);
    void obey(model::actions::commit_shred&);
    void obey(model::actions::drop_shred&) { journal.ready.clear(); }
    void obey(model::actions::prepare_drop& a);
    void obey(model::actions::commit_drop& a);
    void obey(model::actions::abandon_drop& a);
    void obey(model::actions::read_rules&);
    void obey(model::actions::put_in_force& a);
    void obey(model::actions::look_for_reads& a);
    void obey(model::actions::stop&) { stopped_ = true; }
    void make_line();
    void fold_to(engine::state& known, model::sequence last) const;
    [[nodiscard]] engine::state folded_from(const std::string& base) const;

    void tell_line(const dialogue::events::event& e);
    void obey_line(dialogue::actions::list wanted);
    void tell_switch(const switch_sim::switch_event& e);
    void settle();
    [[nodiscard]] std::optional<mono_time> next_wake() const;

    engine::rules rules_;
    model::payload_kind payload_;
    instant now_;
    switch_sim::lesc lesc_;
    std::unique_ptr<engine::engine> engine_;
    std::unique_ptr<dialogue::line> line_;
    model::station_index line_id_{};
    std::unique_ptr<switch_sim::switch_machine> switch_;
    std::deque<model::inputs::input> inputs_;
    std::deque<std::string> to_switch_, to_line_;
    bool closes_line_ = false, opens_ = false, running_ = false, stopped_ = false;
    bool sync_at_once_ = true, drains_ = true;
    std::size_t undrained_ = 0;
    std::optional<mono_time> line_wake_, switch_wake_, engine_wake_;
    std::uint64_t random_ = 0, calls_ = 0, connections_ = 0, session_ = 0;
    std::size_t said_before_ = 0;
};

/// A gateway of one agency and one station, with the shipped files, whose switch obeys `rules`.
gateway gateway_with(const std::string& rules,
                     model::payload_kind payload = model::payload_kind::ofml);
/// Submits a good request that must be accepted, and returns the inquiry's id.
std::string admit(gateway& g, const std::string& key);
/// How many deliveries of this kind the client has heard; what is told again because nobody has
/// confirmed to have read it counts once.
std::size_t count(const gateway& g, model::delivery_kind kind);

}  // namespace iaq::testing
