#pragma once

#include "settings/document.hpp"

#include <vector>

namespace iaq::settings {

/// The sections of one `iaqd.toml`.
struct daemon_file {
    section daemon, intake, journal, admin;
    std::vector<section> agencies, stations, principals;
};

/// Complains of what no single key can tell: names and ORIs that must agree with one another.
void check_relations(const daemon_file& file, complaint_list& out);

}  // namespace iaq::settings
