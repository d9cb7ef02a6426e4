#include "intake/accepting.hpp"
#include "intake/door.hpp"
#include "intake/doorkeeper.hpp"
#include "intake/handshake.hpp"
#include "model/limits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace iaq::intake {
namespace {

namespace asio = boost::asio;
namespace limits = model::limits;
using asio::ip::tcp;
using boost::system::error_code;

// A peer that vanished is noticed after these, although nobody speaks.
constexpr int on = 1;
constexpr int quiet_seconds = 60;
constexpr int probe_seconds = 20;
constexpr int probes = 3;
constexpr unsigned unacknowledged_ms = 60'000;

std::string name_of(const tcp::endpoint& e) {
    const auto address = e.address().to_string();
    return (e.address().is_v6() ? "[" + address + "]" : address) + ":" + std::to_string(e.port());
}

asio::ip::address plain(const asio::ip::address& one) {
    if (one.is_v6() && one.to_v6().is_v4_mapped()) {
        return asio::ip::make_address_v4(asio::ip::v4_mapped, one.to_v6());
    }
    return one;
}

/// Whoever has an IPv6 address has all those of its /64.
std::string crowd_of(const asio::ip::address& one) {
    if (one.is_v4()) {
        return one.to_string();
    }
    auto bytes = one.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return asio::ip::address_v6{bytes}.to_string() + "/64";
}

void prepare(int connected) {
    const auto set = [connected](int level, int option, const auto& value) {
        ::setsockopt(connected, level, option, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_KEEPALIVE, on);
    set(IPPROTO_TCP, TCP_NODELAY, on);
    set(IPPROTO_TCP, TCP_KEEPIDLE, quiet_seconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, probe_seconds);
    set(IPPROTO_TCP, TCP_KEEPCNT, probes);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, unacknowledged_ms);
}

/// Returns who is at the other end, or nothing when it has gone already.
std::optional<tcp::endpoint> peer_of(int connected) {
    tcp::endpoint peer;
    auto size = static_cast<socklen_t>(peer.capacity());
    if (::getpeername(connected, peer.data(), &size) != 0) {
        return std::nullopt;
    }
    peer.resize(size);
    return tcp::endpoint{plain(peer.address()), peer.port()};
}

class tls_door final : public door {
public:
    tls_door(asio::io_context& loop, model::host_address at, tls_surroundings around)
        : at_(std::move(at)),
          around_(std::move(around)),
          loop_(loop),
          keeper_(around_.clock().mono) {}

    result<void, std::string> listen(int inherited) override;
    [[nodiscard]] std::string place() const override { return place_; }
    void stop() override;
    void look_at_the_time(mono_time now) override;

private:
    struct visitor {
        std::shared_ptr<handshake> doing;
        std::string address, crowd;
        std::shared_ptr<const iaq::tls::server_profile> judged_by;
    };

    [[nodiscard]] result<int, std::string> open() const;
    void knock(int connected);
    void over(std::uint64_t number, const std::string& source, handshake::outcome how);
    void go_on();

    model::host_address at_;
    tls_surroundings around_;
    asio::io_context& loop_;
    doorkeeper keeper_;
    std::unique_ptr<accepting> accepting_;
    std::string place_;
    std::unordered_map<std::uint64_t, visitor> visitors_;
    std::uint64_t last_ = 0;
};

result<int, std::string> tls_door::open() const {
    error_code error;
    const tcp::endpoint wanted{asio::ip::make_address(at_.host, error), at_.port};
    tcp::acceptor acceptor{loop_};
    if (!error) {
        acceptor.open(wanted.protocol(), error);
    }
    if (!error) {
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    }
    if (!error) {
        acceptor.bind(wanted, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return name_of(wanted) + ": " + error.message();
    }
    return acceptor.release();
}

result<void, std::string> tls_door::listen(int inherited) {
    if (inherited < 0) {
        IAQ_TRY(inherited, open());
    }
    tcp::endpoint bound;
    auto size = static_cast<socklen_t>(bound.capacity());
    if (::getsockname(inherited, bound.data(), &size) == 0) {
        bound.resize(size);
        place_ = name_of(bound);
    }
    accepting_ = accepting::make(
        loop_, inherited, [this](int connected) { knock(connected); },
        [this] { return keeper_.has_room(around_.clock().mono); });
    accepting_->go_on();
    return boost::outcome_v2::success();
}

void tls_door::stop() {
    accepting_ = nullptr;
    for (const auto& [number, each] : std::exchange(visitors_, {})) {
        each.doing->drop();
        keeper_.leaves(each.crowd);
    }
}

void tls_door::knock(int connected) {
    const auto peer = peer_of(connected);
    const auto profile = around_.profile();
    if (!peer || profile == nullptr) {
        ::close(connected);
        return;
    }
    const auto address = peer->address().to_string();
    const auto crowd = crowd_of(peer->address());
    const auto now = around_.clock();
    const auto verdict = keeper_.arrives(crowd, now.mono);
    if (verdict != doorkeeper::verdict::come) {
        ::close(connected);
        around_.refused(address,
                        verdict == doorkeeper::verdict::too_many
                            ? "too many connections at once that are not known"
                            : "too many connections in a second",
                        {});
        return;
    }
    prepare(connected);
    const auto number = ++last_;
    auto doing = handshake::begin(loop_, connected, profile, now,
                                  {[this] { keeper_.computes(around_.clock().mono); },
                                   [this, number, source = name_of(*peer)](handshake::outcome how) {
                                       over(number, source, std::move(how));
                                   }});
    visitors_.emplace(number, visitor{std::move(doing), address, crowd, profile});
}

void tls_door::over(std::uint64_t number, const std::string& source, handshake::outcome how) {
    const auto it = visitors_.find(number);
    if (it == visitors_.end()) {
        return;
    }
    const auto [doing, address, crowd, profile] = std::move(it->second);
    visitors_.erase(it);
    keeper_.leaves(crowd);
    if (how.line == nullptr) {
        around_.refused(address, how.refused, how.client.fingerprint);
    } else {
        around_.arrived({.line = std::move(how.line),
                         .principal = how.client.who.uri,
                         .default_user = {},
                         .source = source,
                         .peer = address,
                         .target = place_,
                         .tls = how.terms,
                         .judged_by = profile});
    }
    go_on();
}

void tls_door::go_on() {
    if (accepting_ != nullptr) {
        accepting_->go_on();
    }
}

void tls_door::look_at_the_time(mono_time now) {
    const auto patience =
        keeper_.is_crowded() ? limits::handshake_wait_crowded : limits::handshake_wait;
    std::vector<std::shared_ptr<handshake>> late;
    for (const auto& [number, each] : visitors_) {
        if (now - each.doing->since() >= patience) {
            late.push_back(each.doing);
        }
    }
    for (const auto& each : late) {
        each->give_up("it was not known in time");
    }
    go_on();
}

}  // namespace

std::unique_ptr<door> make_tls_door(asio::io_context& loop, model::host_address at,
                                    tls_surroundings around) {
    return std::make_unique<tls_door>(loop, std::move(at), std::move(around));
}

}  // namespace iaq::intake
