#pragma once

#include "support/site.hpp"

#include <string>
#include <vector>

namespace iaq::testing {

/// A day at a small agency, all of it in the journal: one inquiry answered, one about a victim
/// refused, one cancelled while its station was held.
struct small_history {
    std::string answered, cancelled;  // inquiry ids

    /// Every word in it that belongs to a person or was typed by one.
    static const std::vector<std::string>& personal_words();
};

/// The scene for the switch that answers.
constexpr auto answering = "switch on iaq : ack ; answer after 1ms\n";

/// Lets it happen. Requires: the daemon runs.
small_history let_it_happen(const site& s);

/// Submits a sound inquiry and waits for its answer. Returns its id.
std::string ask_and_wait(const site& s, int number);

}  // namespace iaq::testing
