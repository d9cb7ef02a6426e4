#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <cstdio>
#include <memory>

namespace iaq::ctl {
namespace {

struct wanted {
    std::string consumer, from, inquiry;
    bool plain = false, once = false;
};

/// Tells the gateway that everything up to here is on paper.
result<void, client::trouble> take(client::connection& gateway, const wanted& w,
                                   const std::string& cursor) {
    v1::ClientFrame frame;
    frame.mutable_take()->set_consumer(w.consumer);
    frame.mutable_take()->set_cursor(cursor);
    IAQ_TRY(gateway.call(frame));
    return boost::outcome_v2::success();
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
    const auto answer = gateway.call(frame);
    if (!answer || answer.value().has_error()) {
        return answer ? tell(around, answer.value()) : fail(answer.error());
    }
    for (;;) {
        const auto next = gateway.receive();
        if (!next) {
            return fail(next.error());
        }
        if (next.value().has_caught_up()) {
            if (w.once) {
                return exit_code::done;
            }
            continue;
        }
        if (!next.value().has_delivery()) {
            continue;
        }
        tell(around, next.value());
        std::fflush(stdout);
        // Without a consumer of its own a watch only looks on and moves nobody's cursor.
        if (!w.consumer.empty()) {
            const auto taken = take(gateway, w, next.value().delivery().cursor());
            if (!taken) {
                return fail(taken.error());
            }
        }
    }
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
