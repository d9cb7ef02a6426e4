#pragma once

#include "base/time.hpp"
#include "clocks/agenda.hpp"
#include "correlation/book.hpp"
#include "delivery/mailbox.hpp"
#include "engine/protected_person.hpp"
#include "engine/reviews.hpp"
#include "engine/tallies.hpp"
#include "model/record.hpp"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace iaq::engine {

/// A condition that stands.
struct standing_condition {
    utc_time since{};
    std::string words;  // what of it, as told last
    friend bool operator==(const standing_condition&, const standing_condition&) = default;
};
/// By condition and station.
using standing_conditions = std::map<std::pair<std::string, std::string>, standing_condition>;

/// What the records have come to, and how it is looked up. What changes it is the state's.
class facts {
public:
    [[nodiscard]] model::sequence last() const { return last_; }
    /// The latest time of any record: a clock set back takes none of it back.
    [[nodiscard]] utc_time last_at() const { return last_at_; }
    /// The last record that announced a head of the evidence tree.
    [[nodiscard]] model::sequence last_head() const { return last_head_; }
    [[nodiscard]] const correlation::book& inquiries() const { return inquiries_; }
    [[nodiscard]] const delivery::mailbox& mail() const { return mail_; }
    [[nodiscard]] const clocks::agenda& deadlines() const { return deadlines_; }
    /// Returns the newest refusal of this person as victim or witness, or nullptr.
    [[nodiscard]] const protected_person* find_protected(const std::string& digest) const;
    /// All that are remembered, in order of time.
    [[nodiscard]] const std::deque<protected_person>& protected_people() const {
        return protected_;
    }
    [[nodiscard]] bool is_protected_incident(const std::string& incident, utc_time since) const;
    /// True for an inquiry of which a record is passed over.
    [[nodiscard]] bool is_quarantined(const std::string& inquiry_id) const;
    /// Returns the reason the station is held for, or nullptr when it is not held.
    [[nodiscard]] const std::string* hold_of(const std::string& station) const;
    /// True while the inquiry is neither to be shredded nor dropped.
    [[nodiscard]] bool has_legal_hold(const std::string& inquiry_id) const {
        return legal_holds_.contains(inquiry_id);
    }
    /// Returns SHA-256 of the segment's sidecar as the last record that changed it says, or nullptr
    /// when none did: then it is as the segment's header says.
    [[nodiscard]] const std::string* sidecar_digest(model::sequence segment) const;
    /// Who looked, and what was refused, by the hour.
    [[nodiscard]] const tallies& counted() const { return tallies_; }
    [[nodiscard]] const reviews& reviewed() const { return reviews_; }
    /// How many bytes of the file of access lines are folded in.
    [[nodiscard]] std::uint64_t reads_to() const { return reads_to_; }
    [[nodiscard]] const standing_conditions& standing() const { return standing_; }
    /// The first record that retention kept; 1 while it dropped none.
    [[nodiscard]] model::sequence first_kept() const { return first_kept_; }
    /// The last record that tells of a shredding: a state from before it holds what is to be gone.
    [[nodiscard]] model::sequence last_shredding() const { return last_shredding_; }

protected:
    correlation::book inquiries_;
    delivery::mailbox mail_;
    clocks::agenda deadlines_;
    std::deque<protected_person> protected_;                              // in order of time
    std::unordered_map<std::string, protected_person> protected_people_;  // by digest, the newest
    std::unordered_map<std::string, utc_time> protected_incidents_;       // the newest
    tallies tallies_;
    reviews reviews_;
    std::uint64_t reads_to_ = 0;
    std::map<std::string, std::string> holds_;
    standing_conditions standing_;
    std::set<std::string> lines_up_;  // stations
    /// The inquiry that a record moves, before it did; while that record is folded in.
    struct {
        model::inquiry_state state = model::inquiry_state::unspecified;
        utc_time delayed_at{}, expires_at{};
    } stood_;
    std::set<std::string> legal_holds_;                // inquiry ids
    std::map<model::sequence, std::string> sidecars_;  // by segment: SHA-256 of its sidecar
    std::set<model::sequence> passed_over_;            // records
    std::set<std::string, std::less<>> quarantined_;   // their inquiries
    std::set<model::sequence> closed_;                 // that no record explains yet
    model::sequence first_kept_{1};
    bool announced_ = true;  // a record before `last_` tells that the front was dropped, or none is
    std::string base_digest_;  // SHA-256 of the base that `restore` read; empty: it began elsewhere
    model::sequence last_shredding_ = model::sequence::none;
    model::sequence last_ = model::sequence::none;
    utc_time last_at_{};
    model::sequence last_head_ = model::sequence::none;
};

}  // namespace iaq::engine
