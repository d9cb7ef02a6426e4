#include "journal/snapshot_maker.hpp"

#include "journal/replay.hpp"
#include "observe/log.hpp"

namespace iaq::journal {

using boost::outcome_v2::success;

result<void, trouble> snapshot_maker::make(const snapshot_due& due, const std::atomic<bool>& stop) {
    const auto there = store_.list();
    if (!there.empty() && there.front() >= due.last) {
        return success();
    }
    const auto into = how_.fold();
    auto made = fold(*into, due, stop);
    if (made && into->check()) {
        made = or_without_room(write(*into, due), due.last);
    } else if (made) {
        return success();  // shredded while it was read: the next snapshot is of the state since
    }
    const bool goes_on = !made && made.error().what != trouble::kind::damaged &&
                         made.error().what != trouble::kind::unwritable;
    if (goes_on && !stop) {
        observe::say(observe::event::snapshot_failed,
                     {due.last, observe::plain{made.error().text}});
    }
    return goes_on ? success() : made;
}

result<void, trouble> snapshot_maker::write(const folding& of, const snapshot_due& due) {
    IAQ_TRY(sync_tiles(disk_, layout_.root, due.tiles));
    IAQ_TRY(store_.write({due.journal_id, due.last, how_.version, due.edge},
                         [&](canonical& out) { of.describe(out); }));
    return due.last < forgets_before_.load() ? store_.remove({due.last}) : success();
}

/// Whoever comes second, the writer here or the housekeeper in `make`, removes it.
result<void, trouble> snapshot_maker::forget_before(model::sequence now) {
    forgets_before_ = now;
    return store_.remove_all();
}

result<void, trouble> snapshot_maker::fold(folding& into, const snapshot_due& due,
                                           const std::atomic<bool>& stop) {
    IAQ_TRY(auto from, begin_before(due.last, into));
    const visitor visit = [&](model::sequence number,
                              std::string_view record) -> result<void, std::string> {
        if (stop) {
            return std::string{"stopped"};
        }
        return into.take(number, record);
    };
    const closed_visitor visit_closed = [&](const closed_record& closed) {
        return into.take_closed(closed);
    };
    const audience to{visit, visit_closed, {}};
    IAQ_TRY(replay(disk_, layout_, keys_, to, beside::a_writer, {std::move(from), due.last}));
    return success();
}

result<beginning, trouble> snapshot_maker::begin_before(model::sequence last, folding& into) {
    IAQ_TRY(const auto places, beginnings(disk_, layout_, store_));
    for (const auto place : places) {
        if (place < last || place == places.back()) {
            auto from = begin(disk_, layout_, store_, keys_, how_.version, place, into);
            if (from || place == places.back()) {
                return from;
            }
        }
    }
    return beginning{};
}

}  // namespace iaq::journal
