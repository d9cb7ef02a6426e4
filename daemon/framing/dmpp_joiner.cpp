#include "framing/dmpp_joiner.hpp"

#include <utility>

namespace iaq::framing::dmpp {

joiner::outcome joiner::take(block b) {
    if (is_last(b.does)) {
        return open_ ? take_end(b) : take_only(std::move(b));
    }
    end_.reset();
    const bool belongs = open_ && open_->validation == b.validation;
    const bool begins_again = belongs && open_->lost && b.data == open_->first;
    if (!belongs || begins_again) {
        open_ = unfinished{.validation = b.validation, .first = b.data};
    }
    keep(b);
    const bool asks = b.does == function::data_more_ack;
    return asks && open_->lost ? outcome{*open_->lost} : incomplete{};
}

void joiner::keep(const block& b) {
    if (!open_->lost && open_->bytes.size() + b.data.size() > message_bytes_max_) {
        open_->lost = refusal::too_large;
        open_->bytes.clear();
    }
    if (!open_->lost) {
        open_->bytes += b.data;
    }
}

/// Only the same block: another message under its validation is none of its business.
bool joiner::is_refused_end(const block& b) {
    if (!end_ || !end_->refused || end_->validation != b.validation) {
        return false;
    }
    if (!end_->data) {
        end_->data = b.data;
    }
    return *end_->data == b.data;
}

joiner::outcome joiner::take_only(block b) {
    if (is_refused_end(b)) {
        return refusal::spoiled;
    }
    end_.reset();
    if (b.data.size() > message_bytes_max_) {
        return refusal::too_large;
    }
    return whole{b.validation, b.does == function::data_last_ack, std::move(b.data), false};
}

joiner::outcome joiner::take_end(const block& b) {
    if (open_->validation != b.validation) {
        open_.reset();
        return refusal::mixed;
    }
    keep(b);
    auto done = *std::exchange(open_, std::nullopt);
    end_ = ending{b.validation, b.data, done.lost == refusal::spoiled};
    if (done.lost) {
        return *done.lost;
    }
    return whole{b.validation, b.does == function::data_last_ack, std::move(done.bytes), true};
}

void joiner::paused() {
    if (open_ && !open_->lost) {
        open_->lost = refusal::spoiled;
    }
}

void joiner::lose() {
    if (end_) {
        end_->refused = true;
    }
}

void joiner::spoil(function does, std::uint32_t validation) {
    if (is_upkeep(does)) {
        return;
    }
    const bool belongs = open_ && open_->validation == validation;
    if (!is_known(does)) {
        // It may be anything: it breaks what is open under its number, and begins nothing.
        if (belongs) {
            open_->lost = refusal::spoiled;
        }
    } else if (!is_last(does) && does != function::coded_last && does != function::coded_last_ack) {
        auto first = belongs ? std::move(open_->first) : std::string{};
        open_ = unfinished{
            .validation = validation, .lost = refusal::spoiled, .first = std::move(first)};
    } else if (open_ && !belongs) {
        open_->lost = refusal::spoiled;
    } else if (open_) {
        end_ = ending{validation, std::nullopt, true};
        open_.reset();
    }
}

}  // namespace iaq::framing::dmpp
