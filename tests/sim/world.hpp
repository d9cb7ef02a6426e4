#pragma once

#include "app/state_fold.hpp"
#include "engine/engine.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "sim/clocks_told.hpp"
#include "sim/counts.hpp"
#include "sim/dice.hpp"
#include "sim/fake_disk.hpp"
#include "sim/judgements.hpp"
#include "sim/pauses.hpp"
#include "sim/promises.hpp"
#include "sim/readers.hpp"
#include "sim/resends.hpp"
#include "sim/scenery.hpp"
#include "sim/station_line.hpp"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A whole gateway in a world of chance: the real engine, codecs, line machines and journal on a
/// fake clock, a fake disk and a fake wire, with clients, crashes and a switch that has bad days.
namespace iaq::sim {

/// Stands in every name, so that it can be sought where no personal data may be.
constexpr std::string_view marker = "QXMARK";

class world {
public:
    /// Lifetime: `on` outlives it.
    world(const grounds& on, std::uint64_t seed);

    /// Lives so many steps, then lets everything come to rest, and holds all promises against it.
    void live(std::uint64_t steps);

    struct tally {
        std::uint64_t steps = 0, lives = 0, power_cuts = 0, accepted = 0, answered = 0,
                      shredded = 0, dropped = 0, pauses = 0, judged = 0, replayed = 0;
        void add(const tally& other);
    };
    [[nodiscard]] const tally& seen() const { return seen_; }

private:
    struct client {
        std::size_t principal = 0;
        std::string name, consumer;
        model::session_id session = model::session_id::none;  // none: not connected
        bool subscribed = false, reads = true;
        std::size_t undrained = 0;
        std::optional<model::cursor> last{};  // heard in this session, of what is said first
        std::string replayed_text{};          // the last place that a replay named
        std::string last_text{};              // the same as the client has it
        std::string older_text{};             // taken before
    };
    struct asked {
        std::size_t client = 0;
        model::calls::call what;
    };

    // world.cpp: lives
    void begin_life();
    void end_life();
    void crash();
    void stop_cleanly();
    void check_digest(const engine::state& known) const;
    journal::options journal_options();
    [[nodiscard]] journal::listeners ears();
    void step();
    bool do_something_due();
    [[nodiscard]] std::optional<mono_time> next_due() const;
    void pass_time(nanoseconds at_most);
    void move_clock(mono_time to);
    void take(model::inputs::input in);
    void settle(nanoseconds for_so_long);
    void note_switch(const switch_sim::note& what);

    void check_send(const model::records::send_begun& begun) const;
    void check_record(const model::record& entry);

    void obey(model::actions::list wanted);
    void obey(model::actions::append_record& a);
    void obey(model::actions::answer_client& a);
    void obey(model::actions::deliver& a);
    void obey(model::actions::close_session& a);
    void obey(model::actions::send_frame& a);
    void obey(model::actions::abandon_send& a);
    void obey(model::actions::acknowledge_frame& a);
    void obey(model::actions::arm_deadline& a) { engine_wake_ = a.at; }
    void obey(model::actions::tell_rotated&) {}
    void obey(model::actions::prepare_shred& a) { journal_->prepare_shred(std::move(a.records)); }
    void obey(model::actions::commit_shred&) { journal_->commit_shred(); }
    void obey(model::actions::drop_shred&) { journal_->drop_shred(); }
    void obey(model::actions::prepare_drop& a) { journal_->prepare_drop(a.first_kept); }
    void obey(model::actions::commit_drop& a);
    void obey(model::actions::abandon_drop& a) { journal_->abandon_drop(a.first_kept); }
    void obey(model::actions::read_rules&);
    void obey(model::actions::put_in_force& a);
    void obey(model::actions::look_for_reads& a);
    void obey(model::actions::stop&) { stopped_ = true; }

    // files.cpp: files that change
    void make_lines();
    void make_line(model::station_index id, const model::station_settings& settings);
    [[nodiscard]] station_line* line_of(model::station_index id) const;
    void change_files();
    void reload(std::size_t by);

    // people.cpp: clients, and mischief
    void connect(client& who);
    void disconnect(client& who);
    void call(std::size_t by, model::calls::call what, const std::string& acting_user = {});
    void somebody_acts();
    void submit(std::size_t by);
    void submit_again(std::size_t by);
    // operators.cpp
    void operate(std::size_t by);
    void judge_a_message(std::size_t by);
    void replay_something(std::size_t by);
    [[nodiscard]] model::sequence some_message();
    [[nodiscard]] std::string somewhat_in_doubt(const std::string& other);
    void shred_something(std::size_t by);
    // acts.cpp
    void vary_case(model::inquiry_request& q);
    [[nodiscard]] model::acts::act some_act();
    [[nodiscard]] model::acts::update some_update();
    void key_by_hand(std::size_t by, const std::string& id);
    void say_of_an_answer(std::size_t by);
    void act(std::size_t by);
    void acted(const asked& question, const model::answers::done& said);
    void something_breaks();
    void answered(client& who, const asked& question, const model::answers::answer& said);
    void heard_error(const asked& question, const model::answers::error& said) const;
    [[nodiscard]] model::inquiry_request invent(std::size_t by);

    // rest.cpp: the end
    void come_to_rest();
    void check_rest();
    void check_evidence();

    const grounds& on_;
    dice chance_;
    engine::rules rules_;                 // as the edges have them
    engine::rules whole_;                 // its stations as this history's switch expects them
    engine::rules on_disk_;               // what a reading finds, and a start
    std::deque<engine::rules> laid_out_;  // read, and not with the edges yet
    std::uint64_t rules_version_ = 0;     // as the intake has them
    instant now_;
    fake_disk disk_;
    switch_sim::lesc lesc_;
    promises promised_;
    resends resends_;
    judgements judgements_;
    pauses pauses_;
    counts counts_;
    clocks_told clocks_told_;
    readers readers_;

    std::unique_ptr<app::state_fold> fold_;
    std::unique_ptr<journal::file_journal> journal_;
    std::unique_ptr<engine::engine> engine_;
    std::map<model::station_index, std::unique_ptr<station_line>> lines_;
    std::deque<model::inputs::input> inputs_;
    std::optional<mono_time> engine_wake_, journal_due_;
    bool failed_ = false, stopped_ = false, short_ = false, rests_ = false, calm_ = false;

    std::vector<client> clients_;
    std::map<std::uint64_t, asked> questions_;
    std::uint64_t calls_ = 0, sessions_ = 0, connections_ = 0, people_ = 0;
    std::map<std::pair<model::connection_id, std::uint32_t>, model::sequence> heard_in_;
    std::optional<std::pair<model::connection_id, std::uint32_t>> hearing_;  // in this step
    std::map<model::sequence, std::string> begun_;                           // sends: the reference
    model::sequence last_ = model::sequence::none;         // record handed to the journal last
    std::map<model::sequence, std::string> digests_;       // of the living state after that record
    std::map<std::string, std::set<std::string>> events_;  // heard by consumers that take nothing
    /// By consumer and inquiry: what they were told.
    std::map<std::string, std::map<std::string, std::set<model::delivery_kind>>> told_;
    std::map<std::string, model::inquiry_request> submitted_;  // by key
    std::vector<std::pair<std::string, std::string>>
        answers_heard_;         // inquiry, event: the last few
    std::string access_lines_;  // of people with `iaq-journal`
    tally seen_;
};

}  // namespace iaq::sim
