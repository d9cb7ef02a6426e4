#pragma once

#include "base/result.hpp"
#include "model/inquiry.hpp"

#include <cstdint>

/// Where one inquiry stands, told from its journal records and nothing else (product.md 4).
namespace iaq::correlation {

/// What can happen to an inquiry. Each is a record of the journal.
enum class event : std::uint8_t {
    admitted,           // accepted, or complete now: will be sent
    exempted,           // recorded, nothing is sent (EXEMPT)
    registered,         // a clock only (QUERY48)
    carried,            // open in a journal that was set aside
    cancelled,          // before any byte may have left
    expired,            // send_before passed unsent
    send_begun,         // a byte may have left
    send_acknowledged,  // the switch has it
    nak_temporary,      // the switch refused it for now
    nak_permanent,      // the switch refused it
    given_up,           // no acknowledgement within the limit of attempts
    receipt,            // the LESC's computer has it
    answer,             // the LESC's IAR
    remark,             // any other reply: follow-up, unclassified, a status that changes nothing
    waiting,            // SM .02: the switch or Nlets has it and will forward
    not_forwarded,      // SM .01, .04
    resend_due,         // the same, and the profile's rule sends it again
    error,              // ER
    resend_ordered,     // a person has it sent again
    failed,             // a person gives it up
    keyed_by_hand       // a person asked at the state's own terminal
};

/// `met` cannot follow `before`.
struct contradiction {
    model::inquiry_state before;
    event met;
};

/// Returns the state that follows `before` once `met` is in the journal.
///
/// Errors: `contradiction` when no row of the table fits. A client's wish that meets one is
/// refused; a reply that meets one is UNMATCHED; a record of the journal that meets one is damage
/// or our bug, and the caller must stop.
result<model::inquiry_state, contradiction> next(model::inquiry_state before, event met) noexcept;

/// True when the inquiry may have left: a reply to it is possible.
bool may_have_left(model::inquiry_state state) noexcept;

/// True when nothing more is to be done by the machine and no answer is awaited.
bool is_closed(model::inquiry_state state) noexcept;

/// True while somebody waits for something: the gateway for the switch or an answer, or the inquiry
/// for a person. A registered one waits for nobody.
bool is_awaited(model::inquiry_state state) noexcept;

}  // namespace iaq::correlation
