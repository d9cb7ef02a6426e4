#include "dialogue/make_line.hpp"

#include "dialogue/dmpp_link.hpp"
#include "dialogue/foxtalk_link.hpp"

#include <utility>

namespace iaq::dialogue {
namespace {

std::unique_ptr<line> speak_foxtalk(const model::station_settings& station, line_needs needs) {
    foxtalk_options options;
    options.hosts = station.hosts.size();
    options.reconnect_wait = station.reconnect_wait;
    options.connect_timeout = station.connect_timeout;
    options.frame_bytes_max = station.frame_bytes_max;
    return std::make_unique<foxtalk_link>(std::move(options), std::move(needs.next_connection),
                                          std::move(needs.random));
}

std::unique_ptr<line> speak_dmpp(const model::station_settings& station, line_needs needs) {
    dmpp_options options;
    options.hosts = station.hosts.size();
    options.reconnect_wait = station.reconnect_wait;
    options.connect_timeout = station.connect_timeout;
    options.block_bytes_max = station.frame_bytes_max;
    options.keep_alive = station.keep_alive;
    options.acknowledge_wait = station.acknowledge_wait;
    options.window = station.window;
    return std::make_unique<dmpp_link>(options, std::move(needs.cipher), std::move(needs.ivs),
                                       std::move(needs.next_connection), std::move(needs.random));
}

}  // namespace

std::unique_ptr<line> make_line(const model::station_settings& station, line_needs needs) {
    switch (station.protocol) {
        case model::line_protocol::foxtalk: return speak_foxtalk(station, std::move(needs));
        case model::line_protocol::dmpp2020: return speak_dmpp(station, std::move(needs));
    }
    return nullptr;
}

}  // namespace iaq::dialogue
