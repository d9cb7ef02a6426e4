#include "base/text.hpp"
#include "engine/engine.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <optional>
#include <ranges>
#include <vector>

/// The switch's count of what it sends to a station, where the profile says that there is one. It
/// marks and alerts; it never drops.
namespace iaq::engine {

namespace {

constexpr int looked_back_max = 1000;  // replies of all stations, at a start
constexpr std::int64_t count_max = 999'999'999;

std::optional<std::uint32_t> count_in(const model::heard_header& header, model::counted_by by) {
    if (by == model::counted_by::none) {
        return std::nullopt;
    }
    const auto& printed =
        by == model::counted_by::received ? header.receive_count : header.send_count;
    const auto count = text::number(printed);
    const bool is_one = count && *count >= 0 && *count <= count_max;
    return is_one ? std::optional{static_cast<std::uint32_t>(*count)} : std::nullopt;
}

std::string words_for(const send_counts::range& missing) {
    return missing.first == missing.last
               ? fmt::format("message {} of the switch's count has not come", missing.first)
               : fmt::format("messages {} to {} of the switch's count have not come", missing.first,
                             missing.last);
}

}  // namespace

/// A start goes on behind the newest messages that have a count: what was lost while the daemon
/// was down is missing, too.
void ground::begin_counts(std::size_t station) {
    const auto& name = given_.in_force.settings.stations[station].name;
    lines_[station].counts = {};
    std::vector<const correlation::reply*> newest;
    auto left = counted_by(station) == model::counted_by::none ? 0 : looked_back_max;
    state_.inquiries().look_back([&](const correlation::reply& heard) {
        if (left > 0 && heard.station == name) {
            newest.push_back(&heard);
        }
        return --left > 0 && newest.size() < send_counts::remembered_max;
    });
    for (const auto* const each : newest | std::views::reverse) {
        follow_count({station, each->record, each->bytes, wire::parse(each->payload, each->bytes)});
    }
    lines_[station].counts.begin();
}

model::counted_by ground::counted_by(std::size_t station) const {
    const auto& settings = given_.in_force.settings.stations[station];
    return given_.in_force.agency_of(settings).profile.send_count;
}

/// Takes note of the count that the message has.
send_counts::verdict ground::follow_count(const hearing& h) {
    const auto count = count_in(h.said.header, counted_by(h.station));
    if (!count) {
        return {};
    }
    return lines_[h.station].counts.heard(*count, h.record, [&](model::sequence before) {
        const auto* const earlier = state_.inquiries().find_reply(before);
        return earlier == nullptr || earlier->bytes == h.bytes;  // none: it was shredded
    });
}

/// Each gap is told once, with its range; the condition ends when all that was missing has come.
void ground::tell_count(std::size_t station, const send_counts::verdict& says) {
    const auto& name = given_.in_force.settings.stations[station].name;
    if (says.gap) {
        append(model::records::condition_changed{"send_count_gap", true, words_for(*says.gap)}, {},
               name);
    }
    if (says.complete) {
        stand("send_count_gap", name, false);
    }
}

}  // namespace iaq::engine
