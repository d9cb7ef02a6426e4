#pragma once

#include "clocks/agenda.hpp"
#include "correlation/deeds.hpp"
#include "correlation/entry.hpp"
#include "model/answer.hpp"
#include "model/delivery.hpp"

#include <string>
#include <vector>

/// An inquiry's life in plain words, without personal data.
namespace iaq::engine {

/// Returns one step as a sentence: "attempt 2 to send it began; a byte may have left".
std::string words_for(const correlation::life_step& step,
                      const std::vector<model::answers::reply_view>& replies,
                      const std::vector<correlation::deed>& deeds);

/// Returns what a person did to it, in words.
std::string words_for(const model::acts::act& what);

/// Returns the deadlines that still stand for it.
std::vector<model::answers::clock_view> clocks_of(const correlation::entry& e,
                                                  const clocks::agenda& deadlines,
                                                  model::inquiry_index i);

/// Whether the dispatcher may key it at the state's own terminal, told by a delivery or a state.
/// `left_before`: an attempt may have reached the switch, and one more is to come.
model::by_hand by_hand_after(model::delivery_kind kind, model::inquiry_state state,
                             bool left_before);
model::by_hand by_hand_in(const correlation::entry& e);

/// Returns the delivery kind whose next step fits where the inquiry stands now.
model::delivery_kind last_kind_of(const correlation::entry& e);
model::delivery_kind kind_of_state(model::inquiry_state state, bool overdue_told);

}  // namespace iaq::engine
