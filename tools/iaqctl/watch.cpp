#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"

#include <memory>

namespace iaq::ctl {
namespace {

struct wanted {
    std::string consumer, from, inquiry;
    bool plain = false, once = false;
};

/// Makes the call; `done` for any answer but an error, which is said.
exit_code carry_out(const surroundings& around, client::connection& gateway,
                    const v1::ClientFrame& frame) {
    const auto answer = gateway.call(frame, answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    return answer.value().has_error() ? tell(around, answer.value()) : exit_code::done;
}

/// Prints the delivery and, once it is on paper, tells the gateway so. Without a consumer of its
/// own a watch only looks on and moves nobody's cursor.
exit_code print_and_take(const surroundings& around, client::connection& gateway, const wanted& w,
                         const v1::ServerFrame& next) {
    tell(around, next);
    if (!on_paper()) {
        return complain("a delivery could not be written; it is not taken", exit_code::refused);
    }
    if (w.consumer.empty()) {
        return exit_code::done;
    }
    v1::ClientFrame frame;
    frame.mutable_take()->set_consumer(w.consumer);
    frame.mutable_take()->set_cursor(next.delivery().cursor());
    return carry_out(around, gateway, frame);
}

exit_code watch(const surroundings& around, const wanted& w) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    auto& gateway = reached.value();
    v1::ClientFrame frame;
    frame.mutable_subscribe()->set_consumer(w.consumer);
    if (!w.from.empty()) {
        frame.mutable_subscribe()->set_from(w.from);
    }
    auto code = carry_out(around, gateway, frame);
    while (code == exit_code::done) {
        const auto next = gateway.receive(w.once ? answer_due() : client::connection::limit{});
        if (!next) {
            return fail(next.error());
        }
        if (next.value().has_caught_up() && w.once) {
            break;
        }
        if (next.value().has_delivery()) {
            code = print_and_take(around, gateway, w, next.value());
        }
        if (next.value().has_error()) {
            // Why the gateway closes the connection: nothing was asked.
            tell(around, next.value());
            code = exit_code::unreachable;
        }
    }
    return code;
}

}  // namespace

void add_watch(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wanted>();
    auto* const command =
        line.add_subcommand("watch", "Print deliveries as they come, the backlog first");
    command->add_option("--consumer", w->consumer,
                        "as this durable consumer: what is printed is taken");
    command->add_option("--from", w->from, "begin after this cursor");
    command->add_flag("--plain", w->plain, "lines only (what it prints today is plain already)");
    command->add_flag("--once", w->once, "end when the backlog is printed");
    command->footer("Example: iaqctl watch --consumer north-desk");
    command->callback([&, w] { chosen = [&around, w] { return watch(around, *w); }; });
}

}  // namespace iaq::ctl
