#pragma once

#include "base/time.hpp"
#include "model/heard.hpp"
#include "switch_sim/asked.hpp"
#include "switch_sim/mailbox.hpp"
#include "switch_sim/rule_book.hpp"
#include "switch_sim/scene.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The LESC and all of the switch that outlives a connection: what was heard, what is owed to
/// which device, which rule is whose turn. One a switch; its connections share it.
namespace iaq::switch_sim {

struct lesc_options {
    scene told;
    model::payload_kind payload = model::payload_kind::ofml;
    std::uint64_t seed = 1;
    std::uint32_t fast = 1;          // delays of the scene and the LESC are so many times shorter
    std::string receipt_key = "AM";  // AM or IAR
    bool remember = false;           // keep what was asked, for `say`
};

/// Something to be done on one connection, when.
struct link_deed {
    const effect* told = nullptr;  // lives as long as the lesc
    mono_time due{};
};

class lesc {
public:
    explicit lesc(lesc_options options);
    lesc(const lesc&) = delete;
    lesc& operator=(const lesc&) = delete;

    /// Names a new connection, from 1. `account` is the listener: stations are told apart by it
    /// until they speak.
    std::uint64_t connected(std::size_t account);
    /// What the connection's devices are owed waits for the next one.
    void disconnected(std::uint64_t connection);

    /// Takes a message of a station. Posts what the LESC will say, returns what to do at the link.
    struct verdict {
        std::uint32_t attempt = 0;  // how many times this reference has been heard now
        std::vector<link_deed> deeds;
    };
    verdict hear(std::uint64_t connection, const asked& a, instant now);
    std::vector<link_deed> on_link(occasion on, std::uint64_t connection, mono_time now);

    /// Does what `switch at` rules say for the time up to `now`. The first call is their zero.
    void advance(instant now);
    /// Returns the deeds of `switch at` rules that this connection has not done yet.
    std::vector<link_deed> take_timed(std::uint64_t connection);
    void go_down(nanoseconds lasting, mono_time now) { down_until_ = now + scaled(lasting); }
    [[nodiscard]] bool is_down(mono_time now) const { return now < down_until_; }

    /// Says something now, about the last message with this reference, or, without one,
    /// unsolicited to `device` (empty: to any). False when that reference was never heard.
    ///
    /// Requires: `lesc_options::remember`.
    bool say(const effect& told, std::string_view reference, const std::string& device,
             instant now);

    /// Returns the next letter for the connection, if one is due.
    std::optional<letter> take(std::uint64_t connection, mono_time now);
    /// Writes the letter's payload when it has none yet; `connection` is the one it leaves by.
    void write(letter& l, std::uint64_t connection, instant now);
    /// Returns when `take` may next give something to this connection.
    [[nodiscard]] std::optional<mono_time> next_due(std::uint64_t connection, mono_time now);
    /// Returns when the next `switch at` rule comes.
    [[nodiscard]] std::optional<mono_time> next_timed() const;

    [[nodiscard]] const lesc_options& options() const { return options_; }
    [[nodiscard]] dice& chance() { return chance_; }
    /// How often each reference was heard.
    [[nodiscard]] const std::unordered_map<std::string, std::uint32_t>& heard() const {
        return heard_;
    }
    [[nodiscard]] std::size_t owed() const;

private:
    struct station_line {
        std::size_t account = 0;
        std::set<std::string> devices;
        std::vector<link_deed> timed;
    };
    struct timed_rule {
        const rule* told = nullptr;
        mono_time next{};
        bool done = false;
    };

    [[nodiscard]] nanoseconds scaled(nanoseconds d) const { return d / options_.fast; }
    mailbox& box_of(const std::string& device);
    void post(const effect& told, const std::shared_ptr<const asked>& about,
              const std::string& device, instant now);
    void do_timed(const rule& r, instant now);
    std::vector<mailbox*> boxes_of(std::uint64_t connection);
    mailbox* orphan_for(std::uint64_t connection);

    lesc_options options_;
    rule_book rules_;
    dice chance_;
    std::uint64_t connections_ = 0, sent_ = 0;
    std::map<std::size_t, std::uint64_t> counts_;  // of what was written, by account
    std::map<std::uint64_t, station_line> lines_;
    std::map<std::string, mailbox> boxes_;
    std::unordered_map<std::string, std::uint32_t> heard_;
    std::unordered_map<std::string, std::shared_ptr<const asked>> known_;
    std::deque<effect> said_;
    std::vector<timed_rule> timed_;
    bool begun_ = false;
    mono_time down_until_{};
};

}  // namespace iaq::switch_sim
