#include "iaqctl/service.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string_view>

namespace iaq::ctl {
namespace {

using google::protobuf::util::TimeUtil;

exit_code do_reload(const surroundings& around, const std::string& reason) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    v1::ClientFrame frame;
    frame.mutable_reload()->set_reason(reason);
    const auto answer = reached.value().call(frame, std::chrono::steady_clock::now() + reload_time);
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

exit_code show_alerts(const surroundings& around) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    v1::ClientFrame frame;
    frame.mutable_alerts();
    const auto answer = reached.value().call(frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

std::int64_t seconds_since(const google::protobuf::Timestamp& then,
                           const google::protobuf::Timestamp& now) {
    return std::max<std::int64_t>(
        0, TimeUtil::TimestampToSeconds(now) - TimeUtil::TimestampToSeconds(then));
}

std::uint64_t count_in(const v1::Status& s, v1::InquiryState state) {
    for (const auto& each : s.states()) {
        if (each.state() == state) {
            return each.count();
        }
    }
    return 0;
}

/// Open inquiries, and the age of the oldest of them in seconds.
std::pair<std::uint64_t, std::int64_t> open_inquiries(const v1::Status& s) {
    std::uint64_t open = 0;
    std::int64_t oldest = 0;
    for (const auto& each : s.states()) {
        switch (each.state()) {
            case v1::INQUIRY_STATE_QUEUED:
            case v1::INQUIRY_STATE_SENDING:
            case v1::INQUIRY_STATE_ACKNOWLEDGED:
            case v1::INQUIRY_STATE_RECEIVED:
                open += each.count();
                oldest = std::max(oldest, seconds_since(each.oldest(), s.now()));
                break;
            default: break;
        }
    }
    return {open, oldest};
}

/// What is wrong, worst first, and how bad it is.
struct findings {
    int code = 0;
    std::vector<std::string> words;
    void add(int how_bad, std::string what) {
        words.insert(how_bad > code ? words.begin() : words.end(), std::move(what));
        code = std::max(code, how_bad);
    }
};

/// What stands and is critical, as a status names it.
std::set<std::string> critical_of(const std::optional<v1::AlertList>& alerts) {
    std::set<std::string> names;
    if (!alerts) {
        return names;
    }
    for (const auto& each : alerts->alerts()) {
        if (each.severity() == v1::ALERT_SEVERITY_CRITICAL) {
            names.insert(each.condition() + (each.station().empty() ? "" : " ") + each.station());
        }
    }
    return names;
}

findings what_is_wrong(const v1::Status& s, const std::optional<v1::AlertList>& alerts) {
    const auto critical = critical_of(alerts);
    findings found;
    for (const auto& each : s.standing_conditions()) {
        found.add(critical.contains(each) ? 2 : 1, clean(each));
    }
    for (const auto& station : s.stations()) {
        if (!station.up()) {
            found.add(1, "station " + clean(station.name()) + " down");
        }
        if (station.held()) {
            found.add(1, "station " + clean(station.name()) + " held");
        }
    }
    if (s.intake_paused()) {
        found.add(2, "intake paused");
    }
    if (const auto in_doubt = count_in(s, v1::INQUIRY_STATE_IN_DOUBT); in_doubt > 0) {
        found.add(1, fmt::format("{} in doubt", in_doubt));
    }
    if (s.replaced_files_size() > 0) {
        found.add(1, "restart due");
    }
    return found;
}

}  // namespace

check_result check(const v1::Status& s, const std::optional<v1::AlertList>& alerts) {
    static constexpr std::string_view levels[] = {"OK", "WARNING", "CRITICAL"};
    const auto found = what_is_wrong(s, alerts);
    const auto [open, oldest] = open_inquiries(s);
    std::string words;
    for (const auto& each : found.words) {
        words += (words.empty() ? "" : ", ") + each;
    }
    if (words.empty()) {
        words = fmt::format("{} open, {} stations up", open, s.stations_size());
    }
    return {
        found.code,
        fmt::format("IAQD {} - {} | open={} oldest_open={}s queued={} in_doubt={} unmatched={} "
                    "sessions={} records={}c durable={}c",
                    levels[found.code], words, open, oldest, count_in(s, v1::INQUIRY_STATE_QUEUED),
                    count_in(s, v1::INQUIRY_STATE_IN_DOUBT), s.unmatched(), s.sessions(), s.head(),
                    s.durable())};
}

check_result check(const surroundings& around) {
    const auto lost = [](const std::string& why) {
        return check_result{2, "IAQD CRITICAL - " + clean(why)};
    };
    auto opened = open(around);
    if (!opened) {
        return lost(opened.error().text);
    }
    auto& gateway = opened.value();
    v1::ClientFrame ask;
    ask.mutable_status();
    const auto status = gateway.call(ask, answer_due());
    if (!status) {
        return lost(status.error().text);
    }
    if (!status.value().has_status()) {
        return lost(status.value().error().message());
    }
    ask.mutable_alerts();
    const auto alerts = gateway.call(ask, answer_due());
    const bool told = alerts && alerts.value().has_alerts();
    return check(status.value().status(),
                 told ? std::optional{alerts.value().alerts()} : std::nullopt);
}

void add_service(CLI::App& line, const surroundings& around, action& chosen) {
    auto* const alerts = line.add_subcommand("alerts", "What stands wrong, and what to do");
    alerts->footer("Example: iaqctl alerts\nRight operate. The runbook has a section for each.");
    alerts->callback([&] { chosen = [&around] { return show_alerts(around); }; });

    const auto reason = std::make_shared<std::string>();
    auto* const reload = line.add_subcommand(
        "reload", "Read the configuration and all its files anew, without a restart");
    reload->add_option("--reason", *reason, "why; it is journaled");
    reload->footer(
        "Example: iaqctl reload --reason \"new certificate\"\n"
        "Ends with 0 only when the new set is in force. Something wrong in any file: the set\n"
        "before stays in force, and every complaint is said with its place.");
    reload->callback(
        [&, reason] { chosen = [&around, reason] { return do_reload(around, *reason); }; });
    add_support_bundle(line, around, chosen);
}

}  // namespace iaq::ctl
