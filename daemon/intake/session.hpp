#pragma once

#include "model/ids.hpp"
#include "model/input.hpp"

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
    struct events {
        std::function<void(model::inputs::input)> tell;
        std::function<void(model::session_id)> gone;  // called once
    };
    /// Takes over the connected Unix socket `descriptor`. Lifetime: `loop` outlives the session.
    static std::shared_ptr<session> take_over(boost::asio::io_context& loop, int descriptor,
                                              model::session_id id, events what);
    virtual ~session() = default;

    virtual void start() = 0;
    virtual void write(std::string frame, bool pushed) = 0;
    /// Reads no more, writes what is queued, then closes.
    virtual void close_after_writing() = 0;
    virtual void close_now() = 0;
    [[nodiscard]] virtual bool is_writing() const = 0;
};

}  // namespace iaq::intake
