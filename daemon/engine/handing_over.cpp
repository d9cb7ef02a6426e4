#include "engine/acting.hpp"

#include "model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// Hand-over of open work: offered by who has it, in force once the receiver accepts.
namespace iaq::engine {

namespace acts = model::acts;
using model::inquiry_index;
using model::sequence;
using model::answers::error_code;

namespace {

bool has(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

}  // namespace

void acting::serve(const model::calls::transfer& call) {
    if (!may_act()) {
        return;
    }
    if (call.accept_transfer_id.empty()) {
        offer(call);
    } else {
        accept(call.accept_transfer_id);
    }
}

/// All of them are offered, or none.
void acting::offer(const model::calls::transfer& call) {
    std::vector<inquiry_index> handed;
    for (std::size_t n = 0; n < call.inquiry_ids.size(); ++n) {
        const auto field = fmt::format("inquiry_ids[{}]", n);
        const auto i = in_.find_of_desk(by_, call.inquiry_ids[n], field);
        if (i == inquiry_index::none) {
            return;
        }
        if (auto why = why_not(i, acts::transfer{}); !why.empty()) {
            in_.fail(by_, error_code::conflict, std::move(why), field);
            return;
        }
        if (std::ranges::find(handed, i) == handed.end()) {
            handed.push_back(i);
        }
    }
    if (const auto* const before = offered_before(handed, call)) {
        in_.answer(by_,
                   model::answers::done{
                       before->record, std::get<acts::transfer>(before->what).transfer_id, {}});
        return;
    }
    if (!in_.can_take_records(by_)) {
        return;
    }
    const auto first = next(in_.state_.last());
    const acts::transfer what{
        fmt::format("{}-t{}", in_.given_.cursors.journal_id.substr(0, 6), number_of(first)),
        call.to_officer_id, call.to_desk, call.note, false};
    for (const auto i : handed) {
        write(i, what);
    }
    in_.answer(by_, model::answers::done{first, what.transfer_id, {}});
}

/// Returns the first record of the same offer by the same person that still waits, or nullptr.
const correlation::deed* acting::offered_before(const std::vector<inquiry_index>& handed,
                                                const model::calls::transfer& call) const {
    const auto& book = in_.state_.inquiries();
    const correlation::deed* first = nullptr;
    for (const auto i : handed) {
        const auto* const waiting = correlation::offer_in(book.deeds_of(i));
        if (waiting == nullptr || !is_mine(*waiting)) {
            return nullptr;
        }
        const auto& was = std::get<acts::transfer>(waiting->what);
        const acts::transfer wanted{
            first == nullptr ? was.transfer_id : std::get<acts::transfer>(first->what).transfer_id,
            call.to_officer_id, call.to_desk, call.note, false};
        if (was != wanted) {
            return nullptr;
        }
        first = first == nullptr ? waiting : first;
    }
    return first;
}

/// True when the principal may take over what was offered so.
bool acting::may_take_over(inquiry_index i, const acts::transfer& offered) const {
    const auto& asked = in_.state_.inquiries().at(i).asked;
    const auto& desks = by_.principal.desks;
    const auto desk = offered.to_desk.empty() ? asked.desk() : std::string_view{offered.to_desk};
    return has(by_.principal.oris, asked.ori()) && (desks.empty() || has(desks, desk));
}

/// What of it is not the principal's to take over stays offered.
void acting::accept(const std::string& transfer_id) {
    const auto& book = in_.state_.inquiries();
    std::vector<std::pair<inquiry_index, acts::transfer>> offered;
    auto accepted = sequence::none;
    for (const auto& [i, deeds] : book.all_deeds()) {
        const auto* const waiting = correlation::offer_in(deeds);
        const auto* const last = correlation::transfer_in(deeds);
        const auto* const what =
            last == nullptr ? nullptr : std::get_if<acts::transfer>(&last->what);
        if (what == nullptr || what->transfer_id != transfer_id || !may_take_over(i, *what)) {
            continue;
        }
        if (waiting == nullptr) {
            accepted = is_mine(*last) && accepted == sequence::none ? last->record : accepted;
            continue;
        }
        if (!in_.is_another(by_, {waiting->principal, waiting->acting_user, {}})) {
            in_.fail(by_, error_code::conflict,
                     "who offered it does not accept it: another person does, who is named by "
                     "acting_user where both use one program",
                     "accept_transfer_id");
            return;
        }
        offered.emplace_back(i, *what);
    }
    if (offered.empty() && accepted != sequence::none) {
        in_.answer(by_, model::answers::done{accepted});
        return;
    }
    if (offered.empty()) {
        in_.fail(by_, error_code::not_found, "no such hand-over waits for you",
                 "accept_transfer_id");
        return;
    }
    if (!in_.can_take_records(by_)) {
        return;
    }
    std::string why;
    std::erase_if(offered, [&](const auto& each) {
        auto against = why_not(each.first, each.second);
        why = against.empty() ? why : std::move(against);
        return !why.empty();
    });
    if (offered.empty()) {
        in_.fail(by_, error_code::conflict, std::move(why), "accept_transfer_id");
        return;
    }
    const auto first = next(in_.state_.last());
    for (auto& [i, what] : offered) {
        what.accepted = true;
        write(i, what);
    }
    in_.answer(by_, model::answers::done{first});
}

}  // namespace iaq::engine
