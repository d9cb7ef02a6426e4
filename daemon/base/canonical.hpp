#pragma once

#include "base/time.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// Values as bytes that only equal values can give, and back: what a digest over a whole state is
/// taken of, and what a snapshot of it holds. Writer and reader have the same words, so that one
/// template tells the shape of a type for both.
///
/// A number is in base 128, lowest digits first, the high bit of each byte but the last set; a time
/// is 8 bytes big-endian; a text stands behind its length, a list behind its count, one of several
/// kinds behind the kind's number.
namespace iaq {

class canonical {
public:
    using sink = std::function<void(std::string_view)>;

    explicit canonical(sink out) : out_(std::move(out)) {}
    canonical(const canonical&) = delete;
    canonical& operator=(const canonical&) = delete;
    ~canonical() { flush(); }

    canonical& number(std::uint64_t value);
    canonical& text(std::string_view value);
    canonical& time(utc_time value);
    /// Writes what a `canonical` wrote before, as it is.
    canonical& again(std::string_view written);
    canonical& flag(bool value) { return number(value ? 1 : 0); }
    template <class Enum>
    requires std::is_enum_v<Enum> canonical& name(Enum value) {
        return number(static_cast<std::uint64_t>(value));
    }
    template <class List, class Each>
    canonical& list(const List& values, Each each) {
        number(values.size());
        for (const auto& value : values) {
            each(value);
        }
        return *this;
    }
    template <class T, class Some>
    canonical& maybe(const std::optional<T>& value, Some some) {
        flag(value.has_value());
        if (value) {
            some(*value);
        }
        return *this;
    }
    /// Writes which alternative it holds, then `each` writes that one.
    template <class... Ts, class Each>
    canonical& one_of(const std::variant<Ts...>& value, Each each) {
        number(value.index());
        std::visit(each, value);
        return *this;
    }
    void flush();

private:
    sink out_;
    std::string pending_;
};

/// Reads what `canonical` wrote. After the first fault it reads nothing more and leaves zeros and
/// empty texts.
///
/// Lifetime: the bytes outlive it.
class canonical_reader {
public:
    explicit canonical_reader(std::string_view bytes) : left_(bytes) {}

    /// True when everything read so far was well formed.
    [[nodiscard]] bool is_good() const { return good_; }
    /// True when, besides, nothing is left.
    [[nodiscard]] bool is_done() const { return good_ && left_.empty(); }

    /// Returns what is left to read.
    [[nodiscard]] std::string_view rest() const { return left_; }

    template <std::unsigned_integral T>
    canonical_reader& number(T& to) {
        to = static_cast<T>(take_number(std::numeric_limits<T>::max()));
        return *this;
    }
    canonical_reader& text(std::string& to);
    /// Returns the next text where it stands. Lifetime: as the bytes.
    std::string_view view() { return take(count()); }
    canonical_reader& time(utc_time& to);
    canonical_reader& flag(bool& to) {
        to = take_number(1) == 1;
        return *this;
    }
    template <class Enum>
    requires std::is_enum_v<Enum> canonical_reader& name(Enum& to) {
        using number_type = std::underlying_type_t<Enum>;
        to = Enum{static_cast<number_type>(
            take_number(static_cast<std::uint64_t>(std::numeric_limits<number_type>::max())))};
        return *this;
    }
    template <class List, class Each>
    canonical_reader& list(List& to, Each each) {
        to.clear();
        to.resize(count());
        for (auto& value : to) {
            each(value);
        }
        return *this;
    }
    /// Returns how many of a list follow: no more than there are bytes left, for each takes one.
    std::size_t count() { return static_cast<std::size_t>(take_number(left_.size())); }
    template <class T, class Some>
    canonical_reader& maybe(std::optional<T>& to, Some some) {
        to.reset();
        if (take_number(1) == 1) {
            some(to.emplace());
        }
        return *this;
    }

    template <class... Ts, class Each>
    canonical_reader& one_of(std::variant<Ts...>& to, Each each) {
        const auto index = take_number(sizeof...(Ts) - 1);
        std::uint64_t at = 0;
        ((at++ == index ? static_cast<void>(to = Ts{}) : void()), ...);
        std::visit(each, to);
        return *this;
    }

private:
    std::uint64_t take_number(std::uint64_t at_most);
    std::string_view take(std::size_t bytes);
    void fail();

    std::string_view left_;
    bool good_ = true;
};

}  // namespace iaq
