#include "app/record_fold.hpp"

#include "contract/records.hpp"

namespace iaq::app {

result<void, std::string> record_fold::take(model::sequence number, std::string_view bytes) {
    if (const auto given_up = over_.find(number); given_up != over_.end()) {
        into_.pass_over(number, given_up->second);
        return boost::outcome_v2::success();
    }
    auto followed = follow(bytes);
    if (!followed) {
        if (!halted_) {
            halted_.emplace();
        }
        halted_->at = number;
        halted_->inquiry_id = contract::inquiry_named_in(bytes);
        halted_->error = followed.error();
        halted_->newer = contract::may_be_newer(bytes);
    }
    return followed;
}

result<void, std::string> record_fold::follow(std::string_view bytes) {
    IAQ_TRY(const auto entry, contract::decode(bytes));
    if (const auto* const begun = std::get_if<model::records::started>(&entry.body)) {
        if (begun->environment != environment_) {
            halted_.emplace().foreign_environment = true;
            return "the journal is of environment " + begun->environment +
                   "; give each environment a state_dir of its own";
        }
    }
    return into_.apply(entry);
}

result<void, std::string> note_quarantine(std::string_view bytes, passed_over& named) {
    IAQ_TRY(const auto found, contract::quarantine_in(bytes));
    if (found) {
        named.emplace(found->number, found->inquiry_id);
    }
    return boost::outcome_v2::success();
}

bool widen(passed_over& over, const passed_over& by) {
    const auto before = over.size();
    over.insert(by.begin(), by.end());
    return over.size() != before;
}

}  // namespace iaq::app
