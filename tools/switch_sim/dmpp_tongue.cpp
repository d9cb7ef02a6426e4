#include "switch_sim/tongue.hpp"

#include "framing/dmpp_joiner.hpp"
#include "seal/line_cipher.hpp"
#include "switch_sim/spoiling.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace iaq::switch_sim {
namespace {

namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;
using dmpp::status;
using seal::line_cipher;

constexpr std::size_t message_bytes_max = 4U * 1024 * 1024;

block bare(function does, std::uint32_t validation, status code) {
    return {.does = does,
            .validation = validation,
            .status_code = static_cast<std::uint16_t>(code),
            .sealed = {},
            .data = {}};
}

utterance odd(std::uint32_t validation, std::string why, std::optional<status> code = {}) {
    return {
        .what = meaning::oddity,
        .number = validation,
        .why = std::move(why),
        .reply = code ? dmpp::encode(bare(function::refuse, validation, *code)) : std::string{}};
}

class dmpp_tongue final : public tongue {
public:
    dmpp_tongue(const terms& agreed, std::string_view key, dice& chance)
        : agreed_(agreed), chance_(chance) {
        if (!key.empty()) {
            cipher_.emplace(key);
        }
    }

    void feed(std::string_view piece) override { reader_.feed(piece); }

    std::optional<utterance> next() override {
        auto got = reader_.next();
        if (auto* const b = std::get_if<block>(&got)) {
            const auto size = b->data.size() + overhead();
            auto heard = meaning_of(std::move(*b));
            heard.frame_size = size;
            return heard;
        }
        if (const auto* const bad = std::get_if<dmpp::misfit>(&got)) {
            return odd(bad->validation, "a header that contradicts itself", status::bad_header);
        }
        if (const auto* const flaw = std::get_if<dmpp::flaw>(&got)) {
            auto end = odd(0, std::string(dmpp::words(*flaw)));
            end.is_the_end = true;
            return end;
        }
        return std::nullopt;
    }

    welcomed welcome(const utterance& greeting) override {
        return {.reply = echo(greeting),
                .fault = {},
                .on = {agreed_.frame_bytes_max, agreed_.timeout_seconds}};
    }
    std::string echo(const utterance& heartbeat) override {
        return dmpp::encode(bare(function::status_response, heartbeat.number, status::ready));
    }
    std::string not_ready(std::uint32_t number) override {
        return dmpp::encode(bare(function::status_response, number, status::not_ready));
    }

    std::string acknowledgement(std::uint32_t number, const effect& how) override {
        return finish(bare(function::acknowledge, number, status::good), how);
    }
    std::string refusal(std::uint32_t number, const effect& how) override {
        auto b = bare(function::refuse, number, status::permanent_error);
        b.data = how.text;
        return finish(std::move(b), how);
    }

    std::string message(std::uint32_t number, std::string_view payload, std::uint32_t frame_bytes,
                        const effect& how, bool unfinished) override {
        const auto last = how.no_ack ? function::data_last : function::data_last_ack;
        const auto more = how.ask_parts ? function::data_more_ack : function::data_more;
        const auto parts = dmpp::parts_of(payload, room_in(frame_bytes));
        std::string out;
        for (const auto& part : parts) {
            if (&part != &parts.back()) {
                out += dmpp::encode(closed(more, number, part, effect{}));
            } else if (!unfinished) {
                out += finish(closed(last, number, part, how), how);
            }
        }
        return out;
    }
    std::uint32_t next_number() override { return ++last_validation_; }
    [[nodiscard]] std::size_t part_answers(std::string_view payload, std::uint32_t frame_bytes,
                                           const effect& how) const override {
        return how.ask_parts ? dmpp::parts_of(payload, room_in(frame_bytes)).size() - 1 : 0;
    }
    [[nodiscard]] std::uint32_t overhead() const override {
        return cipher_ ? dmpp::sealed_overhead_bytes : dmpp::overhead_bytes;
    }

private:
    utterance meaning_of(block b) {
        utterance heard{.number = b.validation};
        switch (b.does) {
            case function::data_last:
            case function::data_last_ack:
            case function::data_more:
            case function::data_more_ack: return data_heard(std::move(b));
            case function::acknowledge: heard.what = meaning::acknowledged; return heard;
            case function::refuse:
                heard.what = meaning::refused;
                heard.why = dmpp::words(status{b.status_code});
                return heard;
            case function::status_request:
                heard.what = std::exchange(greeted_, true) ? meaning::heartbeat : meaning::greeting;
                return heard;
            case function::status_response: return heard;
            case function::coded_last:
            case function::coded_last_ack:
            case function::coded_more:
            case function::coded_more_ack:
                return odd(b.validation, "a coded message", status::unsupported);
        }
        return odd(b.validation, "a function nobody published", status::bad_function);
    }

    utterance data_heard(block b) {
        const auto validation = b.validation;
        if (b.sealed.has_value() != cipher_.has_value()) {
            return odd(validation,
                       cipher_ ? "plain data on an encrypted line" : "encrypted data without a key",
                       status::unsupported);
        }
        if (cipher_) {
            auto plain = cipher_->open(b.sealed->iv, b.data);
            if (!plain || seal::crc16(*plain) != b.sealed->crc) {
                return odd(validation, "data that our key does not open", status::temporary_error);
            }
            b.data = *std::move(plain);
        }
        auto outcome = joiner_.take(std::move(b));
        if (auto* const whole = std::get_if<dmpp::joiner::whole>(&outcome)) {
            return {
                .what = meaning::message, .number = validation, .bytes = std::move(whole->bytes)};
        }
        if (std::holds_alternative<dmpp::joiner::refusal>(outcome)) {
            return odd(validation, "a message that is too large, or two mixed", status::too_long);
        }
        return {.what = meaning::part, .number = validation};
    }

    /// Returns how much of a payload a frame of that size carries, 1 at least.
    [[nodiscard]] std::size_t room_in(std::uint32_t frame_bytes) const {
        frame_bytes = std::min(frame_bytes, dmpp::block_bytes_max);
        const std::size_t room = frame_bytes > overhead() ? frame_bytes - overhead() : 1;
        if (!cipher_) {
            return room;
        }
        const auto whole = room / line_cipher::block_bytes * line_cipher::block_bytes;
        return whole > 1 ? whole - 1 : 1;
    }

    block closed(function does, std::uint32_t validation, std::string_view part,
                 const effect& how) {
        block b{.does = does, .validation = validation, .sealed = {}, .data = std::string(part)};
        if (cipher_ && !how.plain) {
            std::string iv;
            while (iv.size() < line_cipher::iv_bytes) {
                iv += static_cast<char>(chance_.below(256));
            }
            b.data = cipher_->seal(iv, part);
            const auto crc = seal::crc16(part) ^ (how.bad_crc ? 1U : 0U);
            b.sealed =
                dmpp::encryption{.method = static_cast<std::uint16_t>(cipher_->is_256() ? 2 : 1),
                                 .crc = static_cast<std::uint16_t>(crc),
                                 .iv = std::move(iv)};
        }
        return b;
    }

    /// Returns the block's bytes with the faults that the effect asks for.
    static std::string finish(block b, const effect& how) {
        constexpr std::size_t header_length_at = 9;
        if (how.function) {
            b.does = function{*how.function};
        }
        if (how.status) {
            b.status_code = *how.status;
        }
        auto out = dmpp::encode(b);
        if (how.bad_header) {
            out[header_length_at] = '\x11';
        }
        return spoiled(std::move(out), how);
    }

    const terms& agreed_;
    std::uint32_t last_validation_ = 0x31363137;  // as in the published example
    dice& chance_;
    std::optional<line_cipher> cipher_;
    dmpp::reader reader_;
    dmpp::joiner joiner_{message_bytes_max};
    bool greeted_ = false;
};

}  // namespace

std::unique_ptr<tongue> speak_dmpp(const terms& agreed, std::string_view key, dice& chance) {
    return std::make_unique<dmpp_tongue>(agreed, key, chance);
}

}  // namespace iaq::switch_sim
