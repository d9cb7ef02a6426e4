#include "correlation/deeds.hpp"

#include "correlation/book.hpp"

#include <utility>

/// What people did to an inquiry: kept as it was said, and a step of its life.
namespace iaq::correlation {

using model::inquiry_index;

const std::vector<deed>& book::deeds_of(inquiry_index i) const {
    static const std::vector<deed> none;
    const auto found = deeds_.find(i);
    return found == deeds_.end() ? none : found->second;
}

result<void, std::string> book::keep_deed(const model::record& r, std::string_view inquiry_id,
                                          model::acts::act what) {
    IAQ_TRY(auto* const e, known(inquiry_id));
    auto& deeds = deeds_[find(inquiry_id)];
    const auto place = static_cast<std::uint32_t>(deeds.size());
    deeds.push_back({r.at_sequence, r.at.utc, r.principal, r.acting_user, std::move(what)});
    e->life.push_back({r.at.utc, r.at_sequence, life_step::kind::act, place});
    e->changed_at = r.at.utc;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::note_written& body) {
    return keep_deed(r, body.inquiry_id, body.note);
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::ice_contacted& body) {
    return keep_deed(r, body.inquiry_id, body.contact);
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::consular_notified& body) {
    return keep_deed(r, body.inquiry_id, body.done);
}

}  // namespace iaq::correlation
