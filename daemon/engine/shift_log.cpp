#include "correlation/phase.hpp"
#include "correlation/reliving.hpp"
#include "engine/reporting.hpp"
#include "engine/sight.hpp"
#include "engine/words.hpp"
#include "model/names.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

/// The shift log: what a shift found, what it did, and what it leaves to the next.
namespace iaq::engine {

using model::classification;
using model::inquiry_index;
using model::inquiry_state;
using model::records::clock_kind;
using step_kind = correlation::life_step::kind;

namespace {

using correlation::entry;

std::string state_of(const entry& e) { return std::string{model::name_of(e.state)}; }
std::string officer_of(const entry& e) { return std::string{e.asked.officer_id()}; }
std::string incident_of(const entry& e) { return std::string{e.asked.incident()}; }
std::string desk_of(const entry& e) { return std::string{e.asked.desk()}; }

bool places(step_kind what) { return what == step_kind::reply || what == step_kind::assigned; }

/// True when somebody still waits for an answer to it.
bool waits_for_answer(const entry& e) {
    return e.state == inquiry_state::acknowledged || e.state == inquiry_state::received ||
           e.state == inquiry_state::in_doubt;
}

}  // namespace

void reporting::make_shift_log() {
    add_open_at_start();
    add_asked();
    add_answered();
    add_overdue();
    add_withdrawn();
    add_unmatched();
    add_in_doubt();
    add_holds();
    add_next_clocks();
}

void reporting::add_open_at_start() {
    auto rows =
        table("open_at_start", "Open when the shift began",
              {"inquiry", "state then", "state now", "asked at", "officer", "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        const auto then = e.admitted_at < from_ ? correlation::relived(e, from_ - 1ns).state
                                                : inquiry_state::unspecified;
        if (then != inquiry_state::unspecified && !correlation::is_closed(then)) {
            rows.add({e.inquiry_id, std::string{model::name_of(then)}, state_of(e),
                      rfc3339(e.admitted_at), officer_of(e), desk_of(e), incident_of(e)});
        }
    });
    add(std::move(rows));
}

void reporting::add_asked() {
    auto rows = table(
        "asked", "Asked in this shift",
        {"asked at", "inquiry", "state now", "officer", "operator", "role", "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        if (is_asked_within(e)) {
            rows.add({rfc3339(e.admitted_at), e.inquiry_id, state_of(e), officer_of(e),
                      std::string{e.asked.operator_id()},
                      std::string{model::name_of(e.asked.whole().role)}, desk_of(e),
                      incident_of(e)});
        }
    });
    add(std::move(rows));
}

void reporting::add_answered() {
    auto rows = table("answered", "Answered in this shift",
                      {"answered at", "inquiry", "minutes since asked", "matched by", "officer",
                       "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        for (const auto& step : e.life) {
            const bool counts = places(step.what) && is_within(step.at) &&
                                !e.replies[step.number].taken_back &&
                                e.replies[step.number].classed == classification::answer;
            if (counts) {
                const auto waited =
                    std::chrono::duration_cast<std::chrono::minutes>(step.at - e.admitted_at);
                rows.add({rfc3339(step.at), e.inquiry_id, std::to_string(waited.count()),
                          step.what == step_kind::assigned ? "a person" : "a rule", officer_of(e),
                          desk_of(e), incident_of(e)});
            }
        }
    });
    add(std::move(rows));
}

void reporting::add_overdue() {
    auto rows =
        table("overdue", "Overdue: told in this shift, or before and still without an answer",
              {"told at", "inquiry", "state now", "receipt came", "officer", "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        const auto told = std::ranges::find_if(e.life, [](const auto& step) {
            return step.what == step_kind::clock &&
                   step.number == static_cast<std::uint32_t>(clock_kind::overdue);
        });
        if (told != e.life.end() && told->at < to_ && (told->at >= from_ || waits_for_answer(e))) {
            rows.add({rfc3339(told->at), e.inquiry_id, state_of(e), e.receipt_came ? "yes" : "no",
                      officer_of(e), desk_of(e), incident_of(e)});
        }
    });
    add(std::move(rows));
}

void reporting::add_withdrawn() {
    auto rows = table("withdrawn", "Answers taken back in this shift: were the people told?",
                      {"at", "inquiry", "message", "state now", "officer", "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        for (const auto& step : e.life) {
            if (step.what == step_kind::withdrawn && is_within(step.at)) {
                rows.add({rfc3339(step.at), e.inquiry_id,
                          std::to_string(number_of(e.replies[step.number].record)), state_of(e),
                          officer_of(e), desk_of(e), incident_of(e)});
            }
        }
    });
    add(std::move(rows));
}

/// Messages are operators'; no desk follows them.
void reporting::add_unmatched() {
    auto rows = table("unmatched", "Messages that no rule could place and nobody has assigned",
                      {"heard at", "message", "station", "key", "from", "why", "may be"});
    if (!a_.principal.may(model::right::operate)) {
        rows.note("Only who has the right `operate` sees these.");
        add(std::move(rows));
        return;
    }
    delivery::posted told;
    told.to = model::addressee::operators;
    book_.look_back([&](const correlation::reply& reply) {
        if (reply.unmatched && reply.at < to_ &&
            delivery::may_see({a_.principal}, told, in_.belonging_of(reply))) {
            const auto said = wire::parse(reply.payload, reply.bytes);
            auto evidence = reply.evidence;
            keep_own(evidence, book_, a_.principal);
            rows.add({rfc3339(reply.at), std::to_string(number_of(reply.record)), reply.station,
                      said.header.key, said.header.origin,
                      std::string{model::name_of(evidence.rule)},
                      fmt::format("{}", fmt::join(evidence.candidates, " "))});
        }
        return true;
    });
    add(std::move(rows));
}

void reporting::add_in_doubt() {
    auto rows = table("in_doubt", "In doubt: an operator decides",
                      {"since", "inquiry", "attempts", "officer", "desk", "incident"});
    for_each([&](inquiry_index, const entry& e) {
        if (e.state == inquiry_state::in_doubt) {
            rows.add({rfc3339(e.changed_at), e.inquiry_id, std::to_string(e.attempts),
                      officer_of(e), desk_of(e), incident_of(e)});
        }
    });
    add(std::move(rows));
}

void reporting::add_holds() {
    auto rows = table("holds", "Holds that stand", {"what", "which", "reason"});
    for (const auto& station : in_.given_.in_force.settings.stations) {
        const auto* const reason = in_.state_.hold_of(station.name);
        const bool ours = std::ranges::any_of(station.oris, [&](const auto& ori) {
            return std::ranges::find(oris_, ori) != oris_.end();
        });
        if (reason != nullptr && ours) {
            rows.add({"station does not send", station.name, *reason});
        }
    }
    for_each([&](inquiry_index, const entry& e) {
        if (in_.state_.has_legal_hold(e.inquiry_id)) {
            rows.add({"legal hold", e.inquiry_id, {}});
        }
    });
    add(std::move(rows));
}

void reporting::add_next_clocks() {
    auto rows = table("next_clocks", "Clocks that run next",
                      {"due", "clock", "inquiry", "state now", "officer", "desk", "incident"});
    for (const auto& deadline : in_.state_.deadlines().all()) {
        const auto& e = book_.at(deadline.inquiry);
        if (covers(e)) {
            rows.add({rfc3339(deadline.due), std::string{model::name_of(deadline.kind)},
                      e.inquiry_id, state_of(e), officer_of(e), desk_of(e), incident_of(e)});
        }
    }
    add(std::move(rows));
}

}  // namespace iaq::engine
