#pragma once

#include "base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

/// How many of those who knock over the network are let as far as a handshake, which costs more
/// than anything else that a stranger can ask for.
namespace iaq::intake {

class doorkeeper {
public:
    /// `too_many`: of its handshakes are under way; `too_often`: for a second they came too
    /// quickly.
    enum class verdict : std::uint8_t { come, too_many, too_often };

    explicit doorkeeper(mono_time now) : all_{.filled = now} {}

    /// True while another may be taken off the system's queue; else whoever knocks waits there.
    [[nodiscard]] bool has_room(mono_time now) const;
    /// Judges one more of this address. After `come`, `leaves` is owed once.
    verdict arrives(const std::string& address, mono_time now);
    /// One has brought us to compute keys; who says nothing has not.
    void computes(mono_time now);
    /// A handshake is over, however it ended.
    void leaves(const std::string& address);

    [[nodiscard]] std::size_t under_way() const { return under_way_; }
    /// True while a handshake is given less time than usual.
    [[nodiscard]] bool is_crowded() const;

private:
    /// What may still come at once; it fills up with time.
    struct allowance {
        double left = 0;  // set by `fill` at the first sight
        mono_time filled{};
        std::size_t under_way = 0;
        bool is_known = false;
    };
    static void fill(allowance& one, std::size_t per_second, mono_time now);
    void forget_idle(mono_time now);

    allowance all_;
    std::unordered_map<std::string, allowance> by_address_;
    std::size_t under_way_ = 0;
    mono_time forgot_{};
};

}  // namespace iaq::intake
