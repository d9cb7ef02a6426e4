#include "correlation/reliving.hpp"

#include "correlation/book.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace iaq::correlation {

using model::inquiry_state;
using kind = life_step::kind;

namespace {

std::uint32_t less_one(std::uint32_t count) { return count > 0 ? count - 1 : 0; }

/// Takes note of what the switch says about forwarding. Like a NAK it takes an attempt back. One
/// that was rejected for another reason stays so: sent again it would be rejected again.
void note_forwarding(entry& e, event met, bool was_rejected) {
    const bool not_forwarded = met == event::not_forwarded || met == event::resend_due;
    if (not_forwarded && !was_rejected && e.state != inquiry_state::answered &&
        e.state != inquiry_state::failed) {
        e.not_forwarded = true;
        e.unanswered = less_one(e.unanswered);
    } else if (!not_forwarded && met != event::remark) {
        e.not_forwarded = false;
    }
    if (met == event::resend_due) {
        ++e.resends;
        e.resent_after = e.attempts;
        e.delayed_told = true;  // the same delivery says it
    }
}

/// A step that does not follow any more is taken from where it could.
inquiry_state after(inquiry_state before, event met) {
    using enum inquiry_state;
    for (const auto from : {before, in_doubt, queued, sending, acknowledged}) {
        if (const auto state = next(from, met)) {
            return state.value();
        }
    }
    return before;
}

/// True for an acknowledgement that the reply placed right behind it only showed: both were written
/// when that was heard, and nothing of the inquiry's between.
bool is_shown_by_next(const entry& e, std::size_t step) {
    if (step + 1 >= e.life.size() || e.life[step].what != kind::send_acknowledged) {
        return false;
    }
    const auto& follows = e.life[step + 1];
    const bool is_heard = follows.what == kind::reply || follows.what == kind::resend_due;
    return is_heard && e.replies[follows.number].taken_back &&
           e.replies[follows.number].record < e.life[step].record;
}

/// One telling of a life.
class telling {
public:
    explicit telling(entry& e) : e_(e) {}

    void begin() {
        const auto begun = std::ranges::count(e_.life, kind::send_begun, &life_step::what);
        const bool came_over = e_.life.front().what == kind::carried;
        const auto before = e_.attempts - static_cast<std::uint32_t>(begun);
        e_.state = inquiry_state{static_cast<std::uint8_t>(e_.life.front().number)};
        e_.attempts = e_.unanswered = came_over ? before : 0;
        e_.resends = e_.resent_after = e_.ordered_after = 0;
        e_.receipt_came = e_.answer_came = e_.not_forwarded = false;
    }

    void tell(const life_step& step) {
        switch (step.what) {
            case kind::send_begun:
                move(event::send_begun);
                note_begun(e_, step.number);
                return;
            case kind::send_acknowledged: move(event::send_acknowledged); return;
            case kind::send_refused:
                move(step.number == 1 ? event::nak_permanent : event::nak_temporary);
                note_refused(e_);
                return;
            case kind::given_up: move(event::given_up); return;
            case kind::reply:
            case kind::resend_due:
            case kind::assigned: tell_reply(e_.replies[step.number]); return;
            case kind::clock:
                if (model::records::clock_kind{static_cast<std::uint8_t>(step.number)} ==
                    model::records::clock_kind::send_expiry) {
                    move(event::expired);
                }
                return;
            case kind::cancelled: move(event::cancelled); return;
            case kind::passed_over: e_.state = inquiry_state::in_doubt; return;
            case kind::resolved: tell_resolved(step.number); return;
            case kind::act:
                tell_act(inquiry_state{static_cast<std::uint8_t>(step.number % 16)});
                return;
            case kind::admitted:
            case kind::carried:
            case kind::withdrawn:
            case kind::classified: return;
        }
    }

private:
    void move(event met) { e_.state = after(e_.state, met); }

    void tell_reply(const placed_reply& placed) {
        if (placed.taken_back) {
            return;
        }
        const bool was_rejected = e_.state == inquiry_state::rejected;
        move(event_of(placed.kind, placed.classed));
        note_reply(e_, placed, was_rejected);
    }

    void tell_act(inquiry_state moved_to) {
        e_.state = moved_to == inquiry_state::unspecified ? e_.state : moved_to;
    }

    void tell_resolved(std::uint32_t operation) {
        using enum model::records::operation;
        const bool was_in_doubt = e_.state == inquiry_state::in_doubt;
        const bool resends = operation == static_cast<std::uint32_t>(resend);
        move(resends ? event::resend_ordered : event::failed);
        if (resends) {
            note_resend_ordered(e_, was_in_doubt);
        }
    }

    entry& e_;
};

}  // namespace

void note_begun(entry& e, std::uint32_t attempt) {
    e.attempts = attempt;
    ++e.unanswered;
    e.not_forwarded = false;
    e.resend_at = {};
}

void note_refused(entry& e) { e.unanswered = less_one(e.unanswered); }

void note_resend_ordered(entry& e, bool was_in_doubt) {
    if (was_in_doubt && e.attempts == 0) {
        e.unanswered = 1;  // it may have left in what an older copy of the journal lacks
    }
    e.resent_after = e.ordered_after = e.attempts;
    e.resend_at = {};
    e.delayed_told = true;  // the same delivery says it
}

void note_reply(entry& e, const placed_reply& placed, bool was_rejected) {
    note_forwarding(e, event_of(placed.kind, placed.classed), was_rejected);
    e.receipt_came |= placed.classed == model::classification::receipt;
    e.answer_came |= placed.classed == model::classification::answer;
}

entry relived(entry e, utc_time upto) {
    const auto resend_at = e.resend_at;
    telling anew{e};
    anew.begin();
    for (std::size_t step = 0; step < e.life.size() && e.life[step].at <= upto; ++step) {
        if (!is_shown_by_next(e, step)) {
            anew.tell(e.life[step]);
        }
    }
    e.resend_at = resend_at;
    return e;
}

inquiry_state settled(inquiry_state told_anew, inquiry_state before) {
    const bool would_be_sent =
        told_anew == inquiry_state::queued || told_anew == inquiry_state::sending;
    return would_be_sent && told_anew != before ? inquiry_state::in_doubt : told_anew;
}

}  // namespace iaq::correlation
