#include "base/assert.hpp"
#include "correlation/phase.hpp"
#include "engine/state.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The fold over what retention dropped. The records before `first_kept` are gone, with every
/// inquiry that they admitted; a base stands for the rest of the state there, and a record further
/// on announces it. Whether a fold began at the base or met the record with everything still in
/// hand, behind that record the same is left, bit for bit (G4).
namespace iaq::engine {

using model::sequence;
namespace records = model::records;

void state::forget_before(sequence first_kept) {
    const auto first = inquiries_.forget_before(first_kept);
    mail_.forget_before(first_kept, first);
    forget_told();
    deadlines_.forget_before(first);
    sidecars_.erase(sidecars_.begin(), sidecars_.lower_bound(first_kept));
    passed_over_.erase(passed_over_.begin(), passed_over_.lower_bound(first_kept));
    closed_.erase(closed_.begin(), closed_.lower_bound(first_kept));
}

void state::begin_at(sequence first_kept) {
    ensure(first_kept == next(last_));
    forget_before(first_kept);
    first_kept_ = first_kept;
    announced_ = false;
}

state state::unknown_before(sequence first_kept) {
    state made;
    made.last_ = sequence{number_of(first_kept) - 1};
    made.begin_at(first_kept);
    return made;
}

result<void, std::string> state::check_announced() const {
    if (announced_) {
        return boost::outcome_v2::success();
    }
    return fmt::format(
        "the records before {} are gone, and no record tells that retention dropped them: restore "
        "them from a backup",
        number_of(first_kept_));
}

bool state::has_clock(model::inquiry_index i) const {
    return std::ranges::any_of(correlation::policy_clocks::kinds, [&](const auto kind) {
        return deadlines_.holds({inquiries_.at(i).clocks.due(kind), i, kind});
    });
}

bool state::has_unseen(model::inquiry_index i) const {
    return std::ranges::any_of(inquiries_.at(i).replies, [&](const auto& placed) {
        const auto runs = [&](records::clock_kind kind) {
            return deadlines_.holds({placed.due(kind), i, kind, placed.record});
        };
        return runs(records::clock_kind::unseen_desk) ||
               runs(records::clock_kind::unseen_supervisor);
    });
}

sequence state::first_held(utc_time now, nanoseconds untouched) const {
    for (const auto i : inquiries_.all()) {
        const auto& e = inquiries_.at(i);
        const bool must_stay = correlation::is_awaited(e.state) || has_legal_hold(e.inquiry_id) ||
                               has_clock(i) || has_unseen(i) || e.changed_at > now - untouched;
        if (e.shredded == sequence::none && must_stay) {
            return e.admitted;
        }
    }
    return next(last_);
}

/// A record may announce what must never be dropped only where we have a bug.
result<void, std::string> state::check_drop(const model::record& entry) const {
    const auto* const body = std::get_if<records::segments_dropped>(&entry.body);
    if (body == nullptr) {
        return boost::outcome_v2::success();
    }
    if (body->first_kept > entry.at_sequence) {
        return std::string{"it drops records behind itself"};
    }
    if (!announced_ && body->first_kept < first_kept_) {
        return boost::outcome_v2::success();  // an earlier retention
    }
    if (!announced_ && body->first_kept == first_kept_) {
        return body->base_sha256 == base_digest_ || base_digest_.empty()
                   ? result<void, std::string>{boost::outcome_v2::success()}
                   : std::string{"the base of the journal is not the one that it tells of"};
    }
    if (!announced_ || body->first_kept <= first_kept_) {
        return std::string{"it does not follow the retention before"};
    }
    // How old it was, the clock of then said; it may have been another's.
    if (first_held(utc_time::max(), nanoseconds{0}) < body->first_kept) {
        return std::string{"it drops an inquiry that is open or on legal hold"};
    }
    return boost::outcome_v2::success();
}

void state::follow(const model::record& r, const records::segments_dropped& body) {
    static_cast<void>(r);
    forget_before(body.first_kept);
    announced_ |= body.first_kept >= first_kept_;
    first_kept_ = std::max(first_kept_, body.first_kept);
}

/// True for a record that moves an inquiry, or judges a reply, of which the base knows nothing any
/// more. Once the retention is announced there are none.
bool state::is_of_dropped(const records::body& body) const {
    if (announced_) {
        return false;
    }
    if (const auto* const verdict = std::get_if<records::unmatched>(&body)) {
        return verdict->reply < first_kept_;
    }
    if (const auto* const shredded = std::get_if<records::keys_shredded>(&body)) {
        return !shredded->records.empty() && shredded->records.front() < first_kept_;
    }
    const bool admits = std::holds_alternative<records::admitted>(body) ||
                        std::holds_alternative<records::inquiry_carried>(body);
    const auto moved = inquiry_moved_by(body);
    return !admits && !moved.empty() && inquiries_.find(moved) == model::inquiry_index::none &&
           inquiries_.shredded_at(moved) == sequence::none;
}

void state::follow_dropped(const model::record& entry) {
    if (const auto* const matched = std::get_if<records::matched>(&entry.body)) {
        inquiries_.set_aside(matched->reply);
    } else if (const auto* const assigned = std::get_if<records::assigned>(&entry.body)) {
        inquiries_.set_aside(assigned->reply);
    } else if (const auto* const withdrawn = std::get_if<records::withdrawn>(&entry.body)) {
        inquiries_.bring_back(withdrawn->reply);
    } else if (const auto* const shredded = std::get_if<records::keys_shredded>(&entry.body)) {
        follow(entry, *shredded);
    }
    move_to(entry);
}

}  // namespace iaq::engine
