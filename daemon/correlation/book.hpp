#pragma once

#include "base/canonical.hpp"
#include "base/place_index.hpp"
#include "base/result.hpp"
#include "correlation/deeds.hpp"
#include "correlation/entry.hpp"
#include "correlation/phase.hpp"
#include "model/record.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace iaq::correlation {

/// Every inquiry of the journal and what became of it: the fold of `next` over the records. Live
/// and replay run the same `apply`, which is G4.
class book {
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

    [[nodiscard]] const entry& at(model::inquiry_index i) const {
        return entries_[number_of(i) - first_];
    }
    /// False for the index of an inquiry that retention dropped.
    [[nodiscard]] bool holds(model::inquiry_index i) const {
        return number_of(i) >= first_ && number_of(i) - first_ < entries_.size();
    }
    /// The indices of all inquiries, in the order of their admission.
    [[nodiscard]] auto all() const {
        return std::views::iota(first_, first_ + static_cast<std::uint32_t>(entries_.size())) |
               std::views::transform([](std::uint32_t i) { return model::inquiry_index{i}; });
    }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    /// Returns `none` when there is none, or none any more: it was shredded.
    [[nodiscard]] model::inquiry_index find(std::string_view inquiry_id) const;
    /// `reference` in the comparable form of the wire room.
    [[nodiscard]] model::inquiry_index find_reference(std::string_view reference) const;
    /// True for the reference of an inquiry that was shredded as well.
    [[nodiscard]] bool is_used(std::string_view reference) const;
    /// Returns the record that tells of the shredding of this inquiry, or `none`.
    [[nodiscard]] model::sequence shredded_at(std::string_view inquiry_id) const;
    /// The same, when it was of this ORI.
    [[nodiscard]] model::sequence shredded_at(std::string_view inquiry_id,
                                              std::string_view ori) const;
    /// Returns, in order, every record that is of this inquiry alone: what shredding destroys.
    [[nodiscard]] std::vector<model::sequence> records_of(model::inquiry_index i) const;
    /// How many messages that no rule could place name this inquiry as a candidate.
    [[nodiscard]] std::size_t proposed(const std::string& inquiry_id) const;
    /// Returns the admission of a closed inquiry that no record has named yet, or `none`.
    [[nodiscard]] model::sequence unnamed() const {
        return unnamed_.empty() ? model::sequence::none : unnamed_.begin()->first;
    }
    [[nodiscard]] std::vector<model::inquiry_index> find_incident(std::string_view incident) const;
    /// Returns the newest inquiry that the principal gave this idempotency key, or `none`.
    [[nodiscard]] model::inquiry_index find_key(std::string_view principal,
                                                std::string_view key) const;
    /// Lifetime: as long as the book.
    [[nodiscard]] const counsel& counsel_of(const entry& e) const { return told_.at(e.told); }
    [[nodiscard]] const counsel& counsel_of(const deed& d) const { return told_.at(d.told); }
    [[nodiscard]] const origin& origin_of(const entry& e) const { return came_.at(e.came); }
    /// What people did to it, in order. Lifetime: until the book changes.
    [[nodiscard]] const std::vector<deed>& deeds_of(model::inquiry_index i) const;
    [[nodiscard]] const std::map<model::inquiry_index, std::vector<deed>>& all_deeds() const {
        return deeds_;
    }
    /// The officer whose it is: who asked, or to whom it was handed over. Lifetime: as the deeds.
    [[nodiscard]] std::string_view officer_of(model::inquiry_index i) const;
    /// Inquiries on people born that day (YYYY-MM-DD).
    [[nodiscard]] const std::vector<model::inquiry_index>& born(std::string_view date) const;
    /// Returns the reply that `record` put down, or nullptr.
    [[nodiscard]] const reply* find_reply(model::sequence record) const;
    /// Shows `visit` each reply, the newest first, until it returns false.
    template <class Visit>
    void look_back(Visit visit) const {
        for (auto it = replies_.rbegin(); it != replies_.rend() && visit(it->second); ++it) {
        }
    }
    /// Returns where the inquiry would stand if this reply had not been placed with it, or counted
    /// as another. Requires: it is one of its replies.
    [[nodiscard]] model::inquiry_state without(model::inquiry_index i, model::sequence reply) const;
    [[nodiscard]] model::inquiry_state as_if(model::inquiry_index i, placed_reply reply) const;
    /// How many inquiries stand in each state, by the state's number.
    [[nodiscard]] std::uint64_t count(model::inquiry_state state) const {
        return counts_[static_cast<std::size_t>(state)];
    }
    /// How many inquiries are not closed yet.
    [[nodiscard]] std::uint64_t open() const;
    [[nodiscard]] std::uint64_t unmatched() const { return unmatched_; }

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
    /// Makes the entry known by its id and reference and, unless it was shredded, by key, incident
    /// and birth date, and counts it.
    void list_entry(model::inquiry_index i);
    /// Takes the inquiry out of every index and count, and its replies out of the book.
    void forget(model::inquiry_index i);

    [[nodiscard]] model::inquiry_index known_as(std::string_view inquiry_id) const;
    [[nodiscard]] model::inquiry_index referred_to(std::string_view reference) const;
    [[nodiscard]] model::inquiry_index newest_of(std::string_view incident) const;
    void list_incident(entry& e, model::inquiry_index i);
    void unlist_incident(const entry& e, model::inquiry_index i);
    /// Takes it out of what an entry that was not shredded is known by beside that.
    void list_birth(const entry& e, model::inquiry_index i);
    void unlist_birth(const entry& e, model::inquiry_index i);
    /// What was asked reads so from here.
    void restate(model::inquiry_index i, const model::inquiry_request& request);
    /// Takes it out of what an entry that was shredded is still known by.
    void unlist_names(const entry& e, model::inquiry_index i);
    void list_names(const entry& e, model::inquiry_index i);
    [[nodiscard]] std::uint64_t key_hash(const entry& e) const;

    [[nodiscard]] entry& entry_at(model::inquiry_index i) {
        return entries_[number_of(i) - first_];
    }
    [[nodiscard]] model::inquiry_index last_index() const {
        return model::inquiry_index{first_ + static_cast<std::uint32_t>(entries_.size()) - 1};
    }

    std::deque<entry> entries_;
    std::uint32_t first_ = 0;  // index of the first entry; those before were dropped
    shared<counsel> told_;
    shared<origin> came_;
    place_index by_id_, by_reference_, by_key_;
    place_index by_incident_;  // the newest of each; entry::earlier leads on
    std::unordered_map<std::string, std::vector<model::inquiry_index>, text_hash, std::equal_to<>>
        by_birth_;
    std::map<model::sequence, reply> replies_;
    std::map<model::sequence, model::inquiry_index> unnamed_;  // closed admissions
    std::map<model::inquiry_index, std::vector<deed>> deeds_;  // of those that have some
    std::set<model::sequence> closed_replies_;  // that no record explains yet; not written down
    std::map<model::sequence, reply> aside_;  // of inquiries that a base knows nothing of any more
    std::array<std::uint64_t, 16> counts_{};
    std::uint64_t unmatched_ = 0;
};

/// Returns which event a matched reply of this delivery kind and classification is.
event event_of(model::delivery_kind kind, model::classification classed);
/// True for a word of the LESC itself about the inquiry, or what may be one.
bool is_of_the_lesc(model::classification classed);

}  // namespace iaq::correlation
