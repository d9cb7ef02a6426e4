#pragma once

#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "engine/submission.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"
#include "policy/judge.hpp"
#include "policy/life.hpp"

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
    void serve(const model::calls::manual& call);

private:
    [[nodiscard]] bool may_act();
    /// Whether the caller did it.
    [[nodiscard]] bool is_mine(const correlation::deed& d) const;
    model::sequence write(model::inquiry_index i, const model::acts::act& act);
    void done(model::inquiry_index i, model::sequence at, const model::acts::act& what);

    // What changes it (changing.cpp).
    void change(model::inquiry_index i, const model::acts::update& with);
    void end_contact(model::inquiry_index i, model::acts::contact_ended ended);
    bool answer_repeated(model::inquiry_index i, const model::acts::act& what);
    bool can_change(model::inquiry_index i, const model::acts::act& what);
    void tell(model::inquiry_index i, model::sequence at, std::vector<model::notice> advisories,
              std::vector<model::notice> notices);
    void let_go(model::inquiry_index i, const model::acts::contact_ended& ended,
                const model::inquiry_request& before, const policy::life& life);
    void judge_change(model::inquiry_index i, const model::acts::act& what,
                      const model::inquiry_request& before, const model::inquiry_request& after,
                      const policy::life& life);
    [[nodiscard]] bool stands_so(model::inquiry_index i, const policy::verdict& verdict,
                                 const model::records::judgement& comes_to) const;
    void refuse_change(const policy::verdict& verdict, const std::string& person_digest);
    bool can_wait(model::inquiry_index i, const model::inquiry_request& request,
                  model::records::judgement& comes_to);
    void record_change(model::inquiry_index i, const model::acts::act& what,
                       model::records::judgement comes_to);

    // Keyed by hand (keyed_by_hand.cpp).
    bool may_be_written(const model::calls::manual& call);
    void record_for(model::inquiry_index i, const model::calls::manual& call);
    void record_new(const model::calls::manual& call);
    void record_again(model::inquiry_index bound, const model::calls::manual& call);
    void tell_keyed(model::inquiry_index i, model::sequence at);
    void refuse_protected(const policy::verdict& verdict, const std::string& person_digest,
                          const model::calls::manual& call);

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
