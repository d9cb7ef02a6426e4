#pragma once

#include "model/ids.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace iaq::engine {

/// Follows the count that the switch prints on what it sends to one station. It only marks: a
/// message is taken whatever its count. A count that goes back begins anew (a new day, a new line,
/// the last number reached), which is no gap. Pure.
class send_counts {
public:
    struct range {
        std::uint32_t first = 0, last = 0;
        friend bool operator==(const range&, const range&) = default;
    };
    struct verdict {
        std::optional<range> gap;   // missing since this message
        bool complete = false;      // with this message the last of the missing has come
        model::sequence repeats{};  // the record that had the same count and bytes; none: no such
    };
    /// Whether the message that this record put down has the bytes of the one just heard.
    using is_same = std::function<bool(model::sequence)>;

    /// `record`: of the message just heard.
    verdict heard(std::uint32_t count, model::sequence record, const is_same& same);
    /// What was heard so far is history: nobody waits to hear that what it lacks has come.
    void begin();

    static constexpr std::uint32_t gap_max = 1000;  // a leap beyond it is a new count
    static constexpr std::uint32_t late_max = 16;   // so far behind the last one is late, not new
    static constexpr std::size_t remembered_max = 64;  // counts, and ranges that are missing

private:
    struct known {
        std::uint32_t count = 0;
        model::sequence record{};
    };
    struct hole {
        range lacks;
        bool is_told = true;
    };
    void begin_anew(std::uint32_t count);
    void forget_oldest();
    [[nodiscard]] bool awaits_any() const;
    [[nodiscard]] bool fill(std::uint32_t count);

    std::uint32_t last_ = 0;  // 0: none yet
    std::deque<known> recent_;
    std::vector<hole> missing_;
    bool forgot_ = false;  // some that were told to be missing are not followed any more
};

}  // namespace iaq::engine
