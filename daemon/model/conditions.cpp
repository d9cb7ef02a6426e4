#include "model/conditions.hpp"

#include <algorithm>
#include <array>

namespace iaq::model {
namespace {

// clang-format off
constexpr std::array all{
    condition{"link_down", severity::critical, false,
              "The station has had no connection to the switch for a minute. Inquiries are "
              "accepted and wait.",
              "Look for the cause in the log (link_lost, link_unreachable), then ask the state's "
              "help desk whether the switch is up."},
    condition{"station_paused", severity::warning, false,
              "The switch acknowledged several inquiries in a row not at all, or refused them for "
              "now. One is tried from time to time; the others wait.",
              "Ask the state's help desk what became of the references that are IN_DOUBT."},
    condition{"send_count_gap", severity::warning, false,
              "The switch's count of what it sends to the station leapt: messages have not come, "
              "and one may be an answer.",
              "Have the switch's help desk send the messages of that range again."},
    condition{"record_quarantined", severity::critical, false,
              "A record of the journal cannot be followed and is passed over for good. Its inquiry "
              "is in doubt.",
              "Find the record's inquiry (iaq-journal cat) and ask the switch's help desk what "
              "became of it."},
    condition{"queue_full", severity::critical, true,
              "The most inquiries wait unsent for the station, or the most records for the disk. "
              "New submissions get BUSY.",
              "See whether the line is down or the disk is slow; it clears by itself at 80 "
              "percent."},
    condition{"disk_full", severity::critical, true,
              "There is no room for the journal's next segment. New submissions get BUSY; answers "
              "are kept in what was set aside for them.",
              "Make room on the file system of state_dir. Nothing need be restarted."},
    condition{"journal_over_size", severity::warning, false,
              "The journal is larger than retention_size, and nothing more of it may go yet.",
              "Close what is open and old, or give it more disk."},
    condition{"clock_leapt", severity::warning, false,
              "At its start the daemon found the clock more than 31 days ahead of the last "
              "record. Retention drops nothing until the next start.",
              "Check the date (timedatectl); restart iaqd once it is right."},
    condition{"clock_unsynchronised", severity::warning, true,
              "Nothing has kept the clock of the system right for a minute or more. Times in the "
              "journal are evidence.",
              "Look at the time service (timedatectl, chronyc tracking)."},
    condition{"clock_stepped", severity::warning, true,
              "The system's clock was set while the daemon ran or was down, or the machine slept. "
              "Deadlines keep their length; times of records leap.",
              "Find out who set it (timedatectl, the time service's log). It clears ten minutes "
              "after the last step."},
    condition{"configuration_refused", severity::warning, false,
              "A reload found something wrong with the new files. The set before stays in force.",
              "Mend what the log names (reload_refused), then iaqctl reload."},
    condition{"inquiries_stranded", severity::critical, false,
              "Inquiries wait for an ORI that no station carries any more.",
              "Give the ORI to a station and reload, or cancel them (iaqctl list --state QUEUED)."},
    condition{"certificate_expires", severity::warning, false,
              "A certificate that the daemon needs ends within 14 days, or has ended.",
              "Put the new one in place and reload."},
};
// clang-format on

}  // namespace

std::span<const condition> conditions() { return all; }

const condition* find_condition(std::string_view name) {
    const auto* const found = std::ranges::find(all, name, &condition::name);
    return found == all.end() ? nullptr : found;
}

}  // namespace iaq::model
