#pragma once

#include "dialogue/line.hpp"
#include "model/input.hpp"
#include "model/settings.hpp"
#include "sim/dice.hpp"
#include "switch_sim/lesc.hpp"
#include "switch_sim/switch_machine.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace iaq::sim {

/// One station's line: the real conversation machine, the stand-in switch, and the wire between.
///
/// Injected: bytes are late, split anywhere; a connection breaks with what is on its way, in the
/// middle of a frame; garbage comes between frames; the other side cannot be reached.
/// Left out: bytes that a TCP connection would not change: lost, repeated or swapped ones.
class station_line {
public:
    struct surroundings {
        std::size_t account = 0;  // the station's at the switch, whichever line it has
        std::function<void(model::inputs::input)> report;
        std::function<model::connection_id()> next_connection;
        std::function<void(const switch_sim::note&)> note;  // of the switch
    };
    station_line(model::station_index station, const model::station_settings& settings,
                 switch_sim::lesc& lesc, dice& chance, surroundings around);

    /// A life of the daemon begins.
    void start(instant now);
    /// It ends: the connection breaks, the machine is gone.
    void die(instant now);
    /// A reload ends the line: its end is reported.
    void end(instant now);

    void send(model::send_token token, std::string payload, instant now);
    void abandon(model::send_token token, instant now);
    void acknowledge(model::connection_id connection, std::uint32_t exchange, instant now);

    /// The connection breaks where it is.
    void cut(instant now);
    /// Bytes of nobody come in.
    void say_garbage(instant now);
    void refuse_until(mono_time until) { refused_until_ = until; }

    /// Returns when something is due here.
    [[nodiscard]] std::optional<mono_time> next() const;
    /// Does one thing that is due.
    void turn(instant now);

private:
    struct on_the_way {
        mono_time due{};
        enum class kind : std::uint8_t { connect, bytes, closed } what = kind::bytes;
        std::string bytes{};
        bool last_of_write = false;
    };
    void tell_line(const dialogue::events::event& e, instant now);
    void obey(dialogue::actions::list wanted, instant now);
    void tell_switch(const switch_sim::switch_event& e, instant now);
    void push(std::deque<on_the_way>& way, std::string bytes, mono_time now);
    void arrive_at_line(on_the_way what, instant now);
    void arrive_at_switch(on_the_way what, instant now);
    void drop_wire();
    void check_delivered(const switch_sim::note& told) const;

    model::station_index station_;
    model::station_settings settings_;
    switch_sim::lesc& lesc_;
    dice& chance_;
    surroundings around_;
    std::unique_ptr<dialogue::line> line_;
    std::unique_ptr<switch_sim::switch_machine> switch_;
    std::deque<on_the_way> to_line_, to_switch_;
    std::optional<mono_time> line_wake_, switch_wake_;
    mono_time refused_until_{};

    // Of the connection that stands: what was heard, by exchange, and what of it is stored.
    model::connection_id connection_ = model::connection_id::none;
    std::map<std::uint32_t, std::string> heard_;
    std::set<std::uint32_t> stored_;
};

}  // namespace iaq::sim
