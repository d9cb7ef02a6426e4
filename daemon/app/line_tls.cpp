#include "app/line_tls.hpp"

#include "app/pem_files.hpp"

#include <iterator>
#include <utility>

namespace iaq::app {

result<line_profiles, std::vector<std::string>> load_line_profiles(const model::settings& settings,
                                                                   std::optional<utc_time> now) {
    line_profiles all;
    std::vector<std::string> wrong;
    for (const auto& station : settings.stations) {
        all.emplace_back();
        if (!station.tls.is_on()) {
            continue;
        }
        pem_reader from("station " + station.name);
        tls::client_files files;
        from.read(files.ca, "tls_ca", station.tls.ca_path, false);
        from.read(files.certificate, "tls_certificate", station.tls.certificate_path, false);
        from.read(files.key, "tls_key", station.tls.key_path, true);
        if (from.wrong.empty()) {
            auto made = tls::client_profile::make(station.tls, files, now);
            if (made) {
                all.back() = std::move(made).value();
            } else {
                from.complain(made.error());
            }
        }
        std::move(from.wrong.begin(), from.wrong.end(), std::back_inserter(wrong));
    }
    if (!wrong.empty()) {
        return wrong;
    }
    return all;
}

}  // namespace iaq::app
