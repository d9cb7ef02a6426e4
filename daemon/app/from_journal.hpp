#pragma once

#include "app/exit_code.hpp"
#include "journal/file_journal.hpp"
#include "model/input.hpp"

#include <functional>

namespace boost::asio {
class io_context;
}

namespace iaq::app {

/// Says why the journal ends the process, and returns with which code.
exit_code say_failed(const journal::trouble& failure);

/// What the journal's threads tell becomes an input, or `probed`, on the loop. A failure ends the
/// process where it is found (G6). Lifetime: `loop` outlives the journal.
journal::listeners ears_for_journal(boost::asio::io_context& loop,
                                    std::function<void(model::inputs::input)> take,
                                    std::function<void()> probed);

}  // namespace iaq::app
