#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

namespace iaq::ctl {
namespace {

/// Why no rule placed it, in words a dispatcher uses.
std::string why(v1::MatchRule rule) {
    switch (rule) {
        case v1::MATCH_RULE_NONE_FOUND: return "it names no inquiry of ours";
        case v1::MATCH_RULE_ORIGIN:
            return "our reference, from an ORI that is not trusted to answer";
        case v1::MATCH_RULE_OTHER_PERSON: return "our reference, but the text names another person";
        case v1::MATCH_RULE_NEVER_SENT:
            return "our reference, of an inquiry that cannot be answered";
        case v1::MATCH_RULE_WITHDRAWN:
            return "a person took its match back, or that of the same words before";
        case v1::MATCH_RULE_AMBIGUOUS: return "no reference; name and birth date propose whom";
        default: return short_name(v1::MatchRule_Name(rule), "MATCH_RULE_");
    }
}

std::string say(const v1::Candidate& c) {
    auto out = line(
        fmt::format("    may be {}  {}  officer {}  desk {}  incident {}  asked {}", c.inquiry_id(),
                    name_of(c.state()), c.officer_id(), c.desk().empty() ? "-" : c.desk(),
                    c.incident().empty() ? "-" : c.incident(), local_time(c.admitted_at())));
    for (const auto& words : c.evidence()) {
        out += wrapped("for: " + words, 6);
    }
    for (const auto& words : c.against()) {
        out += wrapped("AGAINST: " + words, 6);
    }
    return out;
}

std::string say(const v1::UnmatchedRow& row) {
    const auto& h = row.header();
    auto out = line(fmt::format("{}  {}  {} from {}", strong(std::to_string(row.reply())),
                                local_time(row.at()), h.key().empty() ? "a message" : h.key(),
                                h.origin().empty() ? "an unnamed origin" : h.origin()));
    out += line(fmt::format("  station {}  to {}  reference {}", row.station(),
                            h.destination().empty() ? "-" : h.destination(),
                            h.reference().empty() ? "-" : h.reference()));
    out += wrapped("Not placed: " + why(row.match().rule()), 2);
    out += "  The switch's own words:\n" + wrapped(row.text(), 4);
    for (const auto& candidate : row.candidates()) {
        out += say(candidate);
    }
    if (row.candidates().empty()) {
        out += "  No inquiry is proposed.\n";
    }
    return out;
}

}  // namespace

std::string say(const v1::UnmatchedList& list) {
    if (list.rows().empty()) {
        return "No message waits for a person.\n";
    }
    std::string out;
    for (const auto& row : list.rows()) {
        out += (out.empty() ? "" : "\n") + say(row);
    }
    if (list.more()) {
        out += fmt::format("\nThere are more: iaqctl unmatched --before {}\n",
                           list.rows(list.rows_size() - 1).reply());
    }
    return out + "\nNext: read each, then iaqctl assign MESSAGE ID --reason TEXT\n";
}

}  // namespace iaq::ctl
