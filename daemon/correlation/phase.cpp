#include "correlation/phase.hpp"

#include <algorithm>
#include <array>

namespace iaq::correlation {
namespace {

using enum model::inquiry_state;

struct rule {
    model::inquiry_state before;
    event met;
    model::inquiry_state after;
};

// clang-format off
constexpr std::array rules{
    rule{unspecified,  event::admitted,          queued},
    rule{unspecified,  event::exempted,          exempt},
    rule{unspecified,  event::registered,        registered},
    rule{unspecified,  event::carried,           in_doubt},
    rule{unspecified,  event::keyed_by_hand,     manual},

    rule{registered,   event::admitted,          queued},        // complete now
    rule{registered,   event::exempted,          exempt},
    rule{registered,   event::cancelled,         cancelled},
    rule{registered,   event::keyed_by_hand,     manual},

    rule{exempt,       event::admitted,          queued},        // what exempted it was none
    rule{exempt,       event::keyed_by_hand,     manual},

    rule{cancelled,    event::keyed_by_hand,     manual},

    rule{queued,       event::cancelled,         cancelled},
    rule{queued,       event::exempted,          exempt},        // before any byte left
    rule{queued,       event::keyed_by_hand,     manual},
    rule{queued,       event::expired,           expired},
    rule{queued,       event::send_begun,        sending},
    rule{queued,       event::given_up,          in_doubt},      // refused for now too often
    rule{queued,       event::send_acknowledged, acknowledged},  // a reply to an earlier attempt
    rule{queued,       event::receipt,           received},      // a NAK that was not one
    rule{queued,       event::answer,            answered},
    rule{queued,       event::remark,            queued},
    rule{queued,       event::error,             rejected},
    rule{queued,       event::not_forwarded,     rejected},
    rule{queued,       event::waiting,           acknowledged},

    rule{sending,      event::keyed_by_hand,     sending},       // ours is on its way as well
    rule{sending,      event::send_begun,        sending},       // a resend, journaled
    rule{sending,      event::send_acknowledged, acknowledged},
    rule{sending,      event::nak_temporary,     queued},
    rule{sending,      event::nak_permanent,     rejected},
    rule{sending,      event::given_up,          in_doubt},
    rule{sending,      event::receipt,           received},      // it beat the acknowledgement
    rule{sending,      event::answer,            answered},
    rule{sending,      event::remark,            sending},
    rule{sending,      event::waiting,           acknowledged},
    rule{sending,      event::not_forwarded,     rejected},
    rule{sending,      event::error,             rejected},

    rule{acknowledged, event::keyed_by_hand,     acknowledged},  // asked twice
    rule{acknowledged, event::send_acknowledged, acknowledged},  // the record SM .02 had beaten
    rule{acknowledged, event::nak_permanent,     acknowledged},  // the switch contradicts itself
    rule{acknowledged, event::nak_temporary,     acknowledged},
    rule{acknowledged, event::receipt,           received},
    rule{acknowledged, event::answer,            answered},
    rule{acknowledged, event::remark,            acknowledged},
    rule{acknowledged, event::waiting,           acknowledged},
    rule{acknowledged, event::not_forwarded,     rejected},
    rule{acknowledged, event::resend_due,        queued},
    rule{acknowledged, event::error,             rejected},

    rule{received,     event::keyed_by_hand,     received},
    rule{received,     event::send_acknowledged, received},      // the record it had beaten
    rule{received,     event::nak_permanent,     received},
    rule{received,     event::nak_temporary,     received},
    rule{received,     event::receipt,           received},
    rule{received,     event::answer,            answered},
    rule{received,     event::remark,            received},
    rule{received,     event::waiting,           received},
    rule{received,     event::not_forwarded,     rejected},
    rule{received,     event::error,             rejected},

    rule{answered,     event::keyed_by_hand,     answered},
    rule{answered,     event::send_acknowledged, answered},      // the record the answer had beaten
    rule{answered,     event::nak_permanent,     answered},
    rule{answered,     event::nak_temporary,     answered},
    rule{answered,     event::receipt,           answered},
    rule{answered,     event::answer,            answered},      // a second IAR
    rule{answered,     event::remark,            answered},
    rule{answered,     event::waiting,           answered},
    rule{answered,     event::not_forwarded,     answered},
    rule{answered,     event::error,             answered},

    rule{rejected,     event::send_acknowledged, rejected},      // the record the error had beaten
    rule{rejected,     event::nak_permanent,     rejected},
    rule{rejected,     event::nak_temporary,     rejected},
    rule{rejected,     event::receipt,           received},      // somebody has it after all
    rule{rejected,     event::answer,            answered},
    rule{rejected,     event::remark,            rejected},
    rule{rejected,     event::waiting,           acknowledged},
    rule{rejected,     event::not_forwarded,     rejected},
    rule{rejected,     event::error,             rejected},
    rule{rejected,     event::resend_ordered,    queued},        // the book knows which may
    rule{rejected,     event::keyed_by_hand,     manual},

    rule{in_doubt,     event::send_acknowledged, acknowledged},
    rule{in_doubt,     event::receipt,           received},
    rule{in_doubt,     event::answer,            answered},
    rule{in_doubt,     event::remark,            in_doubt},
    rule{in_doubt,     event::waiting,           acknowledged},
    rule{in_doubt,     event::not_forwarded,     rejected},
    rule{in_doubt,     event::error,             rejected},
    rule{in_doubt,     event::resend_ordered,    queued},
    rule{in_doubt,     event::failed,            failed},
    rule{in_doubt,     event::keyed_by_hand,     manual},

    // An earlier attempt had left; what never left has no reply (`place`).
    rule{expired,      event::keyed_by_hand,     manual},
    rule{expired,      event::receipt,           received},
    rule{expired,      event::answer,            answered},
    rule{expired,      event::remark,            expired},
    rule{expired,      event::waiting,           acknowledged},
    rule{expired,      event::not_forwarded,     expired},
    rule{expired,      event::error,             expired},

    rule{failed,       event::keyed_by_hand,     manual},
    rule{failed,       event::receipt,           received},
    rule{failed,       event::answer,            answered},
    rule{failed,       event::remark,            failed},
    rule{failed,       event::waiting,           acknowledged},
    rule{failed,       event::not_forwarded,     failed},
    rule{failed,       event::error,             failed},

    // A person follows it at the terminal; only an answer to our own attempt still counts.
    rule{manual,       event::keyed_by_hand,     manual},
    rule{manual,       event::send_acknowledged, manual},
    rule{manual,       event::nak_permanent,     manual},
    rule{manual,       event::nak_temporary,     manual},
    rule{manual,       event::receipt,           manual},
    rule{manual,       event::answer,            answered},
    rule{manual,       event::remark,            manual},
    rule{manual,       event::waiting,           manual},
    rule{manual,       event::not_forwarded,     manual},
    rule{manual,       event::error,             manual},
};
// clang-format on

constexpr bool each_question_has_one_row() {
    return std::ranges::all_of(rules, [](const rule& a) {
        return std::ranges::count_if(rules, [&](const rule& b) {
                   return a.before == b.before && a.met == b.met;
               }) == 1;
    });
}
static_assert(each_question_has_one_row());

}  // namespace

result<model::inquiry_state, contradiction> next(model::inquiry_state before, event met) noexcept {
    const auto* const row = std::ranges::find_if(
        rules, [&](const rule& r) { return r.before == before && r.met == met; });
    if (row == rules.end()) {
        return contradiction{before, met};
    }
    return row->after;
}

bool may_have_left(model::inquiry_state state) noexcept {
    switch (state) {
        case sending:
        case acknowledged:
        case received:
        case answered:
        case rejected:
        case in_doubt:
        case failed: return true;
        case unspecified:
        case queued:
        case exempt:
        case registered:
        case cancelled:
        case expired:
        case manual: return false;
    }
    return false;
}

bool is_closed(model::inquiry_state state) noexcept {
    switch (state) {
        case answered:
        case exempt:
        case cancelled:
        case expired:
        case rejected:
        case failed:
        case manual: return true;
        case unspecified:
        case queued:
        case sending:
        case acknowledged:
        case received:
        case registered:
        case in_doubt: return false;
    }
    return false;
}

bool is_awaited(model::inquiry_state state) noexcept {
    return !is_closed(state) && state != registered;
}

}  // namespace iaq::correlation
