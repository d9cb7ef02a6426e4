#include "journal/read_ahead.hpp"

namespace iaq::journal {
namespace {

// Enough that waking the other thread costs nothing, little enough to stay in the cache.
constexpr std::size_t batch_bytes = 256UL * 1024;
constexpr std::size_t batch_items = 1024;

}  // namespace

bool read_ahead::put(model::sequence number, std::string_view record) {
    auto& to = filling();
    to.items.push_back({{number, 0, 0}, true, to.bytes.size(), record.size()});
    to.bytes += record;
    return hand_over_when_full();
}

bool read_ahead::put_closed(const closed_record& closed) {
    filling().items.push_back({closed, false, 0, 0});
    return hand_over_when_full();
}

bool read_ahead::hand_over_when_full() {
    const auto& batch = filling();
    return (batch.bytes.size() < batch_bytes && batch.items.size() < batch_items) || hand_over();
}

bool read_ahead::hand_over() {
    std::unique_lock guard{lock_};
    ++filled_;
    changed_.notify_all();
    changed_.wait(guard, [this] { return given_up_ || filled_ - done_ < batches_max; });
    filling().items.clear();
    filling().bytes.clear();
    return !given_up_;
}

void read_ahead::end() {
    const bool some_left = !filling().items.empty();
    const std::lock_guard guard{lock_};
    filled_ += some_left ? 1 : 0;
    ended_ = true;
    changed_.notify_all();
}

const read_batch* read_ahead::next() {
    std::unique_lock guard{lock_};
    done_ += reading_ ? 1 : 0;
    changed_.notify_all();
    changed_.wait(guard, [this] { return ended_ || filled_ > done_; });
    reading_ = filled_ > done_;
    return reading_ ? &ring_[done_ % batches_max] : nullptr;
}

void read_ahead::give_up() {
    const std::lock_guard guard{lock_};
    given_up_ = true;
    changed_.notify_all();
}

}  // namespace iaq::journal
