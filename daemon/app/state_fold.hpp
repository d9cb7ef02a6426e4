#pragma once

#include "app/record_fold.hpp"
#include "engine/state.hpp"
#include "journal/folding.hpp"

#include <string>

namespace iaq::app {

/// The engine's state as the journal folds into it: records in, decoded; snapshots in and out.
class state_fold final : public journal::folding {
public:
    /// `over`: what it passes over.
    state_fold(std::string environment, passed_over over);

    void reset() override { known_ = {}; }
    [[nodiscard]] bool restore(std::string_view state) override;
    result<void, std::string> take(model::sequence number, std::string_view record) override;
    result<void, std::string> take_closed(const journal::closed_record& closed) override;
    [[nodiscard]] result<void, std::string> check() const override {
        IAQ_TRY(known_.check_announced());
        return known_.check_closed();
    }
    [[nodiscard]] journal::recorded_sidecar sidecars() const override {
        return [this](model::sequence segment) { return known_.sidecar_digest(segment); };
    }
    [[nodiscard]] model::sequence forgets_before() const override {
        return known_.last_shredding();
    }
    [[nodiscard]] model::sequence first_kept() const override { return known_.first_kept(); }
    void begin_at(model::sequence first_kept) override { known_.begin_at(first_kept); }
    void describe(canonical& out) const override { known_.describe(out); }

    /// Returns the state and gives it up.
    [[nodiscard]] engine::state release() { return std::move(known_); }
    [[nodiscard]] const std::optional<halt>& halted() const { return fold_.halted(); }

private:
    std::string environment_;
    passed_over over_;
    engine::state known_;
    record_fold fold_;
};

}  // namespace iaq::app
