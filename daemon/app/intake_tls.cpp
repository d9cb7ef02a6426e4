#include "app/intake_tls.hpp"

#include "app/pem_files.hpp"

#include <utility>

namespace iaq::app {

result<std::shared_ptr<const tls::server_profile>, std::vector<std::string>> load_intake_profile(
    const model::settings& settings, std::optional<utc_time> now) {
    const auto& wanted = settings.intake_tls;
    std::shared_ptr<const tls::server_profile> none;
    if (!wanted.is_on()) {
        return none;
    }
    std::vector<std::string> uris;
    for (const auto& principal : settings.principals) {
        if (!principal.uri.empty()) {
            uris.push_back(principal.uri);
        }
    }
    pem_reader from("intake");
    tls::server_files files;
    from.read(files.certificate, "certificate", wanted.certificate_path, false);
    from.read(files.key, "key", wanted.key_path, true);
    from.read(files.clients.client_ca, "client_ca", wanted.client_ca_path, false);
    from.read(files.clients.crl, "crl", wanted.crl_path, false);
    if (from.wrong.empty()) {
        auto made = tls::server_profile::make(wanted, std::move(uris), files, now);
        if (made) {
            return std::shared_ptr<const tls::server_profile>{std::move(made).value()};
        }
        from.complain(made.error());
    }
    return std::move(from.wrong);
}

}  // namespace iaq::app
