#include "correlation/match.hpp"
#include "engine/confirming.hpp"
#include "engine/engine.hpp"
#include "wire/payload.hpp"

#include <algorithm>
#include <functional>
#include <string>

/// What the switch says: first into the journal, then placed, then acknowledged and delivered (G3).
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;

namespace {

/// What a reply says, for knowing it again.
std::size_t fingerprint(const model::heard& said) {
    return std::hash<std::string>{}(said.header.key + "\n" + said.text);
}

/// True when this reply shows that the switch has it although its acknowledgement never counted.
bool proves_acknowledgement(const correlation::entry& e, const correlation::placement& placed) {
    const auto met = correlation::event_of(placed.kind, placed.classed);
    const bool is_with_somebody =
        met == correlation::event::receipt || met == correlation::event::waiting;
    switch (e.state) {
        case inquiry_state::sending:
        case inquiry_state::in_doubt: return true;
        case inquiry_state::queued:
            return !e.not_forwarded || is_with_somebody ||
                   correlation::is_of_the_lesc(placed.classed);
        case inquiry_state::rejected: return is_with_somebody;
        case inquiry_state::unspecified:
        case inquiry_state::acknowledged:
        case inquiry_state::received:
        case inquiry_state::answered:
        case inquiry_state::exempt:
        case inquiry_state::registered:
        case inquiry_state::cancelled:
        case inquiry_state::expired:
        case inquiry_state::failed:
        case inquiry_state::manual: return false;
    }
    return false;
}

/// True when a person took a match of the very same words back from the inquiry: it is for a person
/// again.
bool was_taken_back(const correlation::book& book, inquiry_index i, const hearing& h) {
    const auto says_the_same = [&](const correlation::placed_reply& placed) {
        const auto* const reply = book.find_reply(placed.record);
        const auto before =
            reply == nullptr ? model::heard{} : wire::parse(reply->payload, reply->bytes);
        return reply != nullptr && before.text == h.said.text &&
               before.header.key == h.said.header.key;
    };
    const auto& replies = book.at(i).replies;
    if (std::ranges::none_of(replies, &correlation::placed_reply::taken_back)) {
        return false;
    }
    const auto last = std::ranges::find_if(replies.rbegin(), replies.rend(), says_the_same);
    return last != replies.rend() && last->taken_back;
}

}  // namespace

/// True when the inquiry heard the very same words before, as an earlier message; of one before the
/// record `after` every byte must be the same, the header's times among them. Fingerprints are a
/// cache over the book; what was heard before this start is read once.
bool engine::heard_before(inquiry_index i, const hearing& h, model::sequence after) {
    const auto& said = h.said;
    const auto now = fingerprint(said);
    auto earlier = correlation::replies_to(state_.inquiries().at(i));
    return std::ranges::any_of(earlier, [&](model::sequence record) {
        const auto* const reply = state_.inquiries().find_reply(record);
        if (record < after) {
            return reply->bytes == h.bytes;
        }
        auto& known = fingerprints_[record];
        if (known == 0) {
            known = fingerprint(wire::parse(reply->payload, reply->bytes));
        }
        return known == now && [&] {
            const auto before = wire::parse(reply->payload, reply->bytes);
            return before.text == said.text && before.header.key == said.header.key;
        }();
    });
}

void engine::on(const model::inputs::frame_heard& in) {
    const auto place = place_of(in.station);
    if (!place) {
        return;  // its line ended with a reload: unacknowledged, so that the switch keeps it
    }
    const auto station = *place;
    const auto& settings = given_.in_force.settings.stations[station];
    const bool was_paused = lines_[station].pause.is_open();
    const auto said = wire::parse(settings.payload, in.bytes);
    const auto heard = append(model::records::reply_heard{in.bytes, settings.payload, in.exchange,
                                                          in.connection, said.header},
                              {}, settings.name);
    hearing h{station, heard, in.bytes, said};
    const auto count = follow_count(h);
    h.repeats = count.repeats;
    const correlation::arrival arrival{said, wire::comparable_reference(said.header.reference),
                                       wire::comparable_reference(said.header.control),
                                       wire::comparable_reference(said.echoed_reference)};
    const auto& book = state_.inquiries();
    const auto ours = correlation::trace(book, arrival);
    const auto& judges =
        ours == inquiry_index::none ? given_.in_force.agency_of(settings) : rules_of(ours);
    auto placed = correlation::place(book, judges.profile, arrival);
    if (placed.inquiry != inquiry_index::none &&
        state_.is_quarantined(book.at(placed.inquiry).inquiry_id)) {
        // Nothing moves it any more: a person passes the reply on.
        placed.evidence.candidates.push_back(book.at(placed.inquiry).inquiry_id);
        placed.inquiry = inquiry_index::none;
    }
    if (placed.inquiry != inquiry_index::none && was_taken_back(book, placed.inquiry, h)) {
        placed.evidence = {model::match_rule::withdrawn, {book.at(placed.inquiry).inquiry_id}};
        placed.inquiry = inquiry_index::none;
    }
    if (placed.inquiry == inquiry_index::none) {
        append(model::records::unmatched{heard, placed.evidence, placed.classed,
                                         h.repeats != model::sequence::none},
               {}, settings.name);
    } else {
        take_reply(h, placed);
    }
    tell_count(station, count);
    if (was_paused) {
        pump(station);  // it may have proved that the switch works
    }
    say(model::actions::acknowledge_frame{in.station, in.connection, in.exchange});
}

void engine::take_reply(const hearing& h, const correlation::placement& placed) {
    const auto i = placed.inquiry;
    const auto& e = state_.inquiries().at(i);
    const bool not_forwarded =
        correlation::event_of(placed.kind, placed.classed) == correlation::event::not_forwarded;
    const bool waits_again = e.state == inquiry_state::queued && e.not_forwarded;
    auto again_at = not_forwarded ? resend_time(i) : utc_time{};
    // What a status says of one attempt it may say of the next in the same words.
    const bool is_status = placed.classed == model::classification::status;
    const auto since = is_status ? e.begun : model::sequence::none;
    const bool repeated =
        heard_before(i, h, since) || std::ranges::count(correlation::replies_to(e), h.repeats) > 0;
    const bool tells_of_an_earlier_attempt = is_status && repeated;
    if (!tells_of_an_earlier_attempt && proves_acknowledgement(e, placed)) {
        acknowledge_inquiry(i, h.station);
    }
    auto kind = placed.kind;
    if (repeated || (not_forwarded && waits_again)) {
        kind = model::delivery_kind::follow_up;
        again_at = {};
    } else if (again_at != utc_time{}) {
        kind = model::delivery_kind::delayed;
    }
    append(model::records::matched{e.inquiry_id, h.record, placed.evidence, placed.classed, kind,
                                   repeated || h.repeats != model::sequence::none, again_at,
                                   unseen_from(driven(), kind, rules_of(i).order)},
           {}, given_.in_force.settings.stations[h.station].name);
    fingerprints_[h.record] = fingerprint(h.said);
    if (again_at != utc_time{}) {
        enqueue(i);
    }
}

}  // namespace iaq::engine
