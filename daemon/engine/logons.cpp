#include "engine/logons.hpp"

#include "engine/engine.hpp"
#include "model/limits.hpp"

#include <algorithm>
#include <utility>

/// Connections of clients: log-ons, log-offs, and those that failed.
namespace iaq::engine {

using model::answers::error_code;

namespace {

constexpr auto too_often = "too many connections of this principal in one minute";

std::int64_t minute_of(mono_time at) {
    return std::chrono::duration_cast<std::chrono::minutes>(
               nanoseconds{static_cast<std::int64_t>(at)})
        .count();
}

/// What a Hello says is the client's: cut, and never more than a name.
std::string cut(std::string text) {
    text.resize(std::min(text.size(), model::limits::program_name_max));
    return text;
}

}  // namespace

bool logons::may_open(const std::string& principal, std::size_t most, mono_time now) {
    if (std::exchange(minute_, minute_of(now)) != minute_of(now)) {
        opened_.clear();
    }
    auto& count = opened_[principal];
    if (count >= most) {
        return false;
    }
    ++count;
    return true;
}

bool logons::refused(std::string& source, const std::string& cause, std::uint64_t count,
                     mono_time now) {
    const auto minute = minute_of(now);
    std::pair<std::string, std::string> key{source, cause};
    if (!refused_.contains(key) && refused_.size() >= model::limits::refused_peers_max) {
        source = "other peers";
        key = {source, {}};  // whatever their causes are
    }
    const auto [of, fresh] = refused_.try_emplace(key, refusals{minute, 0, cause});
    if (fresh || (of->second.minute != minute && of->second.summed == 0)) {
        of->second = {minute, 0, cause};
        return true;
    }
    of->second.summed += count;
    of->second.cause = cause;
    return false;
}

std::vector<logons::sum> logons::take_sums(mono_time now, bool all) {
    std::vector<sum> sums;
    for (auto each = refused_.begin(); each != refused_.end();) {
        const auto& [minute, summed, cause] = each->second;
        if (!all && minute == minute_of(now)) {
            ++each;
            continue;
        }
        if (summed > 0) {
            sums.push_back({each->first.first, cause, summed});
        }
        each = refused_.erase(each);
    }
    return sums;
}

void engine::on(const model::inputs::session_opened& in) {
    session s;
    s.principal = in.principal;
    s.principal_name = in.principal_name;
    s.default_user = in.default_user;
    s.source = in.source;
    s.target = in.target;
    s.tls = in.tls;
    s.since = now_.mono;
    const auto most =
        space_short_ ? model::limits::logons_when_short_max : model::limits::logons_per_minute_max;
    if (!logons_.may_open(s.principal_name, most, now_.mono)) {
        turn_away(in.session, s.principal_name);
        return;
    }
    sessions_.emplace(in.session, std::move(s));
}

/// A client that connects again and again must not fill the journal with it.
void engine::turn_away(model::session_id id, const std::string& principal) {
    on(model::inputs::session_refused{principal, too_often});
    model::answers::error busy;
    busy.code = error_code::busy;
    busy.message = std::string{too_often} + "; keep one connection open";
    busy.retry_after_ms = 60'000;
    say(model::actions::answer_client{id, 0, std::move(busy)});
    say(model::actions::close_session{id, too_often});
}

void engine::on(const model::inputs::session_refused& in) {
    sum_refused_logons(false);
    auto source = in.source;
    if (logons_.refused(source, in.cause, in.count, now_.mono)) {
        append(model::records::session_refused{in.cause, in.count}, {{}, {}, source});
    }
}

void engine::sum_refused_logons(bool all) {
    for (auto& each : logons_.take_sums(now_.mono, all)) {
        append(model::records::session_refused{std::move(each.cause), each.count},
               {{}, {}, std::move(each.source)});
    }
}

/// A log-on is written with the first call, which tells what program it is.
void engine::record_logon(model::session_id id, session& s, const model::calls::hello* first) {
    if (std::exchange(s.recorded, true)) {
        return;
    }
    model::records::session_opened record{id, {}, {}, s.tls};
    if (first != nullptr) {
        record.program = cut(first->program);
        record.version = cut(first->version);
    }
    append(std::move(record), {s.principal_name, s.default_user, s.source, s.target});
}

void engine::on(const model::inputs::session_closed& in) {
    const auto gone = sessions_.find(in.session);
    if (gone != sessions_.end()) {
        record_logoff(in.session, gone->second, in);
        sessions_.erase(gone);
    }
}

void engine::record_logoff(model::session_id id, session& s,
                           const model::inputs::session_closed& how) {
    record_logon(id, s, nullptr);
    append(model::records::session_closed{id, how.cause},
           {s.principal_name, s.default_user, s.source, s.target, now_.mono - s.since, how.bytes_in,
            how.bytes_out});
}

void engine::log_all_off(const std::string& cause) {
    for (auto& [id, s] : sessions_) {
        record_logoff(id, s, {id, cause});
    }
    sessions_.clear();
}

}  // namespace iaq::engine
