#include "correlation/match.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

#include <algorithm>

namespace iaq::correlation {

using model::classification;
using model::delivery_kind;
using model::inquiry_index;
using model::match_rule;

namespace {

struct clue {
    inquiry_index inquiry = inquiry_index::none;
    match_rule rule = match_rule::none_found;
};

bool is_error(const model::heard& said) { return said.header.key == "ER"; }
bool is_status(const model::heard& said) { return said.header.key == "SM"; }

bool listed(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// Our own token, in the order of the match rules.
clue follow_reference(const book& inquiries, const arrival& heard) {
    for (const auto* const token : {&heard.reference, &heard.control}) {
        if (token->empty()) {
            continue;
        }
        const auto found = inquiries.find_reference(*token);
        if (found != inquiry_index::none) {
            return {found, match_rule::reference};
        }
    }
    if ((is_error(heard.said) || is_status(heard.said)) && !heard.echoed.empty()) {
        const auto found = inquiries.find_reference(heard.echoed);
        if (found != inquiry_index::none) {
            return {found, match_rule::echoed_header};
        }
    }
    return {};
}

bool is_trusted(const model::profile& profile, const model::heard& said) {
    const auto& origin = said.header.origin;
    const bool about_delivery = is_error(said) || is_status(said);
    return listed(profile.answer_oris, origin) ||
           (about_delivery && listed(profile.status_oris, origin));
}

/// A message that names more open people than this is for a person to read (G7).
constexpr std::size_t people_max = 32;
constexpr std::size_t looked_at_max = 2000;

struct people {
    std::vector<inquiry_index> named;
    bool too_many = false;  // not all could be looked at
};

bool is_open(const entry& e) {
    using enum model::inquiry_state;
    const bool is_there = e.state == acknowledged || e.state == received || e.state == answered;
    return is_there || (e.unanswered > 0 && e.state != rejected && e.state != failed);
}

/// People with an open inquiry whose name and birth date both stand in the text.
people people_named(const book& inquiries, std::string_view text) {
    people found;
    std::size_t looked_at = 0;
    for (const auto& date : naming::dates_in(text)) {
        for (const auto index : inquiries.born(date)) {
            const auto& e = inquiries.at(index);
            if (!is_open(e)) {
                continue;
            }
            if (++looked_at > looked_at_max || found.named.size() == people_max) {
                found.too_many = true;
                return found;
            }
            if (naming::mentions(text, e.asked.whole().person).name) {
                found.named.push_back(index);
            }
        }
    }
    return found;
}

std::vector<std::string> ids_of(const book& inquiries, const std::vector<inquiry_index>& some) {
    std::vector<std::string> ids;
    for (const auto index : some) {
        ids.push_back(inquiries.at(index).inquiry_id);
    }
    return ids;
}

placement unplaced(const model::heard& said, match_rule why, std::vector<std::string> candidates) {
    const auto classed = is_error(said)    ? classification::error
                         : is_status(said) ? classification::status
                                           : classification::other;
    return {inquiry_index::none, {why, std::move(candidates)}, classed, delivery_kind::unmatched};
}

/// No token of ours: ORI, name and birth date propose candidates, and never more than that.
placement propose(const book& inquiries, const model::heard& said) {
    const auto named = proposals(inquiries, said);
    const auto why = named.empty() ? match_rule::none_found : match_rule::ambiguous;
    return unplaced(said, why, ids_of(inquiries, named));
}

bool has_receipt_phrase(const model::profile& profile, std::string_view text) {
    return std::ranges::any_of(profile.receipt.phrases, [&](const auto& phrase) {
        return text::contains_folded(text, phrase);
    });
}

reading read_status(std::string_view number) {
    if (number == "02") {
        return {delivery_kind::waiting_destination, classification::status};
    }
    const bool dropped = number == "01" || number == "04";
    return {dropped ? delivery_kind::rejected : delivery_kind::follow_up, classification::status};
}

/// Another open person's name and birth date, and neither of this one's. A text that names more
/// people than can be looked at counts as one that names others.
people others_named(const book& inquiries, const model::heard& said, inquiry_index ours) {
    const auto mention = naming::mentions(said.text, inquiries.at(ours).asked.whole().person);
    if (mention.name || mention.birth) {
        return {};
    }
    auto others = people_named(inquiries, said.text);
    std::erase(others.named, ours);
    return others;
}

}  // namespace

reading read_as(const model::profile& profile, const model::heard& said, const entry& e) {
    if (is_error(said)) {
        const bool after_answer = e.answer_came;
        return {after_answer ? delivery_kind::follow_up : delivery_kind::rejected,
                classification::error};
    }
    if (is_status(said)) {
        return e.answer_came ? reading{delivery_kind::follow_up, classification::status}
                             : read_status(said.header.number);
    }
    const bool answers = said.header.key == profile.answer_key;
    const bool phrase = has_receipt_phrase(profile, said.text);
    const bool may_be_receipt =
        listed(profile.receipt.keys, said.header.key) || (answers && phrase);
    const auto mention = naming::mentions(said.text, e.asked.whole().person);
    if (may_be_receipt && !mention.name && !mention.birth && !e.answer_came) {
        return {e.receipt_came ? delivery_kind::follow_up : delivery_kind::lesc_received,
                classification::receipt};
    }
    if (!answers) {
        return {delivery_kind::follow_up, classification::unclassified};
    }
    const bool doubtful = phrase || text::trim(said.text).empty();
    const auto kind = e.answer_came ? delivery_kind::follow_up : delivery_kind::answered;
    return {kind, doubtful ? classification::unclassified : classification::answer};
}

std::vector<inquiry_index> proposals(const book& inquiries, const model::heard& said) {
    auto named = people_named(inquiries, said.text).named;
    std::erase_if(named, [&](inquiry_index i) {
        const auto& destination = said.header.destination;
        return !destination.empty() && inquiries.at(i).asked.ori() != destination;
    });
    return named;
}

model::inquiry_index trace(const book& inquiries, const arrival& heard) {
    return follow_reference(inquiries, heard).inquiry;
}

placement place(const book& inquiries, const model::profile& profile, const arrival& heard) {
    const auto [ours, rule] = follow_reference(inquiries, heard);
    if (ours == inquiry_index::none) {
        return propose(inquiries, heard.said);
    }
    const auto& e = inquiries.at(ours);
    if (!is_trusted(profile, heard.said)) {
        return unplaced(heard.said, match_rule::origin, {e.inquiry_id});
    }
    if (e.attempts == 0) {
        return unplaced(heard.said, match_rule::never_sent, {e.inquiry_id});
    }
    if (!is_error(heard.said) && !is_status(heard.said)) {
        const auto others = others_named(inquiries, heard.said, ours);
        if (!others.named.empty() || others.too_many) {
            auto candidates = ids_of(inquiries, others.named);
            candidates.insert(candidates.begin(), e.inquiry_id);
            return unplaced(heard.said, match_rule::other_person, std::move(candidates));
        }
    }
    const auto [kind, classed] = read_as(profile, heard.said, e);
    if (!next(e.state, event_of(kind, classed))) {
        return unplaced(heard.said, match_rule::never_sent, {e.inquiry_id});
    }
    return {ours, {rule, {}}, classed, kind};
}

}  // namespace iaq::correlation
