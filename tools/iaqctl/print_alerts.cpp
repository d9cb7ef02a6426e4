#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

namespace iaq::ctl {

std::string say(const v1::AlertList& list) {
    if (list.alerts().empty()) {
        return "nothing stands\n";
    }
    std::string out;
    for (const auto& each : list.alerts()) {
        const auto severity =
            short_name(v1::AlertSeverity_Name(each.severity()), "ALERT_SEVERITY_");
        const auto where = each.station().empty() ? "" : " " + clean(each.station());
        out += fmt::format("{} {}{} since {}\n", severity, strong(clean(each.condition())), where,
                           local_time(each.since()));
        if (!each.detail().empty()) {
            out += wrapped(each.detail(), 2);
        }
        out += wrapped(each.text(), 2);
        out += wrapped("Next: " + each.next_step(), 2);
    }
    return out;
}

}  // namespace iaq::ctl
