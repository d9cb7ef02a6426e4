#include "journal/housekeeper.hpp"

#include "journal/quiet_thread.hpp"
#include "observe/log.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace iaq::journal {
namespace {

constexpr std::uint64_t sync_every = 4ULL * 1024 * 1024;
constexpr std::uint64_t sidecar_room = 4096;  // one that wraps its root alone is far smaller
constexpr int low_priority = 10;              // of nice(2)
constexpr auto look_again = std::chrono::milliseconds{1000};
constexpr auto pause_piece = std::chrono::seconds{1};
constexpr auto look_for_stop = std::chrono::milliseconds{20};

}  // namespace

housekeeper::housekeeper(disk& on, const layout& where, const wanted& what, companions with,
                         listeners tell)
    : disk_(on),
      layout_(where),
      segment_bytes_(what.segment_bytes),
      seals_(what.seals),
      tell_(std::move(tell)),
      reserve_(what.has_reserve ? state::ready : state::absent),
      snapshots_(std::move(with.snapshots)),
      drops_(std::move(with.drops)) {
    if (what.scrub_period > std::chrono::nanoseconds{0}) {
        scrub_.emplace(disk_, layout_, what.scrub_period);
    }
}

housekeeper::~housekeeper() {
    stop();
    delete due_.exchange(nullptr);
    delete drop_.exchange(nullptr);
}

std::uint64_t housekeeper::reserve_bytes(std::uint64_t segment_bytes) {
    return std::min(segment_bytes, reserve_bytes_max);
}

void housekeeper::start() {
    thread_ = quiet_thread("iaq-housekeeper", [this] { run(); });
}

void housekeeper::stop() {
    stop_ = true;
    calls_.ring();
    if (thread_.joinable()) {
        thread_.join();
    }
}

source housekeeper::take() {
    auto ready = state::ready;
    if (next_.compare_exchange_strong(ready, state::taken)) {
        return source::prepared;
    }
    ready = state::ready;
    return reserve_.compare_exchange_strong(ready, state::taken) ? source::reserve : source::fresh;
}

void housekeeper::ask() {
    for (auto* const zeros : {&next_, &reserve_}) {
        auto taken = state::taken;
        zeros->compare_exchange_strong(taken, state::absent);
    }
    calls_.ring();
}

void housekeeper::ask_drop(drop_step next) {
    delete drop_.exchange(new drop_step{next});
    calls_.ring();
}

void housekeeper::close_segment(snapshot_due due) {
    segments_changed_ = true;
    if (!snapshots_) {
        calls_.ring();
        return;
    }
    const std::unique_ptr<snapshot_due> waiting{due_.exchange(nullptr)};
    if (waiting) {
        std::ranges::move(waiting->tiles, std::back_inserter(due.tiles));
    }
    due_ = std::make_unique<snapshot_due>(std::move(due)).release();
    calls_.ring();
}

std::vector<std::string> housekeeper::take_unsynced() {
    const std::unique_ptr<snapshot_due> due{due_.exchange(nullptr)};
    if (!snapshots_) {
        return {};
    }
    if (due) {
        snapshots_->keep_unsynced(std::move(due->tiles));
    }
    return snapshots_->take_unsynced();
}

result<void, trouble> housekeeper::forget_before(model::sequence now) {
    return snapshots_ ? snapshots_->forget_before(now) : boost::outcome_v2::success();
}

void housekeeper::make_snapshot() {
    const std::unique_ptr<snapshot_due> due{due_.exchange(nullptr)};
    if (due) {
        if (auto made = snapshots_->make(std::move(*due), stop_); !made) {
            fail(std::move(made).error());
        }
    }
}

void housekeeper::tell_segments() {
    if (tell_.segments_changed && segments_changed_.exchange(false)) {
        tell_.segments_changed(drops_->look());
    }
}

void housekeeper::take_drop_step() {
    const std::unique_ptr<drop_step> next{drop_.exchange(nullptr)};
    if (!next) {
        return;
    }
    result<void, trouble> done = boost::outcome_v2::success();
    switch (next->what) {
        case drop_step::kind::prepare: done = prepare_drop(next->first_kept); break;
        case drop_step::kind::abandon:
            done = drops_->abandon(next->first_kept);
            made_ready_.reset();
            break;
        case drop_step::kind::commit:
            made_ready_.reset();
            done = drops_->drop(next->first_kept);
            segments_changed_ = true;
            break;
    }
    if (!done) {
        fail(std::move(done).error());
    }
}

/// What hinders it without harm to the journal is told, and tried again later.
result<void, trouble> housekeeper::prepare_drop(model::sequence first_kept) {
    auto digest = drops_->prepare(first_kept, stop_);
    const bool ends = !digest && !digest.error().lacks_space &&
                      (digest.error().what == trouble::kind::damaged ||
                       digest.error().what == trouble::kind::unwritable);
    if (ends) {
        return std::move(digest).error();
    }
    if (!digest && !stop_) {
        observe::say(observe::event::drop_failed,
                     {first_kept, observe::plain{digest.error().text}});
    }
    if (digest) {
        made_ready_ = first_kept;
    }
    tell_.drop_prepared(first_kept, digest ? std::move(digest).value() : std::string{});
    return boost::outcome_v2::success();
}

result<void, trouble> housekeeper::take_back_drop() {
    const auto ready = std::exchange(made_ready_, std::nullopt);
    return ready ? drops_->abandon(*ready) : boost::outcome_v2::success();
}

std::optional<trouble> housekeeper::failure() const { return failed_ ? failure_ : std::nullopt; }

void housekeeper::run() {
    // On Linux this is the thread's own; without the right to it we go on at normal priority.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, low_priority));
    while (!stop_ && !failed_) {
        if (!look_after()) {
            wait_for_room();
        } else if (!failed_ && !segments_changed_) {
            scrub_or_sleep();
        }
    }
}

bool housekeeper::look_after() {
    tell_segments();
    take_drop_step();
    // The next segment first; without a reserve behind it the room counts as short all the same,
    // for a disk that fills up then would find us unprepared.
    const bool has_room = !failed_ && fill(next_, layout_.next, segment_bytes_) &&
                          fill(reserve_, layout_.reserve, reserve_bytes(segment_bytes_));
    if (has_room) {
        tell_space(false);
        make_snapshot();
    }
    return has_room;
}

bool housekeeper::turn() {
    const bool has_room = !failed_ && look_after();
    return !failed_ && (segments_changed_ || drop_ != nullptr || (has_room && due_ != nullptr));
}

result<bool> housekeeper::prepare(const std::string& path, std::uint64_t bytes) {
    if (seals_) {
        const auto spare =
            prepare_zeros(disk_, spare_sidecar(path), sidecar_room, sidecar_room, stop_);
        if (!spare && spare.error() != boost::system::errc::file_exists) {
            return spare.error();
        }
    }
    return prepare_zeros(disk_, path, bytes, sync_every, stop_);
}

bool housekeeper::fill(std::atomic<state>& zeros, const std::string& path, std::uint64_t bytes) {
    if (zeros != state::absent) {
        return true;
    }
    const auto made = prepare(path, bytes);
    if (made) {
        if (made.value()) {
            zeros = state::ready;
        }
        return made.value();
    }
    if (is_lack_of_space(made.error())) {
        // What was written of it is room that the records may need.
        static_cast<void>(disk_.remove(path).has_value());
        static_cast<void>(disk_.remove(spare_sidecar(path)).has_value());
        tell_space(true);
        return false;
    }
    fail(system_trouble(trouble::kind::unwritable, "prepare", path, made.error()));
    return false;
}

void housekeeper::fail(trouble why) {
    failure_ = std::move(why);
    failed_ = true;
    tell_.failed();
}

/// A pause is slept in pieces: an ask begins the piece anew, so that a long one is never slept
/// through, and asks have to come faster than pieces to hold up the scrub.
void housekeeper::scrub_or_sleep() {
    if (!scrub_) {
        calls_.wait();
        return;
    }
    if (pause_ > std::chrono::nanoseconds{0}) {
        const auto piece = std::min<std::chrono::nanoseconds>(pause_, pause_piece);
        pause_ -= calls_.wait_for(piece) ? std::chrono::nanoseconds{0} : piece;
        return;
    }
    auto stepped = scrub_->step();
    if (stepped) {
        pause_ = stepped.value();
    } else {
        fail(std::move(stepped).error());
    }
}

void housekeeper::tell_space(bool is_short) {
    if (std::exchange(short_, is_short) == is_short) {
        return;
    }
    observe::say(
        is_short ? observe::event::journal_space_short : observe::event::journal_space_back, {});
    if (tell_.space_short) {
        tell_.space_short(is_short);
    }
}

void housekeeper::wait_for_room() {
    for (auto waited = look_for_stop; waited < look_again && !stop_ && !failed_;
         waited += look_for_stop) {
        std::this_thread::sleep_for(look_for_stop);
    }
}

}  // namespace iaq::journal
