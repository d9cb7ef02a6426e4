#include "dialogue/dmpp_link.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <utility>

namespace iaq::dialogue {

namespace dmpp = framing::dmpp;
using dmpp::function;
using dmpp::status;

namespace {

constexpr std::uint32_t block_bytes_min = 128;  // a cipher's block and a little more must fit
constexpr std::uint32_t misses_max = 2;         // then the other side is offline (section 2.1)

}  // namespace

dmpp_link::dmpp_link(const dmpp_options& options, std::optional<seal::line_cipher> cipher,
                     byte_source ivs, std::function<model::connection_id()> next_connection,
                     random_source random)
    : line({.hosts = options.hosts,
            .reconnect_wait = options.reconnect_wait,
            .connect_timeout = options.connect_timeout,
            .no_answer = "first status request not answered within the connect timeout"},
           std::move(next_connection), std::move(random)),
      options_(options),
      envelope_(std::move(cipher), std::move(ivs)) {
    ensure(options_.window > 0 && options_.block_bytes_max >= block_bytes_min);
    options_.block_bytes_max = std::min(options_.block_bytes_max, dmpp::block_bytes_max);
}

void dmpp_link::begin() { talk_.emplace(options_.window); }

void dmpp_link::greet() { ask_status(); }

void dmpp_link::send(const events::send& e) {
    const auto validation =
        talk_->out.send(e.token, e.payload, validations_, now() + options_.acknowledge_wait);
    const auto parts =
        dmpp::parts_of(e.payload, envelope_.data_bytes_max(options_.block_bytes_max));
    for (const auto& part : parts) {
        const bool is_last = &part == &parts.back();
        const auto does = is_last ? function::data_last_ack : function::data_more;
        say(dmpp::encode(envelope_.close(does, validation, part)));
    }
}

void dmpp_link::abandon(model::send_token token) { talk_->out.abandon(token); }

void dmpp_link::acknowledge(std::uint32_t exchange) {
    if (talk_->in.durable(exchange)) {
        say_bare(function::acknowledge, exchange, status::good);
    }
}

void dmpp_link::all_left() { talk_->out.left(now() + options_.acknowledge_wait); }

void dmpp_link::look_at_clock_up() {
    if (talk_->unanswered >= misses_max && now() >= status_due()) {
        drop("two status requests not answered");
        return;
    }
    if (now() >= silence_due()) {
        drop("nothing heard for three times the keep-alive");
        return;
    }
    while (const auto token = talk_->out.overdue(now())) {
        want(actions::send_unacknowledged{*token});
    }
    if (now() >= status_due()) {
        ask_status();
    }
}

/// The next status request, or the end of the wait for the answer to the latest.
mono_time dmpp_link::status_due() const {
    const auto since =
        talk_->unanswered > 0 ? talk_->asked_at : std::max(talk_->last_block, last_sent());
    return since + options_.keep_alive;
}

/// What we say ourselves is activity, but shows nothing of the other side.
mono_time dmpp_link::silence_due() const {
    return talk_->last_block + (misses_max + 1) * options_.keep_alive;
}

std::optional<mono_time> dmpp_link::next_due_up() const {
    const auto first = std::min(status_due(), silence_due());
    return std::min(talk_->out.due().value_or(first), first);
}

void dmpp_link::ask_status() {
    ++talk_->unanswered;
    talk_->asked_at = now();
    say_bare(function::status_request, validations_.next(), status::ready);
}

/// Says a block without data.
void dmpp_link::say_bare(function does, std::uint32_t validation, status code) {
    say(dmpp::encode(dmpp::block{.does = does,
                                 .validation = validation,
                                 .status_code = static_cast<std::uint16_t>(code),
                                 .sealed = {},
                                 .data = {}}));
}

}  // namespace iaq::dialogue
