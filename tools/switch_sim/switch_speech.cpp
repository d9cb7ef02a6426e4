#include "switch_sim/spoiling.hpp"
#include "switch_sim/switch_machine.hpp"

#include "switch_sim/reply_writer.hpp"

#include <algorithm>
#include <utility>

// The switch's own messages: stop-and-wait, resend of the whole message, what becomes of it.
namespace iaq::switch_sim {

namespace {

constexpr std::uint32_t tries_max = 4;  // of one message on one connection

/// Returns the size of the frames this letter leaves in.
std::uint32_t frame_size(const effect& told, std::size_t payload, std::uint32_t agreed,
                         std::uint32_t overhead) {
    if (told.abandon && told.split == 0) {
        return std::min(static_cast<std::uint32_t>(payload / 2) + overhead + 1, agreed);
    }
    return told.split == 0 ? agreed : std::min(told.split, agreed);
}

}  // namespace

void switch_machine::speak() {
    while (state_ == state::open && !flight_) {
        auto next = shared_.take(connection_, now_.mono);
        if (!next) {
            return;
        }
        shared_.write(*next, connection_, now_);
        flight_ = flight{.sent = std::move(*next)};
        flight_->ignores_acknowledgement =
            flight_->sent.told->repeat_link && !flight_->sent.spoiled;
        transmit();
    }
}

void switch_machine::transmit() {
    static const effect plainly;
    auto& sent = flight_->sent;
    const bool spoils = !std::exchange(sent.spoiled, true);
    const auto& told = *sent.told;
    const auto size =
        frame_size(told, sent.payload.size(), agreed_.frame_bytes_max, tongue_->overhead());
    std::string out;
    if (spoils && told.abandon) {
        out = tongue_->message(tongue_->next_number(), sent.payload, size, plainly, true);
    }
    if (flight_->tries++ == 0) {
        flight_->exchange = tongue_->next_number();
    }
    out += tongue_->message(flight_->exchange, sent.payload, size, spoils ? told : plainly, false);
    flight_->part_answers = tongue_->part_answers(sent.payload, size, spoils ? told : plainly);
    flight_->resend_at = now_.mono + timeout();
    ++sent.sends;
    make_note(note_of_flight(noted::sent));
    auto how = told;
    how.cut = told.cut && spoils;
    write(std::move(out), how);
    if (flight_ && told.no_ack) {
        settle_flight();  // nobody will say that it came
    }
}

void switch_machine::write(std::string bytes, const effect& how) {
    if (how.cut) {
        bytes.resize(bytes.size() / 2);
    }
    for (auto& piece : in_pieces(std::move(bytes), how.pieces)) {
        made_.writes.push_back(std::move(piece));
    }
    if (how.cut) {
        end("the scene closes mid-frame");
    }
}

void switch_machine::give_up_or_resend() {
    if (!flight_ || flight_->resend_at > now_.mono) {
        return;
    }
    if (flight_->tries >= tries_max) {
        end("the station does not acknowledge");
    } else {
        transmit();
    }
}

void switch_machine::acknowledgement_heard(std::uint32_t exchange) {
    if (!flight_ || flight_->exchange != exchange) {
        fault("an acknowledgement of nothing on its way");
        return;
    }
    if (flight_->part_answers > 0) {
        --flight_->part_answers;
        return;
    }
    if (std::exchange(flight_->ignores_acknowledgement, false)) {
        make_note(note_of_flight(noted::delivered));
        transmit();
        return;
    }
    make_note(note_of_flight(noted::delivered));
    settle_flight();
}

/// The message has arrived. One that is to come `twice` goes out again, as a new message.
void switch_machine::settle_flight() {
    auto sent = std::move(flight_->sent);
    flight_.reset();
    if (sent.told->twice && !std::exchange(sent.doubled, true)) {
        sent.box->put_back(std::move(sent));
    }
}

void switch_machine::refusal_heard(const utterance& u) {
    if (!flight_ || flight_->exchange != u.number) {
        fault("a NAK of nothing on its way");
        return;
    }
    make_note(note_of_flight(noted::declined));
    if (flight_->tries >= tries_max) {
        flight_.reset();  // it was refused often enough; a real switch would call somebody
    } else {
        flight_->resend_at = now_.mono + timeout();
    }
}

note switch_machine::note_of_flight(noted what) const {
    const auto& sent = flight_->sent;
    return {.what = what,
            .device = sent.about->device,
            .reference = sent.about->reference,
            .key = key_of(*sent.told, shared_.options().receipt_key),
            .exchange = flight_->exchange,
            .attempt = sent.sends,
            .bytes = sent.payload.size()};
}

void switch_machine::end(std::string why) {
    if (std::exchange(state_, state::ended) == state::ended) {
        return;
    }
    timeline_.clear();
    if (flight_) {
        flight_->sent.box->put_back(std::move(flight_->sent));
        flight_.reset();
    }
    shared_.disconnected(connection_);
    made_.close = true;
    make_note({.what = noted::closed, .text = std::move(why)});
}

}  // namespace iaq::switch_sim
