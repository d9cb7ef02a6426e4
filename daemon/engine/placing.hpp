#pragma once

#include "correlation/match.hpp"
#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"

#include <string>
#include <utility>
#include <vector>

/// What operators do about the messages of the switch.
namespace iaq::engine {

/// Lists what no rule could place, gives it to an inquiry, takes a wrong match back, says what a
/// message is. Each but the list by a record that says who and why. Lifetime: within one call.
class placing {
public:
    explicit placing(engine& in) : in_(in) {}

    void list(const asking& a, const model::calls::unmatched& call);
    /// How many wait that concern the caller's ORIs.
    [[nodiscard]] std::uint64_t count(const asking& a) const;
    // Requires: the caller may operate and has given a reason.
    void assign(const asking& a, const model::calls::operate& call);
    void withdraw(const asking& a, const model::calls::operate& call);
    void classify(const asking& a, const model::calls::operate& call);

private:
    // placing.cpp
    [[nodiscard]] bool may_see(const asking& a, const correlation::reply& reply) const;
    [[nodiscard]] model::answers::unmatched_row row_of(const asking& a,
                                                       const correlation::reply& reply) const;
    [[nodiscard]] std::vector<model::inquiry_index> candidates_for(const correlation::reply& reply,
                                                                   const model::heard& said) const;
    [[nodiscard]] model::answers::candidate view(const correlation::reply& reply,
                                                 const model::heard& said,
                                                 model::inquiry_index i) const;
    /// Returns why the message cannot belong to the inquiry, or nothing.
    [[nodiscard]] std::string why_not(const correlation::reply& reply, const model::heard& said,
                                      model::inquiry_index i) const;

    // judging.cpp
    /// Returns the message when the caller may see it; else nullptr, and the answer is given.
    [[nodiscard]] const correlation::reply* find_visible(const asking& a, model::sequence record);
    /// The same for one that is with an inquiry, as the call says if it does.
    [[nodiscard]] const correlation::reply* find_placed(const asking& a,
                                                        const model::calls::operate& call);
    /// How it counts with the inquiry, as a person says or else as the machine reads it.
    [[nodiscard]] correlation::reading read_as(model::classification said_to_be,
                                               const model::heard& said,
                                               model::inquiry_index i) const;
    /// As which a person's word has it told anew.
    [[nodiscard]] correlation::placed_reply retold(const correlation::placed_reply& was,
                                                   model::classification said_to_be,
                                                   model::inquiry_index i) const;
    void refuse(const asking& a, std::string why, std::string field);
    /// What waits for the switch only on account of what was just taken back does not any more.
    void follow_line(model::inquiry_index i);

    engine& in_;
};

/// Returns the messages that were taken back and for which no record says yet that they are
/// nobody's: a crash came between the two.
std::vector<model::sequence> left_loose(const correlation::book& inquiries);
/// Returns the record that makes such a message one that no rule could place.
model::records::unmatched loosened(const correlation::book& inquiries,
                                   const correlation::reply& reply, std::string_view taken_from);

}  // namespace iaq::engine
