#include "dialogue/dmpp_link.hpp"
#include "framing/dmpp.hpp"
#include "fuzz/choices.hpp"
#include "fuzz/dmpp_owed.hpp"

#include "base/assert.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>

// The input is a list of events, fitting and not, and of bytes of the switch. Whatever comes, the
// machine keeps what its header promises; `witness` checks each action as it comes. The first byte
// says whether the line is encrypted and how many may be in flight.

namespace {

using namespace iaq;
using namespace iaq::dialogue;
using fuzz::choices;
namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;
using dmpp::status;

std::optional<seal::line_cipher> cipher_of(bool is_sealed) {
    return is_sealed ? std::optional(seal::line_cipher(std::string(32, 'k'))) : std::nullopt;
}

std::string some_iv(std::size_t size) { return std::string(size, 'i'); }

class witness {
public:
    witness(bool is_sealed, std::size_t window)
        : is_sealed_(is_sealed),
          window_(window),
          link_(
              {.hosts = 2, .block_bytes_max = 200, .window = window}, cipher_of(is_sealed), some_iv,
              [this] { return model::connection_id{++ids_}; },
              [this] { return static_cast<std::uint32_t>(ids_ * 77); }) {}

    void tell(const events::event& happened) {
        sending_ = std::get_if<events::send>(&happened);
        if (const auto* a = std::get_if<events::acknowledge>(&happened);
            a != nullptr && up_ && a->connection == connection_) {
            owed_.durable(a->exchange);
        } else if (!std::holds_alternative<events::bytes_heard>(happened)) {
            owed_.nothing();
        }
        if (sending_ != nullptr && up_) {
            tokens_.insert(sending_->token);
        }
        if (const auto* a = std::get_if<events::abandon>(&happened)) {
            tokens_.erase(a->token);
        }
        if (std::holds_alternative<events::connection_closed>(happened) && connected_) {
            open_ = false;
        }
        if (std::holds_alternative<events::connect_failed>(happened) && !connected_) {
            open_ = false;
        }
        connected_ = connected_ || (open_ && std::holds_alternative<events::connected>(happened));
        for (const auto& a : link_.step(happened, now)) {
            std::visit([this](const auto& one) { saw(one); }, a);
        }
        ensure(up_ == (link_.current() == line::state::up));
    }

    /// The switch speaks.
    void hear(const block& b) {
        last_said_ = b;
        owed_.said(b);
        const auto bytes = dmpp::encode(b);
        tell(events::bytes_heard{bytes});
    }
    /// It says the same block again, as a switch does that resends by the block.
    void hear_again() {
        if (last_said_) {
            hear(block{*last_said_});
        }
    }
    void hear_anything(const std::string& bytes) {
        owed_.said_anything();
        tell(events::bytes_heard{bytes});
    }

    [[nodiscard]] bool is_full() const { return tokens_.size() >= window_; }
    [[nodiscard]] bool waits_for(model::send_token t) const { return tokens_.contains(t); }

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
        owed_ = {};
        written_ = dmpp::reader{};
    }
    void saw(const actions::close_connection& a) {
        ensure(open_ && !a.cause.empty());
        open_ = false;
    }
    void saw(const actions::write& a) {
        ensure(open_ && connected_ && !a.bytes.empty());
        written_.feed(a.bytes);
        for (auto got = written_.next(); auto* b = std::get_if<block>(&got);
             got = written_.next()) {
            ensure(dmpp::encode(*b).size() <= 200);
            if (dmpp::is_data(b->does)) {
                ensure(sending_ != nullptr && up_);           // G5
                ensure(b->sealed.has_value() == is_sealed_);  // never plain on an encrypted line
            }
            if (b->does == function::acknowledge) {
                owed_.acknowledged(b->validation);  // G3
            }
        }
        ensure(std::holds_alternative<dmpp::reader::need_more>(written_.next()));
    }
    void saw(const actions::wake_at& a) { ensure(a.at > now); }
    void saw(const actions::came_up& a) {
        ensure(open_ && connected_ && !up_ && a.connection == connection_);
        up_ = true;
        tokens_.clear();
    }
    void saw(const actions::went_down& a) {
        ensure(up_ && !open_ && a.connection == connection_ && !a.cause.empty());
        up_ = false;
        tokens_.clear();
    }
    void saw(const actions::heard& a) {
        ensure(up_ && a.connection == connection_);
        owed_.heard(a.exchange);
    }
    void saw(const actions::send_acknowledged& a) { answered(a.token); }
    void saw(const actions::send_refused& a) {
        answered(a.token);
        ensure(!a.text.empty() && a.text.size() <= 512);
    }
    void saw(const actions::refused_heard& a) { ensure(up_ && !a.cause.empty()); }
    void saw(const actions::send_unacknowledged& a) { ensure(up_ && tokens_.contains(a.token)); }
    void answered(model::send_token token) { ensure(up_ && tokens_.erase(token) == 1); }

    bool is_sealed_;
    std::size_t window_;
    std::uint64_t ids_ = 0;
    dmpp_link link_;
    bool open_ = false, connected_ = false, up_ = false;
    std::optional<mono_time> tried_[2];
    std::set<model::send_token> tokens_;
    const events::send* sending_ = nullptr;
    fuzz::dmpp_owed owed_;
    std::optional<block> last_said_;
    dmpp::reader written_;
};

block chosen_block(choices& input, bool may_seal) {
    static constexpr std::uint16_t functions[] = {1,    2,    2,    3,    3,    4,    0x11,
                                                  0x11, 0x12, 0x21, 0x22, 0x31, 0x42, 0x51};
    static constexpr std::uint16_t codes[] = {1, 0x11, 0x12, 0x13, 0x21, 0x22, 0x44, 0x0F0F};
    const function does{functions[input.one() % std::size(functions)]};
    const std::uint32_t validation = input.one() % 16U;
    const auto code = codes[input.one() % std::size(codes)];
    const bool seals = may_seal && input.one() % 4U != 0;
    auto b = dmpp_envelope(cipher_of(seals), some_iv).close(does, validation, input.some());
    b.status_code = code;
    return b;
}

void send(witness& w, choices& input) {
    const model::send_token token{1U + input.one() % 6U};
    // A caller has no more in flight than the window (line.hpp); the payload is the token's own.
    if (!w.is_full() || w.waits_for(token)) {
        w.tell(events::send{token, std::string(40 * model::number_of(token), 'p')});
    }
}

void tell_one(witness& w, choices& input, bool is_sealed) {
    switch (input.one() % 13U) {
        case 0: w.tell(events::started{}); break;
        case 1: w.tell(events::connected{}); break;
        case 2: w.tell(events::connect_failed{"refused"}); break;
        case 3: w.hear_anything(input.some()); break;
        case 4:
        case 5:
        case 6: w.hear(chosen_block(input, is_sealed)); break;
        case 7: w.tell(events::write_finished{}); break;
        case 8: w.tell(events::connection_closed{"closed"}); break;
        case 9:
            w.now = w.now + std::chrono::milliseconds(input.one() * 300);
            w.tell(events::time_passed{});
            break;
        case 10: send(w, input); break;
        case 11:
            if (const auto which = input.one() % 16U; which == 15) {
                w.tell(events::stopped{});
            } else if (which > 12) {
                w.tell(events::abandon{model::send_token{1U + input.one() % 6U}});
            } else {
                w.tell(events::acknowledge{w.connection_, which});
            }
            break;
        case 12: w.hear_again(); break;
        default: break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    const auto first = input.one();
    const bool is_sealed = (first & 1U) != 0;
    witness w(is_sealed, 1 + (first >> 1U) % 4U);
    while (input.any()) {
        tell_one(w, input, is_sealed);
    }
    return 0;
}
