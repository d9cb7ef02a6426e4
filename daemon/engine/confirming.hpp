#pragma once

#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "model/call.hpp"
#include "model/clocks.hpp"
#include "model/ids.hpp"
#include "model/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace iaq::engine {

/// Serves what readers say of the messages of the switch: that a person has read one, or that it
/// was passed on. Each by a record that says who; the first ends the reply's unseen clocks.
/// Lifetime: within one call.
class confirming {
public:
    confirming(engine& in, const asking& by) : in_(in), by_(by) {}

    void serve(const model::calls::seen& call);
    void serve(const model::calls::disseminated& call);

private:
    /// A delivery's inquiry and message.
    struct told {
        model::inquiry_index inquiry = model::inquiry_index::none;
        model::sequence reply = model::sequence::none;
    };
    [[nodiscard]] bool may_read();
    /// Returns what the delivery told of. Nothing when the caller may not see it, or it told of no
    /// message; then the answer is given.
    [[nodiscard]] std::optional<told> find(const std::string& inquiry_id,
                                           std::string_view event_id);
    /// False when nothing more can be written to the inquiry; then the answer is given.
    [[nodiscard]] bool can_be_written(model::inquiry_index i);
    /// Whether the caller did it.
    [[nodiscard]] bool is_mine(const correlation::deed& d) const;
    [[nodiscard]] std::optional<model::sequence> seen_before(const told& what) const;
    [[nodiscard]] std::optional<model::sequence> passed_on_before(
        const told& what, const model::acts::disseminated& how) const;
    void write(model::inquiry_index i, model::records::body body);

    engine& in_;
    const asking& by_;
};

/// Returns when a reply that is told as this kind at `now` is told again, unless somebody confirms
/// to have read it: never for one that is neither answer nor follow-up.
model::records::unseen_due unseen_from(utc_time now, model::delivery_kind kind,
                                       const model::order& order);

}  // namespace iaq::engine
