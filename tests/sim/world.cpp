#include "sim/world.hpp"

#include "app/narrator.hpp"
#include "app/shredded.hpp"
#include "contract/records.hpp"
#include "sim/scenery.hpp"
#include "sim/violation.hpp"
#include "support/agreed.hpp"

#include <algorithm>
#include <utility>

namespace iaq::sim {

using namespace std::chrono_literals;
namespace inputs = model::inputs;

namespace {

const std::string journal_id = "00112233445566778899aabbccddeeff";
/// On a slow wire a message that went again is acknowledged twice, and one whose acknowledgement
/// was late makes room for the next.
bool comes_of_lateness(std::string_view fault) {
    return fault == "an acknowledgement of nothing on its way" ||
           fault == "a message before the one before it was acknowledged";
}

constexpr nanoseconds disk_latency_max = 300ms;
constexpr nanoseconds look_for_room = 1s;
constexpr nanoseconds stop_max = 30s;  // the drain's ten seconds, and a slow disk
constexpr int starts_max = 3;

}  // namespace

world::world(const grounds& on, std::uint64_t seed)
    : on_(on),
      chance_(seed),
      rules_(on.rules),
      whole_(on.rules),
      now_{utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h},
           mono_time{1'000'000'000}},
      disk_(chance_),
      lesc_({a_bad_day(chance_), on.rules.settings.stations.front().payload, seed, 1, "AM", true}),
      clients_{{0, "uid:1000", "cad"},
               {1, "uid:1001", "booking"},
               {2, "uid:1002", "console"},
               {2, "uid:1002", "board"}} {
    lesc_.advance(now_);
    vary(whole_, chance_);
    for (auto& station : whole_.settings.stations) {
        testing::agree(station, lesc_.options().told);
    }
    on_disk_ = whole_;
}

void world::tally::add(const tally& other) {
    steps += other.steps;
    lives += other.lives;
    power_cuts += other.power_cuts;
    accepted += other.accepted;
    answered += other.answered;
    shredded += other.shredded;
    dropped += other.dropped;
    pauses += other.pauses;
    judged += other.judged;
    replayed += other.replayed;
}

void world::live(std::uint64_t steps) {
    begin_life();
    for (std::uint64_t i = 0; i < steps; ++i) {
        step();
    }
    come_to_rest();
    check_rest();
    seen_.pauses = pauses_.begun();
    seen_.judged = judgements_.made();
}

void world::note_switch(const switch_sim::note& what) {
    using enum switch_sim::noted;
    require(what.what != fault || comes_of_lateness(what.text),
            "the station broke the line's protocol: " + what.text);
    if (what.what == heard && !what.reference.empty()) {
        promised_.heard_by_switch(what.reference, what.attempt);
    }
}

journal::options world::journal_options() {
    journal::options how;
    how.directory = "/state/journal";
    how.segment_bytes = 64UL * 1024;
    how.with = on_.keys.get();
    how.shown_head = "/state/shown";
    how.by_hand = true;
    how.sidecars_told = app::sidecars_told;
    how.journal_id = journal_id;
    how.utc_ns = [this] { return static_cast<std::uint64_t>(now_.utc.time_since_epoch().count()); };
    how.created_ns = how.utc_ns();
    if (!chance_.once_in(4)) {
        how.keep = {"/state/snapshot", "sim",
                    [] { return std::make_unique<app::state_fold>("test", app::passed_over{}); }};
    }
    return how;
}

journal::listeners world::ears() {
    journal::listeners tell;
    tell.durable = [this](model::sequence upto) {
        inputs_.emplace_back(inputs::durable_up_to{upto});
    };
    tell.failure = [this](const journal::trouble& why) {
        require(why.what == journal::trouble::kind::unwritable && disk_.failed() > 0,
                "the journal failed on a sound disk: " + why.text);
        failed_ = true;
    };
    tell.space_short = [this](bool is_short) {
        short_ = is_short;
        inputs_.emplace_back(inputs::space{is_short});
    };
    tell.shred_prepared = [this](journal::shred_outcome made) {
        inputs_.emplace_back(
            inputs::shred_prepared{std::move(made.sidecars), std::move(made.refusal)});
    };
    tell.shred_done = [this] { inputs_.emplace_back(inputs::shred_done{}); };
    tell.segments_changed = [this](model::journal_segments there) {
        inputs_.emplace_back(inputs::segments_changed{std::move(there)});
    };
    tell.drop_prepared = [this](model::sequence first_kept, std::string base_sha256) {
        inputs_.emplace_back(inputs::drop_prepared{first_kept, std::move(base_sha256)});
    };
    return tell;
}

void world::begin_life() {
    ++seen_.lives;
    for (int start = 1; !journal_; ++start) {
        fold_ = std::make_unique<app::state_fold>("test", app::passed_over{});
        auto opened = journal::file_journal::open(journal_options(), *fold_, disk_.now());
        if (opened) {
            journal_ = std::move(opened).value();
            break;
        }
        const bool may_fail = disk_.is_full() || disk_.failed() > 0;
        if (!may_fail || start == starts_max) {
            std::string there;
            for (const auto& [path, bytes] : disk_.now().seen().files) {
                there += "\n  " + path + " " + std::to_string(bytes.size());
            }
            throw violation{"a start is refused: " + opened.error().text + there};
        }
        disk_.fill(false);
        disk_.killed();
    }
    auto known = fold_->release();
    promised_.check_recovered(known);
    check_digest(known);
    last_ = known.last();
    resends_.forget_after(last_);
    judgements_.forget_after(last_);
    readers_.begin(now_, last_, known.last_at());
    pauses_.begin(known);
    counts_.begin(known);
    digests_.erase(digests_.upper_bound(last_), digests_.end());
    rules_ = on_disk_;
    rules_version_ = 0;
    make_lines();
    engine_ = std::make_unique<engine::engine>(engine::context{rules_,
                                                               std::string(32, 'k'),
                                                               {journal_id, 1},
                                                               "sim",
                                                               [this] { return chance_.number(); }},
                                               std::move(known), now_);
    failed_ = stopped_ = short_ = false;
    journal_->start(ears());
    obey(engine_->start(now_, journal_->recovered().torn_bytes, {}));
    for (const auto& [id, line] : lines_) {
        line->start(now_);
    }
}

void world::end_life() {
    for (const auto& [id, line] : lines_) {
        line->die(now_);
    }
    laid_out_.clear();
    for (auto& each : clients_) {
        each.session = model::session_id::none;
        each.subscribed = false;
    }
    questions_.clear();
    inputs_.clear();
    heard_in_.clear();
    engine_wake_.reset();
    journal_due_.reset();
    engine_.reset();
    journal_.reset();
}

void world::crash() {
    digests_[engine_->known().last()] = engine_->known().digest();
    end_life();
    if (chance_.once_in(2)) {
        ++seen_.power_cuts;
        disk_.power_cut();
    } else {
        disk_.killed();
    }
    move_clock(now_.mono + chance_.time(1ms, 10min));
    if (chance_.once_in(4)) {
        now_.utc += chance_.time(0ns, 48h) - nanoseconds{24h};  // somebody set the clock
    }
    begin_life();
}

void world::stop_cleanly() {
    take(inputs::shutdown_asked{chance_.once_in(3) ? inputs::shutdown_kind::now
                                                   : inputs::shutdown_kind::drain});
    const auto life = seen_.lives;
    const auto limit = now_.mono + stop_max;
    while (!stopped_ && now_.mono < limit) {
        if (!do_something_due()) {
            pass_time(1s);
        }
        if (seen_.lives != life) {
            return;  // the disk failed: it ended otherwise
        }
    }
    require(stopped_, "the gateway does not stop");
    const auto& known = engine_->known();
    digests_[known.last()] = known.digest();
    const auto closed = journal_->close([&](canonical& out) { known.describe(out); });
    require(closed.has_value() || disk_.failed() > 0,
            "a clean stop fails: " + (closed ? std::string{} : closed.error().text));
    end_life();
    chance_.once_in(2) ? disk_.power_cut() : disk_.killed();
    move_clock(now_.mono + 1s);
    begin_life();
}

void world::step() {
    ++seen_.steps;
    const auto what = chance_.draw(1000);
    if (what < 750 && do_something_due()) {
        return;
    }
    if (what >= 980) {
        something_breaks();
    } else if (what >= 850) {
        somebody_acts();
    } else {
        pass_time(chance_.time(1ms, what < 840 ? 2min : 30h));
    }
}

/// Does one of the things that are due, whichever: their order is nobody's promise.
bool world::do_something_due() {
    std::vector<int> due;
    const auto now = now_.mono;
    const auto is_due = [&](const std::optional<mono_time>& at) { return at && *at <= now; };
    if (!inputs_.empty()) {
        due.insert(due.end(), 3, -1);
    }
    if (is_due(journal_due_)) {
        due.push_back(-2);
    }
    if (is_due(engine_wake_)) {
        due.push_back(-3);
    }
    std::vector<station_line*> lines;
    for (const auto& [id, line] : lines_) {
        if (is_due(line->next())) {
            due.push_back(static_cast<int>(lines.size()));
            lines.push_back(line.get());
        }
    }
    if (due.empty()) {
        return false;
    }
    const auto chosen = chance_.any(due);
    if (chosen >= 0) {
        lines[static_cast<std::size_t>(chosen)]->turn(now_);
    } else if (chosen == -1) {
        const auto in = std::move(inputs_.front());
        inputs_.pop_front();
        const auto* const heard = std::get_if<inputs::frame_heard>(&in);
        hearing_ = heard == nullptr ? std::nullopt
                                    : std::optional{std::pair{heard->connection, heard->exchange}};
        obey(engine_->step(in, now_));
    } else if (chosen == -2) {
        journal_due_.reset();
        journal_->turn();
        if (short_) {
            journal_due_ = now + look_for_room;
        }
    } else {
        engine_wake_.reset();
        inputs_.emplace_back(inputs::deadline_reached{});
    }
    if (failed_ && !stopped_) {
        crash();  // G6: the process ends with the failure
    }
    return true;
}

std::optional<mono_time> world::next_due() const {
    std::optional<mono_time> first;
    const auto consider = [&](const std::optional<mono_time>& at) {
        if (at) {
            first = first ? std::min(*first, *at) : *at;
        }
    };
    consider(journal_due_);
    consider(engine_wake_);
    consider(lesc_.next_timed());
    for (const auto& [id, line] : lines_) {
        consider(line->next());
    }
    return first;
}

void world::pass_time(nanoseconds at_most) {
    const auto end = now_.mono + at_most;
    const auto due = next_due();
    // Whatever was due and is not done yet, the clock goes on.
    move_clock(due && *due < end ? std::max(*due, now_.mono + nanoseconds{1}) : end);
}

void world::move_clock(mono_time to) {
    now_.utc += to - now_.mono;
    now_.mono = to;
    lesc_.advance(now_);
}

void world::take(inputs::input in) { inputs_.push_back(std::move(in)); }

void world::obey(model::actions::list wanted) {
    for (auto& action : wanted) {
        if (failed_) {
            return;  // nothing more is said to anyone
        }
        std::visit([&](auto& a) { obey(a); }, action);
    }
}

void world::obey(model::actions::append_record& a) {
    app::narrate(a.entry);
    last_ = a.entry.at_sequence;
    check_record(a.entry);
    if (const auto* const begun = std::get_if<model::records::send_begun>(&a.entry.body)) {
        promised_.send_recorded(last_, begun->reference);
        begun_[last_] = begun->reference;
    } else if (std::holds_alternative<model::records::reply_heard>(a.entry.body) && hearing_) {
        heard_in_[*hearing_] = last_;
    }
    journal_->append(last_, contract::encode(a.entry));
    if (!journal_due_) {
        journal_due_ = now_.mono + chance_.time(0ns, disk_latency_max);
    }
}

void world::obey(model::actions::send_frame& a) {
    promised_.sent(begun_.at(a.token));
    if (auto* const line = line_of(a.station)) {
        line->send(a.token, std::move(a.bytes), now_);
    }
}

void world::obey(model::actions::abandon_send& a) {
    if (auto* const line = line_of(a.station)) {
        line->abandon(a.token, now_);
    }
}

void world::obey(model::actions::acknowledge_frame& a) {
    const auto record = heard_in_.find({a.connection, a.exchange});
    require(record != heard_in_.end(), "G3: a message is acknowledged without a record");
    promised_.rests_on(record->second);
    if (auto* const line = line_of(a.station)) {
        line->acknowledge(a.connection, a.exchange, now_);
    }
}

void world::obey(model::actions::commit_drop& a) {
    ++seen_.dropped;
    promised_.rests_on(a.first_kept);
    journal_->commit_drop(a.first_kept);
    if (!journal_due_) {
        journal_due_ = now_.mono;
    }
}

}  // namespace iaq::sim
