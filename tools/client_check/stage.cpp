#include "client_check/stage.hpp"

#include "client_check/frames.hpp"
#include "client_check/vendor.hpp"
#include "host/clock.hpp"
#include "intake/server.hpp"
#include "model/limits.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <variant>

namespace iaq::client_check {

using clock_type = std::chrono::steady_clock;
using boost::system::error_code;
namespace calls = model::calls;

namespace {

constexpr auto look_after_client = std::chrono::milliseconds{50};
constexpr std::string_view stored_word = "stored ";

model::settings door_of(const std::string& socket) {
    model::settings settings;
    settings.intake_unix = socket;
    model::principal_settings anyone;
    anyone.uid = ::getuid();
    anyone.asserts_users = true;
    settings.principals.push_back(anyone);
    return settings;
}

}  // namespace

struct stage::world {
    explicit world(const options& how, std::function<void(model::inputs::input)> tell)
        : door(intake::server::make(loop, door_of(how.socket), nullptr,
                                    {std::move(tell), [] { return host::now(); }})),
          client(how.command, how.socket),
          output(loop, ::dup(client.output())) {}

    boost::asio::io_context loop{1};
    std::unique_ptr<intake::server> door;
    vendor client;
    boost::asio::posix::stream_descriptor output;
    std::array<char, 4096> piece{};
};

stage::stage(const options& how)
    : options_(how),
      world_(
          std::make_unique<world>(how, [this](model::inputs::input in) { take(std::move(in)); })) {
    if (const auto listening = world_->door->listen({}); !listening) {
        throw std::runtime_error{listening.error()};
    }
    read_output();
}

stage::~stage() = default;

void stage::read_output() {
    world_->output.async_read_some(boost::asio::buffer(world_->piece), [this](error_code ended,
                                                                              std::size_t got) {
        if (ended) {
            return;
        }
        printed_.append(world_->piece.data(), got);
        for (auto end = printed_.find('\n'); end != std::string::npos; end = printed_.find('\n')) {
            note_line(std::string_view{printed_}.substr(0, end));
            printed_.erase(0, end + 1);
        }
        read_output();
    });
}

void stage::note_line(std::string_view line) {
    if (line.starts_with(stored_word)) {
        const auto rest = line.substr(stored_word.size());
        stored_.emplace(rest.substr(0, rest.find_first_of(" \r")));
    }
}

void stage::take(model::inputs::input in) {
    if (const auto* const opened = std::get_if<model::inputs::session_opened>(&in)) {
        open_.insert(opened->session);
    } else if (const auto* const closed = std::get_if<model::inputs::session_closed>(&in)) {
        open_.erase(closed->session);
        if (subscribed_ == closed->session) {
            subscribed_.reset();
            outstanding_ = 0;
        }
        std::erase_if(submissions_, [&](const auto& s) { return s.session == closed->session; });
    } else if (const auto* const drained = std::get_if<model::inputs::session_drained>(&in)) {
        outstanding_ -= subscribed_ == drained->session ? std::min(outstanding_, drained->frames)
                                                        : std::size_t{0};
    } else if (const auto* const called = std::get_if<model::inputs::call_received>(&in)) {
        take(*called);
    }
}

/// What is not under check is answered at once.
void stage::take(const model::inputs::call_received& in) {
    if (const auto* const wrong = std::get_if<calls::malformed>(&in.call)) {
        fault_ = fault{"it sent a frame that iaqd answers INVALID: " + wrong->message};
    } else if (const auto* const asked = std::get_if<calls::submit>(&in.call)) {
        submissions_.push_back({in.session, in.request_id, *asked, clock_type::now()});
    } else if (std::holds_alternative<calls::subscribe>(in.call)) {
        say(in.session, done(in.request_id));
        subscribed_ = in.session;
    } else if (const auto* const taken = std::get_if<calls::take>(&in.call)) {
        serve(in, *taken);
    } else if (std::holds_alternative<calls::hello>(in.call)) {
        say(in.session, welcome(in.request_id));
    } else if (std::holds_alternative<calls::ping>(in.call)) {
        say(in.session, pong(in.request_id));
    } else {
        say(in.session, error(in.request_id, v1::ERROR_CODE_UNSUPPORTED, 0));
    }
}

void stage::serve(const model::inputs::call_received& in, const calls::take& call) {
    const auto place = place_of(call.cursor);
    if (place == 0 || place > delivered_) {
        fault_ = fault{
            "it took up to a cursor that was not delivered; take the cursor of the last "
            "delivery that is stored, unchanged"};
        return;
    }
    taken_ = std::max(taken_, place);
    say(in.session, done(in.request_id));
}

template <class Condition>
or_fault<bool> stage::run_until(Condition is_so, std::chrono::milliseconds within) {
    const auto end = clock_type::now() + within;
    while (!is_so()) {
        if (fault_) {
            return *fault_;
        }
        if (const auto code = world_->client.ended()) {
            return fault{
                fmt::format("it ended by itself, with code {}; a client of the gateway "
                            "connects again until it is stopped",
                            *code)};
        }
        const auto now = clock_type::now();
        if (now >= end) {
            return false;
        }
        world_->loop.restart();
        world_->loop.run_one_until(std::min(end, now + look_after_client));
    }
    return fault_ ? or_fault<bool>{*fault_} : or_fault<bool>{true};
}

or_fault<submission> stage::await_submission() {
    IAQ_TRY(const bool came, run_until([&] { return !submissions_.empty(); }, options_.patience));
    if (!came) {
        return fault{"it submitted nothing in time"};
    }
    auto first = std::move(submissions_.front());
    submissions_.pop_front();
    return first;
}

or_fault<void> stage::await_subscription() {
    IAQ_TRY(const bool came, run_until([&] { return subscribed_.has_value(); }, options_.patience));
    if (!came) {
        return fault{"it did not subscribe in time; without it nobody hears of an answer"};
    }
    return boost::outcome_v2::success();
}

or_fault<void> stage::await_taken(std::uint64_t place) {
    IAQ_TRY(const bool came, run_until([&] { return taken_ >= place; }, options_.patience));
    if (!came) {
        return fault{
            fmt::format("it took up to delivery {} of {} in time; take each one once it "
                        "is stored",
                        taken_, place)};
    }
    if (!options_.tells_stored) {
        return boost::outcome_v2::success();
    }
    for (std::uint64_t each = 1; each <= place; ++each) {
        const auto event = event_of(each);
        IAQ_TRY(const bool is_stored,
                run_until([&] { return stored_.contains(event); }, options_.patience));
        if (!is_stored) {
            return fault{"it took a delivery that it does not say it has stored"};
        }
        if (stored_.count(event) > 1) {
            return fault{
                "it stored one event twice; a delivery whose event_id is stored already "
                "is only to be taken"};
        }
    }
    return boost::outcome_v2::success();
}

or_fault<void> stage::expect_no_submission(std::chrono::milliseconds within) {
    IAQ_TRY(const bool came, run_until([&] { return !submissions_.empty(); }, within));
    if (came) {
        return fault{"it submitted again; the gateway had given its answer"};
    }
    return boost::outcome_v2::success();
}

void stage::say(model::session_id to, std::string bytes) {
    world_->door->write(to, std::move(bytes), false);
}

or_fault<void> stage::push(const std::string& bytes, std::size_t piece) {
    const auto step = piece == 0 ? bytes.size() : piece;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const auto has_room = [&] {
            return !subscribed_ || (piece == 0 ? outstanding_ < model::limits::pushed_frames_max
                                               : outstanding_ == 0);
        };
        IAQ_TRY(const bool goes_on, run_until(has_room, options_.patience));
        if (!goes_on) {
            return fault{"it reads nothing of what it is sent"};
        }
        if (!subscribed_) {
            return fault{"it closed the connection it had subscribed on"};
        }
        ++outstanding_;
        world_->door->write(*subscribed_, bytes.substr(at, step), true);
    }
    return boost::outcome_v2::success();
}

or_fault<void> stage::deliver(const v1::ServerFrame& frame, std::size_t piece) {
    delivered_ = std::max(delivered_, place_of(frame.delivery().cursor()));
    return push(bytes_of(frame), piece);
}

void stage::hang_up() {
    const auto all = open_;
    for (const auto session : all) {
        world_->door->close(session, "iaq-client-check hangs up");
    }
    subscribed_.reset();
    outstanding_ = 0;
    submissions_.clear();
}

}  // namespace iaq::client_check
