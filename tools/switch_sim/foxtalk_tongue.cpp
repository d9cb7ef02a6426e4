#include "switch_sim/tongue.hpp"

#include "framing/foxtalk.hpp"
#include "switch_sim/spoiling.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace iaq::switch_sim {
namespace {

namespace foxtalk = framing::foxtalk;

constexpr std::uint32_t frame_bytes_max = 16U * 1024 * 1024;
constexpr foxtalk::joiner::bounds message_bounds{.exchanges_open_max = 8,
                                                 .message_bytes_max = 4U * 1024 * 1024};
constexpr std::size_t type_at = 10;

std::uint16_t exchange_of(std::uint32_t number) { return static_cast<std::uint16_t>(number); }

class foxtalk_tongue final : public tongue {
public:
    explicit foxtalk_tongue(const terms& offered) : offered_(offered) {}

    void feed(std::string_view piece) override { reader_.feed(piece); }

    std::optional<utterance> next() override {
        auto got = reader_.next();
        if (auto* const f = std::get_if<foxtalk::frame>(&got)) {
            const auto size = f->payload.size() + foxtalk::overhead_bytes;
            auto heard = meaning_of(std::move(*f));
            heard.frame_size = size;
            return heard;
        }
        if (const auto* const flaw = std::get_if<foxtalk::flaw>(&got)) {
            return utterance{.what = meaning::oddity,
                             .why = std::string(foxtalk::words(*flaw)),
                             .is_the_end = true};
        }
        return std::nullopt;
    }

    welcomed welcome(const utterance& greeting) override {
        const auto offered = foxtalk::parse_terms(greeting.bytes);
        if (!offered) {
            return {.reply = {}, .fault = "connect terms that are no terms", .on = {}};
        }
        auto agreed = *offered;
        const bool is_lower =
            std::pair(offered_.major, offered_.minor) < std::pair(offered->major, offered->minor);
        agreed.major = is_lower ? offered_.major : offered->major;
        agreed.minor = is_lower ? offered_.minor : offered->minor;
        agreed.frame_bytes_max = std::min(offered->frame_bytes_max, offered_.frame_bytes_max);
        agreed.idle_seconds = offered_.idle_seconds;
        agreed.timeout_seconds = offered_.timeout_seconds;
        agreed.encryption = false;
        if (agreed.frame_bytes_max <= foxtalk::overhead_bytes) {
            return {.reply = {}, .fault = "an offered frame size that holds no byte", .on = {}};
        }
        return {.reply = bare(foxtalk::type::connect, greeting.number, foxtalk::encode(agreed)),
                .fault = {},
                .on = {agreed.frame_bytes_max, agreed.timeout_seconds}};
    }

    std::string echo(const utterance& heartbeat) override {
        return bare(foxtalk::type::heartbeat, heartbeat.number, heartbeat.bytes);
    }
    std::string not_ready(std::uint32_t) override { return {}; }

    std::string acknowledgement(std::uint32_t number, const effect& how) override {
        return spoil(bare(foxtalk::type::acknowledge, number, {}), how);
    }
    std::string refusal(std::uint32_t number, const effect& how) override {
        return bare(foxtalk::type::refuse, number, how.text);
    }

    std::string message(std::uint32_t number, std::string_view payload, std::uint32_t frame_bytes,
                        const effect& how, bool unfinished) override {
        auto frames = foxtalk::split(exchange_of(number), payload, frame_bytes);
        if (unfinished) {
            frames.pop_back();
        }
        std::string out;
        for (const auto& f : frames) {
            const bool is_last = !unfinished && &f == &frames.back();
            out += is_last ? spoil(foxtalk::encode(f), how) : foxtalk::encode(f);
        }
        return out;
    }
    std::uint32_t next_number() override { return ++last_exchange_; }
    [[nodiscard]] std::size_t part_answers(std::string_view, std::uint32_t,
                                           const effect&) const override {
        return 0;
    }
    [[nodiscard]] std::uint32_t overhead() const override { return foxtalk::overhead_bytes; }

private:
    utterance meaning_of(foxtalk::frame f) {
        utterance heard{.what = meaning::oddity,
                        .number = f.exchange,
                        .bytes = f.payload,
                        .why = "a frame of a type that this switch does not take"};
        switch (f.type) {
            case foxtalk::type::connect: heard.what = meaning::greeting; break;
            case foxtalk::type::heartbeat: heard.what = meaning::heartbeat; break;
            case foxtalk::type::acknowledge: heard.what = meaning::acknowledged; break;
            case foxtalk::type::refuse: heard.what = meaning::refused; break;
            case foxtalk::type::data: return data_heard(std::move(f));
        }
        return heard;
    }

    utterance data_heard(foxtalk::frame f) {
        utterance heard{.what = meaning::part, .number = f.exchange};
        auto outcome = joiner_.take(std::move(f));
        if (auto* const whole = std::get_if<foxtalk::joiner::whole>(&outcome)) {
            heard.what = meaning::message;
            heard.bytes = std::move(whole->bytes);
        } else if (std::holds_alternative<foxtalk::joiner::refusal>(outcome)) {
            heard.what = meaning::oddity;
            heard.why = "a message that is too large, or too many unfinished ones";
        }
        return heard;
    }

    static std::string bare(char type, std::uint32_t number, std::string payload) {
        return foxtalk::encode(foxtalk::frame{.exchange = exchange_of(number),
                                              .type = type,
                                              .last = true,
                                              .payload = std::move(payload)});
    }

    /// The type is the only fault that this protocol alone knows.
    static std::string spoil(std::string bytes, const effect& how) {
        if (how.type != '\0') {
            bytes[type_at] = how.type;
        }
        return spoiled(std::move(bytes), how);
    }

    const terms& offered_;
    std::uint16_t last_exchange_ = 0;
    foxtalk::reader reader_{frame_bytes_max};
    foxtalk::joiner joiner_{message_bounds};
};

}  // namespace

std::unique_ptr<tongue> speak_foxtalk(const terms& offered) {
    return std::make_unique<foxtalk_tongue>(offered);
}

std::unique_ptr<tongue> tongue_of(const scene& told, dice& chance) {
    switch (told.protocol) {
        case model::line_protocol::foxtalk: return speak_foxtalk(told.offered);
        case model::line_protocol::dmpp2020: return speak_dmpp(told.offered, told.key, chance);
    }
    return nullptr;
}

}  // namespace iaq::switch_sim
