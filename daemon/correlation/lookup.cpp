#include "correlation/catalogue.hpp"
#include "correlation/phase.hpp"

#include <algorithm>
#include <iterator>

namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

bool is_shredded(const entry& e) { return e.shredded != sequence::none; }

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::uint64_t hash_of_key(std::string_view principal, std::string_view key) {
    return hash_of(principal) * 31 + hash_of(key);
}

}  // namespace

inquiry_index catalogue::known_as(std::string_view inquiry_id) const {
    return inquiry_index{by_id_.find(hash_of(inquiry_id), [&](auto i) {
        return at(inquiry_index{i}).inquiry_id == inquiry_id;
    })};
}

inquiry_index catalogue::referred_to(std::string_view reference) const {
    return inquiry_index{by_reference_.find(
        hash_of(reference), [&](auto i) { return at(inquiry_index{i}).reference == reference; })};
}

inquiry_index catalogue::newest_of(std::string_view incident) const {
    return inquiry_index{by_incident_.find(hash_of(incident), [&](auto i) {
        return at(inquiry_index{i}).asked.incident() == incident;
    })};
}

std::uint64_t catalogue::key_hash(const entry& e) const {
    return hash_of_key(origin_of(e).principal, e.asked.idempotency_key());
}

void catalogue::list_entry(inquiry_index i) {
    auto& e = entry_at(i);
    list_names(e, i);
    if (is_shredded(e)) {
        return;
    }
    ++counts_[static_cast<std::size_t>(e.state)];
    if (!e.asked.idempotency_key().empty()) {
        by_key_.insert(key_hash(e), number_of(i));
    }
    list_incident(e, i);
    list_birth(e, i);
}

/// In the order of admission, whenever the day was said.
void catalogue::list_birth(const entry& e, inquiry_index i) {
    const auto birth = e.asked.date_of_birth();
    const auto found = by_birth_.find(birth);
    auto& same_day = found != by_birth_.end() ? found->second : by_birth_[std::string{birth}];
    same_day.insert(std::ranges::upper_bound(same_day, i), i);
}

void catalogue::unlist_birth(const entry& e, inquiry_index i) {
    const auto same_day = by_birth_.find(e.asked.date_of_birth());
    if (same_day != by_birth_.end() && std::erase(same_day->second, i) > 0 &&
        same_day->second.empty()) {
        by_birth_.erase(same_day);
    }
}

void catalogue::restate(inquiry_index i, const model::inquiry_request& request) {
    auto& e = entry_at(i);
    const bool had_key = !e.asked.idempotency_key().empty();
    if (had_key) {
        by_key_.erase(key_hash(e), number_of(i));
    }
    unlist_incident(e, i);
    unlist_birth(e, i);
    e.asked = {request, std::string{e.asked.content_digest()}};
    stand_as(e, request);
    if (!request.idempotency_key.empty()) {
        by_key_.insert(key_hash(e), number_of(i));
    }
    list_incident(e, i);
    list_birth(e, i);
}

std::string_view catalogue::officer_of(inquiry_index i) const {
    const auto handed = officer_in(deeds_of(i));
    return handed.empty() ? at(i).asked.officer_id() : handed;
}

void catalogue::list_incident(entry& e, inquiry_index i) {
    const auto incident = e.asked.incident();
    if (incident.empty()) {
        return;
    }
    e.earlier = newest_of(incident);
    if (e.earlier == inquiry_index::none) {
        by_incident_.insert(hash_of(incident), number_of(i));
    } else {
        by_incident_.replace(hash_of(incident), number_of(e.earlier), number_of(i));
    }
}

void catalogue::unlist_incident(const entry& e, inquiry_index i) {
    const auto incident = e.asked.incident();
    auto later = newest_of(incident);
    if (incident.empty() || later == inquiry_index::none) {
        return;
    }
    if (later == i && e.earlier == inquiry_index::none) {
        by_incident_.erase(hash_of(incident), number_of(i));
    } else if (later == i) {
        by_incident_.replace(hash_of(incident), number_of(i), number_of(e.earlier));
    } else {
        while (at(later).earlier != i) {
            later = at(later).earlier;
        }
        entry_at(later).earlier = e.earlier;
    }
}

void catalogue::list_names(const entry& e, inquiry_index i) {
    by_id_.insert(hash_of(e.inquiry_id), number_of(i));
    if (!e.reference.empty()) {
        by_reference_.insert(hash_of(e.reference), number_of(i));
    }
}

void catalogue::unlist_names(const entry& e, inquiry_index i) {
    by_id_.erase(hash_of(e.inquiry_id), number_of(i));
    by_reference_.erase(hash_of(e.reference), number_of(i));
}

inquiry_index catalogue::find(std::string_view inquiry_id) const {
    const auto found = known_as(inquiry_id);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

inquiry_index catalogue::find_reference(std::string_view reference) const {
    const auto found = referred_to(reference);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

inquiry_index catalogue::find_key(std::string_view principal, std::string_view key) const {
    auto newest = inquiry_index::none;
    static_cast<void>(by_key_.find(hash_of_key(principal, key), [&](auto i) {
        const auto& e = at(inquiry_index{i});
        const bool is_it = e.asked.idempotency_key() == key && origin_of(e).principal == principal;
        if (is_it && (newest == inquiry_index::none || i > number_of(newest))) {
            newest = inquiry_index{i};
        }
        return false;
    }));
    return newest;
}

bool catalogue::is_used(std::string_view reference) const {
    return referred_to(reference) != inquiry_index::none;
}

std::uint64_t catalogue::open() const {
    std::uint64_t open = 0;
    for (std::size_t state = 0; state < counts_.size(); ++state) {
        const model::inquiry_state in{static_cast<std::uint8_t>(state)};
        open += is_closed(in) ? 0 : counts_[state];
    }
    return open;
}

sequence catalogue::shredded_at(std::string_view inquiry_id) const {
    const auto found = known_as(inquiry_id);
    return found == inquiry_index::none ? sequence::none : at(found).shredded;
}

std::vector<sequence> catalogue::records_of(inquiry_index i) const {
    const auto& e = at(i);
    std::vector<sequence> records;
    std::ranges::copy(replies_to(e), std::back_inserter(records));
    for (const auto& step : e.life) {
        records.push_back(step.record);
    }
    std::ranges::sort(records);
    return records;
}

std::vector<inquiry_index> catalogue::find_incident(std::string_view incident) const {
    std::vector<inquiry_index> found;
    for (auto i = newest_of(incident); i != inquiry_index::none; i = at(i).earlier) {
        found.push_back(i);
    }
    std::ranges::reverse(found);
    return found;
}

const std::vector<inquiry_index>& catalogue::born(std::string_view date) const {
    static const std::vector<inquiry_index> nobody;
    const auto it = by_birth_.find(date);
    return it == by_birth_.end() ? nobody : it->second;
}

const reply* catalogue::find_reply(sequence record) const {
    const auto it = replies_.find(record);
    return it == replies_.end() ? nullptr : &it->second;
}

}  // namespace iaq::correlation
