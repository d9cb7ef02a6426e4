#pragma once

#include "admin/server.hpp"
#include "base/time.hpp"
#include "model/measures.hpp"

#include <string>
#include <vector>

/// What operators are shown of where the daemon stands: names, numbers and words of ours.
namespace iaq::app {

/// A journal that owes an answer for so long hangs: /healthz and /readyz say no.
constexpr nanoseconds journal_hangs_after = 10s;

/// Why no inquiry would be served as it should be, each a line; empty: ready.
std::vector<std::string> not_ready_because(const model::measures& now, nanoseconds journal_silence);

/// 200 while the process works; 503 with the reason when its journal hangs.
admin::page health_page(nanoseconds journal_silence);
/// 200 and "ready", or 503 and the reasons.
admin::page ready_page(const model::measures& now, nanoseconds journal_silence);

/// One line for the service manager: records, open inquiries, stations, what stands.
std::string status_words(const model::measures& now, nanoseconds journal_silence);

}  // namespace iaq::app
