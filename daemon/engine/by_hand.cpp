#include "engine/engine.hpp"
#include "engine/words.hpp"
#include "policy/telling.hpp"

#include <utility>

/// What every error says beside its reason: when to try again, whether the dispatcher may key the
/// inquiry at the state's own terminal instead, and the order's sentence where ICE is not reached.
namespace iaq::engine {

using model::by_hand;
using model::inquiry_index;
using model::answers::error_code;

namespace {

/// Returns the id of the inquiry that the call names; empty when it names none.
std::string_view inquiry_in(const model::calls::call& call) {
    return std::visit(
        [](const auto& of) -> std::string_view {
            if constexpr (requires { of.inquiry_id; }) {
                return of.inquiry_id;
            } else {
                return {};
            }
        },
        call);
}

bool is_busy(error_code code) {
    return code == error_code::busy || code == error_code::unavailable;
}

by_hand by_hand_of(const asking& a, error_code code, const correlation::book& book) {
    if (std::holds_alternative<model::calls::submit>(a.in.call)) {
        // A conflict is about the key: another submission has it, and may have left.
        return code == error_code::conflict ? by_hand::unknown : by_hand::safe;
    }
    if (const auto* const bad = std::get_if<model::calls::malformed>(&a.in.call)) {
        return bad->field.starts_with("submit") ? by_hand::safe : by_hand::unknown;
    }
    const auto i = book.find(inquiry_in(a.in.call));
    if (i == inquiry_index::none ||
        !delivery::is_of(a.principal, book.at(i).asked.ori(), book.at(i).asked.desk())) {
        return by_hand::unknown;
    }
    const auto stands = by_hand_in(book.at(i));
    return stands == by_hand::unspecified ? by_hand::unsafe : stands;  // answered: it was asked
}

}  // namespace

void ground::fail(const asking& a, model::answers::error e) {
    e.retry_after_ms = is_busy(e.code) ? 5000 : 0;
    if (e.may_key_by_hand == by_hand::unspecified) {
        e.may_key_by_hand = by_hand_of(a, e.code, state_.inquiries());
    }
    const auto* const submitted = std::get_if<model::calls::submit>(&a.in.call);
    if (submitted != nullptr && is_busy(e.code)) {
        const auto& request = submitted->request;
        e.notices = policy::notices_when_unreachable(request, rules_of_ori(request.ori).order);
    }
    answer(a, std::move(e));
}

void ground::fail(const asking& a, error_code code, std::string text, std::string field) {
    model::answers::error e;
    e.code = code;
    e.message = std::move(text);
    e.field = std::move(field);
    fail(a, std::move(e));
}

}  // namespace iaq::engine
