#pragma once

#include "model/ids.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

/// The daemon's own voice for operators. Never carries personal data (G8): only what the caller
/// wraps as `plain` can be printed, and nothing of an inquiry's content may be.
namespace iaq::observe {

enum class event : std::uint16_t {
#define IAQ_MESSAGE(id, level, text, meaning) id,
#include "observe/messages.def"
#undef IAQ_MESSAGE
};

/// Text that the caller vouches for: station names, peers, file names, causes of ours.
struct plain {
    std::string_view text;
};

/// One argument of a log line.
class argument {
public:
    argument(std::integral auto number) : text_(std::to_string(number)) {}
    argument(plain words) : text_(words.text) {}
    argument(model::sequence s) : text_(std::to_string(model::number_of(s))) {}
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// Writes one line: to the system journal with its fields when `use_journal` said so, else to
/// stderr as `<priority>identifier: text`. Never waits: what nobody takes up is lost, counted, and
/// told. Thread: any.
void say(event what, std::initializer_list<argument> arguments = {});

constexpr std::size_t levels = 8;  // syslog's

struct said_so_far {
    std::array<std::uint64_t, levels> lines{};  // by level, emerg first
    std::uint64_t lost = 0;                     // of these
};
/// Returns what `say` has come to in this process. Thread: any.
said_so_far said();

}  // namespace iaq::observe
