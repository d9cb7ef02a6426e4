#pragma once

#include "framing/dmpp.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

/// Which acknowledgements a station may say on one connection, told from what came and what is
/// durable: never one that would speak for a message that is not (G3).
namespace iaq::fuzz {

class dmpp_owed {
public:
    /// The switch says a block, at the start of a block. What the station may acknowledge in answer
    /// to it: a part that asks, or the repeat of a message that is durable.
    void said(const framing::dmpp::block& b) {
        using enum framing::dmpp::function;
        said_ = b.does;
        const bool repeats = b.does == data_last_ack && has_durable(b.validation);
        const bool asks = b.does == data_more_ack || repeats;
        due_ = asks && !waits(b.validation) ? std::optional(b.validation) : std::nullopt;
    }
    /// The switch says bytes that may be anything: from here on it is not known what they are.
    void said_anything() { is_known_ = false; }

    /// The station takes a message: it is not durable yet.
    void heard(std::uint32_t validation) {
        const bool wants_ack = said_ == framing::dmpp::function::data_last_ack;
        ensure(!is_known_ || framing::dmpp::is_last(said_));
        heard_[validation].push_back({wants_ack, false});
    }
    /// The oldest message under `validation` that is not, is durable now.
    void durable(std::uint32_t validation) {
        due_.reset();
        auto& all = heard_[validation];
        const auto oldest =
            std::ranges::find_if(all, [](const message& m) { return !m.is_durable; });
        if (oldest != all.end()) {
            oldest->is_durable = true;
            due_ =
                oldest->wants_ack && !waits(validation) ? std::optional(validation) : std::nullopt;
        }
    }
    /// The station is told something else.
    void nothing() { due_.reset(); }

    /// The station says so: once for each block, and each message, that it may be said of.
    void acknowledged(std::uint32_t validation) {
        ensure(!is_known_ || due_ == validation);
        due_.reset();
    }

    [[nodiscard]] bool waits(std::uint32_t validation) const {
        return any(validation, [](const message& m) { return m.wants_ack && !m.is_durable; });
    }

private:
    struct message {
        bool wants_ack = false;
        bool is_durable = false;
    };
    template <class Fits>
    [[nodiscard]] bool any(std::uint32_t validation, Fits fits) const {
        const auto found = heard_.find(validation);
        return found != heard_.end() && std::ranges::any_of(found->second, fits);
    }
    [[nodiscard]] bool has_durable(std::uint32_t validation) const {
        return any(validation, [](const message& m) { return m.wants_ack && m.is_durable; });
    }

    std::map<std::uint32_t, std::vector<message>> heard_;
    framing::dmpp::function said_{};
    std::optional<std::uint32_t> due_;
    bool is_known_ = true;
};

}  // namespace iaq::fuzz
