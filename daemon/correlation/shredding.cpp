#include "base/assert.hpp"
#include "correlation/book.hpp"

#include <algorithm>

/// What the book forgets when the keys of an inquiry are destroyed (G10). Whether it held the
/// inquiry until then or met its records already closed, the same is left.
namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

void take_out(std::unordered_map<std::string, std::vector<inquiry_index>>& of,
              const std::string& key, inquiry_index i) {
    const auto it = of.find(key);
    if (it != of.end() && std::erase(it->second, i) > 0 && it->second.empty()) {
        of.erase(it);
    }
}

}  // namespace

std::size_t book::proposed(const std::string& inquiry_id) const {
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
    take_out(by_incident_, e.request.incident, i);
    take_out(by_birth_, e.request.person.date_of_birth, i);
    for (const auto record : e.replies) {
        replies_.erase(record);
    }
    entry left;
    left.inquiry_id = e.inquiry_id;
    left.reference = e.reference;
    left.admitted = e.admitted;
    left.admitted_at = e.admitted_at;
    e = std::move(left);
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::keys_shredded& body) {
    if (const auto open = find(body.inquiry_id); open != inquiry_index::none) {
        const auto& e = at(open);
        if (e.reference != body.reference || records_of(open) != body.records) {
            return std::string{"what was shredded is not all there was of the inquiry"};
        }
        forget(open);
        entry_at(open).shredded = r.at_sequence;
        return boost::outcome_v2::success();
    }
    const auto closed = body.records.empty() ? unnamed_.end() : unnamed_.find(body.records.front());
    if (closed == unnamed_.end() || by_id_.contains(body.inquiry_id) ||
        by_reference_.contains(body.reference)) {
        return std::string{"no such inquiry was admitted, or it was shredded before"};
    }
    auto& e = entry_at(closed->second);
    e.inquiry_id = body.inquiry_id;
    e.reference = body.reference;
    e.shredded = r.at_sequence;
    by_id_.emplace(e.inquiry_id, closed->second);
    if (!e.reference.empty()) {
        by_reference_.emplace(e.reference, closed->second);
    }
    unnamed_.erase(closed);
    return boost::outcome_v2::success();
}

}  // namespace iaq::correlation
