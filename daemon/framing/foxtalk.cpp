#include "framing/foxtalk.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace iaq::framing::foxtalk {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view start_pattern = "\xFF\x00\xAA\x55"sv;
constexpr std::string_view stop_pattern = "\x55\xAA\x00\xFF"sv;
constexpr std::string_view known_types = "CMANHKIE";

constexpr std::size_t length_at = 4;
constexpr std::size_t exchange_at = 8;
constexpr std::size_t type_at = 10;
constexpr std::size_t end_flag_at = 11;
constexpr std::size_t payload_at = 12;

std::string fitted(std::string_view text, std::size_t size) {
    std::string out(text.substr(0, size));
    out.resize(size, ' ');
    return out;
}

}  // namespace

std::string encode(const frame& f) {
    const auto size = f.payload.size() + overhead_bytes;
    ensure(size <= std::numeric_limits<std::uint32_t>::max());
    std::string out;
    out.reserve(size);
    out += start_pattern;
    bytes::put_big(out, static_cast<std::uint32_t>(size));
    bytes::put_big(out, f.exchange);
    out += f.type;
    out += f.last ? 'Y' : 'N';
    out += f.payload;
    out += stop_pattern;
    return out;
}

std::string_view words(flaw f) noexcept {
    switch (f) {
        case flaw::start_pattern_missing: return "start pattern missing";
        case flaw::length_too_short: return "length below 16";
        case flaw::length_too_long: return "length above the limit";
        case flaw::unknown_type: return "unknown frame type";
        case flaw::bad_end_flag: return "end flag neither Y nor N";
        case flaw::stop_pattern_missing: return "stop pattern missing at the end of the frame";
    }
    return "";
}

void reader::feed(std::string_view piece) {
    if (flaw_) {
        return;
    }
    held_.erase(0, taken_);
    taken_ = 0;
    held_ += piece;
}

// Each byte is judged as soon as it is there and in the order of the wire, so that the verdict is
// the same however the stream was cut.
std::optional<flaw> reader::flaw_in(std::string_view rest) const {
    const auto start = rest.substr(0, start_pattern.size());
    if (start != start_pattern.substr(0, start.size())) {
        return flaw::start_pattern_missing;
    }
    if (rest.size() >= exchange_at) {
        const auto length = bytes::get_big<std::uint32_t>(rest, length_at);
        if (length < overhead_bytes) {
            return flaw::length_too_short;
        }
        if (length > frame_bytes_max_) {
            return flaw::length_too_long;
        }
    }
    if (rest.size() > type_at && known_types.find(rest[type_at]) == std::string_view::npos) {
        return flaw::unknown_type;
    }
    if (rest.size() > end_flag_at && rest[end_flag_at] != 'Y' && rest[end_flag_at] != 'N') {
        return flaw::bad_end_flag;
    }
    return std::nullopt;
}

reader::outcome reader::next() {
    const auto rest = std::string_view(held_).substr(taken_);
    if (!flaw_) {
        flaw_ = flaw_in(rest);
    }
    if (flaw_) {
        return *flaw_;
    }
    if (rest.size() < payload_at) {
        return need_more{};
    }
    const std::size_t length = bytes::get_big<std::uint32_t>(rest, length_at);
    if (rest.size() < length) {
        return need_more{};
    }
    if (rest.substr(length - stop_pattern.size(), stop_pattern.size()) != stop_pattern) {
        flaw_ = flaw::stop_pattern_missing;
        return *flaw_;
    }
    taken_ += length;
    return frame{.exchange = bytes::get_big<std::uint16_t>(rest, exchange_at),
                 .type = rest[type_at],
                 .last = rest[end_flag_at] == 'Y',
                 .payload = std::string(rest.substr(payload_at, length - overhead_bytes))};
}

std::string encode(const connect_terms& terms) {
    std::string out;
    bytes::put_big(out, terms.major);
    bytes::put_big(out, terms.minor);
    bytes::put_big(out, terms.frame_bytes_max);
    bytes::put_big(out, terms.idle_seconds);
    bytes::put_big(out, terms.timeout_seconds);
    out += terms.encryption ? 'Y' : 'N';
    out += fitted(terms.coding, 3);
    out += fitted(terms.newline, 4);
    return out;
}

std::optional<connect_terms> parse_terms(std::string_view payload) {
    if (payload.size() != connect_terms_bytes || (payload[12] != 'Y' && payload[12] != 'N')) {
        return std::nullopt;
    }
    return connect_terms{.major = bytes::get_big<std::uint16_t>(payload, 0),
                         .minor = bytes::get_big<std::uint16_t>(payload, 2),
                         .frame_bytes_max = bytes::get_big<std::uint32_t>(payload, 4),
                         .idle_seconds = bytes::get_big<std::uint16_t>(payload, 8),
                         .timeout_seconds = bytes::get_big<std::uint16_t>(payload, 10),
                         .encryption = payload[12] == 'Y',
                         .coding = std::string(payload.substr(13, 3)),
                         .newline = std::string(payload.substr(16, 4))};
}

std::vector<frame> split(std::uint16_t exchange, std::string_view payload,
                         std::uint32_t frame_bytes_max) {
    ensure(frame_bytes_max > overhead_bytes);
    const std::size_t room = frame_bytes_max - overhead_bytes;
    std::vector<frame> frames;
    do {
        const auto part = payload.substr(0, room);
        payload.remove_prefix(part.size());
        frames.push_back(frame{.exchange = exchange,
                               .type = type::data,
                               .last = payload.empty(),
                               .payload = std::string(part)});
    } while (!payload.empty());
    return frames;
}

joiner::outcome joiner::take(frame f) {
    if (const auto lost = dropped_.find(f.exchange); lost != dropped_.end()) {
        return drop(f.exchange, lost->second, f.last);
    }
    const auto found = open_.find(f.exchange);
    const std::size_t before = found == open_.end() ? 0 : found->second.size();
    if (before + f.payload.size() > bounds_.message_bytes_max) {
        return drop(f.exchange, refusal::too_large, f.last);
    }
    if (found == open_.end() && f.last) {
        return whole{f.exchange, std::move(f.payload)};
    }
    if (found == open_.end()) {
        if (open_.size() >= bounds_.exchanges_open_max) {
            return drop(f.exchange, refusal::too_many_open, f.last);
        }
        open_.emplace(f.exchange, std::move(f.payload));
        return incomplete{};
    }
    found->second += f.payload;
    if (!f.last) {
        return incomplete{};
    }
    whole done{f.exchange, std::move(found->second)};
    open_.erase(found);
    return done;
}

joiner::outcome joiner::drop(std::uint16_t exchange, refusal why, bool last) {
    open_.erase(exchange);
    if (last) {
        dropped_.erase(exchange);
        return why;
    }
    dropped_[exchange] = why;
    return incomplete{};
}

void joiner::paused() {
    for (const auto& [exchange, begun] : open_) {
        dropped_[exchange] = refusal::spoiled;
    }
    open_.clear();
}

}  // namespace iaq::framing::foxtalk
