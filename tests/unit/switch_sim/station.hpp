#pragma once

#include "framing/foxtalk.hpp"
#include "switch_sim/lesc.hpp"
#include "switch_sim/switch_machine.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A station's end of a line, by hand: what it writes goes into the machine, what the machine
/// writes is read as frames. One clock for all lines of a test.
namespace iaq::switch_sim::test {

namespace foxtalk = framing::foxtalk;

inline scene scene_of(std::string_view text) {
    auto read = read_scene(text);
    BOOST_REQUIRE_MESSAGE(read.has_value(),
                          place("scene", read.has_error() ? read.error().front() : complaint{}));
    return std::move(read).value();
}

inline std::unique_ptr<lesc> lesc_of(std::string_view text, std::uint64_t seed = 1) {
    lesc_options options;
    options.told = scene_of(text);
    options.seed = seed;
    return std::make_unique<lesc>(std::move(options));
}

inline std::string ofml_iaq(std::string_view reference, std::string_view device = "SJPD01") {
    const std::string r(reference);
    return "<OFML><HDR><ID>" + r + "</ID><DAC>" + std::string(device) + "</DAC><REF>" + r +
           "</REF><MKE>IAQ</MKE><USR>OP1</USR><ORI>MO0110100</ORI><DST>AX</DST></HDR><TRN>"
           "<PUR>C</PUR><ATN>OFC ROE</ATN><NAM>DOE, JANE</NAM><DOB>19800201</DOB></TRN></OFML>";
}

class station {
public:
    explicit station(lesc& behind, nanoseconds later = 0s) : machine_(behind, 0) {
        set_clock(now_.mono + later);
        take(machine_.step(opened{}, now_));
    }

    void connect() {
        const foxtalk::connect_terms offer{
            .frame_bytes_max = 65000, .coding = "B64", .newline = "LF  "};
        hand_in({.exchange = 1, .type = foxtalk::type::connect, .payload = encode(offer)});
        std::erase_if(frames, [](const auto& f) { return f.type == foxtalk::type::connect; });
    }
    void hand_in(const foxtalk::frame& f) { hand_in(foxtalk::encode(f)); }
    void hand_in(std::string_view bytes) { take(machine_.step(bytes_heard{bytes}, now_)); }
    void ask(std::string_view reference, std::uint16_t exchange = 7,
             std::string_view device = "SJPD01") {
        hand_in({.exchange = exchange, .payload = ofml_iaq(reference, device)});
    }
    void acknowledge(std::uint16_t exchange) {
        hand_in({.exchange = exchange, .type = foxtalk::type::acknowledge, .payload = {}});
    }
    /// Passes time, stopping where the machine wants to be woken.
    void pass(nanoseconds d) {
        const auto until = now_.mono + d;
        while (wake_at_ && *wake_at_ <= until) {
            set_clock(std::max(*wake_at_, now_.mono));
            wake_at_.reset();
            take(machine_.step(time_passed{}, now_));
        }
        set_clock(until);
    }
    void break_off() { take(machine_.step(peer_closed{}, now_)); }
    void order(ordered o) { take(machine_.step(o, now_)); }

    /// Returns the data frames' payloads joined by exchange, in order of their end.
    [[nodiscard]] std::vector<foxtalk::joiner::whole> heard() const {
        foxtalk::joiner all({.exchanges_open_max = 8, .message_bytes_max = 1 << 20});
        std::vector<foxtalk::joiner::whole> found;
        for (const auto& f : frames) {
            if (f.type == foxtalk::type::data) {
                auto outcome = all.take(f);
                if (auto* const w = std::get_if<foxtalk::joiner::whole>(&outcome)) {
                    found.push_back(*w);
                }
            }
        }
        return found;
    }
    /// Acknowledges what comes while time passes, as a good station does.
    void listen(nanoseconds d) {
        for (auto left = d; left > 0s; left -= 100ms) {
            pass(100ms);
            acknowledge_new();
        }
    }
    [[nodiscard]] std::size_t count(char type) const {
        return static_cast<std::size_t>(std::ranges::count(frames, type, &foxtalk::frame::type));
    }
    [[nodiscard]] std::size_t count(noted what) const {
        return static_cast<std::size_t>(std::ranges::count(notes, what, &note::what));
    }
    void set_clock(mono_time to) {
        now_.utc += to - now_.mono;
        now_.mono = to;
    }
    [[nodiscard]] instant now() const { return now_; }

    std::vector<foxtalk::frame> frames;
    std::vector<std::string> writes;
    std::vector<note> notes;
    bool closed = false;

private:
    void acknowledge_new() {
        const auto all = heard();
        while (acknowledged_ < all.size()) {
            acknowledge(all[acknowledged_++].exchange);
            return acknowledge_new();
        }
    }
    void take(reaction made) {
        for (const auto& bytes : made.writes) {
            reader_.feed(bytes);
            auto next = reader_.next();
            while (auto* const f = std::get_if<foxtalk::frame>(&next)) {
                frames.push_back(std::move(*f));
                next = reader_.next();
            }
            writes.push_back(bytes);
        }
        std::ranges::move(made.notes, std::back_inserter(notes));
        closed = closed || made.close;
        wake_at_ = made.wake_at;
    }

    switch_machine machine_;
    foxtalk::reader reader_{1U << 20U};
    instant now_{utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}},
                 mono_time{1'000'000'000}};
    std::optional<mono_time> wake_at_;
    std::size_t acknowledged_ = 0;
};

}  // namespace iaq::switch_sim::test
