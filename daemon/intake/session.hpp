#pragma once

#include "model/ids.hpp"
#include "model/input.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace iaq::intake {

/// One client's byte stream, kept alive by its own pending reads and writes.
class session {
public:
    /// How a session ended.
    using ended = model::inputs::session_closed;
    struct events {
        std::function<void(model::inputs::input)> tell;
        std::function<void(ended)> gone;  // called once
    };
    /// Takes over the connected Unix socket `descriptor`. Lifetime: `loop` outlives the session.
    static std::shared_ptr<session> take_over(boost::asio::io_context& loop, int descriptor,
                                              model::session_id id, events what);
    virtual ~session() = default;

    virtual void start() = 0;
    virtual void write(std::string frame, bool pushed) = 0;
    /// Reads no more, writes what is queued, then closes. `cause`: of ours, for the journal.
    virtual void close_after_writing(std::string cause) = 0;
    virtual void close_now(std::string cause) = 0;
    [[nodiscard]] virtual bool is_writing() const = 0;
};

}  // namespace iaq::intake
