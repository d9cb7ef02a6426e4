#include "base/assert.hpp"
#include "engine/state.hpp"

#include <algorithm>
#include <type_traits>

/// Records that cannot follow and are passed over, by every fold alike; and their inquiries, which
/// stay in doubt whatever else the journal says of them.
namespace iaq::engine {

namespace records = model::records;
using model::sequence;

namespace {

template <class Body, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<Body, Kinds> || ...);

template <class Body>
constexpr bool moves_its_inquiry =
    is_one_of<Body, records::admitted, records::cancelled, records::send_begun,
              records::send_acknowledged, records::send_refused, records::send_given_up,
              records::matched, records::clock_fired, records::inquiry_resolved,
              records::note_written, records::ice_contacted, records::consular_notified,
              records::inquiry_transferred, records::contact_ended, records::inquiry_updated,
              records::manual_recorded, records::answer_seen, records::answer_disseminated,
              records::assigned, records::withdrawn, records::classified>;

/// Returns the reply that the record judges, or `none`.
sequence judged_by(const records::body& body) {
    return std::visit(
        []<class Body>(const Body& of) {
            if constexpr (is_one_of<Body, records::matched, records::unmatched, records::assigned,
                                    records::withdrawn, records::classified>) {
                return of.reply;
            } else {
                return sequence::none;
            }
        },
        body);
}

}  // namespace

std::string_view inquiry_moved_by(const records::body& body) {
    return std::visit(
        []<class Body>(const Body& of) -> std::string_view {
            if constexpr (moves_its_inquiry<Body>) {
                return of.inquiry_id;
            } else if constexpr (std::is_same_v<Body, records::inquiry_carried>) {
                return of.as.inquiry_id;
            } else {
                return {};
            }
        },
        body);
}

void state::pass_over(model::sequence number, const std::string& inquiry_id) {
    ensure(number == next(last_));
    last_ = number;
    passed_over_.insert(number);
    if (!inquiry_id.empty()) {
        leave_in_doubt(inquiry_id);
    }
}

bool facts::is_quarantined(const std::string& inquiry_id) const {
    return quarantined_.contains(inquiry_id);
}

void state::leave_in_doubt(const std::string& inquiry_id) {
    if (!quarantined_.insert(inquiry_id).second) {
        return;
    }
    const auto index = inquiries_.find(inquiry_id);
    if (index != model::inquiry_index::none) {
        disarm_all(index);
        untend(index);
        inquiries_.doubt(inquiry_id, last_at_, last_);
    }
}

/// True for a record of an inquiry in quarantine, or that rests on one passed over.
bool state::moves_nothing(const records::body& body) const {
    return !(passed_over_.empty() && quarantined_.empty()) &&
           (judges_passed_over(body) || quarantined_.contains(inquiry_moved_by(body)));
}

/// True for the verdict on a reply whose own record was passed over.
bool state::judges_passed_over(const records::body& body) const {
    const auto reply = judged_by(body);
    return reply != sequence::none && passed_over_.contains(reply);
}

/// Folds in a record that moves nothing. A reply that was matched stays for a person to pass on, as
/// one does that a person assigned; one that cannot be read leaves its inquiry in doubt. A reply
/// that was taken back is nobody's here too, and everyone who took it is told.
result<void, std::string> state::follow_beside(const model::record& entry) {
    const auto* const matched = std::get_if<records::matched>(&entry.body);
    const auto* const assigned = std::get_if<records::assigned>(&entry.body);
    const auto* const withdrawn = std::get_if<records::withdrawn>(&entry.body);
    const bool places = matched != nullptr || assigned != nullptr;
    if (places && passed_over_.contains(judged_by(entry.body))) {
        move_to(entry);
        leave_in_doubt(std::string{inquiry_moved_by(entry.body)});
        return boost::outcome_v2::success();
    }
    if (matched != nullptr) {
        return follow_loose(entry, *matched);
    }
    move_to(entry);
    const auto index =
        withdrawn == nullptr ? model::inquiry_index::none : inquiries_.find(withdrawn->inquiry_id);
    if (index != model::inquiry_index::none) {
        inquiries_.take_back(withdrawn->reply, index);
        tell_of_withdrawal(entry, index, withdrawn->reply);
    }
    return boost::outcome_v2::success();
}

/// A match with an inquiry that nothing moves any more: the reply is kept as one of nobody's.
result<void, std::string> state::follow_loose(const model::record& entry,
                                              const records::matched& matched) {
    auto loose = entry;
    records::unmatched verdict{matched.reply, matched.evidence, matched.classed};
    if (std::ranges::count(verdict.evidence.candidates, matched.inquiry_id) == 0) {
        verdict.evidence.candidates.push_back(matched.inquiry_id);
    }
    loose.body = verdict;
    IAQ_TRY(inquiries_.apply(loose));
    move_to(entry);
    follow(loose, verdict);
    return boost::outcome_v2::success();
}

void state::follow(const model::record& r, const records::quarantined& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    if (index != model::inquiry_index::none) {
        post(r, model::delivery_kind::in_doubt, model::addressee::everyone, index);
    }
}

}  // namespace iaq::engine
