#include "app/access_lines.hpp"
#include "sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

/// The operators: what they decide about stations, inquiries, messages and consumers. Fitting or
/// not: what does not fit is refused.
namespace iaq::sim {

namespace calls = model::calls;

/// Returns one that a person may have to decide about, or `other` when there is none.
std::string world::somewhat_in_doubt(const std::string& other) {
    const auto& book = engine_->known().inquiries();
    std::vector<std::string> some;
    for (const auto i : book.all()) {
        const auto state = book.at(i).state;
        if (state == model::inquiry_state::in_doubt || state == model::inquiry_state::rejected) {
            some.push_back(book.at(i).inquiry_id);
        }
    }
    return some.empty() ? other : chance_.any(some);
}

void world::operate(std::size_t by) {
    using enum model::records::operation;
    const std::string station = chance_.once_in(2) ? "one" : "two";
    if (chance_.once_in(4)) {
        reload(by);
        return;
    }
    const auto what = chance_.draw(9);
    if (what < 3 || promised_.none()) {
        call(by, calls::operate{chance_.once_in(4) ? hold : release, station, "maintenance"},
             "ann");
        return;
    }
    const auto& id = chance_.any(promised_.order());
    if (what > 4) {
        call(by,
             calls::operate{chance_.once_in(3) ? fail : resend,
                            {},
                            "the help desk says",
                            chance_.once_in(4) ? id : somewhat_in_doubt(id)},
             "ann");
        return;
    }
    call(by, calls::operate{what == 3 ? legal_release : legal_hold, {}, "discovery", id}, "ann");
}

/// One that lies not far back, or a number that is no message.
model::sequence world::some_message() {
    std::vector<model::sequence> there{model::sequence{1 + chance_.draw(200)}};
    engine_->known().inquiries().look_back([&](const correlation::reply& reply) {
        there.push_back(reply.record);
        return there.size() < 10;
    });
    return chance_.any(there);
}

void world::judge_a_message(std::size_t by) {
    using enum model::records::operation;
    using model::classification;
    if (promised_.none()) {
        return;
    }
    const auto what = chance_.any(std::vector{assign, assign, withdraw, classify});
    const bool says = what == classify || chance_.once_in(3);
    calls::operate wish{what, {}, "read by telephone"};
    wish.reply = some_message();
    wish.inquiry_id = what == assign ? chance_.any(promised_.order()) : "";
    if (says) {
        wish.classed = chance_.any(
            std::vector{classification::receipt, classification::answer, classification::other});
    }
    if (chance_.once_in(4)) {
        call(by, calls::unmatched{}, "ann");
    }
    call(by, wish, "ann");
}

void world::replay_something(std::size_t by) {
    using enum model::records::operation;
    const auto& whose = clients_[chance_.draw(2)];
    calls::operate wish{chance_.once_in(4) ? replay_end : replay, {}, "their disk was lost"};
    wish.consumer = whose.consumer;
    if (wish.what == replay && chance_.once_in(2)) {
        wish.from = whose.older_text;
    }
    call(by, wish, "ann");
}

/// Somebody reads the journal with the tool beside the daemon, now and then.
void world::obey(model::actions::look_for_reads& a) {
    if (chance_.once_in(10)) {
        access_lines_ += fmt::format("2026-11-24T03:00:00.000Z uid=0 iaq-journal cat --json {}\n",
                                     access_lines_.size());
    }
    const auto from = std::min<std::uint64_t>(a.from, access_lines_.size());
    take(app::lines_in(std::string_view{access_lines_}.substr(from), from));
}

}  // namespace iaq::sim
