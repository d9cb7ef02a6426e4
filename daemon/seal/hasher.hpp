#pragma once

#include <array>
#include <initializer_list>
#include <memory>
#include <string_view>

/// SHA-256 for those who hash without end: nothing is fetched or allocated per call.
namespace iaq::seal {

using digest = std::array<char, 32>;

inline std::string_view view(const digest& of) { return {of.data(), of.size()}; }

/// Thread: one at a time.
class hasher {
public:
    hasher();
    ~hasher();
    hasher(hasher&&) noexcept;
    hasher& operator=(hasher&&) noexcept;

    /// Returns SHA-256 over the pieces, one behind the other.
    digest operator()(std::initializer_list<std::string_view> pieces);

private:
    struct context;
    std::unique_ptr<context> context_;
};

}  // namespace iaq::seal
