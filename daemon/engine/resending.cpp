#include "base/assert.hpp"
#include "correlation/phase.hpp"
#include "engine/operating.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>

/// What goes again although the switch had it, or may have it: by the profile's rule after SM .01
/// or .04 (not forwarded), or by a person's word. Each attempt is a record before its first byte,
/// under the same reference, as every other (G2, G5).
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;
using model::answers::error_code;
using model::records::operation;

namespace {

nanoseconds resend_wait(const model::profile_retry& retry, std::uint32_t resends) {
    auto wait = retry.resend_wait;
    for (; resends > 0 && wait < retry.wait_max; --resends) {
        wait *= 2;
    }
    return std::min(wait, retry.wait_max);
}

}  // namespace

/// Returns when SM .01 or .04, heard now, has the inquiry sent again by the profile's rule; zero
/// when it is for a person. One that was in doubt, or of which the LESC has said a word, always is.
utc_time engine::resend_time(inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    const auto& retry = rules_of(i).profile.retry;
    const bool is_with_the_switch = e.state == inquiry_state::acknowledged ||
                                    e.state == inquiry_state::sending ||
                                    e.state == inquiry_state::queued;
    const bool has_answer =
        std::ranges::any_of(correlation::replies_to(e), [&](model::sequence record) {
            return correlation::is_of_the_lesc(state_.inquiries().find_reply(record)->classed);
        });
    if (!is_with_the_switch || has_answer || is_at_limit(i) ||
        e.resends >= retry.resend_not_forwarded) {
        return {};
    }
    const auto at = driven() + resend_wait(retry, e.resends);
    const bool too_late = e.expires_at != utc_time{} && e.expires_at <= at;
    return too_late ? utc_time{} : at;
}

/// Returns why a person cannot do this to the inquiry now, or nothing.
std::string operating::why_not_resolve(inquiry_index i, operation what) const {
    const auto& e = in_.state_.inquiries().at(i);
    if (in_.state_.is_quarantined(e.inquiry_id)) {
        return "a record of it is in quarantine, and nothing moves it any more: submit it anew";
    }
    const auto state = model::name_of(e.state);
    if (what == operation::fail) {
        return e.state == inquiry_state::in_doubt
                   ? std::string{}
                   : fmt::format("the inquiry is {}: only one IN_DOUBT can be failed", state);
    }
    if (e.state == inquiry_state::rejected && !e.not_forwarded) {
        return "the inquiry is REJECTED for another reason than SM .01 or .04: sent again it would "
               "be rejected again; correct it and submit it anew";
    }
    if (e.state != inquiry_state::in_doubt && e.state != inquiry_state::rejected) {
        return fmt::format(
            "the inquiry is {}: only one IN_DOUBT, or not forwarded (SM .01, .04), can be sent "
            "again",
            state);
    }
    if (in_.has_expired(i)) {
        return "its send_before has passed: it does not leave any more; submit it anew";
    }
    if (in_.given_.in_force.station_of(e.asked.ori()) < 0) {
        return "no station carries its ORI any more";
    }
    return {};
}

void operating::resolve(const asking& a, const model::calls::operate& call) {
    const auto i = in_.find_own(a, call.inquiry_id);
    if (i == inquiry_index::none) {
        return;
    }
    if (auto words = why_not_resolve(i, call.what); !words.empty()) {
        in_.fail(a, error_code::conflict, std::move(words), "inquiry_id");
        return;
    }
    const auto& e = in_.state_.inquiries().at(i);
    const bool resends = call.what == operation::resend;
    const auto at = in_.append(
        model::records::inquiry_resolved{call.inquiry_id, call.what,
                                         resends ? inquiry_state::queued : inquiry_state::failed,
                                         call.reason},
        a.who, in_.state_.inquiries().origin_of(e).station);
    in_.answer(a, model::answers::done{at});
    if (resends) {
        const auto station =
            static_cast<std::size_t>(in_.given_.in_force.station_of(e.asked.ori()));
        in_.lines_[station].retries.erase(i);
        in_.enqueue(i);
        in_.pump(station);
    }
}

}  // namespace iaq::engine
