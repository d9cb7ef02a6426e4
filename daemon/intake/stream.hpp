#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace iaq::tls {
class server_profile;
}  // namespace iaq::tls

namespace iaq::intake {

/// Who reads from a stream and writes to it. Kept alive by what it has asked for.
class stream_user {
public:
    virtual ~stream_user() = default;
    /// The answer to a `read`: bytes, valid during the call. None when only a part of something
    /// has come.
    virtual void heard(std::string_view bytes) = 0;
    /// Something of what was written was taken up; `all`: all of it, and the next may be written.
    virtual void taken(bool all) = 0;
    /// The other side is gone, or speaks nonsense. Told instead of an answer.
    virtual void broken(const std::string& cause) = 0;
};

/// Returns how many bytes the system holds of what was written to this socket.
std::size_t unsent_of(int socket);

/// The bytes of one client that is known, over whichever socket.
class stream {
public:
    stream() = default;
    stream(const stream&) = delete;
    stream& operator=(const stream&) = delete;
    virtual ~stream() = default;

    /// Asks for the next bytes. One at a time.
    virtual void read(std::shared_ptr<stream_user> who) = 0;
    /// Writes the frames, which stay where they are until all is taken. One at a time.
    virtual void write(std::span<const std::string_view> frames,
                       std::shared_ptr<stream_user> who) = 0;
    /// Returns how much of what was written the system still holds for the client.
    [[nodiscard]] virtual std::size_t on_its_way() const = 0;
    /// Lets the system hold little of what is written, where that is ours to say: what is chosen
    /// next is then soon heard.
    virtual void hold_little() {}
    /// True while what came ends within something larger.
    [[nodiscard]] virtual bool holds_part() const { return false; }
    /// Writes of `last` what the network takes at once, and closes. Nothing is told afterwards.
    virtual void part(std::string_view last) = 0;

    /// Returns until when the client may be taken for who it is.
    [[nodiscard]] virtual utc_time known_until() const { return utc_time::max(); }
    /// Returns why it would not be let in under `now_in_force`, or nothing. `now_in_force`: none
    /// when nobody comes over the network any more.
    [[nodiscard]] virtual std::string why_no_longer(const tls::server_profile* now_in_force,
                                                    utc_time now) const {
        static_cast<void>(now_in_force);
        static_cast<void>(now);
        return {};
    }
};

}  // namespace iaq::intake
