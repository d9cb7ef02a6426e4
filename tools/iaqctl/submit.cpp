#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <google/protobuf/util/json_util.h>

#include <sys/random.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

namespace iaq::ctl {
namespace {

struct asked {
    std::string file, wait_kind, timeout = "75m", acting_user;
};

std::optional<std::string> contents_of(const std::string& file) {
    if (file == "-") {
        return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    }
    std::ifstream in{file};
    if (!in) {
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

std::string fresh_key() {
    unsigned char bytes[12];
    static_cast<void>(::getrandom(bytes, sizeof bytes, 0));
    static constexpr char digits[] = "0123456789abcdef";
    std::string key = "iaqctl-";
    for (const auto byte : bytes) {
        key += digits[byte >> 4U];
        key += digits[byte & 15U];
    }
    return key;
}

exit_code complain(const std::string& text, exit_code code) {
    std::fputs(("iaqctl: " + text + "\n").c_str(), stderr);
    return code;
}

/// Prints what comes for this inquiry until the awaited kind does.
exit_code follow(const surroundings& around, client::connection& gateway, const std::string& id,
                 v1::DeliveryKind awaited, client::connection::limit until) {
    for (;;) {
        const auto frame = gateway.receive(until);
        if (!frame) {
            return fail(frame.error());
        }
        if (!frame.value().has_delivery() || frame.value().delivery().inquiry_id() != id) {
            continue;
        }
        tell(around, frame.value());
        std::fflush(stdout);
        if (frame.value().delivery().kind() == awaited) {
            return exit_code::done;
        }
    }
}

exit_code submit(const surroundings& around, const asked& a) {
    const auto text = contents_of(a.file);
    if (!text) {
        return complain("cannot read " + a.file, exit_code::usage);
    }
    v1::ClientFrame frame;
    frame.set_acting_user(a.acting_user);
    auto& request = *frame.mutable_submit();
    const auto parsed = google::protobuf::util::JsonStringToMessage(*text, &request);
    if (!parsed.ok()) {
        // The parser's own words may quote the person's data; only what helps is said.
        return complain(a.file + ": not the JSON of a SubmitInquiry; field names are those of "
                                 "proto/iaq/v1/inquiry.proto",
                        exit_code::usage);
    }
    v1::DeliveryKind awaited = v1::DELIVERY_KIND_UNSPECIFIED;
    if (!a.wait_kind.empty() &&
        !v1::DeliveryKind_Parse("DELIVERY_KIND_" + a.wait_kind, &awaited)) {
        return complain(a.wait_kind + " is no kind of delivery", exit_code::usage);
    }
    const auto patience = parse_duration(a.timeout);
    if (!patience) {
        return complain("--timeout takes a time such as 90s, 5m or 2h", exit_code::usage);
    }
    if (request.idempotency_key().empty()) {
        request.set_idempotency_key(fresh_key());
    }
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    auto& gateway = reached.value();
    const auto until = std::chrono::steady_clock::now() + *patience;
    if (awaited != v1::DELIVERY_KIND_UNSPECIFIED) {
        v1::ClientFrame subscribe;
        subscribe.mutable_subscribe()->set_consumer("iaqctl-submit");
        const auto answer = gateway.call(subscribe, until);
        if (!answer || answer.value().has_error()) {
            return answer ? tell(around, answer.value()) : fail(answer.error());
        }
    }
    const auto answer = gateway.call(frame, until);
    if (!answer) {
        return fail(answer.error());
    }
    const auto code = tell(around, answer.value());
    std::fflush(stdout);
    if (code != exit_code::done || awaited == v1::DELIVERY_KIND_UNSPECIFIED) {
        return code;
    }
    return follow(around, gateway, answer.value().accepted().inquiry_id(), awaited, until);
}

}  // namespace

void add_submit(CLI::App& line, const surroundings& around, action& chosen) {
    const auto a = std::make_shared<asked>();
    auto* const command = line.add_subcommand("submit", "Submit an inquiry from a JSON file");
    command->add_option("FILE", a->file, "JSON of SubmitInquiry; - reads standard input")
        ->required();
    command->add_option("--wait", a->wait_kind, "follow it until this kind, e.g. ANSWERED");
    command->add_option("--timeout", a->timeout, "how long to follow it, e.g. 75m");
    command->add_option("--acting-user", a->acting_user, "on whose behalf");
    command->footer("Example: iaqctl submit inquiry.json --wait ANSWERED --timeout 75m");
    command->callback([&, a] { chosen = [&around, a] { return submit(around, *a); }; });
}

}  // namespace iaq::ctl
