#pragma once

#include "base/canonical.hpp"
#include "base/time.hpp"
#include "model/clocks.hpp"
#include "model/delivery.hpp"
#include "model/ids.hpp"
#include "model/settings.hpp"

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What we still owe each consumer: the stream of deliveries and a durable cursor each.
namespace iaq::delivery {

/// One delivery as posted by a record; texts are fetched when it is said.
struct posted {
    model::cursor at;
    utc_time when{};
    model::delivery_kind kind = model::delivery_kind::unspecified;
    model::inquiry_state state = model::inquiry_state::unspecified;
    model::addressee to = model::addressee::unspecified;
    model::inquiry_index inquiry = model::inquiry_index::none;
    model::sequence reply = model::sequence::none;
    bool late = false, possible_duplicate = false, receipt_came = false;
    // As things stood: what decides the words (policy::telling).
    bool left_before = false;    // an attempt may have reached the switch
    bool contact_waits = false;  // an enforcement contact without a charge
    bool line_is_out = false;    // its station was held or down
    bool released = false;       // the contact had ended so
    bool owes_consulate = false;
    model::records::clock_kind clock = model::records::clock_kind::unspecified;
    bool retold = false;  // a person said anew what the reply is
};

/// What a delivery that is about no inquiry is about; few are.
struct topic {
    std::string condition, station, words, ori;
    friend bool operator==(const topic&, const topic&) = default;
};

/// Whose eyes: what a principal may be shown. Lifetime: the settings live as long as the reader.
struct reader {
    const model::principal_settings& principal;
};

/// Where a delivery belongs, for the right to see it.
struct belonging {
    std::string_view ori;               // of the inquiry; empty for UNMATCHED and ALERT
    std::string_view desk;              // of the inquiry
    std::vector<std::string> any_of{};  // for UNMATCHED and ALERT: operators of one of these ORIs
    bool every_operator = false;        // of the daemon as a whole
};

/// True when the principal's rights, ORIs and desks let it see this delivery.
bool may_see(const reader& who, const posted& what, const belonging& where);
/// True for an inquiry of an ORI and desk of the principal's, whatever its rights.
bool is_of(const model::principal_settings& who, std::string_view ori, std::string_view desk);
/// True when the principal may read an inquiry of this ORI and desk.
bool may_read(const model::principal_settings& who, std::string_view ori, std::string_view desk);

/// A consumer: its principal, and the name it has there.
using consumer_name = std::pair<std::string, std::string>;

/// What a consumer is told once more: deliveries of the records from `first` to `last`.
struct replay {
    model::sequence begun = model::sequence::none;  // the record that began it
    model::sequence first = model::sequence::none, last = model::sequence::none;
    model::cursor taken{};  // of what is said again, so far
};

class mailbox {
public:
    /// Requires: cursors grow.
    void post(posted what, topic of = {});
    /// Returns what it is about besides its inquiry; empty for most. Lifetime: until `forget`.
    [[nodiscard]] const topic& topic_of(const posted& what) const;
    /// Takes back every delivery about this inquiry.
    void forget(model::inquiry_index inquiry);
    /// Takes back every delivery that a record before `first_kept` made, or that is about an
    /// inquiry before `first`. What consumers have taken stays.
    void forget_before(model::sequence first_kept, model::inquiry_index first);
    /// Takes back every delivery that tells of a reply which is not there any more; that one was
    /// withdrawn is still told.
    void forget_told(const std::function<bool(model::sequence)>& is_there);
    [[nodiscard]] const std::deque<posted>& stream() const { return stream_; }
    /// Returns the delivery at this place, or nullptr. Lifetime: until the mailbox changes.
    [[nodiscard]] const posted* find(model::cursor at) const;
    /// Returns the first delivery that told of this reply as the inquiry's and as that, or nullptr.
    /// Lifetime: until the mailbox changes.
    [[nodiscard]] const posted* first_of(model::inquiry_index inquiry, model::sequence reply,
                                         model::delivery_kind kind) const;
    /// Returns the place in the stream of the first delivery after `upto`.
    [[nodiscard]] std::size_t after(model::cursor upto) const;
    [[nodiscard]] model::cursor last() const;

    /// Returns where the consumer took last; the beginning when it never took.
    [[nodiscard]] model::cursor taken(std::string_view principal, std::string_view consumer) const;
    void take(std::string_view principal, std::string_view consumer, model::cursor upto);
    /// Shows `visit` where each consumer of the principal took last.
    template <class Visit>
    void each_taken(std::string_view principal, Visit visit) const {
        for (auto it = taken_.lower_bound({std::string{principal}, {}});
             it != taken_.end() && it->first.first == principal; ++it) {
            visit(it->second);
        }
    }
    [[nodiscard]] std::size_t consumers() const { return taken_.size(); }
    /// Every consumer that ever took anything: its principal, its name.
    [[nodiscard]] std::vector<consumer_name> known_consumers() const;

    /// Says again what the consumer has taken; what it does not take of that is owed.
    void begin_replay(const consumer_name& whose, const replay& what);
    void end_replay(const consumer_name& whose, model::sequence begun);
    void take_again(const consumer_name& whose, model::sequence begun, model::cursor upto);
    /// Returns nullptr when none stands. Lifetime: until the mailbox changes.
    [[nodiscard]] const replay* replay_to(const consumer_name& whose) const;
    [[nodiscard]] const std::map<consumer_name, replay>& replays() const { return replays_; }

    void describe(canonical& out) const;
    /// Reads what `describe` wrote into an empty mailbox. Errors: false, and it is of no use.
    [[nodiscard]] bool restore(canonical_reader& in);

private:
    std::deque<posted> stream_;
    std::map<model::cursor, topic> topics_;
    std::map<consumer_name, model::cursor> taken_;
    std::map<consumer_name, replay> replays_;
};

}  // namespace iaq::delivery
