#pragma once

#include "dialogue/foxtalk_link.hpp"
#include "framing/foxtalk.hpp"
#include "unit/dialogue/told_line.hpp"

#include <string>
#include <utility>
#include <vector>

/// A FoxTalk line, told its events one by one.
namespace iaq::dialogue {

namespace foxtalk = framing::foxtalk;

/// Returns the frames of everything written.
inline std::vector<foxtalk::frame> written(const actions::list& wanted) {
    foxtalk::reader reader(0xFFFFFFFF);
    std::vector<foxtalk::frame> frames;
    for (const auto& w : all<actions::write>(wanted)) {
        reader.feed(w.bytes);
    }
    for (auto got = reader.next(); auto* f = std::get_if<foxtalk::frame>(&got);
         got = reader.next()) {
        frames.push_back(std::move(*f));
    }
    return frames;
}

inline foxtalk::frame data(std::uint16_t exchange, std::string payload, bool last = true) {
    return {exchange, foxtalk::type::data, last, std::move(payload)};
}
inline foxtalk::frame plain(char type, std::uint16_t exchange, std::string payload = {}) {
    return {exchange, type, true, std::move(payload)};
}

struct told_link : told_line {
    explicit told_link(foxtalk_options options = {}, std::uint32_t random = 100) {
        spoken = std::make_unique<foxtalk_link>(
            std::move(options), [this] { return model::connection_id{++connections}; },
            [random] { return random; });
    }

    using told_line::hear;
    actions::list hear(const foxtalk::frame& f) { return hear(foxtalk::encode(f)); }

    /// From rest to up: 8000 byte frames, 180 s idle, 30 s timeout, as in the published example.
    actions::list come_up(foxtalk::connect_terms terms = published_terms()) {
        tell(events::started{});
        tell(events::connected{});
        return hear(plain(foxtalk::type::connect, 1, foxtalk::encode(terms)));
    }

    static foxtalk::connect_terms published_terms() {
        foxtalk::connect_terms terms;
        terms.frame_bytes_max = 8000;
        terms.idle_seconds = 180;
        terms.timeout_seconds = 30;
        return terms;
    }
};

}  // namespace iaq::dialogue
