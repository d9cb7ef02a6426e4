#pragma once

#include "base/result.hpp"
#include "client/trouble.hpp"

#include <iaq/v1/intake.pb.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The frames in what the gateway says, however it was cut on the way.
namespace iaq::client {

class inbox {
public:
    /// The gateway says no longer frame (`limits::answer_bytes_max`).
    static constexpr std::size_t frame_bytes_max = 4U * 1024 * 1024;

    /// Adds bytes. Call `next` until it has none between two pieces: then no more is kept than one
    /// frame and one piece.
    void feed(std::string_view piece) { held_ += piece; }

    /// Returns the next frame, or nothing until more bytes have come. Errors: `protocol`, again at
    /// every call: behind it the stream has no known place to go on from.
    result<std::optional<v1::ServerFrame>, trouble> next();

    [[nodiscard]] std::size_t bytes() const { return held_.size(); }

private:
    std::string held_;
};

}  // namespace iaq::client
