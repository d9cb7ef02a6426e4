#include "sim/judgements.hpp"

#include "sim/violation.hpp"

#include <algorithm>

namespace iaq::sim {

namespace records = model::records;
using model::delivery_kind;
using model::sequence;

void judgements::recorded(const model::record& entry) {
    if (const auto* const given = std::get_if<records::assigned>(&entry.body)) {
        require(entry.principal != "iaqd", "a message was assigned by nobody");
        require(!given->reason.empty(), "a message was assigned without a reason");
        facts_.push_back({entry.at_sequence, deed::assigned, given->inquiry_id, given->reply});
    } else if (const auto* const back = std::get_if<records::withdrawn>(&entry.body)) {
        require(entry.principal != "iaqd", "a match was withdrawn by nobody");
        facts_.push_back({entry.at_sequence, deed::withdrawn, back->inquiry_id, back->reply});
    } else if (const auto* const said = std::get_if<records::classified>(&entry.body)) {
        require(entry.principal != "iaqd", "a message was classified by nobody");
        facts_.push_back({entry.at_sequence, deed::classified, said->inquiry_id, said->reply});
    }
}

void judgements::forget_after(sequence last) {
    std::erase_if(facts_, [&](const fact& each) { return each.at > last; });
}

bool judgements::assigned(const std::string& inquiry_id, sequence reply) const {
    return std::ranges::any_of(facts_, [&](const fact& each) {
        return each.what == deed::assigned && each.inquiry_id == inquiry_id && each.reply == reply;
    });
}

bool judgements::classified(sequence reply) const {
    return std::ranges::any_of(facts_, [&](const fact& each) {
        return each.what == deed::classified && each.reply == reply;
    });
}

bool judgements::is_taken_back(const std::string& inquiry_id, sequence reply) const {
    const auto last = std::find_if(facts_.rbegin(), facts_.rend(), [&](const fact& each) {
        return each.what != deed::classified && each.inquiry_id == inquiry_id &&
               each.reply == reply;
    });
    return last != facts_.rend() && last->what == deed::withdrawn;
}

void judgements::delivered(const std::string& consumer, const model::delivery& what) {
    for (const auto& event : what.withdraws) {
        struck_out_[consumer].insert(event);
    }
    if (what.inquiry_id.empty() || what.reply == sequence::none ||
        what.kind == delivery_kind::withdrawn) {
        return;
    }
    require(!is_taken_back(what.inquiry_id, what.reply),
            "a message that a person took back is delivered to the inquiry it is not for");
    heard_[consumer][what.event_id] = {what.inquiry_id, what.reply};
}

void judgements::check_rest(const engine::state& known) const {
    const auto& book = known.inquiries();
    for (const auto& [consumer, events] : heard_) {
        const auto struck = struck_out_.find(consumer);
        for (const auto& [event, of] : events) {
            const bool is_known = book.find(of.inquiry_id) != model::inquiry_index::none &&
                                  book.find_reply(of.reply) != nullptr;
            const bool is_told = struck != struck_out_.end() && struck->second.contains(event);
            require(!is_known || is_told || !is_taken_back(of.inquiry_id, of.reply),
                    "a consumer was not told to disregard what it had heard");
        }
    }
    book.look_back([](const correlation::reply& reply) {
        require(reply.inquiry != model::inquiry_index::none || reply.unmatched ||
                    reply.evidence.rule != model::match_rule::withdrawn,
                "a message that was taken back waits for nobody");
        return true;
    });
}

}  // namespace iaq::sim
