#pragma once

#include "model/limits.hpp"
#include "model/settings.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace boost::asio {
class io_context;
}

/// HTTP for operators of this machine: health, readiness, metrics. It shows what it is given and
/// never anything of an inquiry.
namespace iaq::admin {

/// What an address shows.
struct page {
    unsigned status = 200;
    std::string body;
    std::string type = "text/plain; charset=utf-8";
};

class server {
public:
    /// What is shown at a path such as "/healthz". Called on the loop, for each request.
    using show = std::function<page(std::string_view path)>;

    /// Lifetime: `loop` outlives the server. `at`: of this machine; port 0 is any. `patience`: for
    /// a request to come, and for its answer to be taken.
    static std::unique_ptr<server> make(boost::asio::io_context& loop, model::host_address at,
                                        show what,
                                        nanoseconds patience = model::limits::http_visit_max);
    server() = default;
    server(const server&) = delete;
    server& operator=(const server&) = delete;
    virtual ~server() = default;

    /// Listens, and says where. An address that is taken keeps no gateway down: it is said, and
    /// tried again every ten seconds.
    ///
    /// GET and HEAD only, without a body; one request a connection, in at most 4 KiB; 32
    /// connections at a time, the next ones wait.
    virtual void start() = 0;
    /// Takes no more, ends what stands.
    virtual void stop() = 0;
};

}  // namespace iaq::admin
