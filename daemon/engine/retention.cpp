#include "engine/retention.hpp"

#include "base/assert.hpp"
#include "engine/engine.hpp"
#include "engine/replaying.hpp"

#include <algorithm>

/// Retention: chosen here, made ready by the journal, recorded, and only then put in force.
namespace iaq::engine {

using model::sequence;

namespace {
constexpr nanoseconds look_every = 1h;
constexpr nanoseconds leap_min = std::chrono::hours{24 * 31};
}  // namespace

bool has_leapt(utc_time last_record, utc_time now) {
    return last_record != utc_time{} && now - last_record > leap_min;
}

/// A clock that steps while we run moves nothing, and one that was ahead once and is right again
/// counts as it is now.
utc_time engine::age_clock() const { return std::min(driven(), now_.utc); }

drop_choice choose_drop(const model::journal_segments& there, const model::settings& how,
                        const state& known, utc_time now) {
    const auto old_at = std::max(how.retention_age, how.retention_min);
    const auto held_by_age = known.first_held(now, old_at);
    const auto held_by_size = known.first_held(now, how.retention_min);
    auto left = there.open_bytes;
    for (const auto& each : there.closed) {
        left += each.bytes;
    }
    drop_choice choice;
    for (std::size_t i = 0; i < there.closed.size(); ++i) {
        const auto& each = there.closed[i];
        const bool is_last = i + 1 == there.closed.size();
        const auto behind = is_last ? there.open : there.closed[i + 1].first;
        const auto may_go = [&](nanoseconds age, sequence held) {
            return each.closed_at + age <= now && behind <= held;
        };
        const bool too_old = how.retention_age > nanoseconds{0} && may_go(old_at, held_by_age);
        const bool too_much = how.retention_bytes > 0 && left > how.retention_bytes &&
                              may_go(how.retention_min, held_by_size);
        if (!too_old && !too_much) {
            break;
        }
        choice.first_kept = behind;
        left -= each.bytes;
    }
    choice.over_size = how.retention_bytes > 0 && left > how.retention_bytes;
    return choice;
}

void engine::on(const model::inputs::segments_changed& in) {
    retention_.there = in.now;
    retention_.next_look = now_.mono;
}

bool engine::may_look_at_retention() const {
    return !retention_.made_ready && !shredding_ && !stopping_ && !retention_.clock_leapt &&
           !retention_.there.closed.empty();
}

void engine::look_at_retention() {
    if (retention_.next_look > now_.mono || !may_look_at_retention()) {
        return;
    }
    retention_.next_look = now_.mono + look_every;
    if (retention_.there.closed.front().first < state_.first_kept()) {
        commit_drop();  // a crash cut it short
        return;
    }
    const auto choice =
        choose_drop(retention_.there, given_.in_force.settings, state_, age_clock());
    stand("journal_over_size", {}, choice.over_size);
    // The base rests on the tree under a signed head.
    if (choice.first_kept != sequence::none && choice.first_kept <= next(state_.last_head())) {
        retention_.made_ready = choice.first_kept;
        say(model::actions::prepare_drop{choice.first_kept});
    }
}

/// Meanwhile an inquiry may have been put on legal hold, or moved.
void engine::on(const model::inputs::drop_prepared& in) {
    if (retention_.made_ready != in.first_kept) {
        return;
    }
    retention_.made_ready.reset();
    retention_.next_look = now_.mono + look_every;
    if (in.base_sha256.empty()) {
        return;  // it could not be made ready; the journal has said why
    }
    const auto choice =
        choose_drop(retention_.there, given_.in_force.settings, state_, age_clock());
    if (stopping_ || shredding_ || choice.first_kept < in.first_kept) {
        say(model::actions::abandon_drop{in.first_kept});
        return;
    }
    const auto& book = state_.inquiries();
    const auto gone = std::ranges::count_if(
        book.all(), [&](auto i) { return book.at(i).admitted < in.first_kept; });
    append_forgetting(model::records::segments_dropped{in.first_kept, in.base_sha256,
                                                       static_cast<std::uint64_t>(gone)});
    for (auto& l : lines_) {
        l.forget([&](auto i) { return !book.holds(i); });
    }
    replaying{*this}.end_empty();
    commit_drop();
}

/// Under a head over the record, so that nobody can say later that the front is missing.
void engine::commit_drop() {
    append(model::records::checkpoint_due{next(state_.last())});
    say(model::actions::commit_drop{state_.first_kept()});
    retention_.there = {};
}

/// Appends a record with which deliveries vanish from the stream, and replies from the book: every
/// subscription keeps its place by cursor.
sequence engine::append_forgetting(model::records::body body, const actor& who) {
    std::vector<std::pair<session::subscription*, model::cursor>> places;
    for (auto& [id, s] : sessions_) {
        if (s.stream) {
            const auto place = s.stream->place;
            places.emplace_back(
                &*s.stream, place == 0 ? model::cursor{} : state_.mail().stream()[place - 1].at);
        }
    }
    const auto recorded = append(std::move(body), who);
    for (const auto& [stream, upto] : places) {
        stream->place = state_.mail().after(upto);
    }
    std::erase_if(fingerprints_, [&](const auto& known) {
        return state_.inquiries().find_reply(known.first) == nullptr;
    });
    return recorded;
}

}  // namespace iaq::engine
