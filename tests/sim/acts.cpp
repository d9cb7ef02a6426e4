#include "sim/world.hpp"

#include <fmt/format.h>

/// What people do to their inquiries.
namespace iaq::sim {

using namespace std::chrono_literals;
namespace acts = model::acts;
namespace calls = model::calls;

model::acts::act world::some_act() {
    switch (chance_.draw(3)) {
        case 0: return acts::note{fmt::format("{} remark {}", marker, chance_.draw(9))};
        case 1: {
            const bool reached = chance_.once_in(2);
            return acts::ice_contact{now_.utc - chance_.time(0ns, 1h), reached ? "AGENT" : "",
                                     reached ? std::string{marker} : "",
                                     reached && chance_.once_in(3), reached};
        }
        default: return acts::consular_done{{}, "MM", std::string{marker}, chance_.once_in(4)};
    }
}

void world::act(std::size_t by) {
    const auto& id = chance_.any(promised_.order());
    if (chance_.once_in(4)) {
        call(by,
             calls::transfer{{id, chance_.any(promised_.order())}, "officer-0", "south", {}, {}},
             "ann");
        return;
    }
    call(by, calls::act{id, some_act()}, chance_.once_in(2) ? "ann" : "bob");
}

/// What was done stays done; what was offered is taken over, or is not.
void world::acted(const asked& question, const model::answers::done& said) {
    if (const auto* const what = std::get_if<calls::act>(&question.what)) {
        promised_.acted(what->inquiry_id, said.at_sequence);
    } else if (const auto* const handed = std::get_if<calls::transfer>(&question.what)) {
        for (const auto& id : handed->inquiry_ids) {
            promised_.acted(id, model::sequence::none);
        }
        if (!said.token.empty() && chance_.once_in(2)) {
            call(question.client, calls::transfer{{}, {}, {}, {}, said.token}, "bob");
        }
    }
}

}  // namespace iaq::sim
