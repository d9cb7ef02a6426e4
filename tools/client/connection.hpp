#pragma once

#include "base/result.hpp"
#include "client/channel.hpp"
#include "client/inbox.hpp"
#include "client/trouble.hpp"

#include <iaq/v1/intake.pb.h>

#include <chrono>
#include <deque>
#include <memory>
#include <string>

/// A plain blocking client of the gateway's intake, for tools and tests.
namespace iaq::client {

class connection {
public:
    using limit = client::limit;

    /// Connects to the Unix socket at `path`. `patience`: for the connecting, and for each `send`
    /// later; 0 is without end.
    static result<connection, trouble> open(
        const std::string& path,
        std::chrono::milliseconds patience = std::chrono::milliseconds::zero());
    /// The same over a network, under TLS.
    static result<connection, trouble> open(
        const network_place& place,
        std::chrono::milliseconds patience = std::chrono::milliseconds::zero());

    /// Sends the frame under a fresh request id and returns that id. Errors: `timed_out` when the
    /// gateway takes nothing up.
    result<std::uint64_t, trouble> send(v1::ClientFrame frame);
    /// Returns the next frame of the daemon. Errors: `timed_out` at `until`.
    result<v1::ServerFrame, trouble> receive(limit until = {});
    /// Waits for the answer to the frame that `send` gave this id; what is pushed meanwhile is kept
    /// for `receive`. May be asked again after `timed_out`.
    result<v1::ServerFrame, trouble> answer_to(std::uint64_t id, limit until = {});
    /// Sends and waits for its answer; what is pushed meanwhile is kept for `receive`.
    result<v1::ServerFrame, trouble> call(v1::ClientFrame frame, limit until = {});

    /// What to wait on for the next frame, besides asking `receive`.
    [[nodiscard]] int descriptor() const { return line_->waits_on(); }

private:
    explicit connection(std::unique_ptr<channel> line) : line_(std::move(line)) {}
    result<v1::ServerFrame, trouble> read_frame(limit until);

    std::unique_ptr<channel> line_;
    std::uint64_t last_id_ = 0;
    inbox inbox_;
    std::deque<v1::ServerFrame> pushed_;
};

}  // namespace iaq::client
