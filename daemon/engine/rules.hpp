#pragma once

#include "model/ids.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "model/settings.hpp"
#include "tables/code_tables.hpp"

#include <string_view>
#include <vector>

namespace iaq::engine {

/// One agency's order, profile and tables, checked and ready.
struct agency_rules {
    model::agency_settings settings;
    model::profile profile;
    model::order order;
    tables::code_tables tables;
};

/// The configuration in force: what HUP will swap as a whole.
struct rules {
    model::settings settings;
    std::vector<agency_rules> agencies;                        // as in settings.agencies
    std::vector<std::pair<std::string, std::string>> digests;  // file name, hex SHA-256

    /// Returns nullptr when no agency has this ORI.
    [[nodiscard]] const agency_rules* agency_of(std::string_view ori) const;
    /// Returns the place of the station that carries this ORI, or -1.
    [[nodiscard]] int station_of(std::string_view ori) const;
    [[nodiscard]] const model::station_settings* find_station(std::string_view name) const;
    /// Returns the agency of the station's first ORI. Requires: checked settings.
    [[nodiscard]] const agency_rules& agency_of(const model::station_settings& station) const;
    /// Returns the order whose words tell of this station: its agency's; the first agency's for a
    /// station of none.
    [[nodiscard]] const model::order& order_about(std::string_view station) const;
};

}  // namespace iaq::engine
