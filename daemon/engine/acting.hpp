#pragma once

#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace iaq::engine {

/// Serves what a client does to one inquiry of its own: rights first, then whether the inquiry can
/// still be acted on, then the record. Lifetime: within one call.
class acting {
public:
    acting(engine& in, const asking& by) : in_(in), by_(by) {}

    void serve(const model::calls::act& call);
    void serve(const model::calls::transfer& call);

private:
    [[nodiscard]] bool may_act();
    /// Whether the caller did it.
    [[nodiscard]] bool is_mine(const correlation::deed& d) const;
    model::sequence write(model::inquiry_index i, const model::acts::act& act);

    // Hand-over (handing_over.cpp).
    void offer(const model::calls::transfer& call);
    void accept(const std::string& transfer_id);
    [[nodiscard]] const correlation::deed* offered_before(
        const std::vector<model::inquiry_index>& handed, const model::calls::transfer& call) const;
    [[nodiscard]] bool may_take_over(model::inquiry_index i,
                                     const model::acts::transfer& offered) const;

    struct fault {
        std::string field, text;
    };
    /// Returns what is wrong with what is told, or nothing.
    [[nodiscard]] std::optional<fault> fault_in(model::inquiry_index i,
                                                const model::acts::act& what) const;
    [[nodiscard]] std::optional<fault> fault_of(model::inquiry_index i,
                                                const model::acts::note& what) const;
    [[nodiscard]] std::optional<fault> fault_of(model::inquiry_index i,
                                                const model::acts::transfer& what) const;
    [[nodiscard]] std::optional<fault> fault_of(model::inquiry_index i,
                                                const model::acts::ice_contact& what) const;
    [[nodiscard]] std::optional<fault> fault_of(model::inquiry_index i,
                                                const model::acts::consular_done& what) const;
    [[nodiscard]] std::optional<fault> in_the_future(utc_time at) const;

    /// Returns why nobody can act on it now, or nothing.
    [[nodiscard]] std::string why_not(model::inquiry_index i, const model::acts::act& what) const;
    /// Returns the record of the same act that this person did before, when this is only said
    /// again: its answer was lost.
    [[nodiscard]] std::optional<model::sequence> done_before(model::inquiry_index i,
                                                             const model::acts::act& what) const;

    engine& in_;
    const asking& by_;
};

}  // namespace iaq::engine
