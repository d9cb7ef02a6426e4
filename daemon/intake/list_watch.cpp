#include "intake/list_watch.hpp"

#include "observe/log.hpp"
#include "tls/server_profile.hpp"

namespace iaq::intake {

using observe::event;
using observe::plain;

namespace {

constexpr nanoseconds a_day = std::chrono::hours{24};
constexpr nanoseconds ours_is_late = 14 * a_day;  // before it ends: time to ask for a new one

}  // namespace

bool list_watch::is_news(told& before, state is, utc_time now) {
    const bool news = is != state::good && (is != before.last || now - before.at >= a_day);
    before = news ? told{is, now} : told{is, before.at};
    return news;
}

void list_watch::look(const tls::server_profile* profile, utc_time now) {
    if (profile == nullptr) {
        return;
    }
    const auto until = profile->until();
    const auto ours = now >= until                  ? state::over
                      : now >= until - ours_is_late ? state::late
                                                    : state::good;
    if (is_news(ours_, ours, now)) {
        observe::say(event::intake_certificate_ends, {plain{rfc3339(until)}});
    }
    const auto times = profile->clients().lists();
    if (!times) {
        return;
    }
    const auto lists = now >= times->use_until     ? state::over
                       : now >= times->next_update ? state::late
                                                   : state::good;
    if (is_news(lists_, lists, now)) {
        observe::say(
            lists == state::over ? event::revocation_list_over : event::revocation_list_late,
            {plain{rfc3339(times->next_update)}, plain{rfc3339(times->use_until)}});
    }
}

}  // namespace iaq::intake
