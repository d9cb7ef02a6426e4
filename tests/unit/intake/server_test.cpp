#include "intake/server.hpp"
#include "model/limits.hpp"
#include "support/process.hpp"
#include "support/tls_client.hpp"
#include "unit/tls/server_site.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

/// A server with both doors over real sockets, and what a reload does to who is in.
using namespace iaq;
using intake::server;
using testing::cad_uri;
using testing::client_papers;
using testing::tls_client;
namespace inputs = model::inputs;
namespace limits = model::limits;

namespace {

const std::string rms_uri = "spiffe://agency.example/MO0110100/rms";

client_papers papers_of(const std::string& uri) {
    auto what = testing::good_client();
    what.uris = {uri};
    return {tls::clients().root().issue(what), {}};
}

std::shared_ptr<const tls::server_profile> profile_of(std::vector<long> revoked = {},
                                                      std::vector<std::string> uris = {cad_uri,
                                                                                       rms_uri}) {
    return tls::door({.crl = tls::clients().root().list({.revoked = std::move(revoked)}),
                      .uris = std::move(uris)});
}

model::principal_settings known(const std::string& uri) {
    model::principal_settings one;
    one.uri = uri;
    return one;
}

/// A client of either door, driven by hand.
class visitor {
public:
    explicit visitor(int socket, const client_papers* papers = nullptr)
        : socket_(socket),
          half_(papers != nullptr
                    ? std::make_unique<tls_client>(testing::client_habits{.shows = *papers})
                    : nullptr) {
        ::fcntl(socket_, F_SETFL, O_NONBLOCK);
        if (half_) {
            send(half_->hear({}));
        }
    }
    ~visitor() { ::close(socket_); }
    visitor(const visitor&) = delete;
    visitor& operator=(const visitor&) = delete;

    void pump() {
        std::array<char, 65536> piece{};
        const auto got = ::read(socket_, piece.data(), piece.size());
        is_closed = is_closed || got == 0 || (got < 0 && errno != EAGAIN);
        if (got > 0 && half_) {
            send(half_->hear({piece.data(), static_cast<std::size_t>(got)}));
        } else if (got > 0) {
            heard.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
    [[nodiscard]] const std::string& refusal() const { return half_->refusal; }

    std::string heard;  // over the Unix socket
    bool is_closed = false;

private:
    void send(const std::string& bytes) const {
        static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }

    int socket_;
    std::unique_ptr<tls_client> half_;  // none: over the Unix socket
};

struct bench {
    bench() {
        settings.intake_unix = folder.file("sock");
        settings.intake_tls.address = {"127.0.0.1", 0};
        settings.principals = {known(cad_uri), known(rms_uri), {}};
        settings.principals.back().uid = ::getuid();
        of = server::make(loop, settings, profile_of(),
                          {[this](inputs::input in) { told.push_back(std::move(in)); },
                           [this] {
                               return instant{tls::this_moment(), now};
                           }});
        BOOST_REQUIRE(of->listen({}).has_value());
    }
    ~bench() {
        of->stop_accepting();
        of->close_all();
        loop.restart();
        loop.poll();
    }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;

    visitor& comes(const client_papers& papers) {
        const auto place = of->network_place();
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port =
            htons(static_cast<std::uint16_t>(std::stoi(place.substr(place.find(':') + 1))));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        BOOST_REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
        return *visitors.emplace_back(std::make_unique<visitor>(socket, &papers));
    }
    visitor& comes_locally() {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        std::strncpy(to.sun_path, settings.intake_unix.c_str(), sizeof to.sun_path - 1);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        BOOST_REQUIRE(::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
        return *visitors.emplace_back(std::make_unique<visitor>(socket));
    }
    bool until(const std::function<bool()>& done) {
        for (int turn = 0; turn < 3000 && !done(); ++turn) {
            loop.restart();
            loop.run_for(std::chrono::milliseconds{2});
            for (const auto& each : visitors) {
                each->pump();
            }
        }
        return done();
    }
    template <class Input>
    [[nodiscard]] std::vector<Input> all() const {
        std::vector<Input> found;
        for (const auto& in : told) {
            if (const auto* one = std::get_if<Input>(&in)) {
                found.push_back(*one);
            }
        }
        return found;
    }
    bool until_opened(std::size_t sessions) {
        return until([&] { return all<inputs::session_opened>().size() >= sessions; });
    }

    boost::asio::io_context loop;
    testing::temporary_folder folder;
    model::settings settings;
    mono_time now{1'000'000'000};
    std::vector<inputs::input> told;
    std::vector<std::unique_ptr<visitor>> visitors;
    std::unique_ptr<server> of;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(intake_server)

BOOST_AUTO_TEST_CASE(who_comes_in_is_told_with_its_name_and_where_from_and_to) {
    bench b;
    b.comes(papers_of(rms_uri));
    BOOST_TEST_REQUIRE(b.until_opened(1));
    b.comes_locally();
    BOOST_TEST_REQUIRE(b.until_opened(2));
    const auto opened = b.all<inputs::session_opened>();
    BOOST_TEST(opened[0].principal == 1U);
    BOOST_TEST(opened[0].principal_name == rms_uri);
    BOOST_TEST(opened[0].default_user == "");
    BOOST_TEST(opened[0].source.starts_with("127.0.0.1:"));
    BOOST_TEST(opened[0].target == b.of->network_place());
    BOOST_TEST(opened[0].tls == "TLSv1.3 TLS_AES_256_GCM_SHA384");
    BOOST_TEST(opened[1].principal == 2U);
    BOOST_TEST(opened[1].principal_name == "uid:" + std::to_string(::getuid()));
    BOOST_TEST(opened[1].source == "unix:pid=" + std::to_string(::getpid()));
    BOOST_TEST(opened[1].target == "unix:" + b.settings.intake_unix);
    BOOST_TEST(opened[1].tls == "");
}

BOOST_AUTO_TEST_CASE(a_reload_closes_the_sessions_of_revoked_certificates_and_no_others) {
    bench b;
    const auto bad = papers_of(cad_uri), good = papers_of(rms_uri);
    auto& gone = b.comes(bad);
    BOOST_TEST_REQUIRE(b.until_opened(1));
    auto& stays = b.comes(good);
    BOOST_TEST_REQUIRE(b.until_opened(2));
    auto& local = b.comes_locally();
    BOOST_TEST_REQUIRE(b.until_opened(3));
    b.of->adopt(b.settings, profile_of());
    BOOST_TEST(b.all<inputs::session_closed>().empty());
    b.of->adopt(b.settings, profile_of({bad.shown.serial}));
    BOOST_TEST(b.until([&] { return gone.is_closed; }));
    const auto closed = b.all<inputs::session_closed>();
    BOOST_TEST_REQUIRE(closed.size() == 1U);
    BOOST_TEST((closed[0].session == b.all<inputs::session_opened>()[0].session));
    BOOST_TEST(closed[0].cause == "after a reload: it is revoked");
    BOOST_TEST(!stays.is_closed);
    BOOST_TEST(!local.is_closed);
    auto& again = b.comes(bad);
    BOOST_TEST(b.until([&] { return again.is_closed; }));
    BOOST_TEST(b.all<inputs::session_opened>().size() == 3U);
    BOOST_TEST_REQUIRE(b.all<inputs::session_refused>().size() == 1U);
    BOOST_TEST(b.all<inputs::session_refused>()[0].cause.starts_with("it is revoked, certificate"));
}

BOOST_AUTO_TEST_CASE(who_begins_to_come_in_before_a_reload_is_judged_by_what_came_with_it) {
    bench b;
    const auto bad = papers_of(cad_uri);
    auto& late = b.comes(bad);
    for (int turn = 0; turn < 20; ++turn) {
        b.loop.restart();
        b.loop.run_for(std::chrono::milliseconds{2});  // it has our words, and has not read them
    }
    b.of->adopt(b.settings, profile_of({bad.shown.serial}));
    BOOST_TEST(b.until([&] { return late.is_closed; }));
    BOOST_TEST(b.all<inputs::session_opened>().empty());
    BOOST_TEST_REQUIRE(b.all<inputs::session_refused>().size() == 1U);
    BOOST_TEST(b.all<inputs::session_refused>()[0].cause == "it is revoked");
}

BOOST_AUTO_TEST_CASE(a_reload_closes_the_sessions_of_principals_that_are_gone) {
    bench b;
    auto& cad = b.comes(papers_of(cad_uri));
    BOOST_TEST_REQUIRE(b.until_opened(1));
    auto& local = b.comes_locally();
    BOOST_TEST_REQUIRE(b.until_opened(2));
    auto& rms = b.comes(papers_of(rms_uri));
    BOOST_TEST_REQUIRE(b.until_opened(3));
    b.settings.principals = {known(rms_uri)};
    b.of->adopt(b.settings, profile_of({}, {rms_uri}));
    BOOST_TEST(b.until([&] { return cad.is_closed && local.is_closed; }));
    BOOST_TEST(!rms.is_closed);
    for (const auto& each : b.all<inputs::session_closed>()) {
        BOOST_TEST(each.cause == "after a reload: its principal is gone");
    }
    b.comes(papers_of(rms_uri));
    BOOST_TEST_REQUIRE(b.until_opened(4));
    BOOST_TEST(b.all<inputs::session_opened>().back().principal == 0U);
    auto& stranger = b.comes_locally();
    BOOST_TEST(b.until([&] { return stranger.is_closed; }));
    BOOST_TEST(stranger.heard.find("no principal of this gateway") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_profile_nobody_comes_over_the_network_any_more) {
    bench b;
    auto& cad = b.comes(papers_of(cad_uri));
    BOOST_TEST_REQUIRE(b.until_opened(1));
    b.of->adopt(b.settings, nullptr);
    auto& other = b.comes(papers_of(rms_uri));
    BOOST_TEST(b.until([&] { return cad.is_closed && other.is_closed; }));
    BOOST_TEST(b.all<inputs::session_opened>().size() == 1U);
    b.comes_locally();
    BOOST_TEST(b.until_opened(2));
}

BOOST_AUTO_TEST_CASE(one_connection_too_many_of_a_principal_is_told_so_and_closed) {
    bench b;
    for (std::size_t i = 0; i < limits::sessions_of_principal_max; ++i) {
        b.comes_locally();
    }
    BOOST_TEST_REQUIRE(b.until_opened(limits::sessions_of_principal_max));
    auto& more = b.comes_locally();
    BOOST_TEST(b.until([&] { return more.is_closed; }));
    BOOST_TEST(more.heard.find("too many connections; try again later") != std::string::npos);
    b.comes(papers_of(cad_uri));
    BOOST_TEST(b.until_opened(limits::sessions_of_principal_max + 1));
}

BOOST_AUTO_TEST_CASE(sockets_of_the_service_manager_are_served_and_left_as_they_are) {
    bench b;
    const testing::temporary_folder folder;
    const auto path = folder.file("held.sock");
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::strncpy(at.sun_path, path.c_str(), sizeof at.sun_path - 1);
    const int held = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    BOOST_REQUIRE(::bind(held, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
    BOOST_REQUIRE(::listen(held, 10) == 0);
    b.of->stop_accepting();
    b.settings.intake_unix = path;
    b.settings.intake_tls.address = {};
    b.of = server::make(b.loop, b.settings, nullptr,
                        {[&b](inputs::input in) { b.told.push_back(std::move(in)); },
                         [&b] {
                             return instant{tls::this_moment(), b.now};
                         }});
    BOOST_REQUIRE(b.of->listen({.local = held}).has_value());
    b.comes_locally();
    BOOST_TEST(b.until_opened(1));
    b.of->stop_accepting();
    BOOST_TEST(::access(path.c_str(), F_OK) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
