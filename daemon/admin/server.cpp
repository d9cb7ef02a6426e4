#include "admin/server.hpp"

#include "admin/visit.hpp"
#include "model/limits.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <utility>

namespace iaq::admin {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using observe::event;
using observe::plain;

namespace {

constexpr auto try_again_after = std::chrono::seconds{10};

class http_server final : public server {
public:
    http_server(asio::io_context& loop, model::host_address at, show what, nanoseconds patience)
        : loop_(loop),
          at_(std::move(at)),
          show_(std::move(what)),
          patience_(patience),
          acceptor_(loop),
          again_(loop) {}

    void start() override;
    void stop() override;

private:
    error_code open();
    void accept_on();
    void welcome(tcp::socket connected);
    void try_again(const error_code& why);

    asio::io_context& loop_;
    model::host_address at_;
    show show_;
    nanoseconds patience_;
    tcp::acceptor acceptor_;
    asio::steady_timer again_;
    std::map<std::uint64_t, std::shared_ptr<visit>> visits_;
    std::uint64_t last_visit_ = 0;
    bool accepting_ = false, complained_ = false, stopped_ = false;
};

void http_server::start() {
    if (const auto error = open()) {
        try_again(error);
        return;
    }
    complained_ = false;
    const auto port = acceptor_.local_endpoint().port();
    observe::say(event::admin_listening, {plain{at_.host + ":" + std::to_string(port)}});
    accept_on();
}

error_code http_server::open() {
    error_code error;
    const auto host = at_.host == "localhost" ? "127.0.0.1" : at_.host;
    const tcp::endpoint place{asio::ip::make_address(host, error), at_.port};
    if (!error) {
        acceptor_.open(place.protocol(), error);
    }
    if (!error) {
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        acceptor_.bind(place, error);
    }
    if (!error) {
        acceptor_.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        error_code ignored;
        acceptor_.close(ignored);
    }
    return error;
}

void http_server::try_again(const error_code& why) {
    if (!std::exchange(complained_, true)) {
        observe::say(event::admin_unavailable,
                     {plain{at_.host + ":" + std::to_string(at_.port)}, plain{why.message()}});
    }
    again_.expires_after(try_again_after);
    again_.async_wait([this](error_code cancelled) {
        if (!cancelled) {
            acceptor_.is_open() ? accept_on() : start();
        }
    });
}

void http_server::accept_on() {
    if (stopped_ || accepting_ || visits_.size() >= model::limits::http_visits_max) {
        return;  // the end of a visit goes on
    }
    accepting_ = true;
    acceptor_.async_accept([this](error_code error, tcp::socket connected) {
        accepting_ = false;
        if (error == asio::error::operation_aborted || stopped_) {
            return;
        }
        if (error) {
            try_again(error);
            return;
        }
        welcome(std::move(connected));
        accept_on();
    });
}

void http_server::welcome(tcp::socket connected) {
    const auto number = ++last_visit_;
    error_code error;
    const bool is_v6 = connected.local_endpoint(error).address().is_v6();
    const auto descriptor = connected.release(error);
    if (error) {
        return;
    }
    const auto come =
        visit::take_over(loop_, descriptor, {is_v6, patience_}, show_, [this, number] {
            visits_.erase(number);
            accept_on();
        });
    visits_.emplace(number, come);
    come->start();
}

void http_server::stop() {
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    again_.cancel();
    const auto standing = visits_;  // each leaves the table as it ends
    for (const auto& [number, each] : standing) {
        each->stop();
    }
}

}  // namespace

std::unique_ptr<server> server::make(asio::io_context& loop, model::host_address at, show what,
                                     nanoseconds patience) {
    return std::make_unique<http_server>(loop, std::move(at), std::move(what), patience);
}

}  // namespace iaq::admin
