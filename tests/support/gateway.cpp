#include "support/gateway.hpp"

#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "support/agreed.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace iaq::testing {

namespace {

const std::string journal_id = "00112233445566778899aabbccddeeff";

}  // namespace

gateway::gateway(engine::rules rules, switch_sim::scene told, model::payload_kind payload,
                 std::uint64_t seed)
    : rules_(std::move(rules)),
      payload_(payload),
      now_{utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h},
           mono_time{1'000'000'000}},
      lesc_({std::move(told), payload, seed, 1, "AM", true}),
      random_(seed * 0x9E3779B97F4A7C15ULL + 1) {
    agree(rules_.settings.stations.front(), lesc_.options().told);
    lesc_.advance(now_);
    start();
}

namespace {}  // namespace

void gateway::start() {
    const auto known = replayed();
    // Every life begins with a state that went through a snapshot.
    auto snapshot = engine::state::restore(bytes_of(known));
    BOOST_REQUIRE_MESSAGE(snapshot.has_value(), "a state does not come back from its bytes");
    BOOST_REQUIRE(snapshot->digest() == known.digest());
    const auto random = [this] {
        random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return random_ >> 11U;
    };
    engine_ = std::make_unique<engine::engine>(
        engine::context{rules_, std::string(32, 'k'), {journal_id, 1}, "test", random},
        std::move(*snapshot), now_);
    line_id_ = model::station_index{0};
    make_line();
    running_ = true;
    stopped_ = false;
    said_before_ = deliveries.size();
    engine_wake_.reset();
    obey(engine_->start(now_, 0, std::exchange(next_start, {})));
    if (!journal.segments.closed.empty()) {
        inputs_.emplace_back(model::inputs::segments_changed{journal.segments});
    }
    ++session_;
    take(model::inputs::session_opened{model::session_id{session_}, 0, "uid:1000", "tester",
                                       "unix:pid=1"});
    take(model::inputs::call_received{
        model::session_id{session_}, ++calls_, {}, model::calls::subscribe{}});
    tell_line(dialogue::events::started{});
    settle();
}

void gateway::make_line() {
    const auto& station = rules_.settings.stations.front();
    line_ = dialogue::make_line(
        station, {[this] { return model::connection_id{++connections_}; }, [] { return 0U; },
                  [](std::size_t count) { return std::string(count, 'i'); },
                  agreed_cipher(lesc_.options().told)});
}

void gateway::obey(model::actions::read_rules&) {
    ++readings;
    if (reads_at_once) {
        finish_reading();
    }
}

void gateway::finish_reading() {
    if (complaints.empty()) {
        engine_->lay_out(*on_disk);
        inputs_.emplace_back(model::inputs::rules_changed{});
    } else {
        inputs_.emplace_back(model::inputs::rules_refused{complaints});
    }
    if (!reads_at_once) {
        settle();
    }
}

/// The one line this bench drives is the first station's.
void gateway::obey(model::actions::put_in_force& a) {
    rules_ = on_disk->wanted;
    const auto first = a.lines.front().id;
    if (first != line_id_) {
        tell_line(dialogue::events::stopped{});
        line_id_ = first;
        line_wake_.reset();
        make_line();
        tell_line(dialogue::events::started{});
    }
}

void gateway::sync() {
    while (!journal.pending.empty()) {
        while (!journal.pending.empty()) {
            journal.durable.push_back(std::move(journal.pending.front()));
            journal.pending.pop_front();
        }
        inputs_.emplace_back(model::inputs::durable_up_to{model::sequence{journal.durable.size()}});
        settle();
        if (!sync_at_once_) {
            return;
        }
    }
}

void gateway::drains(bool on) {
    drains_ = on;
    if (on && undrained_ > 0) {
        take(model::inputs::session_drained{model::session_id{session_},
                                            std::exchange(undrained_, 0)});
    }
}

void gateway::kill(nanoseconds down) {
    die();
    wait_down(down);
    come_back();
}

void gateway::forget_first_life() {
    deliveries.erase(deliveries.begin(),
                     deliveries.begin() + static_cast<std::ptrdiff_t>(said_before_));
    said_before_ = 0;
}

void gateway::die() {
    running_ = false;
    journal.pending.clear();
    inputs_.clear();
    to_switch_.clear();
    to_line_.clear();
    closes_line_ = opens_ = false;
    line_wake_.reset();
    engine_wake_.reset();
    if (switch_) {
        tell_switch(switch_sim::peer_closed{});
        switch_.reset();
    }
}

void gateway::restart(nanoseconds down) {
    take(model::inputs::shutdown_asked{});
    for (int waited = 0; !stopped_ && waited < 20; ++waited) {
        advance(1s);
    }
    BOOST_REQUIRE_MESSAGE(stopped_, "the engine does not stop");
    kill(down);
}

void gateway::take(const model::inputs::input& in) {
    inputs_.push_back(in);
    settle();
}

std::uint64_t gateway::call(model::calls::call what, const std::string& acting_user) {
    take(model::inputs::call_received{model::session_id{session_}, ++calls_, acting_user,
                                      std::move(what)});
    return calls_;
}

std::uint64_t gateway::submit(const model::inquiry_request& request) {
    return call(model::calls::submit{request, contract::content_bytes(request)});
}

bool gateway::order(const switch_sim::effect& told, const std::string& reference) {
    if (!switch_) {
        return false;
    }
    tell_switch(switch_sim::ordered{told, reference, {}});
    settle();
    return true;
}

void gateway::obey(model::actions::list wanted) {
    for (auto& action : wanted) {
        log.push_back(action);
        std::visit([&](auto& a) { obey(a); }, action);
    }
}

void gateway::obey(model::actions::append_record& a) {
    journal.pending.push_back(contract::encode(a.entry));
}

void gateway::obey(model::actions::answer_client& a) { answers[a.request_id] = a.body; }

void gateway::obey(model::actions::deliver& a) {
    deliveries.push_back(a.what);
    if (drains_) {
        inputs_.emplace_back(model::inputs::session_drained{a.session, 1});
    } else {
        ++undrained_;
    }
}

void gateway::obey(model::actions::send_frame& a) {
    ++frames_sent;
    if (a.station != line_id_) {
        return;
    }
    tell_line(dialogue::events::send{a.token, a.bytes});
}

void gateway::obey(model::actions::abandon_send& a) {
    tell_line(dialogue::events::abandon{a.token});
}

void gateway::obey(model::actions::acknowledge_frame& a) {
    tell_line(dialogue::events::acknowledge{a.connection, a.exchange});
}

void gateway::tell_line(const dialogue::events::event& e) { obey_line(line_->step(e, now_.mono)); }

void gateway::obey_line(dialogue::actions::list wanted) {
    namespace actions = dialogue::actions;
    const auto station = line_id_;
    for (auto& action : wanted) {
        if (std::holds_alternative<actions::open_connection>(action)) {
            opens_ = true;
        } else if (auto* const write = std::get_if<actions::write>(&action)) {
            to_switch_.push_back(std::move(write->bytes));
        } else if (std::holds_alternative<actions::close_connection>(action)) {
            if (switch_) {
                tell_switch(switch_sim::peer_closed{});
                switch_.reset();
            }
            closes_line_ = false;
            to_line_.clear();
            to_switch_.clear();
        } else if (const auto* const wake = std::get_if<actions::wake_at>(&action)) {
            line_wake_ = wake->at;
        } else if (const auto* const up = std::get_if<actions::came_up>(&action)) {
            inputs_.emplace_back(model::inputs::link_came_up{
                station, up->connection, "127.0.0.1:6099", up->terms.frame_bytes_max,
                up->terms.idle_seconds, up->terms.timeout_seconds});
        } else if (const auto* const down = std::get_if<actions::went_down>(&action)) {
            inputs_.emplace_back(model::inputs::link_went_down{
                station, down->connection, "127.0.0.1:6099", down->cause, down->bytes_in,
                down->bytes_out, static_cast<std::uint64_t>(down->duration / 1ms)});
        } else if (auto* const heard = std::get_if<actions::heard>(&action)) {
            inputs_.emplace_back(model::inputs::frame_heard{station, heard->connection,
                                                            heard->exchange, heard->bytes});
        } else if (const auto* const ack = std::get_if<actions::send_acknowledged>(&action)) {
            inputs_.emplace_back(model::inputs::send_acknowledged{station, ack->token});
        } else if (const auto* const nak = std::get_if<actions::send_refused>(&action)) {
            inputs_.emplace_back(
                model::inputs::send_refused{station, nak->token, nak->text, nak->temporary});
        } else if (const auto* const none = std::get_if<actions::send_unacknowledged>(&action)) {
            inputs_.emplace_back(model::inputs::send_unacknowledged{station, none->token});
        }
    }
}

void gateway::tell_switch(const switch_sim::switch_event& e) {
    auto reaction = switch_->step(e, now_);
    std::ranges::move(reaction.writes, std::back_inserter(to_line_));
    std::ranges::move(reaction.notes, std::back_inserter(notes));
    switch_wake_ = reaction.wake_at;
    closes_line_ |= reaction.close;
}

/// Moves everything that is ready to where it goes, until nothing moves.
void gateway::settle() {
    for (bool moved = true; moved && running_;) {
        moved = false;
        if (opens_) {
            opens_ = false;
            moved = true;
            if (lesc_.is_down(now_.mono)) {
                tell_line(dialogue::events::connect_failed{"refused"});
            } else {
                switch_ = std::make_unique<switch_sim::switch_machine>(lesc_, 0);
                tell_switch(switch_sim::opened{});
                tell_line(dialogue::events::connected{});
            }
        } else if (!to_switch_.empty() && switch_) {
            const auto bytes = std::move(to_switch_.front());
            to_switch_.pop_front();
            moved = true;
            tell_switch(switch_sim::bytes_heard{bytes});
            tell_line(dialogue::events::write_finished{});
        } else if (!to_line_.empty()) {
            const auto bytes = std::move(to_line_.front());
            to_line_.pop_front();
            moved = true;
            tell_line(dialogue::events::bytes_heard{bytes});
        } else if (closes_line_) {
            closes_line_ = false;
            moved = true;
            to_switch_.clear();
            switch_.reset();
            switch_wake_.reset();
            tell_line(dialogue::events::connection_closed{"closed by the switch"});
        } else if (!inputs_.empty()) {
            const auto in = std::move(inputs_.front());
            inputs_.pop_front();
            moved = true;
            obey(engine_->step(in, now_));
        } else if (sync_at_once_ && !journal.pending.empty()) {
            moved = true;
            sync();
        }
    }
}

std::optional<mono_time> gateway::next_wake() const {
    std::optional<mono_time> first;
    const auto consider = [&](const std::optional<mono_time>& at) {
        if (at) {
            first = first ? std::min(*first, *at) : *at;
        }
    };
    if (running_) {
        consider(line_wake_);
        consider(engine_wake_);
    }
    consider(switch_ ? switch_wake_ : std::nullopt);
    consider(lesc_.next_timed());
    return first;
}

void gateway::advance(nanoseconds by) {
    const auto end = now_.mono + by;
    for (;;) {
        const auto wake = next_wake();
        const auto at = wake && *wake < end ? std::max(*wake, now_.mono) : end;
        now_.utc += at - now_.mono;
        now_.mono = at;
        lesc_.advance(now_);
        const auto due = [&](std::optional<mono_time>& t) {
            const bool is_due = t && *t <= now_.mono;
            if (is_due) {
                t.reset();
            }
            return is_due;
        };
        if (switch_ && (due(switch_wake_) || at == end)) {
            tell_switch(switch_sim::time_passed{});
        }
        if (running_ && due(line_wake_)) {
            tell_line(dialogue::events::time_passed{});
        }
        if (running_ && due(engine_wake_)) {
            inputs_.emplace_back(model::inputs::deadline_reached{});
        }
        settle();
        if (at == end) {
            return;
        }
        now_.mono = now_.mono + 1ns;
    }
}

std::uint64_t gateway::call_by(std::size_t principal, const std::string& name,
                               model::calls::call what) {
    const model::session_id other{1'000'000 + calls_};
    take(model::inputs::session_opened{other, principal, name, name, "unix:pid=2"});
    take(model::inputs::call_received{other, ++calls_, {}, std::move(what)});
    return calls_;
}

}  // namespace iaq::testing
