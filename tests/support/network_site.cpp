#include "support/network_site.hpp"

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <thread>

namespace iaq::testing {
namespace {

using namespace std::chrono_literals;

const std::string listening = "intake: clients over the network at ";

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

network_site::network_site(const network_wish& wish) : gateway_ca_("TEST GATEWAY ROOT") {
    const auto own = gateway_ca_.issue({.names = {"localhost"}, .addresses = {"127.0.0.1"}});
    keep("gateway", client_papers{own, {}});
    keep("gateway_ca.pem", gateway_ca_.pem());
    keep("clients.pem", authorities_.client_ca());
    keep("clients.crl", authorities_.crl(wish.list));
    keep("cad", authorities_.good());
    const auto named = [this](const char* key, const char* name) {
        return std::string{key} + " = " + quoted(file(name)) + "\n";
    };
    spoken line;
    line.intake = "tls = \"127.0.0.1:0\"\n" + named("certificate", "gateway.pem") +
                  named("key", "gateway.key") + named("client_ca", "clients.pem") +
                  (wish.listed ? named("crl", "clients.crl") : "") + wish.intake;
    line.others = "[[principal]]\nuri = " + quoted(cad_uri) + "\n" + wish.principal + wish.others;
    site_ = std::make_unique<site>(wish.scene, "ofml", 1, "", line);
}

void network_site::keep(const std::string& name, const std::string& text) const {
    write_file(file(name), text);
    BOOST_REQUIRE(::chmod(file(name).c_str(), 0600) == 0);
}

void network_site::keep(const std::string& name, const client_papers& papers) const {
    keep(name + ".pem", papers.shown.certificate + papers.between);
    keep(name + ".key", papers.shown.key);
}

void network_site::start() {
    site_->start();
    place_ = place_of(*site_);
}

client::network_place network_site::as(const std::string& name) const {
    return {place_, file(name + ".pem"), file(name + ".key"), file("gateway_ca.pem")};
}

client::connection network_site::connect(const std::string& name) const {
    auto opened = client::connection::open(as(name), 20s);
    BOOST_REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().text));
    return std::move(opened).value();
}

std::string network_site::log() const { return contents_of(site_->daemon_log()); }

bool network_site::log_says(const std::string& words) const {
    for (int tries = 0; tries < 1000; ++tries) {
        if (log().find(words) != std::string::npos) {
            return true;
        }
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

std::string place_of(const site& s) {
    for (int tries = 0; tries < 1000; ++tries) {
        const auto text = contents_of(s.daemon_log());
        if (const auto found = text.rfind(listening); found != std::string::npos) {
            const auto at = found + listening.size();
            return text.substr(at, text.find(',', at) - at);
        }
        std::this_thread::sleep_for(20ms);
    }
    BOOST_FAIL("the daemon listens at no network");
    return {};
}

int connect_to(const std::string& place, const std::string& from) {
    const auto address = [](const std::string& host, int port) {
        sockaddr_in made{};
        made.sin_family = AF_INET;
        made.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, host.c_str(), &made.sin_addr);
        return made;
    };
    const auto colon = place.rfind(':');
    const auto to = address(place.substr(0, colon), std::stoi(place.substr(colon + 1)));
    const auto ours = address(from, 0);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&ours), sizeof ours) != 0 ||
        ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        ::close(socket);
        return -1;
    }
    return socket;
}

network_client::network_client(const std::string& place, const client_habits& habits,
                               const std::string& from)
    : socket_(connect_to(place, from)), half_(habits) {
    closed_ = socket_ < 0;
    send(half_.hear({}));
    while (!closed_ && SSL_is_init_finished(half_.native()) != 1 && step(20s)) {
    }
}

network_client::~network_client() { ::close(socket_); }

void network_client::send(const std::string& sealed) const {
    for (std::size_t sent = 0; sent < sealed.size();) {
        const auto more = ::send(socket_, sealed.data() + sent, sealed.size() - sent, MSG_NOSIGNAL);
        if (more <= 0) {
            return;  // closed: what it said is read all the same
        }
        sent += static_cast<std::size_t>(more);
    }
}

void network_client::say(const std::string& plain) { send(half_.say(plain)); }

bool network_client::step(std::chrono::milliseconds within) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(within.count())) <= 0) {
        return false;
    }
    std::array<char, 65536> piece{};
    const auto got = ::read(socket_, piece.data(), piece.size());
    if (got <= 0) {
        closed_ = true;
        return true;
    }
    send(half_.hear({piece.data(), static_cast<std::size_t>(got)}));
    return true;
}

bool network_client::hear_to_the_end(std::chrono::milliseconds within) {
    const auto end = std::chrono::steady_clock::now() + within;
    while (!closed_ && std::chrono::steady_clock::now() < end) {
        step(std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()));
    }
    return closed_;
}

}  // namespace iaq::testing
