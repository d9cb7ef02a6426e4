#include "engine/state.hpp"

#include <algorithm>

/// The fold over what people say of a reply: taken back from an inquiry, or another thing than it
/// was taken for. Officers hear of it, and what was waited for is waited for again.
namespace iaq::engine {

using model::addressee;
using model::delivery_kind;
using model::inquiry_index;
using model::inquiry_state;
using model::record;
using model::records::clock_kind;

namespace {

bool has_told(const correlation::entry& e, clock_kind clock) {
    return std::ranges::any_of(e.life, [&](const correlation::life_step& step) {
        return step.what == correlation::life_step::kind::clock &&
               step.number == static_cast<std::uint32_t>(clock);
    });
}

/// The LESC has it, so much is plain: it received it, or said something that may be the answer.
bool has_reached_lesc(const correlation::entry& e) {
    return e.receipt_came || std::ranges::any_of(e.replies, [](const auto& placed) {
               return !placed.taken_back && placed.kind == delivery_kind::answered;
           });
}

}  // namespace

/// Runs the clocks that a change of its replies leaves. One whose time has passed fires at once.
void state::wait_anew(inquiry_index inquiry) {
    const auto& e = inquiries_.at(inquiry);
    disarm(inquiry, clock_kind::no_receipt, e.no_receipt_at);
    disarm(inquiry, clock_kind::overdue, e.overdue_at);
    const bool waits = e.state == inquiry_state::acknowledged || e.state == inquiry_state::received;
    if (waits && !e.overdue_told) {
        arm(inquiry, clock_kind::overdue, e.overdue_at);
    }
    if (e.state == inquiry_state::acknowledged && !has_reached_lesc(e) &&
        !has_told(e, clock_kind::no_receipt)) {
        arm(inquiry, clock_kind::no_receipt, e.no_receipt_at);
    }
}

/// Everyone who took the reply as this inquiry's hears that it was not.
void state::tell_of_withdrawal(const record& r, inquiry_index inquiry, model::sequence reply) {
    delivery::posted extra;
    extra.reply = inquiries_.find_reply(reply) == nullptr ? model::sequence::none : reply;
    extra.late = inquiries_.at(inquiry).overdue_told;
    post(r, delivery_kind::withdrawn, addressee::everyone, inquiry, extra);
}

/// Behind the delivery that says why: nobody knows any more whether the switch has it.
void state::tell_of_doubt(const record& r, inquiry_index inquiry, inquiry_state before) {
    if (before == inquiry_state::in_doubt ||
        inquiries_.at(inquiry).state != inquiry_state::in_doubt) {
        return;
    }
    delivery::posted extra;
    post(r, delivery_kind::in_doubt, addressee::everyone, inquiry, extra);
}

void state::follow(const record& r, const model::records::withdrawn& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    wait_anew(index);
    tell_of_withdrawal(r, index, body.reply);
    tell_of_doubt(r, index, stood_.state);
}

void state::follow(const record& r, const model::records::classified& body) {
    const auto index = inquiries_.find(body.inquiry_id);
    wait_anew(index);
    delivery::posted extra;
    extra.reply = body.reply;
    extra.late = inquiries_.at(index).overdue_told;
    extra.retold = true;
    if (inquiries_.find_reply(body.reply) != nullptr) {
        post(r, body.kind, addressee::officer_and_desk, index, extra);
    }
    tell_of_doubt(r, index, stood_.state);
}

}  // namespace iaq::engine
