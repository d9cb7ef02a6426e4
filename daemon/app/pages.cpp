#include "app/pages.hpp"

#include <fmt/format.h>

namespace iaq::app {
namespace {

/// Of more of them than a line should hold the rest is counted.
constexpr std::size_t named_max = 4;

std::string hangs(nanoseconds silence) {
    return fmt::format("journal: no answer from its thread for {} s; the disk hangs", silence / 1s);
}

std::string name_of(const model::measures::alert& alert) {
    return alert.station.empty() ? alert.condition : alert.condition + " " + alert.station;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (std::size_t i = 0; i < words.size() && i < named_max; ++i) {
        all += (i == 0 ? "" : ", ") + words[i];
    }
    return words.size() <= named_max ? all
                                     : fmt::format("{} and {} more", all, words.size() - named_max);
}

}  // namespace

std::vector<std::string> not_ready_because(const model::measures& now,
                                           nanoseconds journal_silence) {
    std::vector<std::string> reasons;
    if (now.stopping) {
        reasons.emplace_back("stopping");
    }
    if (journal_silence >= journal_hangs_after) {
        reasons.push_back(hangs(journal_silence));
    }
    for (const auto& each : now.alerts) {
        if (each.unready) {
            reasons.push_back(name_of(each));
        }
    }
    return reasons;
}

admin::page health_page(nanoseconds journal_silence) {
    if (journal_silence >= journal_hangs_after) {
        return {503, hangs(journal_silence) + "\n"};
    }
    return {200, "ok\n"};
}

admin::page ready_page(const model::measures& now, nanoseconds journal_silence) {
    const auto reasons = not_ready_because(now, journal_silence);
    if (reasons.empty()) {
        return {200, "ready\n"};
    }
    std::string lines;
    for (const auto& each : reasons) {
        lines += each + "\n";
    }
    return {503, std::move(lines)};
}

std::string status_words(const model::measures& now, nanoseconds journal_silence) {
    std::vector<std::string> lines;
    for (const auto& each : now.lines) {
        lines.push_back(each.name + (each.up ? " up" : " DOWN") + (each.held ? " HELD" : ""));
    }
    auto words = fmt::format("{}{} records, {} open; {}", now.stopping ? "stopping: " : "",
                             model::number_of(now.last), now.open, joined(lines));
    std::vector<std::string> standing;
    if (journal_silence >= journal_hangs_after) {
        standing.emplace_back("journal hangs");
    }
    for (const auto& each : now.alerts) {
        standing.push_back(name_of(each));
    }
    return standing.empty() ? words : words + "; ALERT " + joined(standing);
}

}  // namespace iaq::app
