#include "correlation/phase.hpp"
#include "engine/life.hpp"
#include "engine/state.hpp"

#include <algorithm>

/// The fold over what people did to an inquiry, the clocks of CONTACT and QUERY48, and those of
/// replies that wait for a reader.
namespace iaq::engine {

namespace acts = model::acts;
using model::addressee;
using model::delivery_kind;
using model::inquiry_index;
using model::inquiry_state;
using model::record;
using model::records::clock_kind;

namespace {

addressee without_officer(addressee to) {
    switch (to) {
        case addressee::officer_and_desk: return addressee::desk;
        case addressee::everyone: return addressee::desk_and_operators;
        case addressee::unspecified:
        case addressee::desk:
        case addressee::operators:
        case addressee::supervisors:
        case addressee::desk_and_supervisors:
        case addressee::desk_and_operators: return to;
    }
    return to;
}

}  // namespace

/// CONTACT waits for an answer, QUERY48 for the switch to have it; in between they stand still.
bool state::is_wanted(inquiry_index i, clock_kind kind) const {
    const auto& e = inquiries_.at(i);
    if (kind == clock_kind::contact) {
        return e.state != inquiry_state::cancelled && contact_waits(inquiries_, i);
    }
    return !policy::has_been_asked(e.state);
}

/// Arms what is due and wanted. Whatever moved the inquiry, `untend` came before.
void state::tend(inquiry_index i) {
    if (i == inquiry_index::none) {
        return;
    }
    for (const auto kind : correlation::policy_clocks::kinds) {
        const auto due = inquiries_.at(i).clocks.due(kind);
        if (due != utc_time{} && is_wanted(i, kind)) {
            arm(i, kind, due);
        }
    }
    for (const auto& placed : inquiries_.at(i).replies) {
        if (placed.waits_for_a_reader()) {
            arm(i, clock_kind::unseen_desk, placed.unseen.desk, placed.record);
            arm(i, clock_kind::unseen_supervisor, placed.unseen.supervisor, placed.record);
        }
    }
}

void state::untend(inquiry_index i) {
    if (i == inquiry_index::none) {
        return;
    }
    for (const auto kind : correlation::policy_clocks::kinds) {
        disarm(i, kind, inquiries_.at(i).clocks.due(kind));
    }
    for (const auto& placed : inquiries_.at(i).replies) {
        for (const auto kind : {clock_kind::unseen_desk, clock_kind::unseen_supervisor}) {
            deadlines_.disarm({placed.due(kind), i, kind, placed.record});
        }
    }
}

/// What decides the words of a delivery, and whether there is still an officer who waits.
void state::add_circumstances(delivery::posted& what) const {
    const auto& e = inquiries_.at(what.inquiry);
    const auto& station = inquiries_.origin_of(e).station;
    what.left_before = correlation::left_before(e);
    what.contact_waits = contact_waits(inquiries_, what.inquiry);
    what.line_is_out = what.kind == delivery_kind::delayed &&
                       (hold_of(station) != nullptr || !lines_up_.contains(station));
    what.released = e.contact == acts::contact_outcome::released;
    what.owes_consulate = owes_consulate(inquiries_, what.inquiry);
    const bool waits = what.kind != delivery_kind::overdue ||
                       policy::officer_waits(standing_of(e), life_of(inquiries_, what.inquiry));
    // Who let the person go hears that it is cancelled: that is what was asked.
    const bool is_told = waits && (!what.released || what.kind == delivery_kind::cancelled);
    what.to = is_told ? what.to : without_officer(what.to);
}

/// It leaves by another time, or only now, or not at all.
void state::follow_judgement(const record& r, std::string_view inquiry_id,
                             const std::vector<std::string>& to_supervisors) {
    const auto i = inquiries_.find(inquiry_id);
    const auto& e = inquiries_.at(i);
    disarm(i, clock_kind::delayed, stood_.delayed_at);
    disarm(i, clock_kind::send_expiry, stood_.expires_at);
    if (e.state == inquiry_state::queued) {
        arm(i, clock_kind::send_expiry, e.expires_at);
        if (!e.delayed_told) {
            arm(i, clock_kind::delayed, e.delayed_at);
        }
    } else if (stood_.state == inquiry_state::queued) {
        post(r, delivery_kind::cancelled, addressee::everyone, i);
    }
    if (!to_supervisors.empty()) {
        post(r, delivery_kind::review, addressee::supervisors, i);
    }
}

void state::follow(const record& r, const model::records::contact_ended& body) {
    follow_judgement(r, body.inquiry_id, body.comes_to.to_supervisors);
}

void state::follow(const record& r, const model::records::inquiry_updated& body) {
    follow_judgement(r, body.inquiry_id, body.comes_to.to_supervisors);
}

void state::follow(const record& r, const model::records::manual_recorded& body) {
    const auto i = inquiries_.find(body.inquiry_id);
    if (inquiries_.at(i).state != inquiry_state::manual) {
        return;  // the switch has it as well: that goes on
    }
    disarm_all(i);
    if (stood_.state != inquiry_state::manual) {
        post(r, delivery_kind::manual, addressee::everyone, i);
    }
}

/// The same reply once more, as the same kind; the words say that nobody has confirmed to have read
/// it. It may be gone: then it was shredded with the inquiry that it is with now.
void state::remind(const record& r, const model::records::clock_fired& body) {
    const auto i = inquiries_.find(body.inquiry_id);
    const auto& replies = inquiries_.at(i).replies;
    const auto placed = std::ranges::find_if(
        replies, [&](const auto& each) { return each.record == body.reply && !each.taken_back; });
    const auto* const first = mail_.first_of(i, body.reply, placed->kind);
    if (first == nullptr || inquiries_.find_reply(body.reply) == nullptr) {
        return;
    }
    delivery::posted again;
    again.reply = body.reply;
    again.late = first->late;
    again.possible_duplicate = first->possible_duplicate;
    again.clock = body.clock;
    post(r, placed->kind,
         body.clock == clock_kind::unseen_desk ? addressee::desk : addressee::supervisors, i,
         again);
}

void state::follow(const record& r, const model::records::link_up& body) {
    static_cast<void>(body);
    lines_up_.insert(r.station);
}

void state::follow(const record& r, const model::records::link_down& body) {
    static_cast<void>(body);
    lines_up_.erase(r.station);
}

void state::follow(const record& r, const model::records::started& body) {
    static_cast<void>(r);
    static_cast<void>(body);
    lines_up_.clear();
}

}  // namespace iaq::engine
