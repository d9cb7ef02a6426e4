#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <memory>

/// Supervisors' commands: shredding, and the legal hold that forbids it.
namespace iaq::ctl {
namespace {

struct wish {
    std::string id, reason, order, token, user;
    bool backups_destroyed = false, master_key_rotated = false;
};

exit_code send(const surroundings& around, const v1::ClientFrame& frame) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    const auto answer = reached.value().call(frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

exit_code shred(const surroundings& around, const wish& w) {
    if (w.order.empty() == w.token.empty()) {
        return complain("the first person gives --order, the second --confirm", exit_code::usage);
    }
    if (w.token.empty() && (w.backups_destroyed || w.master_key_rotated)) {
        return complain("what was destroyed besides is confirmed by the second person",
                        exit_code::usage);
    }
    v1::ClientFrame frame;
    frame.set_acting_user(w.user);
    auto& s = *frame.mutable_shred();
    s.set_inquiry_id(w.id);
    s.set_reason(w.order);
    s.set_request_token(w.token);
    s.set_backups_destroyed(w.backups_destroyed);
    s.set_master_key_rotated(w.master_key_rotated);
    return send(around, frame);
}

void add_user(CLI::App& command, wish& w) {
    command.add_option("--acting-user", w.user, "on whose behalf");
}

void add_shred(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const command = line.add_subcommand(
        "shred",
        "Destroy the keys of an inquiry for ever; asked by one person, confirmed by "
        "another");
    command->add_option("ID", w->id, "the inquiry")->required();
    command->add_option("--order", w->order, "first person: the order or reason; it is journaled");
    command->add_option("--confirm", w->token, "second person: the token the first was given");
    command->add_flag("--backups-destroyed", w->backups_destroyed,
                      "with --confirm: every backup that holds it is destroyed");
    command->add_flag("--master-key-rotated", w->master_key_rotated,
                      "with --confirm: the master key was rotated, the old one destroyed");
    add_user(*command, *w);
    command->footer(
        "Example: iaqctl shred 3f9a01-1042 --order \"expungement, 26CR0017\"\n"
        "         iaqctl shred 3f9a01-1042 --confirm TOKEN --backups-destroyed");
    command->callback([&, w] { chosen = [&around, w] { return shred(around, *w); }; });
}

void add_legal_hold(CLI::App& line, const surroundings& around, action& chosen, bool standing) {
    const auto w = std::make_shared<wish>();
    auto* const command =
        standing
            ? line.add_subcommand("legal-hold", "Keep an inquiry from being shredded or dropped")
            : line.add_subcommand("legal-release", "End a legal hold");
    command->add_option("ID", w->id, "the inquiry")->required();
    command->add_option("--reason", w->reason, "why; it is journaled")->required();
    add_user(*command, *w);
    command->footer(standing ? "Example: iaqctl legal-hold 3f9a01-1042 --reason \"discovery\""
                             : "Example: iaqctl legal-release 3f9a01-1042 --reason \"closed\"");
    command->callback([&, w, standing] {
        chosen = [&around, w, standing] {
            v1::ClientFrame frame;
            frame.set_acting_user(w->user);
            auto& o = *frame.mutable_operate();
            o.set_operation(standing ? v1::OPERATION_LEGAL_HOLD : v1::OPERATION_LEGAL_RELEASE);
            o.set_inquiry_id(w->id);
            o.set_reason(w->reason);
            return send(around, frame);
        };
    });
}

/// What became of the inquiry, where the answer says so.
std::string done_words(const v1::Done& d) {
    std::string out = d.state() == v1::INQUIRY_STATE_UNSPECIFIED || d.sequence() != 0
                          ? "done"
                          : "nothing changed";
    if (!d.inquiry_id().empty()) {
        out += ": " + clean(d.inquiry_id());
    }
    if (d.state() != v1::INQUIRY_STATE_UNSPECIFIED) {
        out += ", it stands " + name_of(d.state());
    }
    return out + "\n";
}

}  // namespace

std::string say(const v1::Done& d) {
    if (d.sequence() != 0 && !d.token().empty()) {
        return "OFFERED: it is handed over once the receiver accepts " + strong(clean(d.token())) +
               "\n";
    }
    std::string out =
        d.token().empty() ? done_words(d) : "NOT YET DONE: a second person must confirm\n";
    if (!d.text().empty()) {
        out += wrapped(d.text(), 2);
    }
    for (const auto& advice : d.advisories()) {
        out += say(advice, 2);
    }
    for (const auto& notice : d.notices()) {
        out += say(notice, 2);
    }
    return d.token().empty() ? out : out + "token " + strong(clean(d.token())) + "\n";
}

void add_keeping(CLI::App& line, const surroundings& around, action& chosen) {
    add_shred(line, around, chosen);
    add_legal_hold(line, around, chosen, true);
    add_legal_hold(line, around, chosen, false);
}

}  // namespace iaq::ctl
