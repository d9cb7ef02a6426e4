#include "iaqctl/acts.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/reading.hpp"
#include "iaqctl/when.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <vector>

/// What a person says of a message of the switch: read, and passed on.
namespace iaq::ctl {
namespace {

using google::protobuf::Timestamp;

/// Which message; by itself all that nobody has confirmed, or the newest.
struct wanted_message {
    std::string id;
    std::uint64_t message = 0;
    std::string user;
};

/// Of a person's word that a message was passed on.
struct passing_on {
    wanted_message which;
    std::string recipient, ori, purpose, at = "now";
};

void add_message(CLI::App& command, wanted_message& w, const char* otherwise) {
    command.add_option("ID", w.id, "the inquiry")->required();
    command.add_option("--message", w.message, otherwise);
    command.add_option("--acting-user", w.user, "on whose behalf");
}

v1::ClientFrame get(const wanted_message& w) {
    v1::ClientFrame frame;
    frame.set_acting_user(w.user);
    frame.mutable_get()->set_inquiry_id(w.id);
    return frame;
}

/// What `--message` leaves of those that a delivery told of.
std::vector<v1::ReplyView> told_in(const v1::Inquiry& of, std::uint64_t message) {
    std::vector<v1::ReplyView> some;
    for (const auto& reply : of.replies()) {
        if (!reply.event_id().empty() && (message == 0 || reply.sequence() == message)) {
            some.push_back(reply);
        }
    }
    return some;
}

exit_code no_such_message(const wanted_message& w) {
    return complain(w.message == 0 ? "no message of the switch is with this inquiry"
                                   : "this inquiry has no such message; iaqctl show names them",
                    exit_code::refused);
}

std::string head(const v1::ReplyView& reply) {
    return line(fmt::format("message {} of {}, {} from {}", reply.sequence(),
                            local_time(reply.at()), reply.header().key(), reply.header().origin()));
}

/// Says what is confirmed, whole, before it is: nobody confirms what was not on the screen.
exit_code confirm(const surroundings& around, client::connection& gateway, const v1::Inquiry& of,
                  const v1::ReplyView& reply, const std::string& user) {
    if (!around.json) {
        std::fputs((head(reply) + wrapped(reply.text(), 4)).c_str(), stdout);
    }
    if (!on_paper()) {
        return complain("the message could not be shown; it is not confirmed", exit_code::refused);
    }
    const auto answer = gateway.call(seen_call(of, reply, user), answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    if (around.json || answer.value().has_error()) {
        return tell(around, answer.value());
    }
    std::fputs("  confirmed as read\n", stdout);
    return exit_code::done;
}

exit_code say_read(const surroundings& around, const wanted_message& w) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    auto& gateway = reached.value();
    const auto got = gateway.call(get(w), answer_due());
    if (!got) {
        return fail(got.error());
    }
    if (!got.value().has_inquiry()) {
        return tell(around, got.value());
    }
    const auto& inquiry = got.value().inquiry();
    const auto some = w.message == 0 ? unread_in(inquiry) : told_in(inquiry, w.message);
    if (some.empty() && w.message == 0 && inquiry.replies_size() > 0) {
        std::fputs(around.json ? "" : "Every message of it is confirmed as read.\n", stdout);
        return exit_code::done;
    }
    auto code = some.empty() ? no_such_message(w) : exit_code::done;
    for (const auto& reply : some) {
        code = code == exit_code::done ? confirm(around, gateway, inquiry, reply, w.user) : code;
    }
    return code;
}

exit_code say_passed_on(const surroundings& around, const passing_on& w) {
    if (w.recipient.empty() && w.ori.empty()) {
        return complain("say who received it: --to, --to-ori or both", exit_code::usage);
    }
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    const auto at = parse_time(w.at, std::chrono::system_clock::now());
    if (!at) {
        return complain(time_words, exit_code::usage);
    }
    auto& gateway = reached.value();
    const auto got = gateway.call(get(w.which), answer_due());
    if (!got) {
        return fail(got.error());
    }
    if (!got.value().has_inquiry()) {
        return tell(around, got.value());
    }
    const auto some = told_in(got.value().inquiry(), w.which.message);
    if (some.empty()) {
        return no_such_message(w.which);
    }
    v1::ClientFrame frame;
    frame.set_acting_user(w.which.user);
    auto& passed = *frame.mutable_disseminated();
    passed.set_inquiry_id(w.which.id);
    passed.set_event_id(some.back().event_id());
    passed.set_recipient(w.recipient);
    passed.set_recipient_ori(w.ori);
    passed.set_purpose(w.purpose);
    *passed.mutable_at() = *at;
    if (!around.json) {
        std::fputs(head(some.back()).c_str(), stdout);
    }
    const auto answer = gateway.call(frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

}  // namespace

std::vector<v1::ReplyView> unread_in(const v1::Inquiry& of) {
    std::vector<v1::ReplyView> some;
    for (const auto& reply : of.replies()) {
        if (!reply.event_id().empty() && reply.unread()) {
            some.push_back(reply);
        }
    }
    return some;
}

v1::ClientFrame seen_call(const v1::Inquiry& of, const v1::ReplyView& reply,
                          const std::string& acting_user) {
    v1::ClientFrame frame;
    frame.set_acting_user(acting_user);
    frame.mutable_seen()->set_inquiry_id(of.inquiry_id());
    frame.mutable_seen()->set_event_id(reply.event_id());
    return frame;
}

void add_confirming(CLI::App& line, const surroundings& around, action& chosen) {
    const auto read = std::make_shared<wanted_message>();
    auto& seen = *line.add_subcommand(
        "seen", "Show the messages that nobody has confirmed reading, and confirm them as read");
    add_message(seen, *read, "only this message, by its number");
    seen.footer(
        "Example: iaqctl seen 3f9a01-1042\n"
        "An answer that nobody confirms in time goes to the desk, then to supervisors.");
    seen.callback([&, read] { chosen = [&around, read] { return say_read(around, *read); }; });

    const auto passed = std::make_shared<passing_on>();
    auto& command = *line.add_subcommand(
        "disseminated", "Write down that a message of the switch was passed on: to whom, and why");
    add_message(command, passed->which, "this message, by its number; else the newest");
    command.add_option("--to", passed->recipient, "the person who received it");
    command.add_option("--to-ori", passed->ori, "the agency's ORI, if another");
    command.add_option("--why", passed->purpose, "for what")->required();
    command.add_option("--at", passed->at, "when")->capture_default_str();
    command.footer(
        "Example: iaqctl disseminated 3f9a01-1042 --to \"prosecutor Example\" --to-ori MO0110300 "
        "\\\n"
        "             --why \"bond hearing of 11/24\"");
    command.callback(
        [&, passed] { chosen = [&around, passed] { return say_passed_on(around, *passed); }; });
}

}  // namespace iaq::ctl
