#include "engine/acting.hpp"
#include "engine/confirming.hpp"
#include "engine/sight.hpp"
#include "engine/submission.hpp"
#include "model/names.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::engine {

using model::right;
using model::answers::error_code;

namespace {

std::int64_t minute_of(mono_time at) {
    return std::chrono::duration_cast<std::chrono::minutes>(
               nanoseconds{static_cast<std::int64_t>(at)})
        .count();
}

}  // namespace

void engine::on(const model::inputs::call_received& in) {
    const auto it = sessions_.find(in.session);
    if (it == sessions_.end()) {
        return;
    }
    auto& from = it->second;
    if (from.closing) {
        return;
    }
    const auto& principal = given_.in_force.settings.principals[from.principal];
    const asking a{in,
                   from,
                   principal,
                   {from.principal_name,
                    in.acting_user.empty() ? from.default_user : in.acting_user, from.source}};
    record_logon(in.session, from, std::get_if<model::calls::hello>(&in.call));
    if (!in.acting_user.empty() && !principal.asserts_users &&
        !std::holds_alternative<model::calls::malformed>(in.call)) {
        forbid(a, {},
               "this principal may not say on whose behalf it acts; leave acting_user out, or set "
               "asserts_users for it");
        return;
    }
    std::visit(
        [&](const auto& call) {
            if constexpr (requires(submitting by) { by.serve(call); }) {
                submitting{*this, a}.serve(call);
            } else if constexpr (requires(acting by) { by.serve(call); }) {
                acting{*this, a}.serve(call);
            } else if constexpr (requires(confirming by) { by.serve(call); }) {
                confirming{*this, a}.serve(call);
            } else {
                serve(a, call);
            }
        },
        in.call);
}

void ground::answer(const asking& a, model::answers::answer body) {
    say(model::actions::answer_client{a.in.session, a.in.request_id, std::move(body)});
}

bool ground::may_record_refusal(const asking& a) {
    sum_refusals(false);
    auto& count = refusals_[a.who.principal];
    if (count.minute != minute_of(now_.mono)) {
        count = {minute_of(now_.mono), 0, 0};
    }
    if (count.recorded < model::limits::refusals_per_minute_max) {
        ++count.recorded;
        return true;
    }
    ++count.summed;
    return false;
}

/// Writes down the refusals that were only counted: of minutes that are over, or `all`.
void ground::sum_refusals(bool all) {
    for (auto& [principal, count] : refusals_) {
        if (count.summed > 0 && (all || count.minute != minute_of(now_.mono))) {
            append(model::records::refusals_summed{std::exchange(count.summed, 0)},
                   {principal, {}, {}});
        }
    }
}

void ground::forbid(const asking& a, std::string_view ori, std::string text) {
    if (!may_record_refusal(a)) {
        fail(a, error_code::busy, "too many refused calls of this principal; wait a minute");
        return;
    }
    model::records::refused record;
    record.ori = ori;
    record.violations.push_back({"RIGHTS", {}, text, {}});
    append(std::move(record), a.who);
    fail(a, error_code::forbidden, std::move(text));
}

void engine::serve(const asking& a, const model::calls::hello& call) {
    static_cast<void>(call);
    const auto& settings = given_.in_force.settings;
    model::answers::welcome w;
    w.version = given_.version;
    w.environment = settings.test_environment ? "test" : "live";
    w.principal = a.who.principal;
    w.oris = a.principal.oris;
    w.desks = a.principal.desks;
    w.asserts_users = a.principal.asserts_users;
    for (const auto r :
         {right::submit, right::read, right::operate, right::supervise, right::audit}) {
        if (a.principal.may(r)) {
            w.rights.emplace_back(model::name_of(r));
        }
    }
    const auto& agency = rules_of_ori(w.oris.empty() ? std::string{} : w.oris.front());
    w.agency = agency.settings.name;
    w.time_zone = agency.settings.time_zone;
    answer(a, std::move(w));
}

void engine::serve(const asking& a, const model::calls::ping&) {
    answer(a, model::answers::pong{});
}

void engine::serve(const asking& a, const model::calls::unbuilt& call) {
    fail(a, error_code::unsupported,
         fmt::format("{} is not built yet; it comes with step {}", call.name, call.step));
}

void engine::serve(const asking& a, const model::calls::malformed& call) {
    fail(a, error_code::invalid, call.message, call.field);
}

}  // namespace iaq::engine
