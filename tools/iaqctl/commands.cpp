#include "iaqctl/commands.hpp"

#include "iaqctl/acts.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/service.hpp"

#include <google/protobuf/util/time_util.h>

#include <charconv>
#include <cstdio>
#include <memory>

namespace iaq::ctl {
namespace {

void out(const std::string& text) { std::fputs(text.c_str(), stdout); }
void err(const std::string& text) { std::fputs(text.c_str(), stderr); }

template <class Message>
exit_code print(const surroundings& around, const v1::ServerFrame& frame, const Message& body) {
    out(around.json ? json_line(frame) + "\n" : say(body));
    return exit_code::done;
}

exit_code ask(const surroundings& around, const v1::ClientFrame& frame) {
    return make_call(around, frame);
}

void add_list(CLI::App& line, const surroundings& around, action& chosen) {
    struct filter {
        std::vector<std::string> states;
        std::string officer, desk, incident, ori, older;
        bool open = false, handed_over = false;
        std::string last_name, first_name, born, reason, user;
        unsigned limit = 0;
    };
    const auto f = std::make_shared<filter>();
    auto* const list = line.add_subcommand("list", "Inquiries, newest first");
    list->add_option("--state", f->states, "only these states, e.g. RECEIVED");
    list->add_option("--officer", f->officer, "only this officer's");
    list->add_option("--desk", f->desk, "only this desk's");
    list->add_option("--incident", f->incident, "only this incident's");
    list->add_option("--ori", f->ori, "only this ORI's");
    list->add_option("--older-than", f->older, "admitted longer ago, e.g. 30m");
    list->add_flag("--open", f->open, "only those that still wait for something");
    list->add_flag("--handed-over", f->handed_over, "only those that wait for a receiver");
    list->add_option("--limit", f->limit, "at most so many rows");
    list->add_option("--last-name", f->last_name, "of the person asked about, exact");
    list->add_option("--first-name", f->first_name, "of that person, beside another of these");
    list->add_option("--born", f->born, "that person's date of birth, YYYY-MM-DD");
    list->add_option("--reason", f->reason, "why you look for a person; it is journaled");
    list->add_option("--acting-user", f->user, "on whose behalf");
    list->footer("Example: iaqctl list --open --desk north");
    list->callback([&, f] {
        chosen = [&around, f]() -> exit_code {
            v1::ClientFrame frame;
            auto& wanted = *frame.mutable_list();
            for (const auto& name : f->states) {
                v1::InquiryState state{};
                if (!v1::InquiryState_Parse("INQUIRY_STATE_" + name, &state)) {
                    return complain(name + " is no state", exit_code::usage);
                }
                wanted.add_states(state);
            }
            wanted.set_officer_id(f->officer);
            wanted.set_desk(f->desk);
            wanted.set_incident(f->incident);
            wanted.set_ori(f->ori);
            wanted.set_open_only(f->open);
            wanted.set_transfer_pending(f->handed_over);
            wanted.set_last_name(f->last_name);
            wanted.set_first_name(f->first_name);
            wanted.set_date_of_birth(f->born);
            wanted.set_reason(f->reason);
            frame.set_acting_user(f->user);
            wanted.set_limit(f->limit);
            if (!f->older.empty()) {
                const auto age = parse_duration(f->older);
                if (!age) {
                    return complain("--older-than takes a time such as 90s, 5m or 2h",
                                    exit_code::usage);
                }
                *wanted.mutable_older_than() =
                    google::protobuf::util::TimeUtil::MillisecondsToDuration(age->count());
            }
            return ask(around, frame);
        };
    });
}

void add_acting(CLI::App& line, const surroundings& around, action& chosen) {
    const auto id = std::make_shared<std::string>();
    const auto reason = std::make_shared<std::string>();
    auto* const cancel = line.add_subcommand("cancel", "Cancel before any byte may have left");
    cancel->add_option("ID", *id, "the inquiry")->required();
    cancel->add_option("--reason", *reason, "why");
    cancel->footer("Example: iaqctl cancel 3f9a01-1042 --reason \"entered twice\"");
    cancel->callback([&, id, reason] {
        chosen = [&around, id, reason] {
            v1::ClientFrame frame;
            frame.mutable_cancel()->set_inquiry_id(*id);
            frame.mutable_cancel()->set_reason(*reason);
            return ask(around, frame);
        };
    });
    for (const bool hold : {true, false}) {
        const auto station = std::make_shared<std::string>();
        const auto why = std::make_shared<std::string>();
        auto* const command =
            hold ? line.add_subcommand("hold", "Let nothing more leave on a station")
                 : line.add_subcommand("release", "Let a held station send again");
        command->add_option("STATION", *station, "its name in the configuration")->required();
        command->add_option("--reason", *why, "why; it is journaled")->required();
        command->footer(hold ? "Example: iaqctl hold stjoe --reason \"state maintenance\""
                             : "Example: iaqctl release stjoe --reason \"maintenance over\"");
        command->callback([&, hold, station, why] {
            chosen = [&around, hold, station, why] {
                v1::ClientFrame frame;
                auto& o = *frame.mutable_operate();
                o.set_operation(hold ? v1::OPERATION_HOLD : v1::OPERATION_RELEASE);
                o.set_station(*station);
                o.set_reason(*why);
                return ask(around, frame);
            };
        });
    }
}

void add_resolve(CLI::App& line, const surroundings& around, action& chosen) {
    struct wish {
        std::string id, how, reason;
    };
    const auto w = std::make_shared<wish>();
    auto* const command = line.add_subcommand(
        "resolve", "Decide about an inquiry IN_DOUBT, or not forwarded (SM .01, .04)");
    command->add_option("ID", w->id, "the inquiry")->required();
    command
        ->add_option("HOW", w->how,
                     "resend: again, under the same reference; fail: it is never sent again")
        ->required()
        ->check(CLI::IsMember({"resend", "fail"}));
    command->add_option("--reason", w->reason, "why; it is journaled")->required();
    command->footer(
        "Example: iaqctl resolve 3f9a01-1042 resend --reason \"the help desk never saw it\"\n"
        "fail is for one IN_DOUBT only. Whoever was told of it hears of the decision.");
    command->callback([&, w] {
        chosen = [&around, w] {
            v1::ClientFrame frame;
            auto& o = *frame.mutable_operate();
            o.set_operation(w->how == "resend" ? v1::OPERATION_RESEND : v1::OPERATION_FAIL);
            o.set_inquiry_id(w->id);
            o.set_reason(w->reason);
            return ask(around, frame);
        };
    });
}

void add_status(CLI::App& line, const surroundings& around, action& chosen) {
    const auto check = std::make_shared<bool>(false);
    auto* const status = line.add_subcommand("status", "Stations, depths, ages, journal, alerts");
    status->add_flag("--check", *check, "one line, and an end like a monitoring plug-in's");
    status->footer(
        "Example: iaqctl --json status\n"
        "--check ends with 0 good, 1 warning, 2 critical; it cannot be reached is critical.");
    status->callback([&, check] {
        chosen = [&around, check]() -> exit_code {
            if (*check) {
                const auto found = ctl::check(around);
                out(found.line + "\n");
                return exit_code{found.code};
            }
            v1::ClientFrame frame;
            frame.mutable_status();
            return ask(around, frame);
        };
    });
}

}  // namespace

client::connection::limit answer_due() { return std::chrono::steady_clock::now() + answer_time; }

result<client::connection, client::trouble> open(const surroundings& around) {
    return around.network.address.empty() ? client::connection::open(around.socket, answer_time)
                                          : client::connection::open(around.network, answer_time);
}

result<v1::ServerFrame, client::trouble> greet(client::connection& gateway) {
    v1::ClientFrame hello;
    hello.mutable_hello()->set_program("iaqctl");
    hello.mutable_hello()->set_version(IAQ_VERSION);
    IAQ_TRY(auto answer, gateway.call(hello, answer_due()));
    if (answer.has_welcome()) {
        set_zone(answer.welcome().time_zone());
    }
    return answer;
}

result<client::connection, exit_code> reach(const surroundings& around) {
    auto opened = open(around);
    if (!opened) {
        return fail(opened.error());
    }
    const auto answer = greet(opened.value());
    if (!answer) {
        return fail(answer.error());
    }
    if (!answer.value().has_welcome()) {
        return tell(around, answer.value());
    }
    return std::move(opened).value();
}

exit_code make_call(const surroundings& around, const v1::ClientFrame& frame) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    const auto answer = reached.value().call(frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

exit_code complain(const std::string& text, exit_code code) {
    err("iaqctl: " + text + "\n");
    return code;
}

exit_code fail(const client::trouble& why) {
    switch (why.what) {
        case client::trouble::kind::unreachable: return complain(why.text, exit_code::unreachable);
        case client::trouble::kind::timed_out: return complain(why.text, exit_code::timed_out);
        case client::trouble::kind::usage: return complain(why.text, exit_code::usage);
        case client::trouble::kind::protocol: break;
    }
    return complain(why.text, exit_code::refused);
}

exit_code tell(const surroundings& around, const v1::ServerFrame& answer) {
    switch (answer.body_case()) {
        case v1::ServerFrame::kAccepted: return print(around, answer, answer.accepted());
        case v1::ServerFrame::kInquiry: return print(around, answer, answer.inquiry());
        case v1::ServerFrame::kInquiries: return print(around, answer, answer.inquiries());
        case v1::ServerFrame::kStatus: return print(around, answer, answer.status());
        case v1::ServerFrame::kAlerts: return print(around, answer, answer.alerts());
        case v1::ServerFrame::kUnmatchedList: return print(around, answer, answer.unmatched_list());
        case v1::ServerFrame::kDescription: return print(around, answer, answer.description());
        case v1::ServerFrame::kDelivery: return print(around, answer, answer.delivery());
        case v1::ServerFrame::kDone: return print(around, answer, answer.done());
        case v1::ServerFrame::kRefused:
            if (around.json) {
                out(json_line(answer) + "\n");
            }
            err(say(answer.refused()));
            return exit_code::refused;
        case v1::ServerFrame::kError:
            if (around.json) {
                out(json_line(answer) + "\n");
            }
            err(say(answer.error()));
            return exit_code::refused;
        default: return complain("an answer this version does not know", exit_code::refused);
    }
}

std::optional<std::chrono::milliseconds> parse_duration(const std::string& text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit{end, static_cast<std::size_t>(text.data() + text.size() - end)};
    const std::int64_t length = unit == "ms"  ? 1
                                : unit == "s" ? 1000
                                : unit == "m" ? 60'000
                                : unit == "h" ? 3'600'000
                                              : 0;
    constexpr std::chrono::milliseconds year = std::chrono::hours{366 * 24};
    if (error != std::errc{} || length == 0 || count < 0 || count > year.count() / length) {
        return std::nullopt;
    }
    return std::chrono::milliseconds{count * length};
}

void add_commands(CLI::App& line, const surroundings& around, action& chosen) {
    add_ask(line, around, chosen);
    add_submit(line, around, chosen);
    add_watch(line, around, chosen);
    add_reading(line, around, chosen);
    add_policy_check(line, chosen);
    add_reports(line, around, chosen);
    add_list(line, around, chosen);
    add_acting(line, around, chosen);
    add_resolve(line, around, chosen);
    add_acts(line, around, chosen);
    add_changes(line, around, chosen);
    add_confirming(line, around, chosen);
    add_status(line, around, chosen);
    add_describing(line, around, chosen);
    add_keeping(line, around, chosen);
    add_service(line, around, chosen);
    add_placing(line, around, chosen);
    add_replaying(line, around, chosen);
    add_reviewing(line, around, chosen);
}

}  // namespace iaq::ctl
