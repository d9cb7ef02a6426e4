#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

namespace iaq::ctl {
namespace {

/// What keeps the line from being read on its way: its TLS, or none.
std::string tls(const v1::StationStatus& station) {
    if (!station.under_tls()) {
        return "no TLS";
    }
    return station.tls().empty() ? "under TLS" : station.tls();
}

std::string restart_due(const v1::Status& s) {
    std::string names;
    for (const auto& name : s.replaced_files()) {
        names += (names.empty() ? "" : ", ") + name;
    }
    return names.empty()
               ? names
               : wrapped("RESTART DUE: replaced on the disk since the start: " + names, 0);
}

}  // namespace

std::string say(const v1::Status& s) {
    auto out = line(fmt::format("iaqd {}  environment {}  started {}", s.version(), s.environment(),
                                local_time(s.started_at())));
    out += restart_due(s);
    for (const auto& station : s.stations()) {
        out += fmt::format("station {}: {}{} since {}  queued {}  in flight {}\n",
                           strong(clean(station.name())), station.up() ? "up" : "DOWN",
                           station.held() ? ", HELD" : "", local_time(station.since()),
                           station.queued(), station.in_flight());
        out += line(fmt::format("  {} {} {}  {}", station.protocol(), station.payload(),
                                tls(station), station.peer()));
        if (station.held()) {
            out += wrapped("held because: " + station.hold_reason(), 2);
        }
    }
    for (const auto& count : s.states()) {
        out += fmt::format("{:<13} {:>8}  oldest {}\n", name_of(count.state()), count.count(),
                           local_time(count.oldest()));
    }
    const auto network = s.intake_tls().empty()
                             ? std::string{}
                             : "  network under TLS " + s.intake_tls() + " or more";
    out += fmt::format("unmatched {}  sessions {}  intake {}{}\n", s.unmatched(), s.sessions(),
                       s.intake_paused() ? "PAUSED" : "open", network);
    out += line(fmt::format("journal {}  seal {}", s.journal_id(), s.seal()));
    out += fmt::format("  head {}  durable {}  last sync {}\n", s.head(), s.durable(),
                       local_time(s.last_sync()));
    out += line(fmt::format("state {} at record {}", s.state_digest(), s.state_sequence()));
    if (s.standing_conditions().empty()) {
        return out + "no condition stands\n";
    }
    for (const auto& condition : s.standing_conditions()) {
        out += line("ALERT " + condition);
    }
    return out;
}

}  // namespace iaq::ctl
