#include "dialogue/foxtalk_link.hpp"
#include "framing/foxtalk.hpp"
#include "fuzz/choices.hpp"

#include "base/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

// The input is a list of events, fitting and not, and of bytes of the switch. Whatever comes, the
// machine keeps what its header promises; `witness` checks each action as it comes.

namespace {

using namespace iaq;
using namespace iaq::dialogue;
using fuzz::choices;
namespace foxtalk = framing::foxtalk;
namespace type = framing::foxtalk::type;

class witness {
public:
    witness()
        : link_(
              {.hosts = 2}, [this] { return model::connection_id{++ids_}; },
              [this] { return static_cast<std::uint32_t>(ids_ * 77); }) {}

    void tell(const events::event& happened) {
        sending_ = std::get_if<events::send>(&happened);
        if (const auto* a = std::get_if<events::acknowledge>(&happened);
            a != nullptr && a->connection == connection_) {
            allowed_[a->exchange] = true;
        }
        if (const auto* s = sending_; s != nullptr && up_) {
            token_ = s->token;
        }
        if (const auto* a = std::get_if<events::abandon>(&happened);
            a != nullptr && token_ == a->token) {
            token_.reset();
        }
        if (std::holds_alternative<events::connection_closed>(happened) && open_ && connected_) {
            open_ = false;
        }
        if (std::holds_alternative<events::connect_failed>(happened) && !connected_) {
            open_ = false;
        }
        connected_ = connected_ || (open_ && std::holds_alternative<events::connected>(happened));
        for (const auto& a : link_.step(happened, now)) {
            std::visit([this](const auto& one) { saw(one); }, a);
        }
        ensure(up_ == (link_.current() == foxtalk_link::state::up));
    }

    mono_time now{1};
    model::connection_id connection_ = model::connection_id::none;

private:
    void saw(const actions::open_connection& a) {
        ensure(!open_ && !up_ && a.host < 2);
        // Each address has its own wait, never below the configured one (30 s).
        ensure(!tried_[a.host] || now - *tried_[a.host] >= 30s);
        tried_[a.host] = now;
        open_ = true;
        connected_ = false;
        connection_ = a.connection;
        allowed_.clear();
        written_ = foxtalk::reader(0xFFFFFFFF);
    }
    void saw(const actions::close_connection& a) {
        ensure(open_ && !a.cause.empty());
        open_ = false;
    }
    void saw(const actions::write& a) {
        ensure(open_ && connected_ && !a.bytes.empty());
        written_.feed(a.bytes);
        for (auto got = written_.next(); auto* f = std::get_if<foxtalk::frame>(&got);
             got = written_.next()) {
            ensure(foxtalk::encode(*f).size() <= 65000);
            ensure(f->type != type::data || sending_ != nullptr);           // G5
            ensure(f->type != type::acknowledge || allowed_[f->exchange]);  // G3
        }
        ensure(std::holds_alternative<foxtalk::reader::need_more>(written_.next()));
    }
    void saw(const actions::wake_at& a) { ensure(a.at > now); }
    void saw(const actions::came_up& a) {
        ensure(open_ && !up_ && a.connection == connection_);
        ensure(a.terms.frame_bytes_max >= 64 && a.terms.timeout_seconds > 0);
        up_ = true;
        token_.reset();
    }
    void saw(const actions::went_down& a) {
        ensure(up_ && !open_ && a.connection == connection_ && !a.cause.empty());
        up_ = false;
        token_.reset();
    }
    void saw(const actions::heard& a) { ensure(up_ && a.connection == connection_); }
    void saw(const actions::send_acknowledged& a) { answered(a.token); }
    void saw(const actions::send_refused& a) {
        answered(a.token);
        ensure(a.text.size() <= 512);
    }
    void saw(const actions::refused_heard& a) { ensure(up_ && !a.cause.empty()); }
    void saw(const actions::send_unacknowledged& a) { ensure(up_ && token_ == a.token); }
    void answered(model::send_token token) {
        ensure(up_ && token_ == token);
        token_.reset();
    }

    std::uint64_t ids_ = 0;
    foxtalk_link link_;
    bool open_ = false, connected_ = false, up_ = false;
    std::optional<mono_time> tried_[2];
    std::optional<model::send_token> token_;
    const events::send* sending_ = nullptr;
    std::map<std::uint32_t, bool> allowed_;
    foxtalk::reader written_{0xFFFFFFFF};
};

foxtalk::frame chosen_frame(choices& input) {
    static constexpr std::string_view types = "MMAANHCKIE";
    const char kind = types[input.one() % types.size()];
    const std::uint16_t exchange = input.one() % 16U;
    const bool last = input.one() % 4U != 0;
    return {exchange, kind, last, input.some()};
}

std::string connect_reply(choices& input) {
    foxtalk::connect_terms terms;
    terms.major = input.one() % 8U == 7 ? 2 : 1;
    terms.frame_bytes_max = 60U + input.one();
    terms.idle_seconds = input.one() % 100U;
    terms.timeout_seconds = input.one() % 100U;
    return foxtalk::encode({1, type::connect, true, foxtalk::encode(terms)});
}

void tell_one(witness& w, choices& input) {
    std::string held;
    switch (input.one() % 13U) {
        case 0: w.tell(events::started{}); break;
        case 1: w.tell(events::connected{}); break;
        case 2: w.tell(events::connect_failed{"refused"}); break;
        case 3:
            held = input.some();
            w.tell(events::bytes_heard{held});
            break;
        case 4:
            held = connect_reply(input);
            w.tell(events::bytes_heard{held});
            break;
        case 5:
        case 6:
            held = foxtalk::encode(chosen_frame(input));
            w.tell(events::bytes_heard{held});
            break;
        case 7: w.tell(events::write_finished{}); break;
        case 8: w.tell(events::connection_closed{"closed"}); break;
        case 9:
            w.now = w.now + std::chrono::milliseconds(input.one() * 300);
            w.tell(events::time_passed{});
            break;
        case 10:
            w.tell(events::send{model::send_token{1U + input.one() % 3U}, input.some()});
            break;
        case 11:
            w.tell(
                events::acknowledge{w.connection_, static_cast<std::uint16_t>(input.one() % 16)});
            break;
        case 12:
            if (input.one() % 8U == 0) {
                w.tell(events::stopped{});
            } else {
                w.tell(events::abandon{model::send_token{1U + input.one() % 3U}});
            }
            break;
        default: break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    witness w;
    while (input.any()) {
        tell_one(w, input);
    }
    return 0;
}
