#include "iaqctl/story.hpp"

#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/words.hpp"

#include <fmt/format.h>

#include <array>

namespace iaq::ctl {
namespace {

using google::protobuf::Timestamp;

Timestamp stamp(std::time_t at) {
    Timestamp made;
    made.set_seconds(at);
    return made;
}

std::string utc(const Timestamp& at) {
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts)};
}

std::string row(std::string_view name, const std::string& value) {
    if (value.empty()) {
        return {};
    }
    auto lines = wrapped(value, 16);
    return lines.replace(0, 16, fmt::format("  {:<14}", name));
}

/// `SUBJECT_ROLE_ENFORCEMENT_CONTACT` as `enforcement contact`.
std::string plain(std::string_view value, std::string_view prefix) {
    auto words = short_name(value, prefix);
    for (auto& c : words) {
        c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return words == "unspecified" ? std::string{} : words;
}

std::string full_name(const v1::Subject& s) {
    auto name = s.last_name() + ", " + s.first_name();
    for (const auto* const part : {&s.middle_name(), &s.suffix()}) {
        name += part->empty() ? "" : " " + *part;
    }
    return name == ", " ? std::string{} : name;
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string all;
    for (const auto& part : parts) {
        all += part.empty() ? "" : (all.empty() ? "" : ", ") + part;
    }
    return all;
}

std::string asked(const v1::Inquiry& i) {
    const auto& q = i.request();
    const auto& s = q.subject();
    std::string out = "What was asked\n";
    out += row("about",
               joined({full_name(s), s.date_of_birth().empty() ? "" : "born " + s.date_of_birth(),
                       s.place_of_birth().empty() ? "" : "in " + s.place_of_birth(),
                       plain(v1::Sex_Name(s.sex()), "SEX_")}));
    out += row("as", joined({plain(v1::SubjectRole_Name(q.role()), "SUBJECT_ROLE_"),
                             plain(v1::Basis_Name(q.basis()), "BASIS_"),
                             !q.has_in_custody() ? ""
                             : q.in_custody()    ? "in custody"
                                                 : "not in custody"}));
    out += row("offense", joined({q.offense().ncic_code(), q.offense().text()}));
    out += row("by", joined({"officer " + q.requester().officer_id(), q.requester().officer_name(),
                             q.operator_id().empty() ? "" : "typed by " + q.operator_id()}));
    out += row("for", joined({q.desk().empty() ? "" : "desk " + q.desk(),
                              q.incident().empty() ? "" : "incident " + q.incident(), q.ori()}));
    out += row("reason", q.reason());
    return out + row("accepted", local_time(i.admitted_at()));
}

std::string by_hand(v1::ByHand may) {
    switch (may) {
        case v1::BY_HAND_SAFE:
            return "SAFE: nothing has left the gateway. It may be keyed at the state's own "
                   "terminal; then iaqctl cancel it here.";
        case v1::BY_HAND_UNSAFE:
            return "UNSAFE: it may have left. Keyed again it could be asked twice.";
        case v1::BY_HAND_UNKNOWN: return "Not known: ask the operator before you key it.";
        default: return {};
    }
}

std::string what_next(const v1::Inquiry& i, std::time_t now) {
    std::string out = "What happens next\n";
    out += row("now", fmt::format("{} ({})", where_it_is(i.state()), name_of(i.state())));
    out += row("who must act", i.next_step());
    for (const auto& clock : i.clocks()) {
        const auto left = clock.due().seconds() - now;
        out += row(what_is_due(clock.clock()),
                   fmt::format("{}{}", local_time(clock.due()),
                               left < 0 ? ", passed"
                                        : ", in " + duration_words(std::chrono::seconds(left))));
    }
    if (i.clocks().empty()) {
        out += row("clocks", "none runs");
    }
    return out + row("by hand", by_hand(i.by_hand()));
}

std::string happened(const v1::Inquiry& i, audience reader) {
    std::string out = "What happened\n";
    for (const auto& event : i.life()) {
        auto when = local_time(event.at());
        if (reader == audience::court) {
            when += " = " + utc(event.at());
        }
        const auto record =
            reader == audience::dispatcher ? "" : fmt::format(" [record {}]", event.sequence());
        out += wrapped(fmt::format("{}  {}{}", when, event.what(), record), 2);
    }
    return out;
}

std::string heard(const v1::Inquiry& i, audience reader) {
    std::string out;
    for (const auto& reply : i.replies()) {
        out += "\n" + line(fmt::format("{}  {} from {}", local_time(reply.at()),
                                       reply.header().key(), reply.header().origin()));
        out += row("taken as",
                   plain(v1::Classification_Name(reply.classification()), "CLASSIFICATION_"));
        out += row("matched by", plain(v1::MatchRule_Name(reply.match().rule()), "MATCH_RULE_"));
        if (reader != audience::dispatcher) {
            out += row("record", fmt::format("{}, {} bytes as heard", reply.sequence(),
                                             reply.bytes().size()));
            out += row("control", reply.header().control());
        }
        out += row("read", read_words(reply));
        out += "  The switch's own words, whole:\n" + wrapped(reply.text(), 4);
    }
    return out.empty() ? out : "\nWhat the switch said\n" + out.substr(1);
}

std::string decided(const v1::Inquiry& i, audience reader) {
    std::string out;
    for (const auto& notice : i.notices()) {
        out += say(notice, 2);
    }
    for (const auto& advice : i.advisories()) {
        out += say(advice, 2);
    }
    std::string rules;
    for (const auto& rule : i.rules()) {
        rules += (rules.empty() ? "" : ", ") + rule;
    }
    if (reader != audience::dispatcher) {
        out += row("rules", rules);
        out += row("through", i.acting_user().empty() ? i.principal()
                                                      : i.principal() + " for " + i.acting_user());
        out += row("station", i.station());
        out += row("reference", i.reference());
        out += row("attempts", std::to_string(i.attempts()));
    }
    return out.empty() ? out : "\nWhat the order says of it\n" + out;
}

std::string others(const v1::Inquiry& i) {
    std::string out;
    for (const auto& other : i.other_inquiry_ids()) {
        out += line("  " + other);
    }
    return out.empty() ? out : "\nOther inquiries of this incident\n" + out;
}

}  // namespace

std::optional<audience> audience_of(std::string_view name) {
    if (name == "dispatcher") {
        return audience::dispatcher;
    }
    if (name == "auditor") {
        return audience::auditor;
    }
    return name == "court" ? std::optional{audience::court} : std::nullopt;
}

std::string story(const v1::Inquiry& of, audience reader, std::time_t now) {
    auto out = fmt::format("{} {}\n\n", strong("Inquiry " + clean(of.inquiry_id()) + ":"),
                           where_it_is(of.state()));
    const bool act_first = reader == audience::dispatcher;
    if (act_first) {
        out += what_next(of, now) + "\n";
    }
    out += asked(of) + "\n" + happened(of, reader) + heard(of, reader) + acts_of(of) +
           decided(of, reader);
    if (!act_first) {
        out += "\n" + what_next(of, now);
    }
    return out + others(of);
}

std::string printed_story(const v1::Inquiry& of, audience reader, const std::string& printed_by,
                          std::time_t now) {
    auto out = wrapped(fmt::format("Printed {} by {} from iaqd. This printing is recorded in the "
                                   "gateway's journal.",
                                   local_time(stamp(now)), printed_by),
                       0);
    out += std::string(columns, '-') + "\n" + story(of, reader, now) + std::string(columns, '-') +
           "\n";
    if (reader == audience::court) {
        out += wrapped(
            "This paper proves nothing by itself. The exact bytes, with a proof of each "
            "record under the signed head of the journal, are made by: iaq-journal case "
            "DIR " +
                of.inquiry_id(),
            0);
    }
    return out;
}

}  // namespace iaq::ctl
