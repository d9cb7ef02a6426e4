#include "correlation/book.hpp"

#include <algorithm>
#include <utility>

/// Who has read a reply, to whom it was passed on, and how long it has waited for a reader.
namespace iaq::correlation {

result<entry*, std::string> book::keep_deed_about(const model::record& r,
                                                  std::string_view inquiry_id,
                                                  model::sequence reply, model::acts::act what) {
    IAQ_TRY(auto* const e, known(inquiry_id));
    if (std::ranges::find(e->replies, reply, &placed_reply::record) == e->replies.end()) {
        return std::string{"the reply that a person speaks of was never one to that inquiry"};
    }
    IAQ_TRY(keep_deed(r, inquiry_id, std::move(what)));
    return e;
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::answer_seen& body) {
    IAQ_TRY(auto* const e, keep_deed_about(r, body.inquiry_id, body.seen.reply, body.seen));
    for (auto& placed : e->replies) {
        if (placed.record == body.seen.reply && placed.waits_for_a_reader()) {
            placed.seen_at = r.at.utc;
        }
    }
    return boost::outcome_v2::success();
}

result<void, std::string> book::fold(const model::record& r,
                                     const model::records::answer_disseminated& body) {
    const auto& what = body.disseminated;
    IAQ_TRY(keep_deed_about(r, body.inquiry_id, what.reply, what));
    return boost::outcome_v2::success();
}

result<std::uint32_t, std::string> book::fire_unseen(const model::records::clock_fired& body) {
    IAQ_TRY(const auto found, find_placed(body.inquiry_id, body.reply));
    auto& placed = found.first->replies[found.second];
    if (body.clock == model::records::clock_kind::unseen_desk) {
        placed.unseen.desk = {};
    } else {
        placed.unseen.supervisor = {};
    }
    return found.second;
}

}  // namespace iaq::correlation
