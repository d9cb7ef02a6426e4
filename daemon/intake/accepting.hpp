#pragma once

#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::intake {

/// Takes connections off one listening socket, one after the other, as long as there is room.
class accepting {
public:
    /// Takes over `listening`, which listens. `arrived`: is given each connected descriptor, which
    /// does not block. `has_room`: asked before each; once it said no, `go_on` has to be called.
    /// Lifetime: `loop` outlives it.
    static std::unique_ptr<accepting> make(boost::asio::io_context& loop, int listening,
                                           std::function<void(int connected)> arrived,
                                           std::function<bool()> has_room);
    virtual ~accepting() = default;

    virtual void go_on() = 0;
};

}  // namespace iaq::intake
