#pragma once

#include "dialogue/dmpp_link.hpp"
#include "framing/dmpp.hpp"
#include "unit/dialogue/told_line.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A DMPP-2020 line, told its events one by one.
namespace iaq::dialogue {

namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;
using dmpp::status;

/// Returns the blocks of everything written.
inline std::vector<block> blocks_in(const actions::list& wanted) {
    dmpp::reader reader;
    std::vector<block> blocks;
    for (const auto& w : all<actions::write>(wanted)) {
        reader.feed(w.bytes);
    }
    for (auto got = reader.next(); auto* b = std::get_if<block>(&got); got = reader.next()) {
        blocks.push_back(std::move(*b));
    }
    return blocks;
}

inline block message(std::uint32_t validation, std::string text,
                     function does = function::data_last_ack) {
    return {.does = does, .validation = validation, .sealed = {}, .data = std::move(text)};
}
inline block bare(function does, std::uint32_t validation, status code = status::good) {
    return {.does = does,
            .validation = validation,
            .status_code = static_cast<std::uint16_t>(code),
            .sealed = {},
            .data = {}};
}

/// The only block written, which must be one.
inline block only(const actions::list& wanted) {
    auto all = blocks_in(wanted);
    BOOST_REQUIRE(all.size() == 1U);
    return all.front();
}

inline seal::line_cipher cipher_of(char byte = 'k', std::size_t size = 32) {
    return seal::line_cipher{std::string(size, byte)};
}

struct told_dmpp : told_line {
    explicit told_dmpp(dmpp_options options = {},
                       std::optional<seal::line_cipher> cipher = std::nullopt,
                       std::uint32_t random = 100) {
        spoken = std::make_unique<dmpp_link>(
            options, std::move(cipher),
            [this](std::size_t size) { return std::string(size, static_cast<char>(++ivs)); },
            [this] { return model::connection_id{++connections}; }, [random] { return random; });
    }

    using told_line::hear;
    actions::list hear(const block& b) { return hear(dmpp::encode(b)); }

    /// From rest to up: the first status request is answered.
    actions::list come_up() {
        tell(events::started{});
        const auto asked = only(tell(events::connected{}));
        return hear(bare(function::status_response, asked.validation, status::ready));
    }
    /// The switch's message is durable.
    actions::list store(std::uint32_t validation) {
        return tell(events::acknowledge{model::connection_id{connections}, validation});
    }
    [[nodiscard]] bool is_up() const { return spoken->current() == line::state::up; }

    int ivs = 0;
};

}  // namespace iaq::dialogue
