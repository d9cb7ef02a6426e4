#include "switch_sim/mailbox.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace iaq::switch_sim {

nanoseconds dice::within(const delay& d) {
    const auto span = static_cast<std::uint64_t>((d.most - d.least) / 1ms);
    return span == 0 ? d.least : d.least + static_cast<std::int64_t>(below(span + 1)) * 1ms;
}

void mailbox::post(letter l, mono_time due) {
    l.box = this;
    waiting_.emplace(due, std::move(l));
}

void mailbox::put_back(letter l) { ready_.push_front(std::move(l)); }

void mailbox::gather(letter l, mono_time now, const shuffle& how) {
    if (how.how == shuffle::kind::none || l.told->does != deed::answer) {
        ready_.push_back(std::move(l));
        return;
    }
    if (gathered_.empty()) {
        gathered_since_ = now;
    }
    gathered_.push_back(std::move(l));
}

void mailbox::release(const shuffle& how, dice& chance) {
    if (how.how == shuffle::kind::swap) {
        std::ranges::reverse(gathered_);
    } else {
        for (std::size_t left = gathered_.size(); left > 1; --left) {
            std::swap(gathered_[left - 1], gathered_[chance.below(left)]);
        }
    }
    std::ranges::move(gathered_, std::back_inserter(ready_));
    gathered_.clear();
}

std::optional<letter> mailbox::take(mono_time now, const shuffle& how, dice& chance) {
    while (!waiting_.empty() && waiting_.begin()->first <= now) {
        gather(std::move(waiting_.begin()->second), now, how);
        waiting_.erase(waiting_.begin());
        if (gathered_.size() >= how.group) {
            release(how, chance);
        }
    }
    if (!gathered_.empty() && now - gathered_since_ >= how.patience) {
        release(how, chance);
    }
    if (ready_.empty()) {
        return std::nullopt;
    }
    auto first = std::move(ready_.front());
    ready_.pop_front();
    return first;
}

std::optional<mono_time> mailbox::next_due(mono_time now, const shuffle& how) const {
    if (!ready_.empty()) {
        return now;
    }
    std::optional<mono_time> next;
    if (!waiting_.empty()) {
        next = waiting_.begin()->first;
    }
    if (!gathered_.empty()) {
        const auto flush = gathered_since_ + how.patience;
        next = next ? std::min(*next, flush) : flush;
    }
    return next;
}

}  // namespace iaq::switch_sim
