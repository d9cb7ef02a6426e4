#include "sim/station_line.hpp"

#include "dialogue/make_line.hpp"
#include "sim/violation.hpp"
#include "support/agreed.hpp"

#include <algorithm>
#include <utility>

namespace iaq::sim {

using namespace std::chrono_literals;

namespace {
constexpr nanoseconds flight_max = 2s;
constexpr std::uint64_t pieces_max = 4;
}  // namespace

station_line::station_line(model::station_index station, const model::station_settings& settings,
                           switch_sim::lesc& lesc, dice& chance, surroundings around)
    : station_(station),
      settings_(settings),
      lesc_(lesc),
      chance_(chance),
      around_(std::move(around)) {}

void station_line::start(instant now) {
    line_ = dialogue::make_line(
        settings_,
        {around_.next_connection, [this] { return static_cast<std::uint32_t>(chance_.number()); },
         [](std::size_t count) { return std::string(count, 'i'); },
         testing::agreed_cipher(lesc_.options().told)});
    tell_line(dialogue::events::started{}, now);
}

void station_line::die(instant now) {
    line_.reset();
    line_wake_.reset();
    if (switch_) {
        tell_switch(switch_sim::peer_closed{}, now);
    }
    drop_wire();
}

void station_line::end(instant now) {
    tell_line(dialogue::events::stopped{}, now);
    die(now);
}

void station_line::drop_wire() {
    switch_.reset();
    switch_wake_.reset();
    to_line_.clear();
    to_switch_.clear();
}

void station_line::send(model::send_token token, std::string payload, instant now) {
    tell_line(dialogue::events::send{token, std::move(payload)}, now);
}

void station_line::abandon(model::send_token token, instant now) {
    tell_line(dialogue::events::abandon{token}, now);
}

void station_line::acknowledge(model::connection_id connection, std::uint32_t exchange,
                               instant now) {
    if (connection == connection_) {
        stored_.insert(exchange);
    }
    tell_line(dialogue::events::acknowledge{connection, exchange}, now);
}

void station_line::cut(instant now) {
    if (!switch_) {
        return;
    }
    tell_switch(switch_sim::peer_closed{}, now);
    drop_wire();
    to_line_.push_back({now.mono + chance_.time(0ns, 90s), on_the_way::kind::closed});
}

void station_line::say_garbage(instant now) {
    std::string bytes(1 + chance_.draw(40), '\0');
    for (auto& each : bytes) {
        each = static_cast<char>(chance_.draw(256));
    }
    if (switch_) {
        push(to_line_, std::move(bytes), now.mono);
    }
}

std::optional<mono_time> station_line::next() const {
    std::optional<mono_time> first;
    const auto consider = [&](std::optional<mono_time> at) {
        if (at) {
            first = first ? std::min(*first, *at) : *at;
        }
    };
    consider(to_line_.empty() ? std::nullopt : std::optional{to_line_.front().due});
    consider(to_switch_.empty() ? std::nullopt : std::optional{to_switch_.front().due});
    consider(line_ ? line_wake_ : std::nullopt);
    consider(switch_ ? switch_wake_ : std::nullopt);
    return first;
}

void station_line::turn(instant now) {
    const auto is_due = [&](const std::deque<on_the_way>& way) {
        return !way.empty() && way.front().due <= now.mono;
    };
    const auto take = [](std::deque<on_the_way>& way) {
        auto first = std::move(way.front());
        way.pop_front();
        return first;
    };
    const auto wakes = [&](std::optional<mono_time>& at) {
        const bool due = at && *at <= now.mono;
        if (due) {
            at.reset();
        }
        return due;
    };
    if (is_due(to_line_)) {
        arrive_at_line(take(to_line_), now);
    } else if (is_due(to_switch_)) {
        arrive_at_switch(take(to_switch_), now);
    } else if (line_ && wakes(line_wake_)) {
        tell_line(dialogue::events::time_passed{}, now);
    } else if (switch_ && wakes(switch_wake_)) {
        tell_switch(switch_sim::time_passed{}, now);
    }
}

void station_line::arrive_at_line(on_the_way what, instant now) {
    switch (what.what) {
        case on_the_way::kind::bytes:
            tell_line(dialogue::events::bytes_heard{what.bytes}, now);
            return;
        case on_the_way::kind::closed:
            drop_wire();
            tell_line(dialogue::events::connection_closed{"closed by the other side"}, now);
            return;
        case on_the_way::kind::connect:
            if (lesc_.is_down(now.mono) || now.mono < refused_until_) {
                tell_line(dialogue::events::connect_failed{"refused"}, now);
                return;
            }
            switch_ = std::make_unique<switch_sim::switch_machine>(lesc_, around_.account);
            tell_switch(switch_sim::opened{}, now);
            tell_line(dialogue::events::connected{}, now);
            return;
    }
}

void station_line::arrive_at_switch(on_the_way what, instant now) {
    if (switch_) {  // else the connection is broken, and the line does not know it yet
        tell_switch(switch_sim::bytes_heard{what.bytes}, now);
    }
    if (what.last_of_write && line_) {
        tell_line(dialogue::events::write_finished{}, now);
    }
}

/// Pieces of one write follow one another; no write passes another.
void station_line::push(std::deque<on_the_way>& way, std::string bytes, mono_time now) {
    auto due = way.empty() ? now : std::max(now, way.back().due);
    for (auto pieces = chance_.draw(pieces_max); pieces > 0 && bytes.size() > 1; --pieces) {
        const auto length = 1 + chance_.draw(bytes.size() - 1);
        due = due + chance_.time(0ns, flight_max);
        way.push_back({due, on_the_way::kind::bytes, bytes.substr(0, length), false});
        bytes.erase(0, length);
    }
    due = due + chance_.time(0ns, flight_max);
    way.push_back({due, on_the_way::kind::bytes, std::move(bytes), true});
}

void station_line::tell_line(const dialogue::events::event& e, instant now) {
    if (line_) {
        obey(line_->step(e, now.mono), now);
    }
}

void station_line::obey(dialogue::actions::list wanted, instant now) {
    namespace actions = dialogue::actions;
    namespace inputs = model::inputs;
    for (auto& action : wanted) {
        if (const auto* const open = std::get_if<actions::open_connection>(&action)) {
            connection_ = open->connection;
            heard_.clear();
            stored_.clear();
            to_line_.push_back({now.mono + chance_.time(0ns, 40s), on_the_way::kind::connect});
        } else if (auto* const write = std::get_if<actions::write>(&action)) {
            push(to_switch_, std::move(write->bytes), now.mono);
        } else if (std::holds_alternative<actions::close_connection>(action)) {
            if (switch_) {
                tell_switch(switch_sim::peer_closed{}, now);
            }
            drop_wire();
        } else if (const auto* const wake = std::get_if<actions::wake_at>(&action)) {
            line_wake_ = wake->at;
        } else if (const auto* const up = std::get_if<actions::came_up>(&action)) {
            around_.report(inputs::link_came_up{station_, up->connection, "127.0.0.1:6099",
                                                up->terms.frame_bytes_max, up->terms.idle_seconds,
                                                up->terms.timeout_seconds});
        } else if (const auto* const down = std::get_if<actions::went_down>(&action)) {
            around_.report(inputs::link_went_down{
                station_, down->connection, "127.0.0.1:6099", down->cause, down->bytes_in,
                down->bytes_out, static_cast<std::uint64_t>(down->duration / 1ms)});
        } else if (auto* const heard = std::get_if<actions::heard>(&action)) {
            auto& before = heard_[heard->exchange];
            require(before.empty() || before != heard->bytes, "a repeat on the line is heard anew");
            before = heard->bytes;
            around_.report(inputs::frame_heard{station_, heard->connection, heard->exchange,
                                               std::move(heard->bytes)});
        } else if (const auto* const ack = std::get_if<actions::send_acknowledged>(&action)) {
            around_.report(inputs::send_acknowledged{station_, ack->token});
        } else if (auto* const nak = std::get_if<actions::send_refused>(&action)) {
            around_.report(
                inputs::send_refused{station_, nak->token, std::move(nak->text), nak->temporary});
        } else if (const auto* const none = std::get_if<actions::send_unacknowledged>(&action)) {
            around_.report(inputs::send_unacknowledged{station_, none->token});
        }
    }
}

/// What the switch may forget is stored, and as long as it was said.
void station_line::check_delivered(const switch_sim::note& told) const {
    if (told.what != switch_sim::noted::delivered) {
        return;
    }
    require(stored_.contains(told.exchange), "G3: the switch may forget what is not stored");
    const auto heard = heard_.find(told.exchange);
    require(heard != heard_.end() && heard->second.size() == told.bytes,
            "a message of the switch is not stored as it was said");
}

void station_line::tell_switch(const switch_sim::switch_event& e, instant now) {
    auto reaction = switch_->step(e, now);
    for (const auto& each : reaction.notes) {
        check_delivered(each);
        around_.note(each);
    }
    for (auto& bytes : reaction.writes) {
        push(to_line_, std::move(bytes), now.mono);
    }
    switch_wake_ = reaction.wake_at;
    if (reaction.close) {
        const auto due = to_line_.empty() ? now.mono : to_line_.back().due;
        to_line_.push_back({std::max(due, now.mono), on_the_way::kind::closed});
        switch_wake_.reset();
    }
}

}  // namespace iaq::sim
