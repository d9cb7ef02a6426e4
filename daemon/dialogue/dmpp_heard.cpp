#include "dialogue/dmpp_link.hpp"

#include "dialogue/printable.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

/// What the link does with the blocks it hears.
namespace iaq::dialogue {

namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;
using dmpp::status;

namespace {

std::uint32_t whole_seconds(nanoseconds span) { return static_cast<std::uint32_t>(span / 1s); }

constexpr dmpp_refusal contradictory{status::bad_header, "a header that contradicts itself"};
constexpr dmpp_refusal unknown{status::bad_function, "a function nobody published"};
constexpr dmpp_refusal coded{status::unsupported, "a coded message"};

}  // namespace

void dmpp_link::feed(std::string_view bytes) { talk_->reader.feed(bytes); }

bool dmpp_link::take_frame() {
    auto got = talk_->reader.next();
    if (auto* b = std::get_if<block>(&got)) {
        block_heard(std::move(*b));
        return true;
    }
    if (const auto* odd = std::get_if<dmpp::misfit>(&got)) {
        talk_->in.passed_over(odd->does, odd->validation);
        refuse(odd->does, odd->validation, contradictory);
        return true;
    }
    if (const auto* bad = std::get_if<dmpp::flaw>(&got)) {
        drop(dmpp::words(*bad));
    }
    return false;
}

void dmpp_link::block_heard(block b) {
    talk_->last_block = now();
    talk_->unanswered = 0;
    if (b.does == function::status_response) {
        status_heard(b);
        return;
    }
    come_up_once();
    switch (b.does) {
        case function::data_last:
        case function::data_last_ack:
        case function::data_more:
        case function::data_more_ack: data_heard(std::move(b)); return;
        case function::acknowledge: acknowledgement_heard(b); return;
        case function::refuse: refusal_heard(b); return;
        case function::status_request:
            say_bare(function::status_response, b.validation, status::ready);
            return;
        case function::status_response: return;
        case function::coded_last:
        case function::coded_last_ack:
        case function::coded_more:
        case function::coded_more_ack: pass_over(b, coded); return;
    }
    pass_over(b, unknown);
}

void dmpp_link::pass_over(const block& b, const dmpp_refusal& why) {
    talk_->in.passed_over(b.does, b.validation);
    refuse(b.does, b.validation, why);
}

void dmpp_link::come_up_once() {
    if (current() == state::negotiating) {
        come_up({.frame_bytes_max = options_.block_bytes_max,
                 .idle_seconds = whole_seconds(options_.keep_alive),
                 .timeout_seconds = whole_seconds(options_.acknowledge_wait)},
                nanoseconds{0});
    }
}

void dmpp_link::data_heard(block b) {
    const auto does = b.does;
    const auto validation = b.validation;
    if (std::exchange(talk_->last_data, now()) + options_.acknowledge_wait <= now()) {
        talk_->in.paused();
    }
    if (const auto why = envelope_.open(b)) {
        pass_over(b, *why);
        return;
    }
    auto taken = talk_->in.take(std::move(b));
    if (taken.refused) {
        refuse(does, validation, *taken.refused);
    } else if (taken.acknowledges) {
        say_bare(function::acknowledge, validation, status::good);
    } else if (taken.heard) {
        want(actions::heard{connection(), validation, std::move(taken.heard->bytes)});
    }
}

void dmpp_link::acknowledgement_heard(const block& b) {
    if (const auto token = talk_->out.answered(b.validation)) {
        want(actions::send_acknowledged{*token});
    } else {
        note_curious();
    }
}

/// The status code tells whether another try is worth it; data, where there is any, is words.
void dmpp_link::refusal_heard(const block& b) {
    const auto token = talk_->out.answered(b.validation);
    if (!token) {
        note_curious();
        return;
    }
    const status said{b.status_code};
    auto text = fmt::format("{:04X} {}", b.status_code, dmpp::words(said));
    if (!b.data.empty() && !b.sealed) {
        text += ": " + b.data;
    }
    want(actions::send_refused{*token, printable(text), dmpp::is_temporary(said)});
}

void dmpp_link::status_heard(const block& b) {
    const status said{b.status_code};
    if (said == status::not_ready || said == status::not_available) {
        drop("the switch says that it is " + dmpp::words(said));
    } else {
        come_up_once();
    }
}

/// Says no to a block, and to operators once that we did.
void dmpp_link::refuse(function does, std::uint32_t validation, const dmpp_refusal& why) {
    note_curious();
    if (current() == state::up && talk_->complained.insert(why.cause).second) {
        want(actions::refused_heard{why.cause});
    }
    if (!dmpp::is_answer(does)) {
        say_bare(function::refuse, validation, why.status);
    }
}

}  // namespace iaq::dialogue
