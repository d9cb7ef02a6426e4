#include "base/assert.hpp"
#include "correlation/book.hpp"

#include <algorithm>

/// What the book forgets when the keys of an inquiry are destroyed (G10). Whether it held the
/// inquiry until then or met its records already closed, the same is left.
namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

std::size_t catalogue::proposed(const std::string& inquiry_id) const {
    return static_cast<std::size_t>(std::ranges::count_if(replies_, [&](const auto& heard) {
        const auto& candidates = heard.second.evidence.candidates;
        return heard.second.inquiry == inquiry_index::none &&
               std::ranges::find(candidates, inquiry_id) != candidates.end();
    }));
}

void book::admit_closed(sequence number, utc_time at) {
    auto& e = entries_.emplace_back();
    e.admitted = number;
    e.admitted_at = at;
    unnamed_.emplace(number, last_index());
}

void book::forget(inquiry_index i) {
    auto& e = entry_at(i);
    --counts_[static_cast<std::size_t>(e.state)];
    by_key_.erase(key_hash(e), number_of(i));
    unlist_incident(e, i);
    unlist_birth(e, i);
    for (const auto record : replies_to(e)) {
        replies_.erase(record);
    }
    deeds_.erase(i);
    entry left;
    left.inquiry_id = e.inquiry_id;
    left.reference = e.reference;
    left.admitted = e.admitted;
    left.admitted_at = e.admitted_at;
    e = std::move(left);
}

namespace {

/// What is left of one that was shredded, beside its names: whose it was.
void leave(entry& e, sequence record, const std::string& ori) {
    e.shredded = record;
    if (!ori.empty()) {
        model::inquiry_request whose;
        whose.ori = ori;
        e.asked = kept_request{whose, {}};
    }
}

}  // namespace

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::keys_shredded& body) {
    if (const auto open = find(body.inquiry_id); open != inquiry_index::none) {
        const auto& e = at(open);
        if (e.reference != body.reference || records_of(open) != body.records) {
            return std::string{"what was shredded is not all there was of the inquiry"};
        }
        forget(open);
        leave(entry_at(open), r.at_sequence, body.ori);
        return boost::outcome_v2::success();
    }
    const auto closed = body.records.empty() ? unnamed_.end() : unnamed_.find(body.records.front());
    if (closed == unnamed_.end() || known_as(body.inquiry_id) != inquiry_index::none ||
        is_used(body.reference)) {
        return std::string{"no such inquiry was admitted, or it was shredded before"};
    }
    auto& e = entry_at(closed->second);
    e.inquiry_id = body.inquiry_id;
    e.reference = body.reference;
    leave(e, r.at_sequence, body.ori);
    list_entry(closed->second);
    unnamed_.erase(closed);
    return boost::outcome_v2::success();
}

sequence catalogue::shredded_at(std::string_view inquiry_id, std::string_view ori) const {
    const auto found = known_as(inquiry_id);
    return found == inquiry_index::none || at(found).asked.ori() != ori ? sequence::none
                                                                        : at(found).shredded;
}

}  // namespace iaq::correlation
