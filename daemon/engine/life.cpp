#include "engine/life.hpp"

#include "correlation/phase.hpp"

namespace iaq::engine {

namespace acts = model::acts;
using model::inquiry_index;
using model::inquiry_state;

namespace {

void add(policy::life& life, const acts::act& done) {
    if (const auto* const ice = std::get_if<acts::ice_contact>(&done)) {
        life.ice_called |= ice->reached;
        life.detainer_authorized |= ice->detainer_authorized_during_contact;
    } else if (const auto* const keyed = std::get_if<acts::keyed_by_hand>(&done)) {
        life.answer_came |= !keyed->answer.empty();
    }
    life.consular_done |= std::holds_alternative<acts::consular_done>(done);
}

}  // namespace

policy::life life_of(const correlation::book& inquiries, inquiry_index i) {
    const auto& e = inquiries.at(i);
    policy::life life;
    life.state = e.state;
    life.admitted_at = e.admitted_at;
    life.may_have_left = correlation::may_have_left(e.state) || correlation::left_before(e);
    life.answer_came = e.answer_came;
    life.contact_over = e.contact != acts::contact_outcome::unspecified;
    life.released = e.contact == acts::contact_outcome::released;
    for (const auto kind : correlation::policy_clocks::kinds) {
        if (e.clocks.has_fired(kind)) {
            life.fired.push_back(kind);
        }
    }
    for (const auto& each : inquiries.deeds_of(i)) {
        add(life, each.what);
    }
    return life;
}

model::inquiry_request standing_of(const correlation::entry& e) {
    model::inquiry_request standing;
    standing.role = e.role;
    standing.charged = e.charged;
    standing.in_custody = e.in_custody;
    return standing;
}

bool contact_waits(const correlation::book& inquiries, inquiry_index i) {
    const auto& e = inquiries.at(i);
    return e.role == model::subject_role::enforcement_contact &&
           policy::contact_waits(standing_of(e), life_of(inquiries, i));
}

bool owes_consulate(const correlation::book& inquiries, inquiry_index i) {
    return inquiries.at(i).consular_open && !life_of(inquiries, i).consular_done;
}

bool has_let_go(const correlation::entry& e) {
    return e.contact == acts::contact_outcome::released ||
           e.contact == acts::contact_outcome::to_ice;
}

}  // namespace iaq::engine
