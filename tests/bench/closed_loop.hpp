#pragma once

#include "bench/contender.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

/// A load client: a fixed number of requests in flight, the next one asked when one is answered.
namespace iaq::bench {

/// What is said on one connection. Answers come in the order of the requests.
class conversation {
public:
    conversation() = default;
    conversation(const conversation&) = delete;
    conversation& operator=(const conversation&) = delete;
    virtual ~conversation() = default;

    /// Appends the next request.
    virtual void ask(std::string& out) = 0;
    /// Reads one answer at the front; returns its bytes, 0 when it is not whole yet.
    ///
    /// Errors: anything but the word that the request is durable.
    virtual result<std::size_t, trouble> take(std::string_view in) = 0;
};

struct shape {
    int connections = 1;
    int depth = 1;  // requests in flight on each
    double seconds = 1;
    std::uint64_t operations_max = UINT64_MAX;  // no more are asked
};

/// Asks over the Unix socket at `path` until the time or the number is reached, then waits for the
/// answers still due. One thread, one epoll.
result<tally, trouble> drive(const std::string& path, const shape& how,
                             const std::function<std::unique_ptr<conversation>(int)>& make);

/// Returns a connected stream socket, or the trouble. The caller closes it.
result<int, trouble> connect_to(const std::string& path);

}  // namespace iaq::bench
