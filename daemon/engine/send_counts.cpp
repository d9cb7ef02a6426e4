#include "engine/send_counts.hpp"

#include <algorithm>

namespace iaq::engine {

bool send_counts::awaits_any() const {
    return forgot_ || std::ranges::any_of(missing_, &hole::is_told);
}

void send_counts::begin() {
    for (auto& each : missing_) {
        each.is_told = false;
    }
    forgot_ = false;
}

void send_counts::begin_anew(std::uint32_t count) {
    forgot_ = awaits_any();
    missing_.clear();
    recent_.clear();
    last_ = count;
}

void send_counts::forget_oldest() {
    if (recent_.size() > remembered_max) {
        recent_.pop_front();
    }
    if (missing_.size() > remembered_max) {
        forgot_ = forgot_ || missing_.front().is_told;
        missing_.erase(missing_.begin());
    }
}

/// Takes the count out of the missing. Returns false when it is not one of them.
bool send_counts::fill(std::uint32_t count) {
    const auto found = std::ranges::find_if(missing_, [&](const hole& each) {
        return each.lacks.first <= count && count <= each.lacks.last;
    });
    if (found == missing_.end()) {
        return false;
    }
    const auto whole = *found;
    auto place = missing_.erase(found);
    if (count < whole.lacks.last) {
        place = missing_.insert(place, {{count + 1, whole.lacks.last}, whole.is_told});
    }
    if (whole.lacks.first < count) {
        missing_.insert(place, {{whole.lacks.first, count - 1}, whole.is_told});
    }
    return true;
}

send_counts::verdict send_counts::heard(std::uint32_t count, model::sequence record,
                                        const is_same& same) {
    verdict says;
    const bool awaited = awaits_any();
    const auto before = std::ranges::find(recent_, count, &known::count);
    if (before != recent_.end()) {
        if (same(before->record)) {
            says.repeats = before->record;
            return says;
        }
        begin_anew(count);
    } else if (fill(count)) {
        says.complete = awaited && !awaits_any();
    } else if (last_ == 0 || count == last_ + 1) {
        last_ = count;
    } else if (count > last_ && count - last_ - 1 <= gap_max) {
        says.gap = range{last_ + 1, count - 1};
        missing_.push_back({*says.gap});
        last_ = count;
    } else if (count > last_ || last_ - count > late_max) {
        begin_anew(count);
    }
    recent_.push_back({count, record});
    forget_oldest();
    return says;
}

}  // namespace iaq::engine
