#include "dialogue/dmpp_link.hpp"
#include "framing/dmpp.hpp"
#include "fuzz/choices.hpp"
#include "fuzz/dmpp_owed.hpp"

#include "base/assert.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A switch that keeps to DMPP-2020 and says a block again while it has no answer to it, or the
// whole message from its first block on. Some of its blocks do not open. Whatever it says again, no
// message is heard shortened or put together from two, and none is acknowledged before all under
// its validation are durable. The first byte says whether the line is encrypted.

namespace {

using namespace iaq;
using namespace iaq::dialogue;
using fuzz::choices;
namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;

constexpr std::size_t parts_max = 6;

std::optional<seal::line_cipher> cipher_of(bool is_sealed) {
    return is_sealed ? std::optional(seal::line_cipher(std::string(32, 'k'))) : std::nullopt;
}
std::string some_iv(std::size_t size) { return std::string(size, 'i'); }

/// `<message:part>`: so that what is heard tells what it was put together from.
std::string words_of(std::size_t message, std::size_t part) {
    return '<' + std::to_string(message) + ':' + std::to_string(part) + '>';
}

class conversation {
public:
    explicit conversation(bool is_sealed)
        : is_sealed_(is_sealed),
          link_(
              {}, cipher_of(is_sealed), some_iv, [] { return model::connection_id{1}; },
              [] { return 0U; }) {
        tell(events::started{});
        tell(events::connected{});
        hear({.does = function::status_response, .status_code = 0x21, .sealed = {}, .data = {}});
        ensure(link_.current() == line::state::up);
    }

    void go_on(choices& from) {
        switch (from.below(8)) {
            case 0: begin(from); break;
            case 1: at_ = 0; break;  // the whole message again
            case 2:
            case 3: say_next(true); break;
            case 4: say_next(false); break;
            case 5: say_again(); break;
            default: store(from); break;
        }
    }

private:
    /// What the switch has to say; the message before is done, or given up: then the validation is
    /// another, for the blocks of a message are known by it.
    void begin(choices& from) {
        ++message_;
        const auto next = 1U + from.below(4);
        validation_ = next == unfinished_ ? next + 1 : next;
        parts_ = 1U + from.below(parts_max);
        parts_ask_ = from.flag();
        end_asks_ = from.below(4) != 0;
        at_ = 0;
    }

    void say_next(bool opens) {
        if (at_ >= parts_ || message_ == 0) {
            return;
        }
        const bool is_last = ++at_ == parts_;
        unfinished_ = is_last ? 0 : validation_;
        does_ = is_last ? (end_asks_ ? function::data_last_ack : function::data_last)
                        : (parts_ask_ ? function::data_more_ack : function::data_more);
        say(opens);
    }

    /// Only a block that asks for an answer is said again.
    void say_again() {
        if (at_ > 0 && (does_ == function::data_last_ack || does_ == function::data_more_ack)) {
            say(true);
        }
    }

    void say(bool opens) {
        const auto words = words_of(message_, at_);
        hear(dmpp_envelope(cipher_of(is_sealed_ == opens), some_iv)
                 .close(does_, validation_, words));
    }

    /// One of the messages heard becomes durable, in any order of validations.
    void store(choices& from) {
        if (waiting_.empty()) {
            return;
        }
        const auto which = waiting_.begin() + from.below(4) % static_cast<int>(waiting_.size());
        const auto validation = *which;
        waiting_.erase(which);
        owed_.durable(validation);
        tell(events::acknowledge{model::connection_id{1}, validation});
    }

    void hear(const block& b) {
        owed_.said(b);
        const auto bytes = dmpp::encode(b);
        tell(events::bytes_heard{bytes});
    }

    void tell(const events::event& happened) {
        for (const auto& a : link_.step(happened, mono_time{1})) {
            if (const auto* const heard = std::get_if<actions::heard>(&a)) {
                ensure(heard->exchange == validation_);
                check_whole(heard->bytes);
                owed_.heard(validation_);
                waiting_.push_back(validation_);
            } else if (const auto* const written = std::get_if<actions::write>(&a)) {
                read(written->bytes);
            }
            ensure(!std::holds_alternative<actions::went_down>(a));
        }
    }

    void read(std::string_view bytes) {
        said_to_switch_.feed(bytes);
        while (true) {
            const auto got = said_to_switch_.next();
            const auto* const b = std::get_if<block>(&got);
            if (b == nullptr) {
                ensure(std::holds_alternative<dmpp::reader::need_more>(got));
                return;
            }
            if (b->does == function::acknowledge) {
                owed_.acknowledged(b->validation);
            }
        }
    }

    /// Every part of the message that is being said, to the last, and none left out: a part may
    /// come again, and the first one wherever the switch began anew.
    void check_whole(std::string_view heard) const {
        std::size_t part = 0;
        while (!heard.empty()) {
            const std::array may_follow{part + 1, part, std::size_t{1}};
            const auto* const follows = std::ranges::find_if(may_follow, [&](std::size_t each) {
                return each > 0 && heard.starts_with(words_of(message_, each));
            });
            ensure(follows != may_follow.end());
            part = *follows;
            heard.remove_prefix(words_of(message_, part).size());
        }
        ensure(part == parts_);
    }

    bool is_sealed_;
    dmpp_link link_;
    fuzz::dmpp_owed owed_;
    dmpp::reader said_to_switch_;
    std::vector<std::uint32_t> waiting_;  // validations of messages that are not durable
    std::size_t message_ = 0;             // the one that is said; 0: none yet
    std::uint32_t validation_ = 0;
    std::size_t parts_ = 0, at_ = 0;  // how many it has, and were said
    bool parts_ask_ = false, end_asks_ = false;
    std::uint32_t unfinished_ = 0;  // validation of the last block said, if more were to follow
    function does_{};               // the block that was said last
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    conversation all{input.flag()};
    while (input.any()) {
        all.go_on(input);
    }
    return 0;
}
