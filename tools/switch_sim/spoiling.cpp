#include "switch_sim/spoiling.hpp"

#include "base/bytes.hpp"

#include <utility>

namespace iaq::switch_sim {
namespace {

constexpr std::size_t length_at = 4;
constexpr std::uint32_t patterns_bytes = 12;  // and the length itself

std::uint32_t length_told(std::size_t true_length, wrong_length how) {
    const auto length = static_cast<std::uint32_t>(true_length);
    switch (how) {
        case wrong_length::none: return length;
        case wrong_length::short_by_four: return length - 4;
        case wrong_length::long_by_four: return length + 4;
        case wrong_length::huge: return 0xFFFFFFFFU;
        case wrong_length::as_shown: return length - patterns_bytes;
    }
    return length;
}

}  // namespace

std::string spoiled(std::string frame, const effect& how) {
    std::string length;
    bytes::put_big(length, length_told(frame.size(), how.length));
    frame.replace(length_at, length.size(), length);
    if (how.bad_start) {
        frame.front() = '\x00';
    }
    if (how.bad_stop) {
        frame.back() = '\x00';
    }
    return frame;
}

std::string garbage(std::size_t count, dice& chance) {
    std::string out = "?";
    while (out.size() < count) {
        out += static_cast<char>(chance.below(256));
    }
    return out;
}

std::vector<std::string> in_pieces(std::string bytes, std::size_t size) {
    std::vector<std::string> pieces;
    if (size == 0) {
        pieces.push_back(std::move(bytes));
        return pieces;
    }
    for (std::size_t at = 0; at < bytes.size(); at += size) {
        pieces.push_back(bytes.substr(at, size));
    }
    return pieces;
}

}  // namespace iaq::switch_sim
