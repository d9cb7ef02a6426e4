#pragma once

#include "base/canonical.hpp"
#include "base/result.hpp"
#include "correlation/catalogue.hpp"
#include "correlation/phase.hpp"
#include "model/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iaq::correlation {

/// Every inquiry of the journal and what became of it: the fold of `next` over the records. Live
/// and replay run the same `apply`, which is G4.
class book : public catalogue {
public:
    /// Folds one record in. Records that concern no inquiry change nothing.
    /// Errors: why the record cannot follow what the book holds. Then the journal is damaged or we
    /// have a bug; the book is unchanged.
    result<void, std::string> apply(const model::record& entry);
    /// Puts the inquiry in doubt, wherever it stands: `passed_over` is a record of it that cannot
    /// follow. Without such an inquiry nothing changes.
    void doubt(std::string_view inquiry_id, utc_time at, model::sequence passed_over);
    /// Takes the place of an admission whose keys are gone: who it was, its `keys_shredded` says.
    void admit_closed(model::sequence number, utc_time at);
    /// The same for a reply.
    void hear_closed(model::sequence number) { closed_replies_.insert(number); }
    void explain_closed(model::sequence number) { closed_replies_.erase(number); }

    /// Forgets every inquiry admitted before `first_kept`, and every reply heard before it or
    /// matched to one of those. Returns the index from which inquiries are kept: no index is ever
    /// used again.
    model::inquiry_index forget_before(model::sequence first_kept);
    /// Sets a reply aside, if it is there: what it was placed with was forgotten before. It comes
    /// back when a person took it back from there; else the next `forget_before` forgets it.
    void set_aside(model::sequence record);
    void bring_back(model::sequence record);
    /// Takes the reply back from the inquiry it is with, when that is this one, and moves nothing.
    void take_back(model::sequence record, model::inquiry_index from);

    /// Returns where the inquiry would stand if this reply had not been placed with it, or counted
    /// as another. Requires: it is one of its replies.
    [[nodiscard]] model::inquiry_state without(model::inquiry_index i, model::sequence reply) const;
    [[nodiscard]] model::inquiry_state as_if(model::inquiry_index i, placed_reply reply) const;
    void describe(canonical& out) const;
    /// Reads what `describe` wrote. Requires: an empty book. Errors: false when that is no book;
    /// then this one is of no use.
    [[nodiscard]] bool restore(canonical_reader& in);

private:
    using outcome = result<void, std::string>;
    outcome fold(const model::record& r, const model::records::admitted& body);
    outcome fold(const model::record& r, const model::records::inquiry_carried& body);
    outcome fold(const model::record& r, const model::records::cancelled& body);
    outcome fold(const model::record& r, const model::records::send_begun& body);
    outcome fold(const model::record& r, const model::records::send_acknowledged& body);
    outcome fold(const model::record& r, const model::records::send_refused& body);
    outcome fold(const model::record& r, const model::records::send_given_up& body);
    outcome fold(const model::record& r, const model::records::reply_heard& body);
    outcome fold(const model::record& r, const model::records::matched& body);
    outcome fold(const model::record& r, const model::records::unmatched& body);
    outcome fold(const model::record& r, const model::records::assigned& body);
    outcome fold(const model::record& r, const model::records::withdrawn& body);
    outcome fold(const model::record& r, const model::records::classified& body);
    outcome fold(const model::record& r, const model::records::clock_fired& body);
    outcome fold(const model::record& r, const model::records::inquiry_resolved& body);
    outcome fold(const model::record& r, const model::records::inquiry_transferred& body);
    outcome fold(const model::record& r, const model::records::contact_ended& body);
    outcome fold(const model::record& r, const model::records::inquiry_updated& body);
    outcome fold(const model::record& r, const model::records::manual_recorded& body);
    outcome fold(const model::record& r, const model::records::answer_seen& body);
    outcome fold(const model::record& r, const model::records::answer_disseminated& body);
    outcome fold(const model::record& r, const model::records::keys_shredded& body);

    result<entry*, std::string> enter(const model::record& r, const model::records::admitted& as,
                                      event met, life_step::kind what);
    /// Changes the state and counts anew.
    void turn(entry& e, model::inquiry_state to);
    /// The same, by a step of its life.
    void move(entry& e, model::inquiry_state to, life_step step);
    /// Moves the inquiry along the phase table and writes the step into its life.
    result<entry*, std::string> advance(const model::record& r, std::string_view inquiry_id,
                                        event met, life_step::kind what, std::uint32_t number);
    result<entry*, std::string> known(std::string_view inquiry_id);
    outcome keep_deed(const model::record& r, std::string_view inquiry_id, model::acts::act what,
                      share told = share::none,
                      model::inquiry_state moved_to = model::inquiry_state::unspecified);
    /// Keeps what a person did about a reply that is, or was, the inquiry's.
    result<entry*, std::string> keep_deed_about(const model::record& r, std::string_view inquiry_id,
                                                model::sequence reply, model::acts::act what);
    /// Takes note that one of a reply's clocks fired. Returns the reply's place.
    result<std::uint32_t, std::string> fire_unseen(const model::records::clock_fired& body);
    outcome follow_judgement(const model::record& r, std::string_view inquiry_id,
                             model::acts::act what, const model::records::judgement& comes_to);
    struct verdict {
        const std::string& inquiry_id;
        model::sequence reply;
        model::delivery_kind kind;
        model::classification classed;
        model::match_evidence evidence;
    };
    /// Finds the reply among those of the inquiry.
    result<std::pair<entry*, std::uint32_t>, std::string> find_placed(std::string_view inquiry_id,
                                                                      model::sequence reply);
    void move_anew(entry& e, life_step step);
    [[nodiscard]] bool holds_together() const;
    result<entry*, std::string> attach(const model::record& r, const verdict& of,
                                       life_step::kind what);
    /// Takes the inquiry out of every index and count, and its replies out of the book.
    void forget(model::inquiry_index i);
};

/// Returns which event a matched reply of this delivery kind and classification is.
event event_of(model::delivery_kind kind, model::classification classed);
/// True for a word of the LESC itself about the inquiry, or what may be one.
bool is_of_the_lesc(model::classification classed);

}  // namespace iaq::correlation
