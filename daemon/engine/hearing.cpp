#include "correlation/match.hpp"
#include "engine/engine.hpp"
#include "wire/payload.hpp"

#include <algorithm>

/// What the switch says: first into the journal, then placed, then acknowledged and delivered (G3).
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;

namespace {

/// True when the inquiry heard the very same words before, as an earlier message.
bool same_words_before(const correlation::book& book, inquiry_index i, const model::heard& said) {
    const auto& earlier = book.at(i).replies;
    return std::ranges::any_of(earlier, [&](model::sequence record) {
        const auto* const reply = book.find_reply(record);
        if (reply == nullptr) {
            return false;
        }
        const auto before = wire::parse(reply->payload, reply->bytes);
        return before.text == said.text && before.header.key == said.header.key;
    });
}

}  // namespace

void engine::on(const model::inputs::frame_heard& in) {
    const auto station = static_cast<std::size_t>(in.station);
    const auto& settings = given_.in_force.settings.stations[station];
    const auto heard =
        append(model::records::reply_heard{in.bytes, settings.payload, in.exchange, in.connection},
               {}, settings.name);
    const auto said = wire::parse(settings.payload, in.bytes);
    const auto& profile = given_.in_force.agency_of(settings).profile;
    const auto placed = correlation::place(state_.inquiries(), profile,
                                           {said, wire::comparable_reference(said.header.reference),
                                            wire::comparable_reference(said.header.control),
                                            wire::comparable_reference(said.echoed_reference)});
    if (placed.inquiry == inquiry_index::none) {
        append(model::records::unmatched{heard, placed.evidence, placed.classed}, {},
               settings.name);
    } else {
        const auto& e = state_.inquiries().at(placed.inquiry);
        if (e.state == inquiry_state::sending) {
            // A reply with our reference proves that the switch has it, acknowledged or not.
            acknowledge_inquiry(placed.inquiry, settings.name);
        }
        auto kind = placed.kind;
        const bool repeated = same_words_before(state_.inquiries(), placed.inquiry, said);
        if (repeated && kind == model::delivery_kind::answered) {
            kind = model::delivery_kind::follow_up;
        }
        append(model::records::matched{e.inquiry_id, heard, placed.evidence, placed.classed, kind,
                                       repeated},
               {}, settings.name);
    }
    say(model::actions::acknowledge_frame{in.station, in.connection, in.exchange});
}

}  // namespace iaq::engine
