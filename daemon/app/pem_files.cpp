#include "app/pem_files.hpp"

#include "base/result.hpp"
#include "host/files.hpp"

namespace iaq::app {
namespace {

constexpr std::size_t pem_bytes_max = 16UL * 1024 * 1024;  // revocation lists grow

result<tls::pem_file, std::string> load(const std::string& configured, bool is_secret) {
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
    return tls::pem_file{std::move(path).value(), std::move(text).value()};
}

}  // namespace

void pem_reader::read(tls::pem_file& into, const char* option, const std::string& configured,
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

}  // namespace iaq::app
