#include "app/meter.hpp"

#include "model/conditions.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace iaq::app {

namespace inputs = model::inputs;
namespace records = model::records;
using observe::metric;
using step_kind = correlation::life_step::kind;

namespace {

double seconds(nanoseconds span) {
    return std::chrono::duration<double>(std::max(span, nanoseconds{0})).count();
}

double flag(bool is) { return is ? 1 : 0; }

std::string_view name_of(model::answers::error_code code) {
    using enum model::answers::error_code;
    switch (code) {
        case unspecified: return "UNSPECIFIED";
        case invalid: return "INVALID";
        case unauthenticated: return "UNAUTHENTICATED";
        case forbidden: return "FORBIDDEN";
        case not_found: return "NOT_FOUND";
        case conflict: return "CONFLICT";
        case busy: return "BUSY";
        case unavailable: return "UNAVAILABLE";
        case too_large: return "TOO_LARGE";
        case out_of_range: return "OUT_OF_RANGE";
        case unsupported: return "UNSUPPORTED";
    }
    return "UNSPECIFIED";
}

double number_of(host::clock_health clock) {
    switch (clock) {
        case host::clock_health::synchronised: return 1;
        case host::clock_health::unsynchronised: return 0;
        case host::clock_health::unknown: return -1;
    }
    return -1;
}

constexpr std::array<std::string_view, observe::levels> level_names{
    "emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};

}  // namespace

meter::meter(observe::metrics& to, const engine::state& known, const std::string& version,
             const std::string& environment, utc_time started)
    : to_(to), known_(known) {
    to_.set(metric::build, 1, {version, environment});
    to_.set(metric::start_time, seconds(started.time_since_epoch()));
    // There from the beginning: of a series that begins with its first event, a rule over its
    // increase sees none.
    for (const auto* const result : {"opened", "refused"}) {
        to_.add(metric::log_ons, {result}, 0);
    }
    for (const auto* const result : {"in force", "refused"}) {
        to_.add(metric::reloads, {result}, 0);
    }
}

void meter::came(const inputs::input& in, mono_time now) {
    std::visit(
        [&](const auto& what) {
            if constexpr (requires { came_as(what, now); }) {
                came_as(what, now);
            }
        },
        in);
}

void meter::came_as(const inputs::call_received& in, mono_time now) {
    if (std::holds_alternative<model::calls::submit>(in.call)) {
        submitted_.try_emplace({in.session, in.request_id}, now);
    }
}

void meter::came_as(const inputs::durable_up_to& in, mono_time now) {
    while (!unsynced_.empty() && unsynced_.front().first <= in.upto) {
        to_.observe(metric::sync_time, seconds(now - unsynced_.front().second));
        unsynced_.pop_front();
    }
}

void meter::came_as(const inputs::session_closed& in, mono_time) {
    following_.erase(in.session);
    submitted_.erase(submitted_.lower_bound({in.session, 0}),
                     submitted_.upper_bound({in.session, ~0ULL}));
}

void meter::came_as(const inputs::segments_changed& in, mono_time) {
    std::uint64_t bytes = 0;
    for (const auto& each : in.now.closed) {
        bytes += each.bytes;
    }
    to_.set(metric::journal_bytes, static_cast<double>(bytes));
    to_.set(metric::journal_segments, static_cast<double>(in.now.closed.size() + 1));
}

void meter::appended(const model::record& entry) {
    unsynced_.emplace_back(entry.at_sequence, entry.at.mono);
    if (std::holds_alternative<records::checkpoint_due>(entry.body)) {
        unheaded_.reset();
    } else if (!unheaded_) {
        unheaded_ = entry.at.mono;
    }
    to_.add(metric::records, {model::kind_of(entry.body)});
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { count(entry, body); }) {
                count(entry, body);
            }
        },
        entry.body);
}

void meter::count(const model::record&, const records::admitted& body) {
    to_.add(metric::admissions, {model::name_of(body.state)});
}

void meter::count(const model::record&, const records::refused& body) {
    for (const auto& each : body.violations) {
        to_.add(metric::refusals, {each.rule});
    }
}

void meter::count(const model::record& r, const records::send_begun& body) {
    to_.add(metric::sends, {r.station, body.attempt == 1 ? "first" : "again"});
}

std::optional<utc_time> meter::last_step(const std::string& inquiry_id, step_kind what) const {
    const auto i = known_.inquiries().find(inquiry_id);
    if (i == model::inquiry_index::none) {
        return std::nullopt;
    }
    for (const auto& step : known_.inquiries().at(i).life | std::views::reverse) {
        if (step.what == what) {
            return step.at;
        }
    }
    return std::nullopt;
}

void meter::count(const model::record& r, const records::send_acknowledged& body) {
    if (const auto begun = last_step(body.inquiry_id, step_kind::send_begun)) {
        to_.observe(metric::acknowledge_time, seconds(r.at.utc - *begun), {r.station});
    }
}

void meter::count(const model::record& r, const records::send_refused& body) {
    to_.add(metric::naks, {r.station, body.permanent ? "permanent" : "for now"});
}

void meter::count(const model::record& r, const records::reply_heard&) {
    to_.add(metric::replies, {r.station});
}

void meter::count(const model::record& r, const records::matched& body) {
    to_.add(metric::matches, {model::name_of(body.evidence.rule)});
    const bool receipt = body.classed == model::classification::receipt;
    if (!receipt && body.kind != model::delivery_kind::answered) {
        return;
    }
    if (const auto since = last_step(body.inquiry_id, step_kind::send_acknowledged)) {
        to_.observe(receipt ? metric::receipt_time : metric::answer_time,
                    seconds(r.at.utc - *since), {r.station});
    }
}

void meter::count(const model::record&, const records::unmatched&) { to_.add(metric::misses); }

void meter::count(const model::record& r, const records::link_up&) {
    to_.add(metric::line_changes, {r.station, "up"});
}

void meter::count(const model::record& r, const records::link_down&) {
    to_.add(metric::line_changes, {r.station, "down"});
}

void meter::count(const model::record&, const records::session_opened&) {
    to_.add(metric::log_ons, {"opened"});
}

void meter::count(const model::record&, const records::session_refused& body) {
    to_.add(metric::log_ons, {"refused"}, static_cast<double>(body.count));
}

void meter::count(const model::record&, const records::condition_changed& body) {
    if (body.condition == "clock_stepped" && body.standing) {
        to_.add(metric::clock_steps);
    }
}

void meter::answered(const model::actions::answer_client& said, mono_time now) {
    if (const auto* const error = std::get_if<model::answers::error>(&said.body)) {
        to_.add(metric::errors, {name_of(error->code)});
    }
    if (std::holds_alternative<model::answers::caught_up>(said.body)) {
        following_.insert(said.session);
    }
    const auto asked = submitted_.find({said.session, said.request_id});
    if (asked != submitted_.end()) {
        if (std::holds_alternative<model::answers::accepted>(said.body)) {
            to_.observe(metric::accept_time, seconds(now - asked->second));
        }
        submitted_.erase(asked);
    }
}

void meter::delivered(const model::actions::deliver& said, utc_time now) {
    to_.add(metric::deliveries, {model::name_of(said.what.kind)});
    if (following_.contains(said.session)) {
        to_.observe(metric::delivery_time, seconds(now - said.what.at));
    }
}

void meter::reloaded(bool good) { to_.add(metric::reloads, {good ? "in force" : "refused"}); }

void meter::scraped(unsigned status) { to_.add(metric::scrapes, {std::to_string(status)}); }

void meter::show_inquiries(const model::measures& now) {
    for (const auto& each : now.states) {
        const auto name = model::name_of(each.state);
        to_.set(metric::inquiries, static_cast<double>(each.count), {name});
        to_.set(metric::oldest, each.oldest ? seconds(now.now - *each.oldest) : 0, {name});
    }
    to_.set(metric::unmatched, static_cast<double>(now.unmatched));
    for (const auto what :
         {metric::line_up, metric::line_held, metric::line_queued, metric::line_in_flight}) {
        to_.clear(what);
    }
    for (const auto& each : now.lines) {
        to_.set(metric::line_up, flag(each.up), {each.name});
        to_.set(metric::line_held, flag(each.held), {each.name});
        to_.set(metric::line_queued, static_cast<double>(each.queued), {each.name});
        to_.set(metric::line_in_flight, static_cast<double>(each.in_flight), {each.name});
    }
}

/// Each condition has its series from the beginning, so that an alert can tell 0 from unknown.
void meter::show_conditions(const model::measures& now) {
    to_.clear(metric::conditions);
    for (const auto& each : model::conditions()) {
        to_.set(metric::conditions, 0, {each.name, ""});
    }
    for (const auto& each : now.alerts) {
        to_.set(metric::conditions, 1, {each.condition, each.station});
    }
    to_.clear(metric::certificate_days);
    for (const auto& each : now.certificates) {
        const auto left = std::chrono::duration<double>(each.until - now.now).count();
        to_.set(metric::certificate_days, left / 86'400, {each.station});
    }
}

void meter::show(const model::measures& now, const std::vector<model::measures::reader>& readers,
                 const surroundings_now& around, mono_time at) {
    show_inquiries(now);
    show_conditions(now);
    to_.set(metric::sessions, static_cast<double>(now.sessions));
    to_.clear(metric::consumers);
    to_.clear(metric::consumer_lag);
    for (const auto& each : readers) {
        to_.set(metric::consumers, static_cast<double>(each.consumers), {each.principal});
        to_.set(metric::consumer_lag, static_cast<double>(each.nearest),
                {each.principal, "nearest"});
        to_.set(metric::consumer_lag, static_cast<double>(each.farthest),
                {each.principal, "farthest"});
    }
    to_.set(metric::journal_head, static_cast<double>(model::number_of(now.last)));
    to_.set(metric::journal_durable, static_cast<double>(model::number_of(now.durable)));
    to_.set(metric::journal_wait, unsynced_.empty() ? 0 : seconds(at - unsynced_.front().second));
    to_.set(metric::head_age, unheaded_ ? seconds(at - *unheaded_) : 0);
    to_.set(metric::journal_silence, seconds(around.journal_silence));
    to_.set(metric::disk_free, static_cast<double>(around.disk_free));
    to_.set(metric::disk_size, static_cast<double>(around.disk_size));
    to_.set(metric::memory, static_cast<double>(around.memory));
    to_.set(metric::descriptors, static_cast<double>(around.descriptors));
    to_.set(metric::clock_synchronised, number_of(around.clock));
    to_.set(metric::ready, flag(around.ready));
    count_lines();
}

void meter::count_lines() {
    const auto said = observe::said();
    for (std::size_t i = 0; i < observe::levels; ++i) {
        const auto more = said.lines.at(i) - lines_.lines.at(i);
        to_.add(metric::lines_logged, {level_names.at(i)}, static_cast<double>(more));
    }
    to_.add(metric::lines_lost, {}, static_cast<double>(said.lost - lines_.lost));
    lines_ = said;
}

}  // namespace iaq::app
