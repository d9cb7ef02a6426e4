#include "contract/frames.hpp"
#include "sim/violation.hpp"
#include "sim/world.hpp"

#include <fmt/format.h>

#include <array>

/// What people do to their inquiries.
namespace iaq::sim {

using namespace std::chrono_literals;
namespace acts = model::acts;
namespace calls = model::calls;

namespace {

constexpr std::array outcomes{acts::contact_outcome::released, acts::contact_outcome::released,
                              acts::contact_outcome::booked, acts::contact_outcome::to_ice,
                              acts::contact_outcome::other};

}  // namespace

/// Somebody met on the street, or charged and confined of whom little is known.
void world::vary_case(model::inquiry_request& q) {
    if (chance_.once_in(4)) {
        q.role = model::subject_role::enforcement_contact;
        q.ground = model::basis::status_in_question;
        q.reason = "IDENTITY GAVE TWO BIRTH DATES";
        q.in_custody = false;
        q.charge = {};
        if (chance_.once_in(3)) {
            q.contact_expected_end = now_.utc + chance_.time(1s, 2h);
        }
    } else if (chance_.once_in(6)) {
        q.role = model::subject_role::charged;
        q.confined_at = now_.utc - chance_.time(0ns, 40h);
        q.register_only = chance_.once_in(2);
        if (q.register_only) {
            q.person.place_of_birth.clear();
        }
    }
    q.dry_run = chance_.once_in(25);
}

acts::update world::some_update() {
    acts::update with;
    with.reason = marker;
    switch (chance_.draw(5)) {
        case 0: with.in_custody = chance_.once_in(2); break;
        case 1: with.desk = chance_.once_in(2) ? "north" : "south"; break;
        case 2:
            with.evidence = model::identity_evidence::government_id;
            with.document = model::identity_document{
                "MO", "DRIVER LICENSE", chance_.once_in(2) ? "2030-01-01" : "2020-01-01"};
            break;
        case 3: with.evidence = model::identity_evidence::none; break;
        default:
            with.person = model::subject{};
            with.person->place_of_birth = "MM";
            break;
    }
    return with;
}

acts::act world::some_act() {
    switch (chance_.draw(6)) {
        case 0: return acts::note{fmt::format("{} remark {}", marker, chance_.draw(9))};
        case 1: {
            const bool reached = chance_.once_in(2);
            return acts::ice_contact{now_.utc - chance_.time(0ns, 1h), reached ? "AGENT" : "",
                                     reached ? std::string{marker} : "",
                                     reached && chance_.once_in(6), reached};
        }
        case 2: return acts::consular_done{{}, "MM", std::string{marker}, chance_.once_in(4)};
        case 3: return some_update();
        default:
            return acts::contact_ended{
                outcomes.at(chance_.draw(outcomes.size())), {}, std::string{marker}};
    }
}

void world::act(std::size_t by) {
    const auto& id = chance_.any(promised_.order());
    const auto what = chance_.draw(12);
    if (what < 2) {
        call(by,
             calls::transfer{{id, chance_.any(promised_.order())}, "officer-0", "south", {}, {}},
             "ann");
    } else if (what == 2) {
        key_by_hand(by, chance_.once_in(2) ? id : "");
    } else if (what < 6 && !answers_heard_.empty()) {
        say_of_an_answer(by);
    } else {
        call(by, calls::act{id, some_act()}, chance_.once_in(2) ? "ann" : "bob");
    }
}

/// Somebody has read it, or passed it on; it may be gone by now, or be another desk's.
void world::say_of_an_answer(std::size_t by) {
    const auto& [id, event] = chance_.any(answers_heard_);
    const std::string named = chance_.once_in(2) ? id : "";
    if (chance_.once_in(3)) {
        acts::disseminated passed{event,       model::sequence::none, std::string{marker},
                                  "MO0110300", std::string{marker},   {}};
        call(by, calls::disseminated{named, passed}, "ann");
    } else {
        call(by, calls::seen{named, event}, chance_.once_in(2) ? "ann" : "bob");
    }
}

void world::key_by_hand(std::size_t by, const std::string& id) {
    calls::manual what;
    what.inquiry_id = id;
    what.keyed = {now_.utc, "SJPD09", chance_.once_in(2) ? std::string{marker} : ""};
    if (id.empty()) {
        what.request = invent(by);
        what.request.dry_run = what.request.register_only = false;
        what.content = contract::content_bytes(what.request);
    }
    call(by, what, "ann");
}

/// What was done stays done; what was offered is taken over, or is not.
void world::acted(const asked& question, const model::answers::done& said) {
    if (const auto* const what = std::get_if<calls::act>(&question.what)) {
        promised_.acted(what->inquiry_id, said.at_sequence);
        if (const auto* const ended = std::get_if<acts::contact_ended>(&what->what)) {
            clocks_told_.contact_ended(what->inquiry_id, said.at_sequence, ended->outcome);
        }
    } else if (const auto* const read = std::get_if<calls::seen>(&question.what)) {
        promised_.acted(read->inquiry_id, said.at_sequence);
    } else if (const auto* const passed = std::get_if<calls::disseminated>(&question.what)) {
        promised_.acted(passed->inquiry_id, said.at_sequence);
    } else if (const auto* const keyed = std::get_if<calls::manual>(&question.what)) {
        promised_.acted(said.inquiry_id, said.at_sequence);
        require(keyed->request.role != model::subject_role::victim, "a victim was recorded");
    } else if (std::holds_alternative<calls::transfer>(question.what)) {
        if (!said.token.empty() && chance_.once_in(2)) {
            call(question.client, calls::transfer{{}, {}, {}, {}, said.token}, "bob");
        }
    }
}

}  // namespace iaq::sim
