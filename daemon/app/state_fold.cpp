#include "app/state_fold.hpp"

#include <utility>

namespace iaq::app {

state_fold::state_fold(std::string environment, passed_over over)
    : environment_(std::move(environment)),
      over_(std::move(over)),
      fold_(environment_, over_,
            {[this](const model::record& entry) { return known_.apply(entry); },
             [this](model::sequence number, const std::string& inquiry_id) {
                 known_.pass_over(number, inquiry_id);
             }}) {}

bool state_fold::restore(std::string_view state) {
    auto read = engine::state::restore(state);
    if (read) {
        known_ = std::move(*read);
    }
    return read.has_value();
}

result<void, std::string> state_fold::take(model::sequence number, std::string_view record) {
    return fold_.take(number, record);
}

result<void, std::string> state_fold::take_closed(const journal::closed_record& closed) {
    return known_.apply_closed(closed.number, closed.kind, utc_time{nanoseconds{closed.utc_ns}});
}

}  // namespace iaq::app
