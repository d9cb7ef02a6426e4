#pragma once

#include "framing/foxtalk.hpp"
#include "unit/tls/tls_switch.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}  // namespace boost::asio

/// A switch of one connection at a time on a real socket. It answers the connect by its terms and
/// leaves everything else to `hears`.
namespace iaq::link {

class scripted_switch {
public:
    using frame = framing::foxtalk::frame;

    /// Listens at 127.0.0.1, at a port of the system's choice.
    explicit scripted_switch(boost::asio::io_context& loop);
    ~scripted_switch();
    scripted_switch(const scripted_switch&) = delete;
    scripted_switch& operator=(const scripted_switch&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void say(const frame& f) { say(framing::foxtalk::encode(f)); }
    void say(const std::string& bytes);
    /// Under TLS: the frame and the word that it closes, in one write.
    void say_last(const frame& f);
    /// The first half of what `say` would put on the network, then the end of the connection.
    void say_half(const frame& f);
    void hang_up();
    /// Hangs up and listens no more.
    void close();

    framing::foxtalk::connect_terms terms;
    std::function<void(const frame&)> hears = [](const frame&) {};
    std::vector<frame> heard;
    std::optional<iaq::tls::tls_habits> tls;  // none: plain
    bool was_told = false;                    // under TLS: that the station closes
    bool silent = false;                      // takes connections and says nothing on them
    std::size_t connections = 0;
    std::string network;  // all bytes that came, as the network carried them

private:
    struct sockets;
    void accept();
    void read();
    void take(const frame& f);
    void take(std::string_view bytes);
    std::string wrapped(const std::string& bytes);
    void put(const std::string& bytes);

    std::unique_ptr<sockets> sockets_;
};

}  // namespace iaq::link
