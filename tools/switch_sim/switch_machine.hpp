#pragma once

#include "base/time.hpp"
#include "switch_sim/lesc.hpp"
#include "switch_sim/note.hpp"
#include "switch_sim/tongue.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The switch's side of one connection as a machine without a socket or a clock (domain.md 2):
/// answers the greeting and heartbeats, acknowledges as the scene says, and says one message at a
/// time what the LESC owes, in the tongue of the scene's protocol. It watches the station keep the
/// protocol, and notes each fault.
namespace iaq::switch_sim {

/// The connection is there. First event, once.
struct opened {};
struct bytes_heard {
    std::string_view bytes;
};
struct time_passed {};
/// The station closed, or the connection broke.
struct peer_closed {};
/// The switch itself ends.
struct stopping {};
/// A test's script says what to do now: about an inquiry when it has a reference, else to the
/// device (empty: to any).
struct ordered {
    effect told;
    std::string reference, device;
};
using switch_event = std::variant<opened, bytes_heard, time_passed, peer_closed, stopping, ordered>;

/// What to do: write these, one after the other; then close if so said; come back at `wake_at`.
struct reaction {
    std::vector<std::string> writes;
    bool close = false;
    std::optional<mono_time> wake_at;
    std::vector<note> notes;
};

class switch_machine {
public:
    /// Lifetime: `shared` outlives the machine. `account` is the number of the listener.
    switch_machine(lesc& shared, std::size_t account);
    ~switch_machine();
    switch_machine(const switch_machine&) = delete;
    switch_machine& operator=(const switch_machine&) = delete;

    /// Never fails. After a reaction that closes, and after `peer_closed`, it does nothing more.
    reaction step(const switch_event& happened, instant now);

    [[nodiscard]] std::uint64_t connection() const { return connection_; }
    [[nodiscard]] bool has_ended() const { return state_ == state::ended; }

private:
    enum class state : std::uint8_t { negotiating, open, ended };

    /// The last message of the station, for whatever is still to be said about it at link level.
    struct heard_last {
        std::uint32_t exchange = 0;  // or validation
        std::string reference, device, key;
        mono_time at{};
        bool settled = true;  // acknowledged or refused
    };
    struct planned {
        const effect* told = nullptr;
        heard_last about;
    };
    struct flight {
        letter sent;
        std::uint32_t exchange = 0;
        mono_time resend_at{};
        std::uint32_t tries = 0;
        std::size_t part_answers = 0;          // still to come before the message's own
        bool ignores_acknowledgement = false;  // repeat-link
    };

    void on(const opened&);
    void on(const bytes_heard& heard);
    void on(const time_passed&) {}
    void on(const peer_closed&) { end("the station closed"); }
    void on(const stopping&) { end("the switch stops"); }
    void on(const ordered& order);

    void hear(const utterance& u);
    void greeting_heard(const utterance& u);
    void welcome(const utterance& u);
    void heartbeat_heard(const utterance& u);
    void message_heard(const utterance& u);
    void oddity_heard(const utterance& u);
    void acknowledgement_heard(std::uint32_t exchange);
    void refusal_heard(const utterance& u);

    void plan(const std::vector<link_deed>& deeds);
    void carry_out_due();
    void carry_out(const effect& told, const heard_last& about);
    void acknowledge(const effect& told, const heard_last& about);
    void refuse(const effect& told, const heard_last& about);

    void speak();
    void transmit();
    void give_up_or_resend();
    void settle_flight();
    void write(std::string bytes, const effect& how);
    void end(std::string why);
    void fault(std::string why);
    void make_note(note n);
    [[nodiscard]] note note_of_flight(noted what) const;
    [[nodiscard]] nanoseconds timeout() const;
    [[nodiscard]] nanoseconds idle_limit() const;
    [[nodiscard]] std::optional<mono_time> next_wake();

    lesc& shared_;
    std::uint64_t connection_;
    state state_ = state::negotiating;
    std::unique_ptr<tongue> tongue_;
    agreement agreed_;
    std::multimap<mono_time, planned> timeline_;
    std::optional<flight> flight_;
    heard_last last_;
    mono_time last_heard_at_{};
    instant now_;
    reaction made_;
};

}  // namespace iaq::switch_sim
