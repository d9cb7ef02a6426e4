#include "base/canonical.hpp"

#include "base/bytes.hpp"

namespace iaq {

namespace {
constexpr std::size_t flush_at_bytes = 16384;
constexpr unsigned digit_bits = 7;
constexpr unsigned more = 0x80;
}  // namespace

canonical& canonical::number(std::uint64_t value) {
    for (; value >= more; value >>= digit_bits) {
        pending_ += static_cast<char>((value & (more - 1)) | more);
    }
    pending_ += static_cast<char>(value);
    if (pending_.size() >= flush_at_bytes) {
        flush();
    }
    return *this;
}

canonical& canonical::text(std::string_view value) {
    number(value.size());
    pending_ += value;
    return *this;
}

canonical& canonical::time(utc_time value) {
    bytes::put_big(pending_, static_cast<std::uint64_t>(value.time_since_epoch().count()));
    return *this;
}

canonical& canonical::again(std::string_view written) {
    flush();
    out_(written);
    return *this;
}

void canonical::flush() {
    out_(pending_);
    pending_.clear();
}

void canonical_reader::fail() {
    good_ = false;
    left_ = {};
}

std::string_view canonical_reader::take(std::size_t bytes) {
    if (bytes > left_.size()) {
        fail();
        return {};
    }
    const auto taken = left_.substr(0, bytes);
    left_.remove_prefix(bytes);
    return taken;
}

/// Only the shortest form of a number is one: equal values have equal bytes.
std::uint64_t canonical_reader::take_number(std::uint64_t at_most) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += digit_bits) {
        const auto byte = take(1);
        if (byte.empty()) {
            return 0;
        }
        const auto digit = static_cast<unsigned char>(byte.front());
        const std::uint64_t bits = digit & (more - 1);
        if ((bits << shift) >> shift != bits) {
            break;
        }
        value |= bits << shift;
        if ((digit & more) == 0) {
            if ((digit == 0 && shift > 0) || value > at_most) {
                break;
            }
            return value;
        }
    }
    fail();
    return 0;
}

canonical_reader& canonical_reader::text(std::string& to) {
    to = view();
    return *this;
}

canonical_reader& canonical_reader::time(utc_time& to) {
    const auto bytes = take(8);
    to = bytes.empty() ? utc_time{}
                       : utc_time{nanoseconds{
                             static_cast<std::int64_t>(bytes::get_big<std::uint64_t>(bytes, 0))}};
    return *this;
}

}  // namespace iaq
