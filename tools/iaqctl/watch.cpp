#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/screen/terminal.hpp"
#include "iaqctl/watching/live.hpp"

#include <memory>
#include <thread>
#include <utility>

namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;

constexpr auto reconnect_wait = 3s;

struct wanted {
    std::string consumer, from;
    bool plain = false, once = false, bell = false;
};

/// Deliveries as lines, one after another: for a log, a script, a screen reader.
class line_watch {
public:
    line_watch(const surroundings& around, const wanted& w)
        : around_(around), w_(w), from_(w.from) {}

    exit_code run() {
        for (;;) {
            auto code = follow();
            if (code != exit_code::unreachable || w_.once || !connected_once_) {
                return code;
            }
            tell("NOT CONNECTED to the gateway; trying again.");
            while (!reached_again()) {
                std::this_thread::sleep_for(reconnect_wait);
            }
            tell("Connected again.");
        }
    }

private:
    /// What is said beside the deliveries stays out of their JSON.
    void tell(const std::string& words) const {
        auto* const to = around_.json ? stderr : stdout;
        std::fputs(line(words).c_str(), to);
        std::fflush(to);
    }

    [[nodiscard]] bool reached_again() const { return open(around_).has_value(); }

    /// Makes the call; `done` for any answer but an error, which is said.
    exit_code carry_out(client::connection& gateway, const v1::ClientFrame& frame) {
        const auto answer = gateway.call(frame, answer_due());
        if (!answer) {
            return fail(answer.error());
        }
        return answer.value().has_error() ? tell_answer(answer.value()) : exit_code::done;
    }

    exit_code tell_answer(const v1::ServerFrame& answer) const {
        return ctl::tell(around_, answer);
    }

    /// Prints the delivery and, once it is on paper, tells the gateway so. Without a consumer of
    /// its own a watch only looks on and moves nobody's cursor.
    exit_code print_and_take(client::connection& gateway, const v1::ServerFrame& next) {
        tell_answer(next);
        if (!on_paper()) {
            return complain("a delivery could not be written; it is not taken", exit_code::refused);
        }
        from_ = next.delivery().cursor();
        if (w_.consumer.empty()) {
            return exit_code::done;
        }
        v1::ClientFrame frame;
        frame.mutable_take()->set_consumer(w_.consumer);
        frame.mutable_take()->set_cursor(next.delivery().cursor());
        return carry_out(gateway, frame);
    }

    /// Follows over one connection. `unreachable`: it broke.
    exit_code follow() {
        auto reached = reach(around_);
        if (!reached) {
            return reached.error();
        }
        connected_once_ = true;
        auto& gateway = reached.value();
        v1::ClientFrame frame;
        frame.mutable_subscribe()->set_consumer(w_.consumer);
        if (!from_.empty()) {
            frame.mutable_subscribe()->set_from(from_);
        }
        auto code = carry_out(gateway, frame);
        while (code == exit_code::done) {
            const auto next = gateway.receive(w_.once ? answer_due() : client::connection::limit{});
            if (!next) {
                return fail(next.error());
            }
            if (next.value().has_caught_up() && w_.once) {
                break;
            }
            if (next.value().has_delivery()) {
                code = print_and_take(gateway, next.value());
            }
            if (next.value().has_error()) {
                // Why the gateway closes the connection: nothing was asked.
                tell_answer(next.value());
                code = exit_code::unreachable;
            }
        }
        return code;
    }

    const surroundings& around_;
    const wanted& w_;
    std::string from_;  // over a new connection it goes on where it was
    bool connected_once_ = false;
};

exit_code watch(const surroundings& around, const wanted& w) {
    const bool as_lines =
        w.plain || w.once || around.json || !w.consumer.empty() || !w.from.empty();
    return as_lines || !is_terminal() ? line_watch{around, w}.run() : watch_live(around, w.bell);
}

}  // namespace

void add_watch(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wanted>();
    auto* const command = line.add_subcommand(
        "watch", "On a terminal a live screen; else each delivery as it comes, the backlog first");
    command->add_option("--consumer", w->consumer,
                        "lines, as this durable consumer: what is printed is taken");
    command->add_option("--from", w->from, "lines, begun after this cursor");
    command->add_flag("--plain", w->plain,
                      "lines, one after another: for a screen reader or a slow line");
    command->add_flag("--once", w->once, "lines; end when the backlog is printed");
    command->add_flag("--bell", w->bell, "live: ring when something new needs a person");
    command->footer(
        "Example: iaqctl watch\n"
        "         iaqctl watch --plain --consumer north-desk");
    command->callback([&, w] { chosen = [&around, w] { return watch(around, *w); }; });
}

}  // namespace iaq::ctl
