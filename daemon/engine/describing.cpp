#include "engine/engine.hpp"
#include "policy/form.hpp"

#include <algorithm>

/// The form of a submission, for whoever draws it.
namespace iaq::engine {

using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::describe& call) {
    if (!a.principal.may(right::submit) && !a.principal.may(right::read)) {
        forbid(a, {}, "this principal has no right to submit or read");
        return;
    }
    const auto& own = a.principal.oris;
    const auto ori = call.ori.empty() && !own.empty() ? own.front() : call.ori;
    const auto* const agency = given_.in_force.agency_of(ori);
    if (std::ranges::find(own, ori) == own.end()) {
        forbid(a, {}, "this principal may not use this ORI");
        return;
    }
    if (agency == nullptr) {
        fail(a, error_code::not_found, "no agency of this gateway has this ORI", "ori");
        return;
    }
    model::answers::description said;
    said.ori = ori;
    said.agency = agency->settings.name;
    said.time_zone = agency->settings.time_zone;
    said.form = policy::describe(agency->order, agency->profile, agency->tables);
    answer(a, std::move(said));
}

}  // namespace iaq::engine
