#pragma once

#include "base/result.hpp"
#include "model/record.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

/// One fold over a journal's records, with those that it passes over.
namespace iaq::app {

/// Records that every fold passes over, and the inquiry of each; empty when it cannot be told.
using passed_over = std::map<model::sequence, std::string>;

/// Where a fold came to a halt.
struct halt {
    model::sequence at = model::sequence::none;
    std::string inquiry_id, error;
    bool foreign_environment = false;  // the journal is of the other environment
    bool newer = false;                // a newer daemon may have written the record
};

class record_fold {
public:
    /// What the records are folded into.
    struct target {
        std::function<result<void, std::string>(const model::record&)> apply;
        std::function<void(model::sequence, const std::string&)> pass_over;
    };

    /// Lifetime: `environment` and `over` outlive it.
    record_fold(const std::string& environment, const passed_over& over, target into)
        : environment_(environment), over_(over), into_(std::move(into)) {}

    /// Folds one record in, or passes over it. Errors: why it cannot follow; `halted` says more.
    result<void, std::string> take(model::sequence number, std::string_view bytes);

    [[nodiscard]] const std::optional<halt>& halted() const { return halted_; }

private:
    result<void, std::string> follow(std::string_view bytes);

    const std::string& environment_;
    const passed_over& over_;
    target into_;
    std::optional<halt> halted_;
};

/// Notes the record that `bytes` quarantine, if they do. Errors: as `contract::decode`.
result<void, std::string> note_quarantine(std::string_view bytes, passed_over& named);

/// Adds what is new; returns whether anything was.
bool widen(passed_over& over, const passed_over& by);

}  // namespace iaq::app
