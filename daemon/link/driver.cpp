#include "link/driver.hpp"

#include "dialogue/make_line.hpp"
#include "link/connection.hpp"
#include "observe/log.hpp"

#include "base/assert.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>
#include <variant>

namespace iaq::link {
namespace {

namespace asio = boost::asio;
namespace actions = dialogue::actions;
namespace events = dialogue::events;
namespace inputs = model::inputs;
using observe::event;
using observe::plain;

class station_driver final : public driver {
public:
    station_driver(asio::io_context& loop, model::station_index station,
                   const model::station_settings& settings, surroundings around)
        : loop_(loop),
          station_(station),
          settings_(settings),
          around_(std::move(around)),
          machine_(dialogue::make_line(
              settings, {around_.next_connection, around_.random, around_.secret_bytes,
                         std::exchange(around_.cipher, std::nullopt)})),
          alarm_(std::make_shared<alarm>(loop)) {
        ensure((around_.tls != nullptr) == settings_.tls.is_on());
    }

    ~station_driver() override { silence(); }

    void start() override { tell(events::started{}); }
    void send(model::send_token token, std::string payload) override {
        tell(events::send{token, std::move(payload)});
    }
    void abandon(model::send_token token) override { tell(events::abandon{token}); }
    void acknowledge(model::connection_id connection, std::uint32_t exchange) override {
        tell(events::acknowledge{connection, exchange});
    }
    void use(const iaq::tls::client_profile* next) override {
        ensure((next != nullptr) == (around_.tls != nullptr));
        around_.tls = next;
    }
    void stop() override { tell(events::stopped{}); }
    [[nodiscard]] std::uint64_t curiosities() const override { return machine_->curiosities(); }

private:
    /// The timer, which may still be on its way back when the driver is gone.
    struct alarm {
        explicit alarm(asio::io_context& loop) : timer(loop) {}
        asio::steady_timer timer;
        std::uint64_t setting = 0;  // which of its settings counts; 0: none any more
    };

    /// Steps the machine through all that has happened. What its actions cause meanwhile waits its
    /// turn: a step is never entered twice.
    void tell(events::event happened) {
        happened_.push_back(std::move(happened));
        if (std::exchange(stepping_, true)) {
            return;
        }
        while (!happened_.empty()) {
            const auto one = std::move(happened_.front());
            happened_.pop_front();
            for (auto& wanted : machine_->step(one, around_.clock())) {
                std::visit([this](auto& a) { obey(std::move(a)); }, wanted);
            }
            if (is_stopped()) {
                silence();
            }
        }
        stepping_ = false;
    }

    void obey(actions::open_connection a) {
        const auto& host = settings_.hosts.at(a.host);
        host_ = a.host;
        peer_ = host.host + ":" + std::to_string(host.port);
        connected_ = false;
        connection::listener tells{
            .connected =
                [this](connection::reached at) {
                    peer_ = std::move(at.peer);
                    tls_ = std::move(at.tls);
                    connected_ = true;
                    tell(events::connected{});
                },
            .ended = [this](std::string cause) { line_ended(std::move(cause)); },
            .heard =
                [this](std::string_view bytes) {
                    ensure(!stepping_);  // the view would not last until its turn
                    tell(events::bytes_heard{bytes});
                },
            .written = [this] { tell(events::write_finished{}); }};
        line_ = connection::open(loop_, host, std::move(tells), around_.tls);
    }

    void line_ended(std::string cause) {
        note_failure(cause);
        if (connected_) {
            tell(events::connection_closed{std::move(cause)});
        } else {
            tell(events::connect_failed{std::move(cause)});
        }
    }

    void obey(actions::write a) { line_->write(std::move(a.bytes)); }

    void obey(actions::close_connection a) {
        note_failure(a.cause);
        line_.reset();
    }

    void obey(actions::wake_at a) {
        const auto setting = ++settings_of_alarm_;
        alarm_->setting = setting;
        alarm_->timer.expires_after(std::max(nanoseconds{0}, a.at - around_.clock()));
        alarm_->timer.async_wait([this, shared = alarm_, setting](boost::system::error_code e) {
            if (!e && shared->setting == setting) {
                tell(events::time_passed{});
            }
        });
    }

    void obey(actions::came_up a) {
        up_ = true;
        complained_.clear();
        curiosities_before_ = machine_->curiosities();
        const auto with = tls_.empty() ? peer_ : peer_ + " under " + tls_;
        observe::say(event::link_up, {plain{settings_.name}, plain{with}, a.terms.frame_bytes_max,
                                      a.terms.idle_seconds, a.terms.timeout_seconds});
        around_.report(inputs::link_came_up{station_, a.connection, peer_, a.terms.frame_bytes_max,
                                            a.terms.idle_seconds, a.terms.timeout_seconds, tls_});
    }

    void obey(actions::went_down a) {
        up_ = false;
        if (!is_stopped()) {
            observe::say(event::link_lost, {plain{settings_.name}, plain{peer_}, plain{a.cause}});
        }
        if (const auto odd = machine_->curiosities() - curiosities_before_; odd > 0) {
            observe::say(event::link_curious, {plain{settings_.name}, odd});
        }
        const auto lasted = std::chrono::duration_cast<std::chrono::milliseconds>(a.duration);
        around_.report(inputs::link_went_down{station_, a.connection, peer_, std::move(a.cause),
                                              a.bytes_in, a.bytes_out,
                                              static_cast<std::uint64_t>(lasted.count())});
    }

    void obey(actions::heard a) {
        around_.report(inputs::frame_heard{station_, a.connection, a.exchange, std::move(a.bytes)});
    }
    void obey(actions::send_acknowledged a) {
        around_.report(inputs::send_acknowledged{station_, a.token});
    }
    void obey(actions::send_refused a) {
        around_.report(inputs::send_refused{station_, a.token, std::move(a.text), a.temporary});
    }
    void obey(actions::send_unacknowledged a) {
        around_.report(inputs::send_unacknowledged{station_, a.token});
    }
    void obey(actions::refused_heard a) {
        observe::say(event::link_refused, {plain{settings_.name}, plain{a.cause}});
    }

    /// An attempt that came to nothing is told once for each address until the line is up again.
    void note_failure(const std::string& cause) {
        if (!up_ && !is_stopped() && complained_.insert(host_).second) {
            observe::say(event::link_unreachable,
                         {plain{settings_.name}, plain{peer_}, plain{cause}});
        }
    }

    [[nodiscard]] bool is_stopped() const {
        return machine_->current() == dialogue::line::state::stopped;
    }

    void silence() {
        alarm_->setting = 0;
        alarm_->timer.cancel();
        line_.reset();
    }

    asio::io_context& loop_;
    model::station_index station_;
    model::station_settings settings_;
    surroundings around_;
    std::unique_ptr<dialogue::line> machine_;
    std::deque<events::event> happened_;
    bool stepping_ = false;

    std::unique_ptr<connection> line_;
    std::size_t host_ = 0;
    std::string peer_, tls_;  // as in connection::reached
    bool connected_ = false, up_ = false;
    std::set<std::size_t> complained_;
    std::uint64_t curiosities_before_ = 0;

    std::shared_ptr<alarm> alarm_;
    std::uint64_t settings_of_alarm_ = 0;
};

}  // namespace

std::unique_ptr<driver> driver::make(asio::io_context& loop, model::station_index station,
                                     const model::station_settings& settings, surroundings around) {
    return std::make_unique<station_driver>(loop, station, settings, std::move(around));
}

}  // namespace iaq::link
