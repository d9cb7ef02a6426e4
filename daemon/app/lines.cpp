#include "app/lines.hpp"

#include "host/clock.hpp"
#include "host/random.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace iaq::app {

lines::lines(boost::asio::io_context& loop, const model::settings& settings, line_guards guards,
             report tell)
    : loop_(loop), tell_(std::move(tell)) {
    for (std::uint32_t i = 0; i < settings.stations.size(); ++i) {
        const model::station_index id{i};
        all_.emplace(id, make(id, settings.stations[i], std::move(guards.ciphers[i]),
                              std::move(guards.profiles[i])));
    }
}

lines::~lines() = default;

lines::one lines::make(model::station_index id, const model::station_settings& settings,
                       std::optional<seal::line_cipher> cipher,
                       std::unique_ptr<tls::client_profile> profile) {
    one made;
    made.station = settings.name;
    made.profile = std::move(profile);
    made.driver = link::driver::make(
        loop_, id, settings,
        {tell_, host::mono_now, [this] { return model::connection_id{++last_connection_}; },
         [] { return static_cast<std::uint32_t>(host::random_number()); }, host::random_bytes,
         std::move(cipher), made.profile.get()});
    return made;
}

void lines::start() {
    for (const auto& [id, each] : all_) {
        each.driver->start();
    }
}

void lines::adopt(const model::actions::put_in_force& change, const model::settings& settings,
                  line_guards guards) {
    std::set<model::station_index> named;
    for (const auto& each : change.lines) {
        named.insert(each.id);
    }
    for (const auto& [id, each] : all_) {
        if (!named.contains(id)) {
            each.driver->stop();
        }
    }
    std::erase_if(all_, [&](const auto& each) { return !named.contains(each.first); });
    for (std::size_t i = 0; i < change.lines.size(); ++i) {
        const auto id = change.lines[i].id;
        if (change.lines[i].stays) {
            auto& stays = all_.at(id);
            stays.driver->use(guards.profiles[i].get());
            stays.profile = std::move(guards.profiles[i]);
            continue;
        }
        auto& begun = all_[id] = make(id, settings.stations[i], std::move(guards.ciphers[i]),
                                      std::move(guards.profiles[i]));
        begun.driver->start();
    }
}

void lines::stop() {
    for (const auto& [id, each] : all_) {
        each.driver->stop();
    }
}

std::optional<utc_time> lines::certified_until(const std::string& station) const {
    const auto found =
        std::ranges::find(all_, station, [](const auto& each) { return each.second.station; });
    return found == all_.end() || found->second.profile == nullptr
               ? std::nullopt
               : std::optional{found->second.profile->until()};
}

link::driver* lines::find(model::station_index id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : found->second.driver.get();
}

}  // namespace iaq::app
