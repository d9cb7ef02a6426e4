#include "app/shredded.hpp"

#include "base/text.hpp"
#include "contract/records.hpp"

#include <fstream>

namespace iaq::app {

result<std::vector<model::records::wrapped_sidecar>, std::string> sidecars_told(
    std::string_view record) {
    IAQ_TRY(const auto entry, contract::decode(record));
    return engine::sidecars_told(entry);
}

std::vector<model::calls::backup_made> backups_noted(const std::string& state_dir) {
    std::vector<model::calls::backup_made> made;
    std::ifstream from{state_dir + "/access/backups.log"};
    for (std::string line; std::getline(from, line);) {
        // <time> records=<number> <where to>
        const auto parts = text::split(line, ' ');
        constexpr std::string_view label = "records=";
        if (parts.size() < 3 || !parts[1].starts_with(label)) {
            continue;
        }
        const auto upto = text::number(parts[1].substr(label.size()));
        const auto where = text::valid_utf8(line.substr(line.find(parts[2], parts[0].size())));
        if (upto && *upto > 0) {
            made.push_back({std::string{parts[0]} + " to " + where,
                            model::sequence{static_cast<std::uint64_t>(*upto)}});
        }
    }
    return made;
}

}  // namespace iaq::app
