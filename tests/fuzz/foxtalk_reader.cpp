#include "framing/foxtalk.hpp"

#include "base/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Whatever the stream, its frames, its messages and its flaw do not depend on how it was cut, and
// every frame read is written again as the same bytes. The first 8 bytes choose the cuts.

namespace {

using namespace iaq;
using namespace iaq::framing::foxtalk;

constexpr std::uint32_t frame_bytes_max = 512;
constexpr joiner::bounds bounds{.exchanges_open_max = 3, .message_bytes_max = 600};

struct reading {
    std::vector<frame> frames;
    std::vector<std::string> messages;
    std::vector<joiner::refusal> refusals;
    std::optional<flaw> ended;
    friend bool operator==(const reading&, const reading&) = default;
};

class listener {
public:
    void feed(std::string_view piece) {
        reader_.feed(piece);
        while (true) {
            auto got = reader_.next();
            if (auto* f = std::get_if<frame>(&got)) {
                take(*f);
            } else if (const auto* bad = std::get_if<flaw>(&got)) {
                heard_.ended = *bad;
                ensure(!words(*bad).empty());
                return;
            } else {
                return;
            }
        }
    }
    [[nodiscard]] const reading& heard() const { return heard_; }

private:
    void take(const frame& f) {
        heard_.frames.push_back(f);
        if (const auto terms = parse_terms(f.payload)) {
            ensure(encode(*terms) == f.payload);
        }
        auto joined = joiner_.take(f);
        if (auto* whole = std::get_if<joiner::whole>(&joined)) {
            ensure(whole->bytes.size() <= bounds.message_bytes_max);
            heard_.messages.push_back(std::move(whole->bytes));
        } else if (const auto* why = std::get_if<joiner::refusal>(&joined)) {
            heard_.refusals.push_back(*why);
        }
    }

    reader reader_{frame_bytes_max};
    joiner joiner_{bounds};
    reading heard_;
};

/// A message of ours, in frames of any size, comes out whole.
void check_parted(const std::string& message, std::uint32_t bytes_max) {
    joiner whole{{.exchanges_open_max = 1, .message_bytes_max = message.size()}};
    for (const auto& f : split(7, message, bytes_max)) {
        ensure(encode(f).size() <= bytes_max);
        const auto joined = whole.take(f);
        const auto* const done = std::get_if<joiner::whole>(&joined);
        ensure((done != nullptr) == f.last && (!f.last || done->bytes == message));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t choices = 8;
    if (size < choices) {
        return 0;
    }
    const std::string input(bytes, bytes + size);
    const auto stream = std::string_view(input).substr(choices);
    listener whole;
    whole.feed(stream);
    listener cut;
    for (std::size_t at = 0, i = 0; at < stream.size(); ++i) {
        const auto piece = stream.substr(at, bytes[i % choices] % 41U + 1);
        cut.feed(piece);
        at += piece.size();
    }
    ensure(whole.heard() == cut.heard());

    std::string again;
    for (const auto& f : whole.heard().frames) {
        again += encode(f);
    }
    ensure(stream.substr(0, again.size()) == again);
    check_parted(std::string(stream), overhead_bytes + 1U + bytes[0]);
    return 0;
}
