#include "client/waiting.hpp"
#include "tls/session.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

namespace iaq::client {
namespace {

struct host_and_port {
    std::string host, port;
};

trouble misused(const std::string& text) { return {trouble::kind::usage, text}; }

result<host_and_port, trouble> split(const std::string& address) {
    const auto colon = address.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
        return misused(address + ": say host and port, as gateway.example:7443");
    }
    auto host = address.substr(0, colon);
    if (host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    return host_and_port{host, address.substr(colon + 1)};
}

result<tls::pem_file, trouble> read(const std::string& path, const char* option, bool is_secret) {
    struct stat status {};
    if (path.empty()) {
        return misused(std::string{"over a network it takes "} + option + " FILE as well");
    }
    if (::stat(path.c_str(), &status) != 0) {
        auto why = failed(path);
        why.what = trouble::kind::usage;
        return why;
    }
    if (is_secret && (status.st_mode & 0077U) != 0) {
        return misused(path + ": others may read this key; chmod 600 it");
    }
    std::ifstream in(path, std::ios::binary);
    return tls::pem_file{path, {std::istreambuf_iterator<char>{in}, {}}};
}

utc_time now() {
    return std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
}

result<std::unique_ptr<tls::client_profile>, trouble> profile_of(const network_place& place) {
    IAQ_TRY(auto ca, read(place.ca_file, "--ca", false));
    IAQ_TRY(auto certificate, read(place.certificate_file, "--cert", false));
    IAQ_TRY(auto key, read(place.key_file, "--key", true));
    model::tls_settings wanted;
    wanted.ca_path = ca.path;
    wanted.certificate_path = certificate.path;
    wanted.key_path = key.path;
    wanted.least = model::tls_floor::tls_1_3;
    auto made = tls::client_profile::make(
        wanted, {std::move(ca), std::move(certificate), std::move(key)}, now(), tls::the_gateway);
    if (!made) {
        return misused(made.error());
    }
    return std::move(made).value();
}

struct freed {
    void operator()(addrinfo* held) const { ::freeaddrinfo(held); }
};

result<int, trouble> connect_to(const host_and_port& at, std::chrono::milliseconds patience) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int why = ::getaddrinfo(at.host.c_str(), at.port.c_str(), &wanted, &found);
        why != 0) {
        return trouble{trouble::kind::unreachable, at.host + ": " + ::gai_strerror(why)};
    }
    const std::unique_ptr<addrinfo, freed> all{found};
    trouble last = no_answer();
    for (const auto* each = found; each != nullptr; each = each->ai_next) {
        const int socket = ::socket(each->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (socket < 0) {
            last = failed(at.host);
            continue;
        }
        be_patient_for(socket, patience);
        if (::connect(socket, each->ai_addr, each->ai_addrlen) == 0) {
            const int on = 1;
            ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            return socket;
        }
        last =
            errno == EINPROGRESS || errno == EAGAIN ? no_answer() : failed(at.host + ":" + at.port);
        const descriptor closes{socket};
    }
    return last;
}

class network_channel final : public channel {
public:
    network_channel(int socket, std::unique_ptr<tls::client_profile> with, const std::string& host)
        : socket_(socket), profile_(std::move(with)), tls_(*profile_, host) {}

    result<void, trouble> agree(limit until) {
        IAQ_TRY(hear({}));
        while (!tls_.is_secure()) {
            auto more = receive_some(socket_.get(), until);
            if (!more) {
                return more.error().what == trouble::kind::timed_out
                           ? more.error()
                           : trouble{trouble::kind::unreachable,
                                     tls::session::cut_off("closed", tls::the_gateway)};
            }
            IAQ_TRY(hear(more.value()));
        }
        return boost::outcome_v2::success();
    }

    result<void, trouble> send(const std::string& bytes) override {
        const auto sealed = tls_.seal(bytes);
        if (!sealed) {
            return closed();
        }
        auto sent = send_all(socket_.get(), *sealed);
        if (!sent && sent.error().what == trouble::kind::unreachable) {
            // Why it closed may still have come.
            const auto last = receive(std::chrono::steady_clock::now());
            return last ? std::move(sent) : result<void, trouble>{last.error()};
        }
        return sent;
    }

    result<std::string, trouble> receive(limit until) override {
        while (plain_.empty()) {
            IAQ_TRY(const auto more, receive_some(socket_.get(), until));
            IAQ_TRY(hear(more));
        }
        return std::exchange(plain_, {});
    }

    [[nodiscard]] int waits_on() const override { return socket_.get(); }

private:
    result<void, trouble> hear(std::string_view sealed) {
        auto got = tls_.hear(sealed);
        plain_ += got.plain;
        if (const auto owed = tls_.take_output(); !owed.empty()) {
            const auto sent = send_all(socket_.get(), owed);
            if (!sent && !got.cause) {
                return sent.error();
            }
        }
        if (got.cause && plain_.empty()) {
            return trouble{trouble::kind::unreachable, *got.cause};
        }
        return boost::outcome_v2::success();
    }

    descriptor socket_;
    std::unique_ptr<tls::client_profile> profile_;
    tls::session tls_;
    std::string plain_;
};

}  // namespace

result<std::unique_ptr<channel>, trouble> open_network(const network_place& place,
                                                       std::chrono::milliseconds patience) {
    IAQ_TRY(const auto at, split(place.address));
    IAQ_TRY(auto profile, profile_of(place));
    IAQ_TRY(const int socket, connect_to(at, patience));
    auto made = std::make_unique<network_channel>(socket, std::move(profile), at.host);
    const auto until =
        patience.count() == 0 ? limit{} : limit{std::chrono::steady_clock::now() + patience};
    IAQ_TRY(made->agree(until));
    return std::unique_ptr<channel>{std::move(made)};
}

}  // namespace iaq::client
