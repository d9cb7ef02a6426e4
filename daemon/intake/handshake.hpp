#pragma once

#include "base/time.hpp"
#include "intake/stream.hpp"
#include "tls/session.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

namespace iaq::intake {

/// A client over the network up to the moment when it is known, or not. Kept alive by its own reads
/// and writes.
class handshake {
public:
    struct outcome {
        std::unique_ptr<stream> line;  // none: it is not let in
        tls::judgement client;
        std::string terms;    // version and suite
        std::string refused;  // why, in words; empty: it is let in
    };

    struct listener {
        std::function<void()> computes;     // called at most once: it has cost us something
        std::function<void(outcome)> over;  // called once, unless it is dropped
    };

    /// Takes over the connected socket `descriptor` and begins. Nothing is told before this
    /// returns. Lifetime: `loop` outlives it.
    static std::shared_ptr<handshake> begin(boost::asio::io_context& loop, int descriptor,
                                            std::shared_ptr<const tls::server_profile> with,
                                            instant now, listener tell);
    virtual ~handshake() = default;

    /// Gives it up. Nothing is told.
    virtual void drop() = 0;
    /// The same, and tells why.
    virtual void give_up(const std::string& cause) = 0;
    [[nodiscard]] virtual mono_time since() const = 0;
};

}  // namespace iaq::intake
