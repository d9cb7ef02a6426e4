#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"

#include <google/protobuf/util/time_util.h>

#include <memory>
#include <string>

/// Operators' command that has deliveries said to a consumer once more.
namespace iaq::ctl {
namespace {

struct wish {
    std::string consumer, principal, from, since, reason, user;
    bool end = false;
};

/// `from` is a cursor; `since` a time of RFC 3339.
exit_code replay(const surroundings& around, const wish& w) {
    v1::ClientFrame frame;
    frame.set_acting_user(w.user);
    auto& o = *frame.mutable_operate();
    o.set_operation(w.end ? v1::OPERATION_REPLAY_END : v1::OPERATION_REPLAY);
    o.set_consumer(w.consumer);
    o.set_principal(w.principal);
    o.set_from(w.from);
    o.set_reason(w.reason);
    if (!w.since.empty() &&
        !google::protobuf::util::TimeUtil::FromString(w.since, o.mutable_since())) {
        return complain("--since takes a time such as 2026-11-24T06:00:00Z", exit_code::usage);
    }
    return make_call(around, frame);
}

}  // namespace

void add_replaying(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const command = line.add_subcommand(
        "replay", "Say deliveries to a consumer once more, marked as replayed; nothing is sent");
    command->add_option("--consumer", w->consumer, "as it subscribes; see status")->required();
    command->add_option("--principal", w->principal,
                        "whose consumer, where several have one of that name");
    auto* const from =
        command->add_option("--from", w->from, "behind this cursor; without it from the beginning");
    auto* const since =
        command->add_option("--since", w->since, "what happened at this time or later, RFC 3339");
    auto* const end =
        command->add_flag("--end", w->end, "give the replay up: the rest is not said again");
    from->excludes(since)->excludes(end);
    since->excludes(end);
    command->add_option("--reason", w->reason, "why; it is journaled")->required();
    command->add_option("--acting-user", w->user, "on whose behalf");
    command->footer(
        "Example: iaqctl replay --consumer cad-1 --since 2026-11-24T06:00:00Z --reason \"its disk "
        "was lost\"\n"
        "It goes on until the consumer has taken them all, also behind a lost connection.\n"
        "What is new is not kept waiting, and the consumer's own place does not move.");
    command->callback([&, w] { chosen = [&around, w] { return replay(around, *w); }; });
}

}  // namespace iaq::ctl
