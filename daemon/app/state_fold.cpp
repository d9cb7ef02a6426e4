#include "app/state_fold.hpp"

#include "contract/records.hpp"

#include <utility>
#include <variant>

namespace iaq::app {

void state_fold::reset() { known_ = {}; }

bool state_fold::restore(std::string_view state) {
    auto read = engine::state::restore(state);
    if (read) {
        known_ = std::move(*read);
    }
    return read.has_value();
}

result<void, std::string> state_fold::take(model::sequence, std::string_view record) {
    IAQ_TRY(const auto entry, contract::decode(record));
    if (const auto* const begun = std::get_if<model::records::started>(&entry.body)) {
        if (begun->environment != environment_) {
            other_environment_ = true;
            return "the journal is of environment " + begun->environment +
                   "; give each environment a state_dir of its own";
        }
    }
    return known_.apply(entry);
}

result<void, std::string> state_fold::take_closed(const journal::closed_record&) {
    return std::string{
        "is sealed, and no key that is there opens it; give the journal's master key, or restore "
        "the segment's .key file from a backup"};
}

}  // namespace iaq::app
