#include "base/text.hpp"
#include "correlation/phase.hpp"
#include "correlation/shape.hpp"
#include "engine/engine.hpp"
#include "engine/life.hpp"
#include "engine/looking.hpp"
#include "engine/sight.hpp"
#include "engine/tell.hpp"
#include "engine/words.hpp"
#include "model/names.hpp"
#include "policy/telling.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

/// What is said to those it concerns: whom a delivery belongs to, and its words.
namespace iaq::engine {

using model::inquiry_index;

namespace {

/// The ORIs that an unplaced reply may concern: its candidates', else the destination that it
/// names; or none.
std::vector<std::string> oris_named_by(const correlation::reply& reply,
                                       const correlation::book& book, const rules& in_force) {
    std::vector<std::string> named;
    for (const auto& candidate : reply.evidence.candidates) {
        const auto i = book.find(candidate);
        if (i != inquiry_index::none) {
            named.emplace_back(book.at(i).asked.ori());
        }
    }
    const auto destination =
        named.empty() ? wire::parse(reply.payload, reply.bytes).header.destination : std::string{};
    if (!destination.empty() && in_force.agency_of(destination) != nullptr) {
        named.push_back(destination);
    }
    return named;
}

/// What a station says concerns its ORIs; what one said that is no more, all operators.
delivery::belonging of_station(const model::station_settings* station) {
    return station == nullptr ? delivery::belonging{{}, {}, {}, true}
                              : delivery::belonging{{}, {}, station->oris, false};
}

}  // namespace

delivery::belonging engine::belonging_of(const delivery::posted& p) const {
    if (p.inquiry != inquiry_index::none) {
        const auto& q = state_.inquiries().at(p.inquiry).asked;
        return {q.ori(), q.desk(), {}, false};
    }
    if (const auto* const reply = state_.inquiries().find_reply(p.reply)) {
        return belonging_of(*reply);
    }
    const auto& topic = state_.mail().topic_of(p);
    if (!topic.ori.empty()) {
        return {topic.ori, {}, {}, false};
    }
    // A condition: of a station, or of the daemon as a whole.
    return of_station(given_.in_force.find_station(topic.station));
}

/// Whom a message concerns that no rule could place.
delivery::belonging engine::belonging_of(const correlation::reply& message) const {
    if (message.inquiry != inquiry_index::none) {
        const std::string ori{state_.inquiries().at(message.inquiry).asked.ori()};
        return {{}, {}, {ori}, false};
    }
    auto named = oris_named_by(message, state_.inquiries(), given_.in_force);
    return named.empty() ? of_station(given_.in_force.find_station(message.station))
                         : delivery::belonging{{}, {}, std::move(named), false};
}

model::delivery engine::compose(const delivery::posted& p) const {
    model::delivery d;
    d.at_cursor = p.at;
    d.cursor_text = given_.cursors.text(p.at);
    d.event_id = given_.cursors.event_id(p.at);
    d.at = p.when;
    d.kind = p.kind;
    d.state = p.state;
    d.to = p.to;
    d.late = p.late;
    d.possible_duplicate = p.possible_duplicate;
    d.reply = p.reply;
    d.unseen = reminder_in(p) != policy::unseen::no;
    d.test = given_.in_force.settings.test_environment;
    const auto& topic = state_.mail().topic_of(p);
    d.condition = topic.condition;
    d.station = topic.station;
    d.text = topic.words;
    const auto& book = state_.inquiries();
    const auto told = telling_of(
        p, book,
        p.inquiry == inquiry_index::none ? given_.in_force.agencies.front() : rules_of(p.inquiry));
    const auto* order = &given_.in_force.order_about(topic.station);
    if (p.inquiry != inquiry_index::none) {
        const auto& e = state_.inquiries().at(p.inquiry);
        const auto& agency = rules_of(p.inquiry);
        order = &agency.order;
        d.inquiry_id = e.inquiry_id;
        d.reference = e.reference;
        d.ori = e.asked.ori();
        d.incident = e.asked.incident();
        d.officer_id = state_.inquiries().officer_of(p.inquiry);
        d.desk = e.asked.desk();
        d.notices = p.kind == model::delivery_kind::review
                        ? told_supervisors(p, book)
                        : policy::notices_for(told, agency.order, agency.profile);
        if (p.kind == model::delivery_kind::rejected && p.reply == model::sequence::none) {
            d.text = e.refused_text;
        }
    }
    if (const auto* const reply = state_.inquiries().find_reply(p.reply)) {
        const auto said = wire::parse(reply->payload, reply->bytes);
        d.text = said.text;
        d.header = said.header;
        d.classed = reply->classed;
        d.match = reply->evidence;
    }
    d.next_step = policy::next_step(told, *order);
    d.may_key_by_hand = by_hand_after(p.kind, p.state, p.possible_duplicate || p.left_before);
    if (p.kind == model::delivery_kind::withdrawn) {
        tell_withdrawn(d, p);
    }
    return d;
}

/// Which deliveries are to be disregarded, and where the inquiry stands without them. The words
/// that were not for it are not said again.
void engine::tell_withdrawn(model::delivery& d, const delivery::posted& p) const {
    d.text.clear();
    d.match = {model::match_rule::withdrawn, {}};
    const auto& stream = state_.mail().stream();
    const auto first =
        p.reply == model::sequence::none ? stream.size() : state_.mail().after({p.reply, 0});
    for (auto at = first; at < stream.size() && stream[at].at < p.at; ++at) {
        const auto& earlier = stream[at];
        if (earlier.inquiry == p.inquiry && earlier.reply == p.reply &&
            earlier.kind != model::delivery_kind::withdrawn) {
            d.withdraws.push_back(given_.cursors.event_id(earlier.at));
        }
    }
    const auto& agency = rules_of(p.inquiry);
    policy::telling stands;
    stands.kind = kind_of_state(p.state, p.late);
    stands.receipt_came = p.receipt_came;
    if (stands.kind == model::delivery_kind::overdue) {
        const auto notices = policy::notices_for(stands, agency.order, agency.profile);
        d.notices.insert(d.notices.end(), notices.begin(), notices.end());
    }
    d.next_step += " " + policy::next_step(stands, agency.order);
    d.may_key_by_hand = by_hand_after(stands.kind, p.state, true);
}

}  // namespace iaq::engine
