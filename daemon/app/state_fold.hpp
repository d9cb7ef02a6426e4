#pragma once

#include "engine/state.hpp"
#include "journal/folding.hpp"

#include <string>

namespace iaq::app {

/// The engine's state as the journal folds into it: records in, decoded; snapshots in and out.
class state_fold final : public journal::folding {
public:
    /// Refuses the records of a journal of another environment than `environment`.
    explicit state_fold(std::string environment) : environment_(std::move(environment)) {}

    void reset() override;
    [[nodiscard]] bool restore(std::string_view state) override;
    result<void, std::string> take(model::sequence number, std::string_view record) override;
    result<void, std::string> take_closed(const journal::closed_record& closed) override;
    void describe(canonical& out) const override { known_.describe(out); }

    /// Returns the state and gives it up.
    [[nodiscard]] engine::state release() { return std::move(known_); }
    /// True when a record was refused because it is of the other environment.
    [[nodiscard]] bool is_of_other_environment() const { return other_environment_; }

private:
    std::string environment_;
    engine::state known_;
    bool other_environment_ = false;
};

}  // namespace iaq::app
