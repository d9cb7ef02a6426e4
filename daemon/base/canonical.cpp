#include "base/canonical.hpp"

#include "base/bytes.hpp"

namespace iaq {

namespace {
constexpr std::size_t flush_at_bytes = 16384;
}

canonical& canonical::number(std::uint64_t value) {
    bytes::put_big(pending_, value);
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

void canonical::flush() {
    out_(pending_);
    pending_.clear();
}

}  // namespace iaq
