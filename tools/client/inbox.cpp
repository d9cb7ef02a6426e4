#include "client/inbox.hpp"

#include <algorithm>
#include <cstdint>

namespace iaq::client {
namespace {

constexpr std::size_t prefix_bytes_max = 5;

struct prefix {
    std::uint64_t length = 0;  // of the frame
    std::size_t size = 0;      // of the prefix; 0: it has not ended
};

prefix prefix_of(std::string_view held) {
    prefix read;
    for (std::size_t at = 0; at < std::min(held.size(), prefix_bytes_max); ++at) {
        const auto byte = static_cast<unsigned char>(held[at]);
        read.length |= std::uint64_t{byte & 0x7FU} << (7 * at);
        if ((byte & 0x80U) == 0) {
            read.size = at + 1;
            break;
        }
    }
    return read;
}

trouble broken(const char* text) { return {trouble::kind::protocol, text}; }

}  // namespace

result<std::optional<v1::ServerFrame>, trouble> inbox::next() {
    const auto [length, begins] = prefix_of(held_);
    if (begins == 0) {
        return held_.size() < prefix_bytes_max
                   ? result<std::optional<v1::ServerFrame>, trouble>{std::nullopt}
                   : broken("a frame of the gateway has no length");
    }
    if (length > frame_bytes_max) {
        return broken("a frame of the gateway is too long");
    }
    if (held_.size() - begins < length) {
        return std::optional<v1::ServerFrame>{};
    }
    std::optional<v1::ServerFrame> frame{std::in_place};
    if (!frame->ParseFromArray(held_.data() + begins, static_cast<int>(length))) {
        return broken("a frame of the gateway is garbled");
    }
    held_.erase(0, begins + static_cast<std::size_t>(length));
    return frame;
}

}  // namespace iaq::client
