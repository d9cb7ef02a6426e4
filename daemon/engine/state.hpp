#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "engine/facts.hpp"
#include "engine/told_of_record.hpp"
#include "model/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iaq::engine {

/// Everything the daemon knows: a fold over the journal's records and nothing else (G4). Live and
/// replay run the same `apply`.
class state : public facts {
public:
    /// Raised whenever `describe` writes something else. A snapshot of another form is passed by;
    /// but `restore` must read the base (`begin_at`) of every form that was ever released.
    static constexpr std::uint32_t form = 8;

    /// Folds one record in. Errors: why the record cannot follow; then the journal is damaged or we
    /// have a bug.
    result<void, std::string> apply(const model::record& entry);
    /// Passes over record `number`, as the journal's `quarantined` says or is about to: its inquiry
    /// is in doubt from here, and no later record moves it. `inquiry_id`: empty when it cannot be
    /// told. Requires: `number` follows the last record.
    void pass_over(model::sequence number, const std::string& inquiry_id);

    /// Takes note of a record that no key opens any more. `kind`: number of its body in the proto.
    /// What it was, a `keys_shredded` later in the journal says; once all is folded the state is
    /// what it became when the keys were destroyed, bit for bit.
    ///
    /// Errors: a record of this kind is never shredded.
    result<void, std::string> apply_closed(model::sequence number, std::uint32_t kind, utc_time at);
    /// To be asked when the whole journal is folded. Errors: a record cannot be opened although
    /// none tells that it was shredded.
    [[nodiscard]] result<void, std::string> check_closed() const;

    /// Becomes the base of a journal whose records before `first_kept` are dropped: forgets what
    /// goes with them. The record that announces it is still to be folded; until then records of
    /// inquiries that are gone move nothing. Requires: `first_kept` follows the last record.
    void begin_at(model::sequence first_kept);
    /// Returns what is known before `first_kept` when its base is lost: nothing.
    static state unknown_before(model::sequence first_kept);
    /// To be asked when the whole journal is folded. Errors: it began at a base that no record
    /// announced.
    [[nodiscard]] result<void, std::string> check_announced() const;
    /// Returns the admission of the first inquiry that must stay at `now`: it is open work, is on
    /// legal hold, or was moved less than `untouched` ago. The next record when there is none.
    [[nodiscard]] model::sequence first_held(utc_time now, nanoseconds untouched) const;
    /// True while that clock, CONTACT's or one of QUERY48's, has something to wait for.
    [[nodiscard]] bool is_wanted(model::inquiry_index i, model::records::clock_kind kind) const;
    /// True while a clock of CONTACT or QUERY48 runs: somebody is still to be told.
    [[nodiscard]] bool has_clock(model::inquiry_index i) const;
    /// True while a clock of a reply that nobody has confirmed to have read runs.
    [[nodiscard]] bool has_unseen(model::inquiry_index i) const;

    /// Writes all that `apply` built: equal states, equal bytes.
    void describe(canonical& out) const;
    /// Returns the state that `describe` wrote, or nothing when the bytes are none.
    static std::optional<state> restore(std::string_view bytes);
    /// Returns SHA-256 in hex over what `describe` writes.
    [[nodiscard]] std::string digest() const;

private:
    void follow(const model::record& r, const model::records::admitted& body);
    void follow(const model::record& r, const model::records::refused& body);
    void follow(const model::record& r, const model::records::refusals_summed& body);
    void follow(const model::record& r, const model::records::access& body);
    void follow(const model::record& r, const model::records::review_signed& body) {
        reviews_.sign(r, body);
    }
    void follow(const model::record& r, const model::records::inquiry_carried& body);
    void follow(const model::record& r, const model::records::cancelled& body);
    void follow(const model::record& r, const model::records::send_begun& body);
    void follow(const model::record& r, const model::records::send_acknowledged& body);
    void follow(const model::record& r, const model::records::send_refused& body);
    void follow(const model::record& r, const model::records::send_given_up& body);
    void follow(const model::record& r, const model::records::matched& body);
    void follow(const model::record& r, const model::records::unmatched& body);
    void follow(const model::record& r, const model::records::assigned& body);
    void follow(const model::record& r, const model::records::withdrawn& body);
    void follow(const model::record& r, const model::records::classified& body);
    void follow(const model::record& r, const model::records::clock_fired& body);
    void follow(const model::record& r, const model::records::delivery_taken& body);
    void follow(const model::record& r, const model::records::replay_begun& body);
    void follow(const model::record& r, const model::records::replay_ended& body);
    void follow(const model::record& r, const model::records::operator_action& body);
    void follow(const model::record& r, const model::records::condition_changed& body);
    void follow(const model::record& r, const model::records::checkpoint_due& body);
    void follow(const model::record& r, const model::records::master_key_rotated& body);
    void follow(const model::record& r, const model::records::quarantined& body);
    void follow(const model::record& r, const model::records::inquiry_resolved& body);
    void follow(const model::record& r, const model::records::keys_shredded& body);
    void follow(const model::record& r, const model::records::legal_hold_changed& body);
    void follow(const model::record& r, const model::records::segments_dropped& body);
    void follow(const model::record& r, const model::records::contact_ended& body);
    void follow(const model::record& r, const model::records::inquiry_updated& body);
    void follow(const model::record& r, const model::records::manual_recorded& body);
    void remind(const model::record& r, const model::records::clock_fired& body);
    void follow(const model::record& r, const model::records::link_up& body);
    void follow(const model::record& r, const model::records::link_down& body);
    void follow(const model::record& r, const model::records::started& body);

    /// Returns the inquiry that the record tells the shredding of, when it was open until now.
    [[nodiscard]] model::inquiry_index forgets(const model::record& entry) const;
    void forget(model::inquiry_index inquiry);
    void forget_told();

    [[nodiscard]] bool knows_whom_it_names() const;

    // dropping.cpp
    [[nodiscard]] result<void, std::string> check_drop(const model::record& entry) const;
    [[nodiscard]] bool is_of_dropped(const model::records::body& body) const;
    void follow_dropped(const model::record& entry);
    void forget_before(model::sequence first_kept);

    // quarantine.cpp
    [[nodiscard]] bool moves_nothing(const model::records::body& body) const;
    [[nodiscard]] bool judges_passed_over(const model::records::body& body) const;
    result<void, std::string> follow_beside(const model::record& entry);
    result<void, std::string> follow_loose(const model::record& entry,
                                           const model::records::matched& matched);
    void leave_in_doubt(const std::string& inquiry_id);
    void move_to(const model::record& entry);

    void remember_protected(protected_person person);
    void tell_of_reply(const model::record& r, model::inquiry_index index,
                       model::delivery_kind kind, delivery::posted extra);
    void post(const model::record& r, model::delivery_kind kind, model::addressee to,
              model::inquiry_index inquiry, delivery::posted extra = {}, delivery::topic of = {});
    // acts_fold.cpp
    void follow_judgement(const model::record& r, std::string_view inquiry_id,
                          const std::vector<std::string>& to_supervisors);
    void tend(model::inquiry_index i);
    void untend(model::inquiry_index i);
    void add_circumstances(delivery::posted& what) const;
    void disarm_all(model::inquiry_index inquiry);
    void wait_anew(model::inquiry_index inquiry);
    void tell_of_withdrawal(const model::record& r, model::inquiry_index inquiry,
                            model::sequence reply);
    void tell_of_doubt(const model::record& r, model::inquiry_index inquiry,
                       model::inquiry_state before);
    void queue_again(model::inquiry_index index);
    void disarm(model::inquiry_index inquiry, model::records::clock_kind kind, utc_time due);
    void arm(model::inquiry_index inquiry, model::records::clock_kind kind, utc_time due,
             model::sequence reply = model::sequence::none);
};

}  // namespace iaq::engine
