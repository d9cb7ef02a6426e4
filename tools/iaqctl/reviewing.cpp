#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"

#include <google/protobuf/util/time_util.h>

#include <memory>
#include <string>

/// Auditors' command that signs the weekly review off.
namespace iaq::ctl {
namespace {

struct wish {
    std::string from, to, ori, findings, user;
};

exit_code sign(const surroundings& around, const wish& w) {
    v1::ClientFrame frame;
    frame.set_acting_user(w.user);
    auto& r = *frame.mutable_review();
    using google::protobuf::util::TimeUtil;
    if (!TimeUtil::FromString(w.from, r.mutable_from()) ||
        !TimeUtil::FromString(w.to, r.mutable_to())) {
        return complain("--from and --to take a time such as 2026-11-24T06:00:00Z",
                        exit_code::usage);
    }
    r.set_ori(w.ori);
    r.set_findings(w.findings);
    return make_call(around, frame);
}

}  // namespace

void add_reviewing(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const command =
        line.add_subcommand("review", "Sign a review of the records off (CJIS AU-6: weekly)");
    command->add_option("--from", w->from, "begin of the time reviewed, RFC 3339")->required();
    command->add_option("--to", w->to, "its end, not included")->required();
    command->add_option("--ori", w->ori, "of this ORI only; without it of all you may read");
    command->add_option("--findings", w->findings, "what was found, and what was done about it")
        ->required();
    command->add_option("--acting-user", w->user, "who reviewed");
    command->footer(
        "Example: iaqctl review --from 2026-11-16T00:00:00Z --to 2026-11-23T00:00:00Z \\\n"
        "             --findings "
        "\"nothing unusual\"\n"
        "Read the audit-pack of that time first. The record can not be changed afterwards.");
    command->callback([&, w] { chosen = [&around, w] { return sign(around, *w); }; });
}

}  // namespace iaq::ctl
