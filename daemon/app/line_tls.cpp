#include "app/line_tls.hpp"

#include "host/files.hpp"

#include <iterator>
#include <utility>

namespace iaq::app {
namespace {

constexpr std::size_t pem_bytes_max = 1024UL * 1024;

result<link::pem_file, std::string> load(const std::string& configured, bool is_secret) {
    auto path = host::place_of_key(configured);
    if (!path) {
        return path.error().text;
    }
    if (!host::exists(path.value())) {
        return path.value() + ": is not there";
    }
    auto text =
        is_secret ? host::read_secret(path.value()) : host::read_file(path.value(), pem_bytes_max);
    if (!text) {
        return text.error().text;
    }
    return link::pem_file{std::move(path).value(), std::move(text).value()};
}

/// The files of one station, each read, or why not.
class reader {
public:
    explicit reader(const std::string& station) : station_(station) {}

    void read(link::pem_file& into, const char* option, const std::string& configured,
              bool is_secret) {
        if (configured.empty()) {
            return;
        }
        auto got = load(configured, is_secret);
        if (got) {
            into = std::move(got).value();
        } else {
            complain(std::string{option} + " " + got.error());
        }
    }
    void complain(const std::string& text) { wrong.push_back("station " + station_ + ": " + text); }

    std::vector<std::string> wrong;

private:
    std::string station_;
};

}  // namespace

result<line_profiles, std::vector<std::string>> load_line_profiles(const model::settings& settings,
                                                                   std::optional<utc_time> now) {
    line_profiles all;
    std::vector<std::string> wrong;
    for (const auto& station : settings.stations) {
        all.emplace_back();
        if (!station.tls.is_on()) {
            continue;
        }
        reader from(station.name);
        link::tls_files files;
        from.read(files.ca, "tls_ca", station.tls.ca_path, false);
        from.read(files.certificate, "tls_certificate", station.tls.certificate_path, false);
        from.read(files.key, "tls_key", station.tls.key_path, true);
        if (from.wrong.empty()) {
            auto made = link::tls_profile::make(station.tls, files, now);
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
