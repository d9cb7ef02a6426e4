#include "sim/promises.hpp"

#include "model/names.hpp"
#include "sim/violation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::sim {

using model::delivery_kind;
using model::inquiry_state;
using model::sequence;

void promises::send_recorded(sequence record, const std::string& reference) {
    auto& of = sends_[reference];
    ++of.recorded;
    of.last = record;
}

void promises::sent(const std::string& reference) {
    auto& of = sends_[reference];
    rests_on(of.last);
    require(++of.left <= of.recorded,
            "G5: a message left for the switch more often than it was recorded");
}

void promises::heard_by_switch(const std::string& reference, std::uint32_t times) const {
    const auto of = sends_.find(reference);
    require(of != sends_.end(), "G2: the switch heard of an inquiry that was never sent");
    require(times <= of->second.left,
            fmt::format("G5: the switch heard reference {} {} times, it left {} times", reference,
                        times, of->second.left));
}

void promises::accepted(accepted_inquiry told) {
    rests_on(told.at);
    if (const auto known = inquiries_.find(told.id); known != inquiries_.end()) {
        require(known->second.reference == told.reference && known->second.key == told.key,
                "an inquiry was accepted again as another");
        return;
    }
    require(told.reference.empty() || references_.insert(told.reference).second,
            "a reference was used again");
    by_key_[{told.principal, told.key}] = told.id;
    order_.push_back(told.id);
    inquiries_.emplace(told.id, std::move(told));
}

accepted_inquiry* promises::find(const std::string& id) {
    const auto it = inquiries_.find(id);
    return it == inquiries_.end() ? nullptr : &it->second;
}

const accepted_inquiry* promises::by_key(const std::string& principal,
                                         const std::string& key) const {
    const auto it = by_key_.find({principal, key});
    return it == by_key_.end() ? nullptr : &inquiries_.at(it->second);
}

void promises::acted(const std::string& id, sequence at) {
    if (auto* const about = find(id); about != nullptr && at != sequence::none) {
        about->acts.insert(at);
    }
}

void promises::taken(const std::string& principal, const std::string& consumer,
                     model::cursor upto) {
    auto& at = taken_[{principal, consumer}];
    at = std::max(at, upto);
}

void promises::check_delivery(const model::delivery& what, const std::vector<std::string>& oris,
                              by_a_person decided) {
    rests_on(what.at_cursor.record);
    const auto* const about = find(what.inquiry_id);
    if (about == nullptr) {
        return;  // its acceptance was never heard of, or it is about a message or a condition
    }
    require(std::ranges::find(oris, about->ori) != oris.end(),
            "a delivery went to a principal of another ORI");
    require(what.officer_id == about->officer || what.officer_id == "officer-0",
            "a delivery names another officer");
    require(about->reference.empty() || what.reference == about->reference,
            "a delivery has another reference");
    require(!about->shredded, "G10: a delivery about a shredded inquiry");
    if (decided.is_for_it) {
        return;
    }
    const bool is_answer = what.kind == delivery_kind::answered;
    if (is_answer) {
        const auto first = answers_.try_emplace({about->id, what.text}, what).first;
        // The very message may be told anew as what a person says that it is.
        require(first->second.event_id == what.event_id || first->second.reply == what.reply,
                "the same words were delivered twice as an answer, not as a follow-up");
    }
    for (const auto& [id, other] : inquiries_) {
        const bool names = what.text.find(other.last_name) != std::string::npos;
        require(!is_answer || id != about->id || names || what.text.empty() || decided.is_what ||
                    what.classed != model::classification::answer,
                "an answer does not name its own person");
        require(!names || id == about->id || other.last_name == about->last_name,
                "a delivery names the person of another inquiry");
    }
}

void promises::check_recovered(const engine::state& known) {
    require(known.last() >= last_,
            fmt::format("G1-G3: something rested on record {}, and the journal ends at {}",
                        number_of(last_), number_of(known.last())));
    const auto& book = known.inquiries();
    for (const auto& [id, told] : inquiries_) {
        if (told.at < known.first_kept()) {
            continue;
        }
        const auto index = book.find(id);
        const bool shredded = book.shredded_at(id) != sequence::none;
        require(told.unsure || shredded == told.shredded,
                "G10: an inquiry is shredded, or is not, against what was said");
        if (shredded) {
            continue;
        }
        require(index != model::inquiry_index::none, "G1: an accepted inquiry is gone");
        const auto& e = book.at(index);
        require(told.reference.empty() || e.reference == told.reference,
                "an inquiry has another reference");
        require(!told.cancelled || e.state == inquiry_state::cancelled ||
                    e.state == inquiry_state::manual,
                "a cancelled inquiry went on living");
        const auto& deeds = book.deeds_of(index);
        for (const auto act : told.acts) {
            require(std::ranges::count(deeds, act, &correlation::deed::record) == 1,
                    "G1: what a person did is gone, or there twice");
        }
        if (e.reference.empty()) {
            continue;
        }
        auto& of = sends_[e.reference];
        require(e.attempts >= of.left, "G2: a message left, and its record is gone");
        of.recorded = e.attempts;
    }
    for (const auto& [who, upto] : taken_) {
        require(known.mail().taken(who.first, who.second) >= upto,
                "what a consumer had taken is owed again");
    }
}

namespace {

/// What people must have been told of an inquiry in this state, any of them; empty: nothing.
std::set<delivery_kind> end_of(inquiry_state state) {
    switch (state) {
        case inquiry_state::answered: return {delivery_kind::answered, delivery_kind::follow_up};
        case inquiry_state::rejected: return {delivery_kind::rejected};
        case inquiry_state::cancelled: return {delivery_kind::cancelled};
        case inquiry_state::expired: return {delivery_kind::expired};
        case inquiry_state::in_doubt: return {delivery_kind::in_doubt};
        case inquiry_state::acknowledged:
        case inquiry_state::received: return {delivery_kind::overdue};
        case inquiry_state::failed: return {delivery_kind::failed};
        case inquiry_state::manual: return {};
        case inquiry_state::exempt:
        case inquiry_state::registered: return {};
        case inquiry_state::unspecified:
        case inquiry_state::queued:
        case inquiry_state::sending: break;
    }
    throw violation{fmt::format("an inquiry has come to no end: {}", model::name_of(state))};
}

}  // namespace

void promises::check_ends(const engine::state& known,
                          const std::map<std::string, std::set<delivery_kind>>& told) const {
    const auto& book = known.inquiries();
    for (const auto& [id, inquiry] : inquiries_) {
        const auto index = book.find(id);
        if (index == model::inquiry_index::none) {
            continue;  // shredded or dropped: `check_recovered` has looked
        }
        const auto state = book.at(index).state;
        const auto any_of = end_of(state);
        const auto heard = told.find(id);
        const bool is_told =
            any_of.empty() || (heard != told.end() && std::ranges::any_of(any_of, [&](auto kind) {
                                   return heard->second.contains(kind);
                               }));
        if (!is_told) {
            auto life =
                fmt::format("nobody was told how inquiry {} ended: {};", id, model::name_of(state));
            for (const auto& step : book.at(index).life) {
                life += fmt::format(" record {} step {}/{}", number_of(step.record),
                                    static_cast<int>(step.what), step.number);
            }
            throw violation{life};
        }
    }
}

}  // namespace iaq::sim
