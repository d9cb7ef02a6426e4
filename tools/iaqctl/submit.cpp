#include "iaqctl/commands.hpp"
#include "iaqctl/fresh_key.hpp"
#include "iaqctl/submission.hpp"

#include <google/protobuf/util/json_util.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

namespace iaq::ctl {
namespace {

struct asked {
    std::string file, wait_kind, timeout, acting_user, key;
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

exit_code submit(const surroundings& around, const asked& a) {
    const auto text = contents_of(a.file);
    if (!text) {
        return complain("cannot read " + a.file, exit_code::usage);
    }
    wish what;
    what.frame.set_acting_user(a.acting_user);
    auto& request = *what.frame.mutable_submit();
    if (!google::protobuf::util::JsonStringToMessage(*text, &request).ok()) {
        // The parser's own words may quote the person's data; only what helps is said.
        return complain(a.file +
                            ": not the JSON of a SubmitInquiry; field names are those of "
                            "proto/iaq/v1/inquiry.proto",
                        exit_code::usage);
    }
    if (!a.wait_kind.empty() &&
        (!v1::DeliveryKind_Parse("DELIVERY_KIND_" + a.wait_kind, &what.awaited) ||
         what.awaited == v1::DELIVERY_KIND_UNSPECIFIED)) {
        return complain(a.wait_kind + " is no kind of delivery", exit_code::usage);
    }
    if (!a.timeout.empty()) {
        what.patience = parse_duration(a.timeout);
        if (!what.patience) {
            return complain("--timeout takes a time such as 90s, 5m or 2h", exit_code::usage);
        }
    }
    if (!a.key.empty()) {
        request.set_idempotency_key(a.key);
    }
    what.fresh_key = request.idempotency_key().empty();
    if (what.fresh_key) {
        request.set_idempotency_key(fresh_key());
    }
    return submission{around, std::move(what)}.run();
}

}  // namespace

void add_submit(CLI::App& line, const surroundings& around, action& chosen) {
    const auto a = std::make_shared<asked>();
    auto* const command = line.add_subcommand("submit", "Submit an inquiry from a JSON file");
    command->add_option("FILE", a->file, "JSON of SubmitInquiry; - reads standard input")
        ->required();
    command->add_option("--wait", a->wait_kind, "follow it until this kind, e.g. ANSWERED");
    command->add_option("--timeout", a->timeout,
                        "how long to try and to follow it; 10s and 75m when absent");
    command->add_option("--idempotency-key", a->key,
                        "the key of an earlier try whose answer was lost");
    command->add_option("--acting-user", a->acting_user, "on whose behalf");
    command->footer("Example: iaqctl submit inquiry.json --wait ANSWERED --timeout 75m");
    command->callback([&, a] { chosen = [&around, a] { return submit(around, *a); }; });
}

}  // namespace iaq::ctl
