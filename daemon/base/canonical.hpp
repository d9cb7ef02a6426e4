#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace iaq {

/// Writes values as bytes that only equal values can give, so that a digest over them speaks for a
/// whole state. Integers are 8 bytes big-endian; text goes behind its length.
class canonical {
public:
    using sink = std::function<void(std::string_view)>;

    explicit canonical(sink out) : out_(std::move(out)) {}
    canonical(const canonical&) = delete;
    canonical& operator=(const canonical&) = delete;
    ~canonical() { flush(); }

    canonical& number(std::uint64_t value);
    canonical& text(std::string_view value);
    canonical& time(utc_time value) {
        return number(static_cast<std::uint64_t>(value.time_since_epoch().count()));
    }
    template <class Enum>
    requires std::is_enum_v<Enum> canonical& name(Enum value) {
        return number(static_cast<std::uint64_t>(value));
    }
    void flush();

private:
    sink out_;
    std::string pending_;
};

}  // namespace iaq
