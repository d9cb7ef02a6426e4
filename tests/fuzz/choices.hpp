#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What a fuzz target makes its choices by.
namespace iaq::fuzz {

/// The rest of the input; zeros when it has run out.
class choices {
public:
    choices(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), left_(size) {}

    [[nodiscard]] bool any() const { return left_ > 0; }
    std::uint8_t one() {
        if (left_ == 0) {
            return 0;
        }
        --left_;
        return *bytes_++;
    }
    /// Returns a number below `many`.
    std::uint8_t below(std::uint8_t many) { return static_cast<std::uint8_t>(one() % many); }
    bool flag() { return (one() & 1U) != 0; }
    /// Returns a text behind its length.
    std::string some() {
        std::string out(one(), '\0');
        for (char& c : out) {
            c = static_cast<char>(one());
        }
        return out;
    }
    /// Returns all that is left.
    std::string rest() {
        std::string out(bytes_, bytes_ + left_);
        left_ = 0;
        return out;
    }

private:
    const std::uint8_t* bytes_;
    std::size_t left_;
};

}  // namespace iaq::fuzz
