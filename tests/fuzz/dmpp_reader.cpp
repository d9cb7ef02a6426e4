#include "framing/dmpp.hpp"
#include "framing/dmpp_joiner.hpp"

#include "base/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Whatever the stream, its blocks, its messages and its flaw do not depend on how it was cut, and
// every block is written again as the bytes it was read from. The first 8 bytes choose the cuts.

namespace {

using namespace iaq;
using namespace iaq::framing::dmpp;

constexpr std::size_t message_bytes_max = 600;

struct reading {
    std::vector<block> blocks;
    std::vector<misfit> misfits;
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
            if (auto* b = std::get_if<block>(&got)) {
                take(*b);
            } else if (const auto* odd = std::get_if<misfit>(&got)) {
                heard_.misfits.push_back(*odd);
                joiner_.spoil(odd->does, odd->validation);
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
    void take(const block& b) {
        heard_.blocks.push_back(b);
        ensure(!words(status{b.status_code}).empty() && !(is_answer(b.does) && is_data(b.does)));
        if (!is_data(b.does)) {
            return;
        }
        auto joined = joiner_.take(b);
        if (auto* whole = std::get_if<joiner::whole>(&joined)) {
            if (whole->chained && b.validation % 8 == 7) {
                joiner_.lose();  // there was no room for it
            }
            ensure(whole->bytes.size() <= message_bytes_max);
            ensure(whole->validation == b.validation && is_last(b.does));
            heard_.messages.push_back(std::move(whole->bytes));
        } else if (const auto* why = std::get_if<joiner::refusal>(&joined)) {
            heard_.refusals.push_back(*why);
        }
    }

    reader reader_;
    joiner joiner_{message_bytes_max};
    reading heard_;
};

/// A stream of blocks alone is written again byte for byte, but for the length, which the examples'
/// form counts otherwise.
void check_written_again(const reading& heard, std::string_view stream) {
    constexpr std::size_t length_at = 4, length_ends = 8;
    if (!heard.misfits.empty()) {
        return;
    }
    for (const auto& b : heard.blocks) {
        const auto bytes = encode(b);
        ensure(bytes.size() <= block_bytes_max && bytes.size() <= stream.size());
        ensure(stream.substr(0, length_at) == bytes.substr(0, length_at));
        ensure(stream.substr(length_ends, bytes.size() - length_ends) == bytes.substr(length_ends));
        stream.remove_prefix(bytes.size());
    }
}

/// A message of ours, in blocks of any size, comes out whole.
void check_parted(std::string_view message, std::size_t data_bytes_max) {
    joiner whole{message.size()};
    const auto parts = parts_of(message, data_bytes_max);
    for (const auto& part : parts) {
        const bool is_last = &part == &parts.back();
        ensure(part.size() <= data_bytes_max);
        const auto joined =
            whole.take({.does = is_last ? function::data_last_ack : function::data_more,
                        .validation = 1,
                        .sealed = {},
                        .data = std::string(part)});
        const auto* const done = std::get_if<joiner::whole>(&joined);
        ensure((done != nullptr) == is_last && (!is_last || done->bytes == message));
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
    check_written_again(whole.heard(), stream);
    check_parted(stream, bytes[0] + 1U);
    return 0;
}
