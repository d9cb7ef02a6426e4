#pragma once

#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "model/call.hpp"

#include <optional>
#include <string>

/// Deliveries said again to a consumer that lost them, on an operator's demand. Nothing of it
/// touches the wire, and no cursor but the replay's own moves.
namespace iaq::engine {

/// A replay stands until the consumer has taken all of it, however often it connects anew, or until
/// a person gives it up. What is new comes first. Lifetime: within one call or step.
class replaying {
public:
    explicit replaying(engine& in) : in_(in) {}

    // Requires: the caller may operate and has given a reason.
    void begin(const asking& a, const model::calls::operate& call);
    void end(const asking& a, const model::calls::operate& call);

    /// The consumer has stored what a replay said again, up to there.
    void take(const asking& a, const std::string& consumer,
              const delivery::cursor_space::place& upto);
    /// Says what is owed of a replay, as far as there is room for it.
    void push(model::session_id id, session& s);
    /// Ends the replays of which nothing is left to say: it was shredded, dropped or withdrawn.
    void end_empty();

private:
    using posted = delivery::posted;
    using consumer_name = delivery::consumer_name;

    /// Returns the consumer that is meant; else nothing, and the answer is given.
    [[nodiscard]] std::optional<consumer_name> find_consumer(const asking& a,
                                                             const model::calls::operate& call);
    [[nodiscard]] const model::principal_settings* settings_of(const std::string& principal) const;
    /// Returns the next delivery of the replay behind `upto` that the principal is told, or
    /// nullptr.
    [[nodiscard]] const posted* next_of(const delivery::replay& of, model::cursor upto,
                                        const model::principal_settings& who) const;
    [[nodiscard]] std::uint64_t count(const delivery::replay& of, model::cursor upto,
                                      const model::principal_settings& who) const;
    void record_end(const consumer_name& whose, bool given_up, const actor& by);

    engine& in_;
};

}  // namespace iaq::engine
