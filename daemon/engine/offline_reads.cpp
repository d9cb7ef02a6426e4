#include "base/text.hpp"
#include "base/time.hpp"
#include "engine/engine.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string_view>
#include <utility>

/// What `iaq-journal` showed to somebody, beside the daemon: each of its access lines becomes a
/// record, once. Nothing guards the file; that it was cut short is a record, too.
namespace iaq::engine {

namespace {

constexpr nanoseconds look_every = 60s;

/// Returns the time written as `2026-11-24T03:00:00.000Z`; zero when it is none.
utc_time time_in(std::string_view word) {
    const auto date = parse_day(word.substr(0, 10));
    if (!date || word.size() != 24) {
        return {};
    }
    const auto hours = text::number(word.substr(11, 2));
    const auto minutes = text::number(word.substr(14, 2));
    const auto seconds = text::number(word.substr(17, 2));
    if (!hours || !minutes || !seconds) {
        return {};
    }
    return utc_time{std::chrono::sys_days{*date}} + std::chrono::hours{*hours} +
           std::chrono::minutes{*minutes} + std::chrono::seconds{*seconds};
}

struct said_line {
    model::records::access read;
    actor by;
};

/// A line is `<time> uid=<number> iaq-journal <command>`; one that is none is kept as it stands.
said_line read_line(const model::inputs::access_line& line) {
    said_line said;
    said.by = {"iaqd", {}, "access/reads.log"};
    said.read.call = "iaq-journal";
    said.read.offline = true;
    said.read.read_to = line.end;
    said.read.filter = text::valid_utf8(line.words);
    const auto words = text::split(line.words, ' ');
    if (words.size() > 3 && words[1].starts_with("uid=") && words[2] == "iaq-journal") {
        said.read.first_at = time_in(words[0]);
        said.by.user = text::valid_utf8(words[1]);
        const auto command = static_cast<std::size_t>(words[3].data() - line.words.data());
        said.read.filter = text::valid_utf8(std::string_view{line.words}.substr(command));
    }
    return said;
}

}  // namespace

void engine::look_for_reads() {
    if (looks_at_reads_ || stopping_ || next_look_at_reads_ > now_.mono) {
        return;
    }
    looks_at_reads_ = true;
    say(model::actions::look_for_reads{state_.reads_to()});
}

void engine::on(const model::inputs::offline_reads& in) {
    looks_at_reads_ = false;
    next_look_at_reads_ = in.more || in.is_shorter ? now_.mono : now_.mono + look_every;
    if (stopping_) {
        return;
    }
    if (in.is_shorter) {
        model::records::access cut;
        cut.call = "iaq-journal";
        cut.offline = true;
        cut.filter = fmt::format(
            "the file of access lines became shorter: {} bytes of it were known, {} are left",
            state_.reads_to(), in.size);
        append(std::move(cut));
        return;
    }
    for (const auto& line : in.lines) {
        auto [read, by] = read_line(line);
        append(std::move(read), by);
    }
}

}  // namespace iaq::engine
