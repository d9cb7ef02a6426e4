#pragma once

#include "dialogue/dmpp_envelope.hpp"
#include "dialogue/dmpp_inbound.hpp"
#include "dialogue/line.hpp"
#include "dialogue/outbound.hpp"
#include "framing/dmpp.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string_view>

namespace iaq::dialogue {

/// What the state must agree on with us: DMPP-2020 negotiates nothing. Where the specification
/// leaves a choice or contradicts itself, the default is what domain.md 2.2 infers.
struct dmpp_options {
    std::size_t hosts = 1;
    nanoseconds reconnect_wait{30s};
    nanoseconds connect_timeout{30s};  // for the connection, and again for the first block heard
    std::uint32_t block_bytes_max = framing::dmpp::block_bytes_max;  // of ours; at least 128
    nanoseconds keep_alive{30s};                                     // since the last activity
    nanoseconds acknowledge_wait{30s};  // then a message of ours counts as unacknowledged
    std::size_t window = 1;             // messages of ours that may wait for an acknowledgement
};

/// The workstation's side of one DMPP-2020 line (domain.md 2.2). There is no connect exchange. A
/// status request, the keep-alive, is the first word on a connection, and the line is up when the
/// first block of the switch has come, which need not be its answer: no inquiry leaves before
/// something on the other side has shown that it speaks the protocol.
class dmpp_link final : public line {
public:
    /// Without a cipher, all data is plain; with one, none is.
    ///
    /// Requires: as `line`; a window of 1 or more; blocks of 128 bytes or more.
    dmpp_link(const dmpp_options& options, std::optional<seal::line_cipher> cipher, byte_source ivs,
              std::function<model::connection_id()> next_connection, random_source random);

private:
    /// What lives as long as one connection.
    struct talk {
        explicit talk(std::size_t window) : out(window) {}

        framing::dmpp::reader reader;
        dmpp_inbound in;
        outbound out;
        mono_time last_block{};        // the switch's
        mono_time last_data{};         // the same, but of a message
        mono_time asked_at{};          // our latest status request
        std::uint32_t unanswered = 0;  // of them, since the switch last spoke
        std::set<std::string_view> complained;
    };

    void begin() override;
    void greet() override;
    void feed(std::string_view bytes) override;
    bool take_frame() override;
    void send(const events::send& e) override;
    void abandon(model::send_token token) override;
    void acknowledge(std::uint32_t exchange) override;
    void all_left() override;
    void look_at_clock_up() override;
    [[nodiscard]] std::optional<mono_time> next_due_up() const override;

    // What the switch said (dmpp_heard.cpp).
    void block_heard(framing::dmpp::block b);
    void come_up_once();
    void data_heard(framing::dmpp::block b);
    void acknowledgement_heard(const framing::dmpp::block& b);
    void refusal_heard(const framing::dmpp::block& b);
    void status_heard(const framing::dmpp::block& b);
    void pass_over(const framing::dmpp::block& b, const dmpp_refusal& why);
    void refuse(framing::dmpp::function does, std::uint32_t validation, const dmpp_refusal& why);

    void say_bare(framing::dmpp::function does, std::uint32_t validation,
                  framing::dmpp::status status);
    void ask_status();
    [[nodiscard]] mono_time status_due() const;
    [[nodiscard]] mono_time silence_due() const;

    dmpp_options options_;
    dmpp_envelope envelope_;
    round_counter validations_{0xFFFFFFFF};
    std::optional<talk> talk_;
};

}  // namespace iaq::dialogue
