#include "correlation/book.hpp"

#include <algorithm>

namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

bool is_shredded(const entry& e) { return e.shredded != sequence::none; }

template <class Map>
inquiry_index found_or_none(const Map& map, std::string_view key) {
    const auto it = map.find(std::string{key});
    return it == map.end() ? inquiry_index::none : it->second;
}

}  // namespace

inquiry_index book::find(std::string_view inquiry_id) const {
    const auto found = found_or_none(by_id_, inquiry_id);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

inquiry_index book::find_reference(std::string_view reference) const {
    const auto found = found_or_none(by_reference_, reference);
    return found == inquiry_index::none || is_shredded(at(found)) ? inquiry_index::none : found;
}

bool book::is_used(std::string_view reference) const {
    return by_reference_.contains(std::string{reference});
}

std::uint64_t book::open() const {
    std::uint64_t open = 0;
    for (std::size_t state = 0; state < counts_.size(); ++state) {
        const model::inquiry_state in{static_cast<std::uint8_t>(state)};
        open += is_closed(in) ? 0 : counts_[state];
    }
    return open;
}

sequence book::shredded_at(std::string_view inquiry_id) const {
    const auto found = found_or_none(by_id_, inquiry_id);
    return found == inquiry_index::none ? sequence::none : at(found).shredded;
}

std::vector<sequence> book::records_of(inquiry_index i) const {
    const auto& e = at(i);
    std::vector<sequence> records{e.replies};
    for (const auto& step : e.life) {
        records.push_back(step.record);
    }
    std::ranges::sort(records);
    return records;
}

std::vector<inquiry_index> book::find_incident(std::string_view incident) const {
    const auto it = by_incident_.find(std::string{incident});
    return it == by_incident_.end() ? std::vector<inquiry_index>{} : it->second;
}

const std::vector<inquiry_index>& book::born(std::string_view date) const {
    static const std::vector<inquiry_index> nobody;
    const auto it = by_birth_.find(std::string{date});
    return it == by_birth_.end() ? nobody : it->second;
}

const reply* book::find_reply(sequence record) const {
    const auto it = replies_.find(record);
    return it == replies_.end() ? nullptr : &it->second;
}

}  // namespace iaq::correlation
