#include "engine/same_person.hpp"

#include <algorithm>
#include <ranges>

namespace iaq::engine {

using model::inquiry_index;

std::vector<inquiry_index> asked_about(const correlation::book& inquiries, const rules& in_force,
                                       std::string_view ori, const model::subject& person) {
    std::vector<inquiry_index> found;
    if (!policy::is_identified(person)) {
        return found;
    }
    const auto wanted = policy::person_bytes(person);
    const auto* const agency = in_force.agency_of(ori);
    for (const auto i : inquiries.born(person.date_of_birth) | std::views::reverse) {
        const auto& asked = inquiries.at(i).asked;
        if (in_force.agency_of(asked.ori()) == agency &&
            policy::person_bytes(asked.whole().person) == wanted) {
            found.push_back(i);
        }
    }
    return found;
}

inquiry_index asked_instead(const correlation::book& inquiries, const rules& in_force,
                            inquiry_index i) {
    const auto& e = inquiries.at(i);
    const auto has_asked = [&](inquiry_index other) {
        return other > i && policy::has_been_asked(inquiries.at(other).state);
    };
    for (const auto other :
         asked_about(inquiries, in_force, e.asked.ori(), e.asked.whole().person)) {
        if (has_asked(other)) {
            return other;
        }
    }
    const auto* const agency = in_force.agency_of(e.asked.ori());
    for (const auto other : inquiries.all() | std::views::reverse) {
        if (other == i) {
            break;
        }
        const auto& asked = inquiries.at(other).asked;
        if (has_asked(other) && asked.relates_to() == e.inquiry_id &&
            in_force.agency_of(asked.ori()) == agency) {
            return other;
        }
    }
    return inquiry_index::none;
}

policy::earlier_ask earlier_ask_of(const correlation::book& inquiries, inquiry_index i) {
    const auto& e = inquiries.at(i);
    policy::earlier_ask earlier;
    earlier.inquiry_id = e.inquiry_id;
    earlier.officer_id = e.asked.officer_id();
    earlier.state = e.state;
    earlier.at = e.admitted_at;
    for (const auto record : correlation::replies_to(e)) {
        const auto* const reply = inquiries.find_reply(record);
        if (reply != nullptr && reply->classed == model::classification::answer) {
            earlier.answered_at = reply->at;
        }
    }
    return earlier;
}

}  // namespace iaq::engine
