#include "iaq_journal/case_words.hpp"

#include "base/text.hpp"
#include "engine/words.hpp"
#include "model/names.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::journal_tool {
namespace {

namespace records = model::records;

/// UTC, with its offset: which zone the agency keeps is not in the journal.
std::string when(utc_time at) {
    auto text = rfc3339(at);
    text.back() = ' ';
    text[text.find('T')] = ' ';
    return text + "+00:00";
}

std::string row(std::string_view name, std::string_view value) {
    return value.empty() ? std::string{} : fmt::format("  {:<14} {}\n", name, value);
}

std::string who(std::string_view principal, std::string_view acting_user) {
    return acting_user.empty() ? std::string{principal}
                               : fmt::format("{} for {}", principal, acting_user);
}

std::string full_name(const model::subject& p) {
    auto name = p.last_name + ", " + p.first_name;
    for (const auto* const part : {&p.middle_name, &p.suffix}) {
        name += part->empty() ? "" : " " + *part;
    }
    return name;
}

std::string what_was_asked(const correlation::entry& e, const correlation::origin& came) {
    const auto q = e.asked.whole();
    const auto& p = q.person;
    std::string out;
    out += row("about", full_name(p));
    out += row("born", p.date_of_birth + " in " + p.place_of_birth);
    out += row("role", model::name_of(q.role));
    out += row("offense", q.charge.ncic_code + " " + q.charge.text);
    out += row("asked by", q.asked_by.officer_id + " " + q.asked_by.officer_name);
    out += row("operator", q.operator_id);
    out += row("desk", q.desk);
    out += row("incident", q.incident);
    out += row("ORI", q.ori);
    out += row("station", came.station);
    out += row("reference", e.reference);
    out += row("through", who(came.principal, came.acting_user));
    out += row("admitted", when(e.admitted_at));
    return out;
}

/// The replies by their place in its life; of one that was taken back only the number is told.
std::vector<model::answers::reply_view> replies_in(const dossier& of) {
    std::vector<model::answers::reply_view> views;
    for (const auto& placed : of.told()->replies) {
        auto& view = views.emplace_back();
        view.at_sequence = placed.record;
        view.match.rule = model::match_rule::withdrawn;
        const auto* const reply = of.book().find_reply(placed.record);
        if (placed.taken_back || reply == nullptr) {
            continue;
        }
        auto said = wire::parse(reply->payload, reply->bytes);
        view.at = reply->at;
        view.text = std::move(said.text);
        view.header = said.header;
        view.classed = reply->classed;
        view.match = reply->evidence;
    }
    return views;
}

/// What the person who did it said, in that person's own words.
std::string words_in(const records::body& body) {
    if (const auto* const note = std::get_if<records::note_written>(&body)) {
        return note->note.text;
    }
    if (const auto* const ice = std::get_if<records::ice_contacted>(&body)) {
        const auto& said = ice->contact;
        return said.reached ? said.spoke_with + ", " + when(said.at) + ": " + said.instruction
                            : "tried " + when(said.at);
    }
    if (const auto* const told = std::get_if<records::consular_notified>(&body)) {
        return told->done.country + (told->done.how.empty() ? "" : ", " + told->done.how);
    }
    if (const auto* const passed = std::get_if<records::answer_disseminated>(&body)) {
        const auto& said = passed->disseminated;
        return (said.recipient.empty() ? said.recipient_ori : said.recipient) +
               (said.at == utc_time{} ? "" : ", " + when(said.at)) + ": " + said.purpose;
    }
    if (const auto* const handed = std::get_if<records::inquiry_transferred>(&body)) {
        return handed->transfer.note;
    }
    if (const auto* const ended = std::get_if<records::contact_ended>(&body)) {
        return when(ended->ended.at) + (ended->ended.note.empty() ? "" : ", " + ended->ended.note);
    }
    if (const auto* const changed = std::get_if<records::inquiry_updated>(&body)) {
        return changed->update.reason;
    }
    if (const auto* const keyed = std::get_if<records::manual_recorded>(&body)) {
        return "terminal " + keyed->keyed.terminal + ", " + when(keyed->keyed.at) +
               (keyed->keyed.answer.empty()
                    ? ""
                    : ", the answer as written down: " + keyed->keyed.answer);
    }
    return {};
}

std::string reason_of(const records::body& body) {
    if (const auto* const cancelled = std::get_if<records::cancelled>(&body)) {
        return cancelled->reason;
    }
    if (const auto* const assigned = std::get_if<records::assigned>(&body)) {
        return assigned->reason;
    }
    if (const auto* const withdrawn = std::get_if<records::withdrawn>(&body)) {
        return withdrawn->reason;
    }
    const auto* const classified = std::get_if<records::classified>(&body);
    return classified == nullptr ? std::string{} : classified->reason;
}

/// The step in words; the exact bytes of what came have no step of their own.
std::string step_of(const model::record& r, const correlation::entry& e,
                    const std::vector<model::answers::reply_view>& replies,
                    const std::vector<correlation::deed>& deeds) {
    const auto step = std::ranges::find(e.life, r.at_sequence, &correlation::life_step::record);
    std::string words = step == e.life.end() ? "a message of the switch came"
                                             : engine::words_for(*step, replies, deeds);
    const auto name = name_of_record(r.at_sequence);
    if (std::holds_alternative<records::send_begun>(r.body)) {
        words += "; the exact bytes: sent/" + name + ".bin";
    } else if (std::holds_alternative<records::reply_heard>(r.body)) {
        words += "; the exact bytes: heard/" + name + ".bin";
    } else if (const auto said = words_in(r.body); !said.empty()) {
        words += ": " + said;
    }
    const auto reason = reason_of(r.body);
    words += reason.empty() ? "" : "; the reason given: " + reason;
    return words;
}

std::string indented(std::string_view text) {
    std::string out;
    for (const auto line : text::lines(text)) {
        out.append("    ").append(line) += '\n';
    }
    return out;
}

}  // namespace

std::string name_of_record(model::sequence number) {
    return fmt::format("{:08}", number_of(number));
}

std::string life_in_words(const dossier& of) {
    const auto& e = *of.told();
    const auto replies = replies_in(of);
    const auto& deeds = of.book().deeds_of(of.book().find(of.id()));
    auto out = fmt::format("Inquiry {}\nIt stands: {}\n\nWhat was asked:\n", of.id(),
                           model::name_of(e.state));
    out += what_was_asked(e, of.book().origin_of(e)) + "\nIts life (UTC):\n";
    for (const auto& each : of.exhibits()) {
        const auto& r = each.entry;
        out += fmt::format("  {}  record {}\n    {}\n    by {}{}\n", when(r.at.utc),
                           number_of(r.at_sequence), step_of(r, e, replies, deeds),
                           who(r.principal, r.acting_user),
                           r.source.empty() ? "" : " from " + r.source);
    }
    for (const auto& reply : replies) {
        if (reply.match.rule == model::match_rule::withdrawn) {
            continue;
        }
        out += fmt::format("\nThe switch's own words in record {}:\n{}",
                           number_of(reply.at_sequence), indented(reply.text));
    }
    const auto& told = of.book().counsel_of(e);
    if (!told.rules.empty()) {
        out += "\nRules that spoke:";
        for (const auto& rule : told.rules) {
            out += " " + rule;
        }
        out += '\n';
    }
    for (const auto& notice : told.notices) {
        out += fmt::format("\n{} ({})\n{}", notice.id, notice.citation, indented(notice.text));
    }
    return out;
}

}  // namespace iaq::journal_tool
