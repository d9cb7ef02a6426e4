#include "correlation/book.hpp"

namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

namespace {

template <class Map>
inquiry_index found_or_none(const Map& map, std::string_view key) {
    const auto it = map.find(std::string{key});
    return it == map.end() ? inquiry_index::none : it->second;
}

}  // namespace

inquiry_index book::find(std::string_view inquiry_id) const {
    return found_or_none(by_id_, inquiry_id);
}

inquiry_index book::find_reference(std::string_view reference) const {
    return found_or_none(by_reference_, reference);
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
