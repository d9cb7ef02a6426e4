#include "policy/decision_text.hpp"

#include "base/text.hpp"
#include "model/names.hpp"
#include "policy/rules.hpp"

#include <algorithm>

namespace iaq::policy {
namespace {

using lines = std::vector<std::string>;

std::string outcome_of(const verdict& said) {
    using enum model::inquiry_state;
    switch (said.admit_to) {
        case queued: return "ACCEPTED: it would be queued and sent.";
        case exempt: return "EXEMPT: it would be recorded; nothing would be sent.";
        case registered: return "REGISTERED: it would be recorded; an update sends it.";
        case unspecified:
        case sending:
        case acknowledged:
        case received:
        case answered:
        case cancelled:
        case expired:
        case rejected:
        case in_doubt:
        case failed:
        case manual: break;
    }
    return said.refused() ? "REFUSED: nothing would be sent." : "ACCEPTED: its state stays.";
}

void add_text(lines& all, std::string_view text) {
    for (const auto line : text::lines(text)) {
        all.push_back("    " + std::string{line});
    }
}

void add_notices(lines& all, std::string_view what, const std::vector<model::notice>& notices) {
    for (const auto& n : notices) {
        all.push_back(std::string{what} + " " + n.id + " [" + n.citation + "] " + n.short_text);
        add_text(all, n.text);
    }
}

void add_clocks(lines& all, const verdict& said, utc_time now) {
    for (const auto& clock : said.clocks) {
        all.push_back("clock " + std::string{model::name_of(clock.clock)} + " fires in " +
                      in_words(std::max(clock.due - now, nanoseconds{0})) + ", at " +
                      rfc3339(clock.due));
    }
    if (said.send_limit != utc_time{}) {
        all.push_back("must have left by " + rfc3339(said.send_limit));
    }
}

}  // namespace

lines decision_lines(const verdict& said, utc_time now) {
    lines all{outcome_of(said)};
    for (const auto& v : said.violations) {
        all.push_back("violation " + v.rule + " [" + v.citation + "] " + v.field);
        add_text(all, v.message);
    }
    add_notices(all, "notice", said.notices);
    add_notices(all, "advisory", said.advisories);
    for (const auto& n : said.to_supervisors) {
        all.push_back("supervisors are told: " + n.short_text);
    }
    if (said.opens_consular_duty) {
        all.emplace_back("the consular duty is open until consular_done");
    }
    add_clocks(all, said, now);
    std::string rules;
    for (const auto& rule : said.rules) {
        rules += (rules.empty() ? "" : " ") + rule;
    }
    all.push_back("rules that spoke: " + (rules.empty() ? std::string{"none"} : rules));
    return all;
}

}  // namespace iaq::policy
