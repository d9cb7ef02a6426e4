#include "iaqctl/ask/understanding.hpp"
#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/report/report_text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <memory>

/// What supervisors and auditors print: the log of a shift, the pack of an audit.
namespace iaq::ctl {
namespace {

constexpr std::time_t shift = 8 * 3600;

struct wish {
    std::string from, to, desk, ori, reason, out = "audit-pack", acting_user;
};

/// A day alone is its first moment.
std::optional<std::time_t> time_of(const std::string& typed, std::time_t now) {
    const auto moment = moment_of(typed, now);
    return moment ? moment : moment_of(typed + " 00:00", now);
}

/// A gateway that has said hello, and what it said.
struct met {
    client::connection gateway;
    v1::Welcome welcome;
};

result<met, exit_code> meet(const surroundings& around) {
    auto opened = open(around);
    if (!opened) {
        return fail(opened.error());
    }
    auto gateway = std::move(opened).value();
    const auto welcome = greet(gateway);
    if (!welcome) {
        return fail(welcome.error());
    }
    if (!welcome.value().has_welcome()) {
        return tell(around, welcome.value());
    }
    return met{std::move(gateway), welcome.value().welcome()};
}

/// Returns the call, or nothing when a time cannot be understood.
std::optional<v1::ClientFrame> report_call(const wish& w, v1::ReportKind kind, std::time_t now) {
    const auto to = w.to.empty() ? std::optional{now} : time_of(w.to, now);
    const auto from =
        w.from.empty() ? std::optional{to.value_or(now) - shift} : time_of(w.from, now);
    if (!from || !to) {
        complain("a time is written 06:00, 2026-11-24 06:00 or 2026-11-24", exit_code::usage);
        return std::nullopt;
    }
    v1::ClientFrame frame;
    frame.set_acting_user(w.acting_user);
    auto& report = *frame.mutable_report();
    report.set_kind(kind);
    report.mutable_from()->set_seconds(*from);
    report.mutable_to()->set_seconds(*to);
    report.set_desk(w.desk);
    report.set_ori(w.ori);
    report.set_reason(w.reason);
    return frame;
}

report_head head_of(const met& m, const wish& w, const std::string& title, std::time_t now) {
    google::protobuf::Timestamp made;
    made.set_seconds(now);
    report_head head;
    head.title = title;
    head.agency = m.welcome.agency() + (w.desk.empty() ? "" : ", desk " + w.desk);
    head.made_by = m.welcome.principal() + (w.acting_user.empty() ? "" : " for " + w.acting_user);
    head.made_at = local_time(made);
    head.test = m.welcome.environment() == "test";
    return head;
}

/// Writes a new file that only its owner reads. Returns what went wrong, or nothing.
std::string write_new(const std::string& path, const std::string& text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return path + ": " + std::strerror(errno);
    }
    std::size_t done = 0;
    while (done < text.size()) {
        const auto more = ::write(file, text.data() + done, text.size() - done);
        if (more <= 0) {
            break;
        }
        done += static_cast<std::size_t>(more);
    }
    const bool closed = ::close(file) == 0;
    return done == text.size() && closed ? std::string{} : path + ": could not be written whole";
}

exit_code write_pack(const v1::Report& report, const report_head& head, const std::string& out) {
    for (const auto& [ending, text] :
         {std::pair{std::string{".html"}, report_as_html(report, head)},
          {".csv", report_as_csv(report)},
          {".json", json_line(report) + "\n"}}) {
        const auto wrong = write_new(out + ending, text);
        if (!wrong.empty()) {
            return complain(wrong, exit_code::refused);
        }
        std::fputs(line("wrote " + out + ending).c_str(), stdout);
    }
    if (report.more()) {
        return complain("the report was cut at the size of a frame: ask for a shorter time",
                        exit_code::refused);
    }
    return exit_code::done;
}

exit_code make(const surroundings& around, const wish& w, v1::ReportKind kind) {
    auto met_one = meet(around);
    if (!met_one) {
        return met_one.error();
    }
    auto& m = met_one.value();
    const auto now = std::time(nullptr);
    const auto frame = report_call(w, kind, now);
    if (!frame) {
        return exit_code::usage;
    }
    const auto answer = m.gateway.call(*frame, answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    if (!answer.value().has_report()) {
        return tell(around, answer.value());
    }
    const auto& report = answer.value().report();
    if (kind == v1::REPORT_KIND_AUDIT_PACK && !around.json) {
        return write_pack(report, head_of(m, w, "Audit pack", now), w.out);
    }
    const auto* const title = kind == v1::REPORT_KIND_SHIFT_LOG ? "Shift log"
                              : kind == v1::REPORT_KIND_RIGHTS  ? "Who may do what"
                                                                : "Audit pack";
    std::fputs((around.json ? json_line(answer.value()) + "\n"
                            : report_as_text(report, head_of(m, w, title, now)))
                   .c_str(),
               stdout);
    return exit_code::done;
}

void add_one(const surroundings& around, action& chosen, v1::ReportKind kind, CLI::App* command,
             const std::shared_ptr<wish>& w) {
    command->add_option("--ori", w->ori, "of this ORI only");
    command->add_option("--reason", w->reason, "why; it is journaled");
    command->add_option("--acting-user", w->acting_user, "on whose behalf");
    command->callback(
        [&, w, kind] { chosen = [&around, w, kind] { return make(around, *w, kind); }; });
}

}  // namespace

void add_reports(CLI::App& line, const surroundings& around, action& chosen) {
    const auto shift_wish = std::make_shared<wish>();
    auto* const log = line.add_subcommand("shift-log", "The log of a shift, for the next one");
    log->add_option("--desk", shift_wish->desk, "of this desk only");
    log->add_option("--from", shift_wish->from, "begin, e.g. 22:00; 8 hours before the end");
    log->add_option("--to", shift_wish->to, "end; now when absent");
    log->footer("Example: iaqctl shift-log --desk north --from 22:00 | lp");
    add_one(around, chosen, v1::REPORT_KIND_SHIFT_LOG, log, shift_wish);

    const auto pack_wish = std::make_shared<wish>();
    auto* const pack = line.add_subcommand(
        "audit-pack", "What an audit asks of a time: one HTML page, CSV and JSON");
    pack->add_option("--from", pack_wish->from, "begin, e.g. 2026-11-01")->required();
    pack->add_option("--to", pack_wish->to, "end, not included")->required();
    pack->add_option("--out", pack_wish->out, "files OUT.html, OUT.csv, OUT.json, not there yet")
        ->capture_default_str();
    pack->footer(
        "Example: iaqctl audit-pack --from 2026-11-01 --to 2026-11-08 --out week45 "
        "--reason \"weekly review\"");
    add_one(around, chosen, v1::REPORT_KIND_AUDIT_PACK, pack, pack_wish);

    const auto rights_wish = std::make_shared<wish>();
    auto* const rights = line.add_subcommand("rights", "Who may do what, by the configuration");
    rights->footer("Example: iaqctl rights --reason \"yearly review\"");
    add_one(around, chosen, v1::REPORT_KIND_RIGHTS, rights, rights_wish);
}

}  // namespace iaq::ctl
