#pragma once

#include "admin/server.hpp"

#include <functional>
#include <memory>

namespace iaq::admin {

/// One connection: a request, its answer, the end. Kept alive by its own pending reads and writes.
class visit {
public:
    struct kind {
        bool is_v6 = false;
        nanoseconds patience{0};
    };
    /// Takes over the connected TCP socket `descriptor`. `over` is called once, at the end.
    /// Lifetime: `loop` outlives it.
    static std::shared_ptr<visit> take_over(boost::asio::io_context& loop, int descriptor, kind how,
                                            server::show what, std::function<void()> over);
    visit() = default;
    visit(const visit&) = delete;
    visit& operator=(const visit&) = delete;
    virtual ~visit() = default;

    virtual void start() = 0;
    virtual void stop() = 0;
};

}  // namespace iaq::admin
