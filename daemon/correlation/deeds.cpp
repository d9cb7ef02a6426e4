#include "correlation/deeds.hpp"

#include "correlation/book.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

/// What people did to an inquiry: kept as it was said, and a step of its life.
namespace iaq::correlation {

using model::inquiry_index;

const deed* transfer_in(const std::vector<deed>& deeds) {
    const auto found = std::find_if(deeds.rbegin(), deeds.rend(), [](const deed& d) {
        return std::holds_alternative<model::acts::transfer>(d.what);
    });
    return found == deeds.rend() ? nullptr : &*found;
}

const deed* offer_in(const std::vector<deed>& deeds) {
    const auto* const last = transfer_in(deeds);
    const bool waits = last != nullptr && !std::get<model::acts::transfer>(last->what).accepted;
    return waits ? last : nullptr;
}

std::string_view officer_in(const std::vector<deed>& deeds) {
    for (const auto& each : deeds | std::views::reverse) {
        const auto* const handed = std::get_if<model::acts::transfer>(&each.what);
        if (handed != nullptr && handed->accepted && !handed->to_officer_id.empty()) {
            return handed->to_officer_id;
        }
    }
    return {};
}

const std::vector<deed>& catalogue::deeds_of(inquiry_index i) const {
    static const std::vector<deed> none;
    const auto found = deeds_.find(i);
    return found == deeds_.end() ? none : found->second;
}

result<void, std::string> book::keep_deed(const model::record& r, std::string_view inquiry_id,
                                          model::acts::act what, share told,
                                          model::inquiry_state moved_to) {
    IAQ_TRY(auto* const e, known(inquiry_id));
    auto& deeds = deeds_[find(inquiry_id)];
    const auto place = static_cast<std::uint32_t>(deeds.size());
    deeds.push_back({r.at_sequence, r.at.utc, r.principal, r.acting_user, std::move(what), told});
    e->life.push_back({r.at.utc, r.at_sequence, life_step::kind::act,
                       place * 16 + static_cast<std::uint32_t>(moved_to)});
    e->changed_at = r.at.utc;
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::inquiry_transferred& body) {
    IAQ_TRY(keep_deed(r, body.inquiry_id, body.transfer));
    if (body.transfer.accepted && !body.transfer.to_desk.empty()) {
        const auto i = find(body.inquiry_id);
        auto request = at(i).asked.whole();
        request.desk = body.transfer.to_desk;
        restate(i, request);
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::correlation
