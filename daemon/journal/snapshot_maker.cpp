#include "journal/snapshot_maker.hpp"

#include "journal/newest_fold.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <iterator>

namespace iaq::journal {

using boost::outcome_v2::success;

void snapshot_maker::keep_unsynced(std::vector<std::string> tiles) {
    std::ranges::move(tiles, std::back_inserter(unsynced_));
}

result<void, trouble> snapshot_maker::make(snapshot_due due, const std::atomic<bool>& stop) {
    keep_unsynced(std::exchange(due.tiles, {}));
    const auto there = store_.list();
    if (!there.empty() && there.front() >= due.last) {
        return success();
    }
    const auto into = how_.fold();
    auto made = fold(*into, due, stop);
    if (made && into->check()) {
        made = or_without_room(write(*into, due), due.last);
    }  // else it was shredded while it was read: the next snapshot is of the state since
    const bool goes_on = !made && made.error().what != trouble::kind::damaged &&
                         made.error().what != trouble::kind::unwritable;
    if (goes_on && !stop) {
        observe::say(observe::event::snapshot_failed,
                     {due.last, observe::plain{made.error().text}});
    }
    return goes_on ? success() : made;
}

result<void, trouble> snapshot_maker::write(const folding& of, const snapshot_due& due) {
    IAQ_TRY(sync_tiles(disk_, layout_.root, unsynced_));
    unsynced_.clear();
    IAQ_TRY(store_.write({due.journal_id, due.last, how_.version, due.edge},
                         [&](canonical& out) { of.describe(out); }));
    return due.last < forgets_before_.load() ? store_.remove({due.last}) : success();
}

/// Whoever comes second, the writer here or the housekeeper in `write`, removes it.
result<void, trouble> snapshot_maker::forget_before(model::sequence now) {
    forgets_before_ = now;
    auto all = store_.list();
    std::erase_if(all, [&](auto last) { return last >= now; });
    return store_.remove(all);
}

result<void, trouble> snapshot_maker::fold(folding& into, const snapshot_due& due,
                                           const std::atomic<bool>& stop) {
    std::vector<model::sequence> useless;
    IAQ_TRY(
        fold_closed({disk_, layout_, keys_, store_, how_.version}, due.last, into, stop, useless));
    return store_.remove(useless);
}

}  // namespace iaq::journal
